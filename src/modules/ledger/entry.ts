import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';

export interface LedgerEntry {
  readonly id: number;
  readonly onDay: DayNumber;
  /** Codes of the chart of accounts. */
  readonly debit: string;
  readonly credit: string;
  readonly amountFen: Fen;
  readonly kind: 'posting' | 'reversal' | 'correction';
  readonly event: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly occurrence: number;
  readonly agencyId: string | null;
  readonly unitId: string | null;
  /** The entry that this one reverses or corrects. */
  readonly refersToDay: DayNumber | null;
  readonly refersToId: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actorId: string;
}

/** Where a page of entries ended. */
export interface EntryCursor {
  readonly onDay: DayNumber;
  readonly id: number;
}

export interface EntryFilter {
  /** A code: entries that debit or credit it. */
  readonly account?: string;
  readonly objectId?: string;
  readonly fromDay?: DayNumber;
  /** The last day. */
  readonly untilDay?: DayNumber;
  readonly after?: EntryCursor;
  readonly limit: number;
}
