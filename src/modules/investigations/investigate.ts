import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { accountsToTell } from '#modules/accounts/index.ts';
import { lockAppealedClaim, markInvestigated } from '#modules/claims/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import { personKeyContext } from '#platform/cryptography/seal-person.ts';
import { type DataKey, type SealContext, sealJson, unwrapPersonKey } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { type Determined, insertInvestigation, lockInvestigation, saveReport } from './store.ts';

export interface InvestigationToOpen {
  readonly claimId: string;
  readonly assigneeId: string;
  readonly dueOn: DayNumber;
  /** What is to be found out. */
  readonly task: string;
}

/** In order of precedence. */
export type OpenInvestigationRefusal =
  | { readonly code: 'claim-unknown' }
  | { readonly code: 'person-erased' }
  /** It is decided: nothing waits for what would be found. */
  | { readonly code: 'investigation-too-late' }
  | { readonly code: 'investigator-unknown' }
  | { readonly code: 'investigation-due-past' };

/** Sends somebody to find out about a claim that is not decided yet; until he reports, nobody passes it in a batch. */
export async function openInvestigation(
  platform: Platform,
  caller: Caller,
  input: InvestigationToOpen,
): Promise<Result<{ readonly investigationId: string }, OpenInvestigationRefusal | IdempotencyRefusal>> {
  const investigators = await accountsToTell(platform, caller.access.officeId, { role: 'reviewer' });
  type Opening = Result<{ readonly investigationId: string }, OpenInvestigationRefusal>;
  return await perform(platform, caller, { name: 'open-investigation', input }, async (act): Promise<Opening> => {
    const claim = await lockAppealedClaim(act, input.claimId);
    if (claim === undefined) return fail({ code: 'claim-unknown' });
    if (claim.wrapped_key === null) return fail({ code: 'person-erased' });
    if (claim.state !== 'in-review' && claim.state !== 'referred' && claim.state !== 'sent-back') {
      return fail({ code: 'investigation-too-late' });
    }
    if (!investigators.includes(input.assigneeId)) return fail({ code: 'investigator-unknown' });
    if (input.dueOn < today(platform.clock)) return fail({ code: 'investigation-due-past' });
    const id = act.newId();
    const key = keyOf(platform, act.officeId, claim.person_id, claim.wrapped_key);
    const sealed = sealJson(key, investigationContext('investigation', act.officeId, id), { task: input.task });
    await insertInvestigation(act, claim, { id, assigneeId: input.assigneeId, dueOn: input.dueOn, sealed });
    await markInvestigated(act, claim, 'under-investigation');
    const { agency_id: agencyId, unit_id: unitId } = claim;
    await act.audit({
      act: 'open-investigation',
      objectKind: 'claim',
      objectId: claim.id,
      agencyId,
      unitId,
      detail: { investigationId: id, assigneeId: input.assigneeId, dueOn: formatDate(input.dueOn) },
    });
    return ok({ investigationId: id });
  });
}

export interface InvestigationReport {
  readonly investigationId: string;
  readonly visitedOn: DayNumber;
  readonly place: string;
  readonly findings: string;
  readonly determined: Determined;
  /** Of a part: how much of what is claimed can be determined; a reviewer corrects the claim's figures by it. */
  readonly determinedFen: Fen | undefined;
}

/** In order of precedence. */
export type ReportInvestigationRefusal =
  | { readonly code: 'investigation-unknown' }
  | { readonly code: 'investigation-ended' }
  | { readonly code: 'investigation-of-other' }
  | { readonly code: 'person-erased' }
  | { readonly code: 'visit-in-future' }
  | { readonly code: 'determined-amount-missing' };

/** Whoever was sent tells what he found; the claim goes on with it. */
export async function reportInvestigation(
  platform: Platform,
  caller: Caller,
  input: InvestigationReport,
): Promise<Result<undefined, ReportInvestigationRefusal | IdempotencyRefusal>> {
  type Reporting = Result<undefined, ReportInvestigationRefusal>;
  return await perform(platform, caller, { name: 'report-investigation', input }, async (act): Promise<Reporting> => {
    const row = await lockInvestigation(act, input.investigationId);
    const claim = row === undefined ? undefined : await lockAppealedClaim(act, row.claim_id);
    if (row === undefined || claim === undefined) return fail({ code: 'investigation-unknown' });
    if (row.state === 'ended') return fail({ code: 'investigation-ended' });
    if (row.assignee_id !== act.actorId) return fail({ code: 'investigation-of-other' });
    if (row.wrapped_key === null) return fail({ code: 'person-erased' });
    if (input.visitedOn > today(platform.clock)) return fail({ code: 'visit-in-future' });
    const { determined, determinedFen } = input;
    if (determined === 'part' && determinedFen === undefined) return fail({ code: 'determined-amount-missing' });
    const key = keyOf(platform, act.officeId, row.person_id, row.wrapped_key);
    const { visitedOn, place, findings } = input;
    const report: SealedReport = {
      visitedOn: formatDate(visitedOn),
      place,
      findings,
      determinedFen: determined === 'part' ? (determinedFen ?? null) : null,
    };
    const sealed = sealJson(key, investigationContext('investigation_report', act.officeId, row.id), report);
    await saveReport(act, row.id, { determined, sealed });
    await markInvestigated(act, claim, determined === 'all' ? 'investigated' : 'partly-determinable');
    const { agency_id: agencyId, unit_id: unitId, claim_id: objectId } = row;
    await act.audit({
      act: 'report-investigation',
      objectKind: 'claim',
      objectId,
      agencyId,
      unitId,
      detail: { investigationId: row.id, determined },
      personal: { findings },
    });
    return ok(undefined);
  });
}

/** What stands sealed of a report. */
export interface SealedReport {
  readonly visitedOn: string;
  readonly place: string;
  readonly findings: string;
  readonly determinedFen: Fen | null;
}

export function investigationContext(
  table: 'investigation' | 'investigation_report',
  officeId: string,
  id: string,
): SealContext {
  return { table, officeId, id };
}

/** Throws where the stored key is not the person's: the row was tampered with. */
export function keyOf(platform: Platform, officeId: string, personId: string, wrapped: Uint8Array): DataKey {
  const key = unwrapPersonKey(platform.ring(), personKeyContext(officeId, personId), wrapped);
  if (!key.ok) throw new Error(`a person's key does not open: ${key.error}`);
  return key.value;
}
