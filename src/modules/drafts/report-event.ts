import { type DayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import type { ProgramId } from '#scheme/case.ts';
import { actFor } from './act-for.ts';
import { keyOf, openSealed, reportContext } from './draft.ts';
import type { RelativeView } from './relative-view.ts';
import { findReportsOf, insertReport, listReports } from './report-store.ts';
import type { ForMember } from './write-draft.ts';

export interface EventToReport extends ForMember {
  readonly program: ProgramId;
  /** Of the admission or the accident. */
  readonly eventOn: DayNumber;
  /** May be empty: the day alone is enough to be in time. */
  readonly place: string;
}

export interface ReportedEvent {
  readonly reportId: string;
  readonly notifiedOn: DayNumber;
}

export type ReportEventRefusal = { readonly code: 'member-out-of-sight' } | { readonly code: 'event-in-future' };

interface SealedReport {
  readonly eventOn: string;
  readonly place: string;
}

/** Tells the office of a stay or an accident (附件1-7.1, 附件2-7.1): from today it knows. */
export async function reportEvent(
  platform: Platform,
  caller: Caller,
  input: EventToReport,
): Promise<Result<ReportedEvent, ReportEventRefusal | IdempotencyRefusal>> {
  const acting = await actFor(platform, caller, input.memberId);
  if (acting === undefined) return fail({ code: 'member-out-of-sight' });
  const { member, origin } = acting;
  return await perform(
    platform,
    acting.caller,
    { name: 'report-event', input },
    async (act): Promise<Result<ReportedEvent, ReportEventRefusal>> => {
      const notifiedOn = today(platform.clock);
      if (input.eventOn > notifiedOn) return fail({ code: 'event-in-future' });
      const { officeId } = act;
      const id = act.newId();
      const key = keyOf(platform.ring(), officeId, member.person_id, member.wrapped_key);
      const content: SealedReport = { eventOn: formatDate(input.eventOn), place: input.place };
      const { agency_id: agencyId, unit_id: unitId, person_id: personId } = member;
      const sealed = sealJson(key, reportContext(officeId, id), content);
      await insertReport(act, { id, agencyId, unitId, personId, program: input.program, notifiedOn, sealed });
      const trail = { objectKind: 'event-report', objectId: id, agencyId, unitId };
      await act.audit({ ...trail, act: 'report-event', detail: { program: input.program, origin } });
      await act.emit({ ...trail, kind: 'event-reported', personId, payload: { waitsForAgencyId: agencyId } });
      return ok({ reportId: id, notifiedOn });
    },
  );
}

/**
 * The first day on which the office was told of an event of that program between these days; `undefined` where it was not.
 * The act must be in the person's scope.
 */
export async function findNotifiedOn(
  act: Act,
  person: { readonly id: string; readonly wrappedKey: Buffer },
  program: ProgramId,
  from: DayNumber,
  until: DayNumber,
): Promise<DayNumber | undefined> {
  const { transaction, officeId, platform } = act;
  const rows = await findReportsOf(transaction, officeId, person.id, program);
  const key = keyOf(platform.ring(), officeId, person.id, person.wrappedKey);
  return rows.find(({ id, sealed }) => {
    const eventOn = parseDate(openSealed<SealedReport>(key, reportContext(officeId, id), sealed).eventOn);
    return eventOn >= from && eventOn <= until;
  })?.notifiedOn;
}

/** What a person told, the latest first; a relative sees what he told himself. */
export async function findOwnReports(
  platform: Platform,
  { caller: { access }, isRelative }: Pick<RelativeView, 'caller' | 'isRelative'>,
): Promise<readonly { readonly program: ProgramId; readonly notifiedOn: DayNumber; readonly eventOn: DayNumber }[]> {
  if (access.scope !== 'person') return [];
  const { officeId, personId, actorId } = access;
  const rows = await platform.database.transaction(access, (transaction) =>
    listReports(transaction, officeId, personId, isRelative ? actorId : undefined),
  );
  return rows.flatMap(({ id, program, notifiedOn, sealed, wrappedKey }) => {
    if (wrappedKey === null) return [];
    const key = keyOf(platform.ring(), officeId, personId, wrappedKey);
    const { eventOn } = openSealed<SealedReport>(key, reportContext(officeId, id), sealed);
    return [{ program, notifiedOn, eventOn: parseDate(eventOn) }];
  });
}
