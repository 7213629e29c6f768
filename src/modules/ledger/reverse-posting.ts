import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Act } from '#platform/acts/act.ts';
import { findClosedMonth, type LedgerMonthClosed, linesOf, type Posting } from './post.ts';
import type { VoucherEvent } from './post-voucher.ts';
import type { LedgerEvent } from './posting-table.ts';
import {
  appendLines,
  appendReversals,
  type LedgerLine,
  lastOccurrence,
  type PostedEntry,
  postedEntries,
} from './store.ts';

/** Names an event that was posted. */
export interface PostingRef {
  readonly event: LedgerEvent | VoucherEvent;
  readonly objectId: string;
  /** 0 where left out. */
  readonly occurrence?: number;
}

export type ReversalRefusal =
  | LedgerMonthClosed
  /** Nothing was posted under that event and object. */
  | { readonly code: 'posting-not-found' }
  /** It was reversed before: nothing is reversed twice. */
  | { readonly code: 'posting-already-reversed' };

/**
 * Reverses a posting on a business day, inside the caller's act: for each of its entries one with the sides exchanged,
 * that refers to it. Gives the sum reversed.
 */
export async function reverse(act: Act, ref: PostingRef, onDay: DayNumber): Promise<Result<Fen, ReversalRefusal>> {
  const reversed = await reverseEntries(act, ref, onDay);
  return reversed.ok ? ok(reversed.value.reduce((sum, { amountFen }) => sum + amountFen, 0)) : reversed;
}

/**
 * Corrects a posting: reverses it and posts the event anew with the right amounts, as the next occurrence, each new entry
 * referring to the one that it stands for. Gives that occurrence, by which the correction can be corrected.
 */
export async function correct(act: Act, ref: PostingRef, right: Posting): Promise<Result<number, ReversalRefusal>> {
  if (right.event !== ref.event || right.objectId !== ref.objectId) {
    throw new TypeError('a correction posts the same event of the same object');
  }
  const reversed = await reverseEntries(act, ref, right.onDay);
  if (!reversed.ok) return reversed;
  const [first] = reversed.value;
  const occurrence = ((await lastOccurrence(act, ref)) ?? 0) + 1;
  const lines = linesOf({ ...right, occurrence }).map((line): LedgerLine => {
    const wrong = reversed.value.find((entry) => entry.line === line.line) ?? first;
    return { ...line, kind: 'correction', refersToDay: wrong?.onDay ?? null, refersToId: wrong?.id ?? null };
  });
  await appendLines(act, lines);
  return ok(occurrence);
}

async function reverseEntries(
  act: Act,
  ref: PostingRef,
  onDay: DayNumber,
): Promise<Result<readonly PostedEntry[], ReversalRefusal>> {
  const entries = await postedEntries(act, ref);
  if (entries.length === 0) return fail({ code: 'posting-not-found' });
  const closed = await findClosedMonth(act, [{ onDay }]);
  if (closed !== undefined) return fail(closed);
  const lines = entries.map(
    ({ id, ...entry }): LedgerLine => ({
      ...entry,
      kind: 'reversal',
      onDay,
      debit: entry.credit,
      credit: entry.debit,
      refersToDay: entry.onDay,
      refersToId: id,
    }),
  );
  const written = await appendReversals(act, lines);
  return written < lines.length ? fail({ code: 'posting-already-reversed' }) : ok(entries);
}
