import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { formatDate, MILLISECONDS_PER_DAY, shanghaiDay, startOfDay } from '#kernel/civil-date.ts';
import { sealAudit, verifyAudit } from '#modules/audit/index.ts';
import type { CompletedOrder } from '#modules/contributions/index.ts';
import { trialBalance } from '#modules/ledger/index.ts';
import { SettableClock, today } from '#platform/clock.ts';
import { type InstallationOptions, openInstallation } from '#platform/installation/open-installation.ts';
import type { Platform } from '#platform/platform.ts';
import { type DecidedFolder, decideFolder } from './decide-folder.ts';
import { type JoinedUnit, joinUnits } from './join-units.ts';
import { liveThroughDays, readStatement } from './live-through-days.ts';
import { openWalkOffice, type WalkOffice, WalkStopped } from './open-walk-office.ts';
import type { SchemeFolder } from './scheme-folder.ts';

/** What a walk prints. Its shape is fixed: other programs read it. */
export interface WalkReport {
  readonly units: readonly WalkedUnit[];
  readonly settlements: DecidedFolder['settlements'];
  readonly settlementsPaidFen: number;
  readonly payoutFile: { readonly count: number; readonly totalFen: number };
  readonly trialBalance: { readonly debitFen: number; readonly creditFen: number };
  readonly bank: { readonly statementFen: number; readonly ledgerFen: number };
  readonly auditChain: 'intact' | 'broken';
}

interface WalkedUnit {
  readonly name: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly rejectedRows: JoinedUnit['rejectedRows'];
  readonly orderFen: number;
  /** As the bank wrote it, with the offset of Shanghai; a day where the statement has no times. */
  readonly completedAt: string | null;
  readonly startOn: string | null;
  readonly endOn: string | null;
  readonly members: number;
  /** Why the unit's roster went no further. */
  readonly stoppedBy?: string;
}

const NINE_IN_THE_MORNING = 9 * 3_600_000;
const SEALING_TRIES = 20;
const SEALING_PAUSE_MILLISECONDS = 250;

/**
 * Walks a folder of real files through a whole scheme on a fresh embedded database, which is gone afterwards: rosters,
 * three reviews, orders, each day's bank entries, cover, settlements, reviews, payout file; through the same use cases as
 * the screens. Throws `WalkStopped` with a sentence where a file can't be taken.
 */
export async function walk(
  folder: SchemeFolder,
  options: Pick<InstallationOptions, 'migrations' | 'databaseUrl' | 'applicationPassword'>,
): Promise<WalkReport> {
  const scratch = mkdtempSync(join(tmpdir(), 'tongzhou-walk-'));
  const clock = new SettableClock(startOfDay(folder.rosterSubmittedOn) + NINE_IN_THE_MORNING);
  const opened = await openInstallation({
    folder: scratch,
    ...options,
    clock,
    isDurable: false,
  });
  if (!opened.ok) throw new WalkStopped(opened.error.message);
  const { platform } = opened.value;
  try {
    const statement = await readStatement(folder);
    const office = await openWalkOffice(platform, folder.units, folder.rosterSubmittedOn, statement.accountNumber);
    const units = await joinUnits(platform, office, folder);
    const lived = await liveThroughDays(platform, clock, office, folder, statement);
    const decided = await decideFolder(platform, clock, office, folder);
    return {
      units: units.map((unit) => walkedUnit(unit, lived.completed)),
      settlements: decided.settlements,
      settlementsPaidFen: decided.paidFen,
      payoutFile: decided.payoutFile,
      ...(await booksOf(platform, office, lived.statementFen)),
      auditChain: await auditChain(platform, office),
    };
  } finally {
    await opened.value.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function walkedUnit(joined: JoinedUnit, completed: ReadonlyMap<string, CompletedOrder>): WalkedUnit {
  const { unit, accepted, rejected, rejectedRows, orderFen, orderId, stoppedBy } = joined;
  const order = orderId === undefined ? undefined : completed.get(orderId);
  return {
    name: unit.name,
    accepted,
    rejected,
    rejectedRows,
    orderFen,
    completedAt: order === undefined ? null : completionOf(order),
    startOn: order === undefined ? null : formatDate(order.startOn),
    endOn: order === undefined ? null : formatDate(order.endOn),
    members: order?.members ?? 0,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
  };
}

/** `2025-05-25T23:59:58+08:00`. */
function completionOf({ completedAt, completedOn }: CompletedOrder): string {
  if (completedAt === undefined) return formatDate(completedOn);
  const ofDay = completedAt - startOfDay(shanghaiDay(completedAt));
  const time = new Date(ofDay % MILLISECONDS_PER_DAY).toISOString().slice(11, 19);
  return `${formatDate(shanghaiDay(completedAt))}T${time}+08:00`;
}

async function booksOf(
  platform: Platform,
  { office }: WalkOffice,
  statementFen: number,
): Promise<Pick<WalkReport, 'trialBalance' | 'bank'>> {
  const balance = await trialBalance(platform, office, { onDay: today(platform.clock) });
  const bank = balance.rows.find(({ account }) => account.name === '银行存款');
  return {
    trialBalance: { debitFen: balance.debitFen, creditFen: balance.creditFen },
    bank: { statementFen, ledgerFen: bank?.closingFen ?? 0 },
  };
}

/**
 * Sealed to the end, then verified. On a shared server transactions of other databases hold the sealer back for a moment:
 * it is asked again, and a tail that is not sealed yet is no damage.
 */
async function auditChain(platform: Platform, { officeId }: WalkOffice): Promise<'intact' | 'broken'> {
  for (let tries = 1; ; tries += 1) {
    await sealAudit(platform, officeId);
    const report = await verifyAudit(platform, officeId);
    if (report.faultCount > 0) return 'broken';
    if (report.unsealedCount === 0 || tries === SEALING_TRIES) return 'intact';
    await setTimeout(SEALING_PAUSE_MILLISECONDS);
  }
}
