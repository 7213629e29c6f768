import { calendarDay, type DayNumber, formatDate } from '#kernel/civil-date.ts';
import { type Fen, isFen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Act } from '#platform/acts/act.ts';
import { ACCOUNTS } from './chart-of-accounts.ts';
import { type LedgerEvent, type PartOf, POSTING_TABLE } from './posting-table.ts';
import { appendLines, appendToOpenMonths, type LedgerLine, lockMonths } from './store.ts';

/** The month is closed: what belongs into it is corrected in an open one, or the month is opened again by two people. */
export interface LedgerMonthClosed {
  readonly code: 'ledger-month-closed';
  /** `2025-05`. */
  readonly month: string;
}

interface PostingOf<Event extends LedgerEvent> {
  readonly event: Event;
  /** What it befell, as the code names it: `contribution-order`, `payout`. */
  readonly objectKind: string;
  readonly objectId: string;
  /**
   * Tells apart what befalls the same object more than once; 0 where left out. For what is earned by the day its day
   * number, for a month's its first day's.
   */
  readonly occurrence?: number;
  /** The business day. */
  readonly onDay: DayNumber;
  /** Where the money belongs to a unit or its agency; `unitId` never without `agencyId`. */
  readonly agencyId?: string;
  readonly unitId?: string;
}

type AmountsOf<Event extends LedgerEvent> =
  PartOf<Event> extends 'amount'
    ? { readonly amountFen: Fen }
    : { readonly amounts: Readonly<Record<PartOf<Event>, Fen>> };

/** An event with its amounts, as {@link POSTING_TABLE} knows it. */
export type Posting = { [Event in LedgerEvent]: PostingOf<Event> & AmountsOf<Event> }[LedgerEvent];

/** Lines of one statement: its parameters stay some megabytes. */
const LINES_PER_STATEMENT = 5_000;

/**
 * Posts an event inside the caller's act: its entries commit with the act or not at all. Gives the number of entries
 * written: a line is posted once per event, object and occurrence, so that a repetition writes none; an amount of zero
 * writes none either. A repetition with another amount throws.
 *
 * The office's scope, or that of the agencies to which the money belongs. Leaves the audit row to the act.
 */
export function post(act: Act, posting: Posting): Promise<Result<number, LedgerMonthClosed>> {
  return postMany(act, [posting]);
}

/** Posts any number of events as {@link post} does, some thousand entries with each statement. */
export async function postMany(act: Act, postings: readonly Posting[]): Promise<Result<number, LedgerMonthClosed>> {
  const lines = postings.flatMap(linesOf);
  if (lines.length > 0 && lines.length <= LINES_PER_STATEMENT) {
    const written = await appendToOpenMonths(act, lines, monthsOf(lines));
    if (written !== undefined) return ok(written);
  }
  const closed = await findClosedMonth(act, lines);
  if (closed !== undefined) return fail(closed);
  let written = 0;
  for (let from = 0; from < lines.length; from += LINES_PER_STATEMENT) {
    written += await appendLines(act, lines.slice(from, from + LINES_PER_STATEMENT));
  }
  return ok(written);
}

/** Holds the lines' months open until the act commits; the first that is closed. */
export async function findClosedMonth(
  act: Act,
  lines: readonly { readonly onDay: DayNumber }[],
): Promise<LedgerMonthClosed | undefined> {
  const months = await lockMonths(act, monthsOf(lines));
  const closed = months.find(({ state }) => state === 'closed');
  return closed && { code: 'ledger-month-closed', month: formatDate(closed.month).slice(0, 7) };
}

/** The first days of the months in which the lines lie. */
function monthsOf(lines: readonly { readonly onDay: DayNumber }[]): readonly DayNumber[] {
  const firstDays = new Set<DayNumber>();
  for (const { onDay } of lines) firstDays.add(onDay - calendarDay(onDay).day + 1);
  return [...firstDays].sort((a, b) => a - b);
}

/** The entries of a posting; throws on an amount that is none: amounts are computed, never typed. */
export function linesOf(posting: Posting): LedgerLine[] {
  const { event, objectKind, objectId, occurrence = 0, onDay, agencyId, unitId } = posting;
  const amounts: Readonly<Partial<Record<string, Fen>>> =
    'amounts' in posting ? posting.amounts : { amount: posting.amountFen };
  return POSTING_TABLE[event].flatMap(({ debit, credit, part }, line) => {
    const amountFen = amounts[part];
    if (!isFen(amountFen)) throw new RangeError(`${event}: ${part} is no amount in fen`);
    if (amountFen === 0) return [];
    return {
      kind: 'posting' as const,
      event,
      objectKind,
      objectId,
      occurrence,
      line,
      onDay,
      debit: ACCOUNTS[debit].code,
      credit: ACCOUNTS[credit].code,
      amountFen,
      agencyId: agencyId ?? null,
      unitId: unitId ?? null,
      refersToDay: null,
      refersToId: null,
    };
  });
}
