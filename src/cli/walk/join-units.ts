import { type FiledFault, fileRoster, reviewRoster, submitRoster } from '#modules/rosters/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { gunzip } from '#platform/gunzip.ts';
import type { Platform } from '#platform/platform.ts';
import { expectDone, type WalkOffice } from './open-walk-office.ts';
import { type FolderUnit, openIn, type SchemeFolder } from './scheme-folder.ts';

/** A unit whose roster went through all levels, or stopped at one. */
export interface JoinedUnit {
  readonly unit: FolderUnit;
  readonly accepted: number;
  readonly rejected: number;
  readonly rejectedRows: readonly FiledFault[];
  readonly rosterId: string | undefined;
  readonly orderId: string | undefined;
  readonly orderFen: number;
  /** Why it went no further, by its code. */
  readonly stoppedBy: string | undefined;
}

/** Files and submits every roster of the folder and passes it through county, city and office. */
export async function joinUnits(
  platform: Platform,
  office: WalkOffice,
  folder: SchemeFolder,
): Promise<readonly JoinedUnit[]> {
  const joined: JoinedUnit[] = [];
  for (const unit of folder.units) joined.push(await joinUnit(platform, office, folder, unit));
  return joined;
}

async function joinUnit(
  platform: Platform,
  office: WalkOffice,
  folder: SchemeFolder,
  unit: FolderUnit,
): Promise<JoinedUnit> {
  const agent = office.agents.get(unit.creditCode);
  if (agent === undefined || agent.access.scope !== 'unit') throw new Error('a unit without its agent');
  const input = {
    unitId: agent.access.unitId,
    program: unit.program,
    shares: unit.shares,
    eligibleCount: unit.eligibleStaff,
    fileName: unit.roster,
  };
  const filed = await fileRoster(platform, agent, input, await openIn(folder, unit.roster), { gunzip });
  const nothing = {
    unit,
    accepted: 0,
    rejected: 0,
    rejectedRows: [],
    rosterId: undefined,
    orderId: undefined,
    orderFen: 0,
  };
  if (!filed.ok) return { ...nothing, stoppedBy: 'message' in filed.error ? filed.error.message : filed.error.code };
  const { rosterId, accepted, rejected, faultyRows } = filed.value;
  const figures = { ...nothing, accepted, rejected, rejectedRows: faultyRows, rosterId };
  const submitted = await submitRoster(platform, agent, { rosterId, declaration: { healthy: true, eligible: true } });
  if (!submitted.ok) return { ...figures, stoppedBy: submitted.error.code };
  const pass = async (reviewer: Caller): Promise<{ id: string; amountFen: number } | undefined> =>
    expectDone('审核名单', await reviewRoster(platform, reviewer, { rosterId, outcome: 'pass' })).order;
  await pass(office.county);
  await pass(office.city);
  const order = await pass(office.office);
  return { ...figures, orderId: order?.id, orderFen: order?.amountFen ?? 0, stoppedBy: undefined };
}
