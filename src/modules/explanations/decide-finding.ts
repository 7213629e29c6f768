import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type LedgerEvent, type LedgerMonthClosed, post, postingDays } from '#modules/ledger/index.ts';
import { lockMatching } from '#modules/refunds/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { explain } from './explain.ts';
import {
  type FindingKind,
  type FindingRow,
  type ListedFinding,
  listFindings,
  lockFinding,
  markFinding,
} from './finding-store.ts';
import { findOpenEntries } from './store.ts';

export interface DecideFindingInput {
  readonly findingId: string;
  readonly agree: boolean;
}

export type DecideFindingRefusal =
  | { readonly code: 'finding-unknown' }
  | { readonly code: 'second-person-needed' }
  | { readonly code: 'entry-unknown' }
  /** Something of the entry was matched or explained meanwhile. */
  | { readonly code: 'entry-amount'; readonly openFen: Fen }
  | LedgerMonthClosed;

/** What a finding posts beside giving the suspense accounts back; an offset nothing. */
const EVENTS: Readonly<
  Record<Exclude<FindingKind, 'offset'>, LedgerEvent & ('bank-charged' | 'expense-paid' | 'interest-received')>
> = {
  'bank-charge': 'bank-charged',
  'management-expense': 'expense-paid',
  'bank-interest': 'interest-received',
};

/** The second person's half: what was proposed stands in the books from now on, or nothing happens. */
export async function decideFinding(
  platform: Platform,
  caller: Caller,
  input: DecideFindingInput,
): Promise<Result<{ readonly state: 'done' | 'declined' }, DecideFindingRefusal | IdempotencyRefusal>> {
  type Deciding = Result<{ readonly state: 'done' | 'declined' }, DecideFindingRefusal>;
  return await perform(platform, caller, { name: 'decide-finding', input }, async (act): Promise<Deciding> => {
    await lockMatching(act);
    const finding = await lockFinding(act, input.findingId);
    if (finding === undefined) return fail({ code: 'finding-unknown' });
    if (input.agree && finding.proposed_by === act.actorId) return fail({ code: 'second-person-needed' });
    const state = input.agree ? 'done' : 'declined';
    await markFinding(act, finding.id, state);
    const { kind, amount_fen: amountFen } = finding;
    await act.audit({
      act: input.agree ? 'agree-to-finding' : 'decline-finding',
      objectKind: 'bank-entry',
      objectId: finding.entry_id,
      detail: { findingId: finding.id, kind, amountFen },
    });
    const carried = input.agree ? await carryOut(act, finding) : ok(undefined);
    return carried.ok ? ok({ state }) : carried;
  });
}

async function carryOut(act: Act, finding: FindingRow): Promise<Result<undefined, DecideFindingRefusal>> {
  const { id, kind, entry_id, other_entry_id, amount_fen: amountFen } = finding;
  const wanted = other_entry_id === null ? [entry_id] : [entry_id, other_entry_id];
  const open = await findOpenEntries(act.transaction, act, { ids: wanted });
  const entries = wanted.flatMap((entryId) => open.find((entry) => entry.id === entryId) ?? []);
  const [entry] = entries;
  if (entry === undefined || entries.length < wanted.length) return fail({ code: 'entry-unknown' });
  const openFen = Math.min(...entries.map((each) => each.openFen));
  if (amountFen > openFen) return fail({ code: 'entry-amount', openFen });
  const explained = await explain(
    act,
    entries.map((each) => ({ entry: each, objectKind: 'finding', objectId: id, amountFen })),
  );
  if (!explained.ok) return explained;
  if (kind === 'offset') return ok(undefined);
  const postedOn = await postingDays(act, [entry.postedOn]);
  const posted = await post(act, {
    event: EVENTS[kind],
    objectKind: 'bank-finding',
    objectId: id,
    onDay: postedOn(entry.postedOn),
    amountFen,
  });
  return posted.ok ? ok(undefined) : posted;
}

/** What is decided and what waits, the latest first. */
export async function findFindings(
  platform: Platform,
  { access }: Caller,
  page: { readonly waiting: boolean; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ListedFinding[]> {
  return await platform.database.transaction(access, (transaction) =>
    listFindings(transaction, { platform, officeId: access.officeId }, page),
  );
}
