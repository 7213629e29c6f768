import type { BankStatement } from '#intake/bank-statement/bank-statement.ts';
import { readBankStatement } from '#intake/bank-statement/read-bank-statement.ts';
import { startOfDay } from '#kernel/civil-date.ts';
import { beginCovers, type CompletedOrder, importStatement } from '#modules/contributions/index.ts';
import type { SettableClock } from '#platform/clock.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { gunzip } from '#platform/gunzip.ts';
import type { Platform } from '#platform/platform.ts';
import { expectDone, type WalkOffice, WalkStopped } from './open-walk-office.ts';
import { openIn, type SchemeFolder } from './scheme-folder.ts';

const LATE_IN_THE_DAY = 86_399_000;

/** The folder's bank statement, whole. */
export async function readStatement(folder: SchemeFolder): Promise<BankStatement> {
  const read = await readBankStatement(await openIn(folder, folder.bankStatement), { gunzip });
  if (!read.ok) throw new WalkStopped(`${folder.bankStatement}：${read.error.message}`);
  return read.value;
}

/** What the days of the statement brought. */
export interface LivedDays {
  /** By order: the completion that holds; a reversal takes an earlier one back. */
  readonly completed: ReadonlyMap<string, CompletedOrder>;
  /** Signed sum of the statement, in fen. */
  readonly statementFen: number;
}

/**
 * Imports and matches each day's entries on their day, and puts covers in force on the morning of theirs, until the last
 * cover has begun.
 */
export async function liveThroughDays(
  platform: Platform,
  clock: SettableClock,
  office: WalkOffice,
  folder: SchemeFolder,
  { entries }: BankStatement,
): Promise<LivedDays> {
  const file = await openIn(folder, folder.bankStatement);
  const completed = new Map<string, CompletedOrder>();
  const program = { access: { scope: 'office', officeId: office.officeId, actorId: SYSTEM_ACTOR_ID } } as const;
  const days = [...new Set(entries.map(({ postedOn }) => postedOn))].sort((a, b) => a - b);
  for (const day of days) {
    const morning = startOfDay(day);
    if (morning > clock.now()) clock.set(morning);
    await beginCovers(platform, program);
    const evening = morning + LATE_IN_THE_DAY;
    if (evening > clock.now()) clock.set(evening);
    const imported = expectDone(
      '导入银行流水',
      await importStatement(platform, office.cashier, file, { fileName: folder.bankStatement, gunzip, onlyDay: day }),
    );
    for (const orderId of imported.reopened) completed.delete(orderId);
    for (const order of imported.completed) completed.set(order.orderId, order);
  }
  for (const startOn of [...completed.values()].map((order) => order.startOn).sort((a, b) => a - b)) {
    if (startOfDay(startOn) > clock.now()) clock.set(startOfDay(startOn));
    await beginCovers(platform, program);
  }
  const statementFen = entries.reduce(
    (sum, { direction, amountFen }) => sum + (direction === 'credit' ? amountFen : -amountFen),
    0,
  );
  return { completed, statementFen };
}
