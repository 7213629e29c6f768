import {
  type DecidedSettlement,
  inSettlementOrder,
  SettlementDecider,
  staysInOrder,
} from '#intake/decide-settlements.ts';
import type { RosterEntry } from '#intake/roster/roster.ts';
import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { CoveragePeriod, ProgramId } from '#scheme/case.ts';
import { coverOf } from '#scheme/joining/start-of-cover.ts';

export interface DecideRequest {
  readonly program: ProgramId;
  /** The day on which the roster's cover starts. */
  readonly startOn: DayNumber;
  readonly entries: readonly RosterEntry[];
  readonly settlements: readonly SettlementRow[];
}

export interface DecidedFiles {
  /** In the order of settlement day, then id. */
  readonly settlements: readonly DecidedSettlement[];
  readonly paidFen: Fen;
}

/** After so many stays the caller is told how far it is, and may take a breath. */
const STAYS_PER_STEP = 2_000;

/**
 * Everybody on the roster is covered from `startOn` for the program's period; every settlement is decided, counters
 * carried along.
 *
 * `onProgress` hears the share done, 0 to 1, and is awaited: that is where a browser's worker hears a cancellation (a
 * throw leaves).
 */
export async function decideFiles(
  request: DecideRequest,
  onProgress: (share: number) => void | Promise<void> = () => undefined,
): Promise<DecidedFiles> {
  const { program, startOn, entries } = request;
  const cover = coverOf.evaluate({ program, confirmedOn: startOn - 1, runningUntil: undefined });
  const periods: readonly CoveragePeriod[] = [{ id: '1', startOn: cover.startOn, endOn: cover.endOn, shares: 1 }];
  const members = new Set(entries.map((entry) => entry.residentId));
  const decider = new SettlementDecider((residentId) => (members.has(residentId) ? periods : undefined));
  const stays = staysInOrder(request.settlements);
  const decided: DecidedSettlement[] = [];
  for (let i = 0; i < stays.length; i++) {
    decided.push(...decider.decide(stays[i] ?? []));
    if (i % STAYS_PER_STEP === STAYS_PER_STEP - 1) await onProgress((i + 1) / stays.length);
  }
  await onProgress(1);
  return {
    settlements: decided.sort((a, b) => inSettlementOrder(a.settlement, b.settlement)),
    paidFen: decider.paidFen,
  };
}
