import type { PayoutFault } from '#intake/payout-results/payout-result.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { ok, type Result } from '#kernel/result.ts';
import { type ClaimRef, changeClaims, redecideDelayed } from '#modules/claims/index.ts';
import { type LedgerMonthClosed, type Posting, postingDays, postMany } from '#modules/ledger/index.ts';
import { setOffReturned, settleExcess } from '#modules/recoveries/index.ts';
import type { Act } from '#platform/acts/act.ts';
import {
  findClaimsOfPayouts,
  lockPayoutsByEndToEndIds,
  type ResultOutcome,
  type SettledPayout,
  type SettlingPayout,
  saveSettled,
} from './result-store.ts';

/** What the bank says of a payout, whatever brought it: a result file or an entry of the statement. */
export interface PayoutVerdict {
  readonly endToEndId: string;
  /** `returned`: it stands on the statement as a credit. */
  readonly said: 'paid' | 'refused' | 'returned' | 'pending';
  /** `undefined` where the bank left it out. */
  readonly amountFen: Fen | undefined;
  readonly onDay: DayNumber;
  readonly fault: PayoutFault | undefined;
}

export interface SettledVerdict {
  readonly outcome: ResultOutcome | 'returned';
  readonly payoutId: string | undefined;
}

/**
 * Takes what the bank says into the books, inside the caller's act: ledger, payouts and claims together. Gives what became
 * of each verdict, in order.
 *
 * Found back only by our own end-to-end id and the same amount; whatever else is said changes nothing and is told. Verdicts
 * may come in any order and any number of times: money that came back must have left, so a return makes a payout paid first,
 * and `paid` that comes after it is known.
 */
export async function settlePayouts(
  act: Act,
  verdicts: readonly PayoutVerdict[],
): Promise<Result<readonly SettledVerdict[], LedgerMonthClosed>> {
  const locked = await lockPayoutsByEndToEndIds(act, [...new Set(verdicts.map(({ endToEndId }) => endToEndId))]);
  const postedOn = await postingDays(
    act,
    verdicts.map(({ onDay }) => onDay),
  );
  const standing = new Map(locked.map((payout) => [payout.end_to_end_id, payout]));
  const changed = new Map<string, SettledPayout>();
  const postings: Posting[] = [];
  const outcomes: SettledVerdict[] = [];
  for (const verdict of verdicts) {
    const payout = standing.get(verdict.endToEndId);
    const outcome = payout === undefined ? 'unknown' : outcomeOf(payout, verdict);
    outcomes.push({ outcome, payoutId: payout?.id });
    if (payout === undefined || (outcome !== 'paid' && outcome !== 'refused' && outcome !== 'returned')) continue;
    const settled = settledBy(payout, verdict, outcome);
    changed.set(payout.id, settled);
    postings.push(...postingsOf(payout, settled, postedOn(verdict.onDay)));
    standing.set(verdict.endToEndId, {
      ...payout,
      state: settled.state,
      paid_on: settled.paidOn,
      returned_on: settled.returnedOn,
      return_kind: settled.returnKind,
    });
  }
  const settled = [...changed.values()];
  const posted = await postMany(act, postings);
  if (!posted.ok) return posted;
  await saveSettled(act, settled);
  const followed = await followClaims(act, settled);
  if (!followed.ok) return followed;
  const owed = settled.filter(({ state, payout }) => state === 'returned' && followed.value.has(payout.claim_id));
  for (const { payout, returnedOn, returnKind, fault } of owed) {
    await act.emit({
      kind: 'payout-returned',
      objectKind: 'claim',
      objectId: payout.claim_id,
      agencyId: payout.agency_id,
      unitId: payout.unit_id,
      personId: payout.person_id,
      payload: { payoutId: payout.id, amountFen: payout.amount_fen, returnedOn, returnKind, fault },
    });
  }
  return ok(outcomes);
}

/** What a verdict does to a payout as it stands; only `paid`, `refused` and `returned` change it. */
export function outcomeOf(
  { state, amount_fen, return_kind }: Pick<SettlingPayout, 'state' | 'amount_fen' | 'return_kind'>,
  { said, amountFen }: Pick<PayoutVerdict, 'said' | 'amountFen'>,
): SettledVerdict['outcome'] {
  if (state === 'made' || state === 'withdrawn') return 'not-sent';
  if (amountFen !== undefined && amountFen !== amount_fen) return 'amount-differs';
  if (said === 'pending') return state === 'sent' ? 'pending' : 'known';
  if (state === 'sent') return said;
  if (state === 'paid') return said === 'paid' ? 'known' : said === 'returned' ? 'returned' : 'contradicts';
  // it came back: that it had left is no news, but what the bank refused never left
  if (return_kind === 'returned') return 'known';
  return said === 'refused' ? 'known' : 'contradicts';
}

function settledBy(
  payout: SettlingPayout,
  { onDay, fault }: PayoutVerdict,
  outcome: 'paid' | 'refused' | 'returned',
): SettledPayout {
  if (outcome === 'paid') {
    return { payout, state: 'paid', paidOn: onDay, returnedOn: null, returnKind: null, fault: null };
  }
  const paidOn = outcome === 'refused' ? null : (payout.paid_on ?? onDay);
  return { payout, state: 'returned', paidOn, returnedOn: onDay, returnKind: outcome, fault: fault ?? 'other' };
}

function postingsOf(
  { id, agency_id, unit_id, amount_fen, paid_on }: SettlingPayout,
  { state, returnKind }: SettledPayout,
  onDay: DayNumber,
): readonly Posting[] {
  const posting = {
    objectKind: 'payout',
    objectId: id,
    onDay,
    agencyId: agency_id,
    unitId: unit_id,
    amountFen: amount_fen,
  } as const;
  if (returnKind === 'refused') return [{ event: 'payout-refused', ...posting }];
  const left: readonly Posting[] = paid_on === null ? [{ event: 'payout-paid', ...posting }] : [];
  return state === 'paid' ? left : [...left, { event: 'payout-returned', ...posting }];
}

/**
 * The claims go where their payouts went: paid when every share is, returned where one came back and is not sent again. A
 * ruling may have moved a claim on before its payout came back: one that waits for more money waits for all of it then, and
 * what was paid above a ruling is above it no more. Gives those of which something is still to be paid.
 */
async function followClaims(
  act: Act,
  settled: readonly SettledPayout[],
): Promise<Result<ReadonlySet<string>, LedgerMonthClosed>> {
  const claimIds = [...new Set(settled.map(({ payout }) => payout.claim_id))];
  const before = await findClaimsOfPayouts(act, claimIds);
  const changing = before.filter(({ is_decided, excess_fen }) => is_decided || excess_fen > 0);
  for (const { claim_id, is_decided } of changing) {
    const kept = is_decided ? await setOffReturned(act, claim_id) : ok(undefined);
    if (!kept.ok) return kept;
    const excess = await settleExcess(act, claim_id);
    if (!excess.ok) return excess;
  }
  const claims = changing.length === 0 ? before : await findClaimsOfPayouts(act, claimIds);
  const refs = (wanted: 'paid' | 'returned', from: readonly string[]): ClaimRef[] =>
    claims.flatMap(({ claim_id, submitted_on, state, target }) =>
      target === wanted && from.includes(state) ? [{ claimId: claim_id, submittedOn: submitted_on }] : [],
    );
  await changeClaims(act, refs('paid', ['in-payout', 'returned']), 'pay');
  await changeClaims(act, refs('returned', ['in-payout', 'paid']), 'return');
  for (const { claim_id } of claims.filter(({ is_delayed }) => is_delayed)) {
    const redecided = await redecideDelayed(act, claim_id);
    if (!redecided.ok) return redecided;
  }
  return ok(new Set(claims.filter(({ is_owed }) => is_owed).map(({ claim_id }) => claim_id)));
}
