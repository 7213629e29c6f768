import { payoutFault } from '#intake/payout-results/payout-fault.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { type PayoutVerdict, settlePayouts } from '#modules/payouts/index.ts';
import { findRecoveryOf, receiveRecovery } from '#modules/recoveries/index.ts';
import { findRefundOf, lockMatching, payRefund } from '#modules/refunds/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { explain } from './explain.ts';
import { batchNumberOf, type EntryReference, referenceIn } from './read-references.ts';
import {
  countExplanations,
  findBatches,
  findExplained,
  findOpenEntries,
  type NewExplanation,
  type OpenEntry,
} from './store.ts';

export interface ExplainedEntries {
  /** Entries that are now known to be movements of ours. */
  readonly explained: number;
  /** Payouts that the statement showed to be paid, or to have come back. */
  readonly paid: number;
  readonly returned: number;
  /** Entries that name one of ours and still don't fit: another amount, a batch that the bank has not answered. */
  readonly doubtful: number;
}

const NOTHING: ExplainedEntries = { explained: 0, paid: 0, returned: 0, doubtful: 0 };

interface Referring<Reference extends EntryReference = EntryReference> {
  readonly entry: OpenEntry;
  readonly reference: Reference;
}

/**
 * Looks through the entries of the bank's statement that nothing explains for our own numbers, and takes what they are into
 * the books: a payout that left or came back, a batch in one sum, a recovery, a refund. May run at any time and any number of
 * times, in whatever order statements and result files come (docs/adr/0012-money-in-transit.md).
 */
export async function explainEntries(
  platform: Platform,
  caller: Caller,
): Promise<Result<ExplainedEntries, LedgerMonthClosed | IdempotencyRefusal>> {
  const waiting = await platform.database.transaction(caller.access, (transaction) =>
    findOpenEntries(transaction, { platform, officeId: caller.access.officeId }),
  );
  const doubtful = referringAmong(waiting).length;
  if (doubtful === 0) return ok(NOTHING);
  type Explaining = Result<ExplainedEntries, LedgerMonthClosed | { readonly code: 'nothing-to-explain' }>;
  const done = await perform(
    platform,
    caller,
    { name: 'explain-entries', input: {} },
    async (act): Promise<Explaining> => {
      await lockMatching(act);
      const referring = referringAmong(await findOpenEntries(act.transaction, act));
      const payouts = await explainPayouts(act, referring.filter(isOf('payout')));
      if (!payouts.ok) return payouts;
      const batches = await explainBatches(act, [...referring.filter(isOf('payout-batch')), ...payouts.value.washed]);
      if (!batches.ok) return batches;
      const others = await explainOthers(act, referring);
      if (!others.ok) return others;
      const explained = payouts.value.explained + batches.value + others.value;
      if (explained === 0) return fail({ code: 'nothing-to-explain' });
      const { paid, returned } = payouts.value;
      const answer = { explained, paid, returned, doubtful: referring.length - explained };
      await act.audit({ act: 'explain-entries', objectKind: 'office', objectId: act.officeId, detail: { ...answer } });
      return ok(answer);
    },
  );
  if (done.ok) return done;
  const { error } = done;
  return error.code === 'nothing-to-explain' ? ok({ ...NOTHING, doubtful }) : fail(error);
}

function referringAmong(entries: readonly OpenEntry[]): readonly Referring[] {
  return entries.flatMap((entry) => {
    const reference = referenceIn(entry);
    return reference === undefined ? [] : { entry, reference };
  });
}

function isOf<Kind extends EntryReference['kind']>(
  kind: Kind,
): (referring: Referring) => referring is Referring<Extract<EntryReference, { kind: Kind }>> {
  return (referring): referring is Referring<Extract<EntryReference, { kind: Kind }>> =>
    referring.reference.kind === kind;
}

interface ExplainedPayouts {
  readonly explained: number;
  readonly paid: number;
  readonly returned: number;
  /** Of payouts that the bank refused after it had taken the money: they leave and come back within their batch. */
  readonly washed: readonly Referring[];
}

/** A debit that names a payout is its leaving, a credit its coming back; each is explained once. */
async function explainPayouts(
  act: Act,
  referring: readonly Referring<Extract<EntryReference, { kind: 'payout' }>>[],
): Promise<Result<ExplainedPayouts, LedgerMonthClosed>> {
  const verdicts = referring.map(
    ({ entry, reference }): PayoutVerdict => ({
      endToEndId: reference.endToEndId,
      said: entry.direction === 'debit' ? 'paid' : 'returned',
      amountFen: entry.openFen,
      onDay: entry.postedOn,
      fault: entry.direction === 'credit' ? faultIn(entry) : undefined,
    }),
  );
  const settled = await settlePayouts(act, verdicts);
  if (!settled.ok) return settled;
  const payoutIds = settled.value.flatMap(({ payoutId }) => payoutId ?? []);
  const taken = new Set((await findExplained(act, payoutIds)).map((each) => `${each.object_id} ${each.direction}`));
  const explanations: Omit<NewExplanation, 'id'>[] = [];
  const washed: Referring[] = [];
  for (const [index, each] of referring.entries()) {
    const { outcome, payoutId } = settled.value[index] ?? {};
    if (payoutId === undefined) continue;
    if (outcome === 'contradicts') washed.push(each);
    if (outcome !== 'paid' && outcome !== 'returned' && outcome !== 'known') continue;
    const key = `${payoutId} ${each.entry.direction}`;
    if (taken.has(key)) continue;
    taken.add(key);
    explanations.push({ entry: each.entry, objectKind: 'payout', objectId: payoutId, amountFen: each.entry.openFen });
  }
  const written = await explain(act, explanations);
  if (!written.ok) return written;
  const count = (wanted: string): number => settled.value.filter(({ outcome }) => outcome === wanted).length;
  return ok({ explained: explanations.length, paid: count('paid'), returned: count('returned'), washed });
}

/** Why it came back, where the bank's texts say so: `退汇 户名不符`. */
function faultIn({ texts: { summary, purpose, remark, note } }: OpenEntry): ReturnType<typeof payoutFault> {
  return payoutFault([summary, purpose, remark, note].join(' '));
}

/**
 * Entries that name a whole batch, and those of payouts that the bank first took and then refused: they are explained
 * together, once the bank has answered all of the batch and debits less credits come to what was paid.
 */
async function explainBatches(act: Act, referring: readonly Referring[]): Promise<Result<number, LedgerMonthClosed>> {
  const byNumber = Map.groupBy(referring, ({ reference }) =>
    reference.kind === 'payout' ? batchNumberOf(reference.endToEndId) : 'number' in reference ? reference.number : '',
  );
  const explanations: Omit<NewExplanation, 'id'>[] = [];
  for (const batch of await findBatches(act, [...byNumber.keys()])) {
    const entries = (byNumber.get(batch.number) ?? []).map(({ entry }) => entry);
    const movedFen = entries.reduce((sum, entry) => sum + signed(entry), 0);
    const expectedFen = batch.is_explained ? 0 : batch.paid_fen;
    if (batch.waiting > 0 || movedFen !== expectedFen) continue;
    for (const entry of entries) {
      explanations.push({ entry, objectKind: 'payout-batch', objectId: batch.id, amountFen: entry.openFen });
    }
  }
  const written = await explain(act, explanations);
  return written.ok ? ok(explanations.length) : written;
}

/** What an entry takes from the account. */
function signed({ direction, openFen }: OpenEntry): Fen {
  return direction === 'debit' ? openFen : -openFen;
}

/** Recoveries and refunds that a transfer names; those that don't fit wait for a person. */
async function explainOthers(act: Act, referring: readonly Referring[]): Promise<Result<number, LedgerMonthClosed>> {
  let explained = 0;
  for (const { entry, reference } of referring) {
    if (reference.kind !== 'recovery' && reference.kind !== 'refund') continue;
    const objectId =
      reference.kind === 'recovery'
        ? await findRecoveryOf(act, reference.number)
        : await findRefundOf(act, reference.number);
    if (objectId === undefined) continue;
    const { openFen: amountFen, postedOn: onDay } = entry;
    const taken =
      reference.kind === 'recovery'
        ? await receiveRecovery(act, {
            recoveryId: objectId,
            amountFen,
            onDay,
            occurrence: await countExplanations(act, objectId),
          })
        : await payRefund(act, { refundId: objectId, amountFen, onDay });
    if (!taken.ok) {
      if (taken.error.code === 'ledger-month-closed') return fail(taken.error);
      continue;
    }
    const written = await explain(act, [{ entry, objectKind: reference.kind, objectId, amountFen }]);
    if (!written.ok) return written;
    explained += 1;
  }
  return ok(explained);
}
