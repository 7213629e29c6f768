import { calendarDay, type DayNumber, daysInMonth, formatDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import {
  findMonthActRows,
  findMonthRows,
  findOpenBefore,
  hasClosedAfter,
  insertMonthAct,
  type ListedMonth,
  lockMonth,
  type MonthActRow,
  markClosed,
  markReopened,
  markReopeningAsked,
  markReopeningDropped,
} from './month-store.ts';
import { holdsPersonalNumber, type PersonalNumberTyped } from './personal-number.ts';
import { lockMonths } from './store.ts';

export type CloseMonthRefusal =
  /** Its last day is not over. */
  | { readonly code: 'month-not-over' }
  | { readonly code: 'month-closed-already' }
  /** `2025-04`: it has entries and is open. */
  | { readonly code: 'earlier-month-open'; readonly month: string };

/**
 * Closes a month inside the caller's act, with the empty ones before it: from now on nothing is posted into them. Waits for
 * whoever is still posting. Leaves the audit row to the act.
 */
export async function closeLedgerMonth(act: Act, month: DayNumber): Promise<Result<DayNumber, CloseMonthRefusal>> {
  const { year, month: ofYear } = calendarDay(month);
  const lastDay = month + daysInMonth(year, ofYear) - 1;
  if (today(act.platform.clock) <= lastDay) return fail({ code: 'month-not-over' });
  await lockMonths(act, [month]);
  const row = await lockMonth(act, month);
  if (row === undefined) throw new Error('a month that was made is not there');
  if (row.state === 'closed') return fail({ code: 'month-closed-already' });
  const earlier = await findOpenBefore(act, month);
  if (earlier !== null) return fail({ code: 'earlier-month-open', month: formatDate(earlier).slice(0, 7) });
  await markClosed(act, month);
  await insertMonthAct(act, { month, act: 'closed' });
  return ok(lastDay);
}

export type AskReopeningRefusal =
  | { readonly code: 'month-not-closed' }
  | { readonly code: 'later-month-closed' }
  | { readonly code: 'reopening-asked-already' }
  | { readonly code: 'reopening-reason-missing' }
  | PersonalNumberTyped;

/** Asks for a closed month to be opened again; somebody else allows it. Only the last closed one. */
export async function askReopening(
  platform: Platform,
  caller: Caller,
  input: { readonly month: DayNumber; readonly reason: string },
): Promise<Result<{ readonly month: DayNumber }, AskReopeningRefusal | IdempotencyRefusal>> {
  type Asking = Result<{ readonly month: DayNumber }, AskReopeningRefusal>;
  return await perform(platform, caller, { name: 'ask-reopening', input }, async (act): Promise<Asking> => {
    const { month, reason } = input;
    const row = await lockMonth(act, month);
    if (row?.state !== 'closed') return fail({ code: 'month-not-closed' });
    if (await hasClosedAfter(act, month)) return fail({ code: 'later-month-closed' });
    if (row.reopenedBy !== null) return fail({ code: 'reopening-asked-already' });
    if (reason.trim() === '') return fail({ code: 'reopening-reason-missing' });
    if (holdsPersonalNumber(reason)) return fail({ code: 'personal-number-typed' });
    await markReopeningAsked(act, month);
    await insertMonthAct(act, { month, act: 'reopening-asked', reason });
    await act.audit({
      act: 'ask-reopening',
      objectKind: 'office',
      objectId: act.officeId,
      detail: { month: formatDate(month).slice(0, 7) },
      personal: { reason },
    });
    return ok({ month });
  });
}

export type AllowReopeningRefusal =
  | { readonly code: 'reopening-not-asked' }
  | { readonly code: 'later-month-closed' }
  | { readonly code: 'own-reopening' };

/** The second person's half: the month is open again. */
export async function allowReopening(
  platform: Platform,
  caller: Caller,
  input: { readonly month: DayNumber },
): Promise<Result<{ readonly month: DayNumber }, AllowReopeningRefusal | IdempotencyRefusal>> {
  type Allowing = Result<{ readonly month: DayNumber }, AllowReopeningRefusal>;
  return await perform(platform, caller, { name: 'allow-reopening', input }, async (act): Promise<Allowing> => {
    const { month } = input;
    const row = await lockMonth(act, month);
    if (row?.state !== 'closed' || row.reopenedBy === null) return fail({ code: 'reopening-not-asked' });
    if (await hasClosedAfter(act, month)) return fail({ code: 'later-month-closed' });
    if (row.reopenedBy === act.actorId) return fail({ code: 'own-reopening' });
    await markReopened(act, month);
    await insertMonthAct(act, { month, act: 'reopened' });
    await act.audit({
      act: 'allow-reopening',
      objectKind: 'office',
      objectId: act.officeId,
      detail: { month: formatDate(month).slice(0, 7), askedBy: row.reopenedBy },
    });
    return ok({ month });
  });
}

export interface DropReopeningRefusal {
  readonly code: 'reopening-not-asked';
}

/** The month stays closed: who asked takes it back, or somebody else refuses it. */
export async function dropReopening(
  platform: Platform,
  caller: Caller,
  input: { readonly month: DayNumber },
): Promise<Result<{ readonly month: DayNumber }, DropReopeningRefusal | IdempotencyRefusal>> {
  type Dropping = Result<{ readonly month: DayNumber }, DropReopeningRefusal>;
  return await perform(platform, caller, { name: 'drop-reopening', input }, async (act): Promise<Dropping> => {
    const { month } = input;
    const row = await lockMonth(act, month);
    if (row?.state !== 'closed' || row.reopenedBy === null) return fail({ code: 'reopening-not-asked' });
    await markReopeningDropped(act, month);
    await insertMonthAct(act, { month, act: 'reopening-dropped' });
    await act.audit({
      act: 'drop-reopening',
      objectKind: 'office',
      objectId: act.officeId,
      detail: { month: formatDate(month).slice(0, 7), askedBy: row.reopenedBy },
    });
    return ok({ month });
  });
}

const MONTHS_SHOWN = 240;

/** The months of the office's books, the latest first: twenty years. */
export async function findMonths(platform: Platform, { access }: Caller): Promise<readonly ListedMonth[]> {
  return await platform.database.transaction(access, (transaction) =>
    findMonthRows(transaction, access.officeId, MONTHS_SHOWN),
  );
}

/** What was done to the months shown, the latest first. */
export async function findMonthActs(
  platform: Platform,
  { access }: Caller,
  months: { readonly from: DayNumber; readonly until: DayNumber },
): Promise<readonly MonthActRow[]> {
  return await platform.database.transaction(access, (transaction) =>
    findMonthActRows(transaction, access.officeId, { ...months, limit: MONTHS_SHOWN * 4 }),
  );
}
