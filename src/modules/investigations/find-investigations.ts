import { type DayNumber, parseDate } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Caller } from '#platform/acts/act.ts';
import { type DataKey, openJson } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { investigationContext, keyOf, type SealedReport } from './investigate.ts';
import {
  type Determined,
  findInvestigation,
  findInvestigationPage,
  findOfClaim,
  type InvestigationRow,
} from './store.ts';

export interface Investigation {
  readonly investigationId: string;
  readonly claimId: string;
  readonly state: 'open' | 'ended';
  readonly assigneeId: string;
  readonly dueOn: DayNumber;
  readonly task: string;
  readonly openedBy: string;
  readonly openedAt: number;
  readonly report: Report | undefined;
}

export interface Report {
  readonly visitedOn: DayNumber;
  readonly place: string;
  readonly findings: string;
  readonly determined: Determined;
  readonly determinedFen: Fen | undefined;
  readonly endedAt: number;
}

/** Those of a claim that the caller may see; none for the person himself. */
export async function findClaimInvestigations(
  platform: Platform,
  { access }: Caller,
  claimId: string,
): Promise<readonly Investigation[]> {
  const { officeId } = access;
  const rows = await platform.database.transaction(access, (transaction) =>
    findOfClaim(transaction, officeId, claimId),
  );
  return rows.flatMap((row) => openInvestigationRow(platform, officeId, row) ?? []);
}

/** A page of what is open or ended, one's own alone where that is asked. */
export async function findInvestigations(
  platform: Platform,
  { access }: Caller,
  page: {
    readonly state: 'open' | 'ended';
    readonly isOwn: boolean;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly Investigation[]> {
  const { officeId, actorId } = access;
  const rows = await platform.database.transaction(access, (transaction) =>
    findInvestigationPage(transaction, officeId, { ...page, assigneeId: page.isOwn ? actorId : undefined }),
  );
  return rows.flatMap((row) => openInvestigationRow(platform, officeId, row) ?? []);
}

/** `undefined` where it is not in sight, or its person's data were deleted. */
export async function getInvestigation(
  platform: Platform,
  { access }: Caller,
  id: string,
): Promise<Investigation | undefined> {
  const { officeId } = access;
  const row = await platform.database.transaction(access, (transaction) =>
    findInvestigation(transaction, officeId, id),
  );
  return row === undefined ? undefined : openInvestigationRow(platform, officeId, row);
}

function openInvestigationRow(platform: Platform, officeId: string, row: InvestigationRow): Investigation | undefined {
  const { id, wrapped_key, determined, ended_at } = row;
  if (wrapped_key === null) return undefined;
  const key = keyOf(platform, officeId, row.person_id, wrapped_key);
  const { task } = opened<{ task: string }>(key, 'investigation', officeId, id, row.sealed_task);
  const report = openReport(platform, officeId, row);
  return {
    investigationId: id,
    claimId: row.claim_id,
    state: row.state,
    assigneeId: row.assignee_id,
    dueOn: row.due_on,
    task,
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    report:
      report === undefined || determined === null || ended_at === null
        ? undefined
        : {
            visitedOn: parseDate(report.visitedOn),
            place: report.place,
            findings: report.findings,
            determined,
            determinedFen: report.determinedFen ?? undefined,
            endedAt: ended_at,
          },
  };
}

/** What was found; `undefined` of one that is not reported, or whose person's data were deleted. */
export function openReport(platform: Platform, officeId: string, row: InvestigationRow): SealedReport | undefined {
  const { id, person_id, wrapped_key, sealed_report } = row;
  if (wrapped_key === null || sealed_report === null) return undefined;
  const key = keyOf(platform, officeId, person_id, wrapped_key);
  return opened<SealedReport>(key, 'investigation_report', officeId, id, sealed_report);
}

function opened<T>(
  key: DataKey,
  table: 'investigation' | 'investigation_report',
  officeId: string,
  id: string,
  sealed: Uint8Array,
): T {
  const value = openJson<T>(key, investigationContext(table, officeId, id), sealed);
  if (!value.ok) throw new Error(`a sealed ${table} does not open: ${value.error}`);
  return value.value;
}
