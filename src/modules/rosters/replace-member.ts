import type { DayNumber } from '#kernel/civil-date.ts';
import { maskName, maskResidentId } from '#kernel/mask.ts';
import { parseMobilePhone } from '#kernel/mobile-phone.ts';
import { personNameFault } from '#kernel/person-name.ts';
import { parseResidentId } from '#kernel/resident-id.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { admitMember, type CheckedPerson, openMember, type SealedMember } from '#modules/persons/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { ageAdmits } from '#scheme/joining/eligibility.ts';
import { replacementOf } from '#scheme/joining/one-at-a-time.ts';
import {
  insertReplacement,
  isBenefitClaimed,
  type ListedReplacement,
  listReplacements,
  lockPeriod,
  lockReplacement,
  type ReplaceablePeriod,
  replaceInPeriod,
  settleReplacement,
} from './replacement-store.ts';
import { findStandingCovers } from './reservation-store.ts';

export interface RequestReplacementInput {
  readonly orderId: string;
  /** Of the one who has left. */
  readonly periodId: string;
  readonly joiner: { readonly name: string; readonly residentId: string; readonly phone: string };
}

export type RequestReplacementRefusal =
  | { readonly code: 'period-unknown' }
  | { readonly code: 'replacement-not-offered' }
  | { readonly code: 'joiner-data'; readonly field: 'name' | 'residentId' | 'phone' }
  | { readonly code: 'joiner-age' }
  | { readonly code: 'joiner-covered' }
  | { readonly code: 'replacement-waits' };

/** A unit asks to put another worker in the place of one who has left, for the rest of the period; a reviewer decides. */
export async function requestReplacement(
  platform: Platform,
  caller: Caller,
  input: RequestReplacementInput,
): Promise<Result<{ readonly replacementId: string }, RequestReplacementRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'request-replacement', input },
    async (act): Promise<Result<{ readonly replacementId: string }, RequestReplacementRefusal>> => {
      const period = await lockPeriod(act, input.orderId, input.periodId);
      if (period === undefined) return fail({ code: 'period-unknown' });
      if (period.program !== 'national-accident') return fail({ code: 'replacement-not-offered' });
      const person = checkJoiner(input.joiner);
      if (!person.ok) return fail({ code: 'joiner-data', field: person.error });
      const { bornOn } = person.value;
      const submittedOn = today(platform.clock);
      const ageFacts = { program: period.program, bornOn, submittedOn, delayedRetirement: false };
      if (ageAdmits.evaluate(ageFacts) !== undefined) return fail({ code: 'joiner-age' });
      const place = { unitId: period.unit_id, agencyId: period.agency_id };
      const joiner = await admitMember(act, place, person.value);
      const covers = await findStandingCovers(act.transaction, joiner.column, [joiner.personKey], period.program);
      const isCovered = (covers.get(joiner.personKey) ?? []).some(
        ({ roster_id, end_on }) => roster_id !== null || (end_on !== null && end_on > submittedOn),
      );
      if (isCovered) return fail({ code: 'joiner-covered' });
      const replacementId = act.newId();
      if (!(await insertReplacement(act, replacementId, period, joiner))) return fail({ code: 'replacement-waits' });
      await auditReplacement(act, period, 'request-replacement', { replacementId });
      await act.emit({ ...about(period), kind: 'replacement-requested', payload: { replacementId } });
      return ok({ replacementId });
    },
  );
}

export type DecideReplacementRefusal =
  | { readonly code: 'replacement-unknown' }
  | { readonly code: 'own-submission' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'period-unknown' }
  | { readonly code: 'outside-period' }
  | { readonly code: 'last-day' }
  | { readonly code: 'benefit-claimed' }
  | { readonly code: 'joiner-covered' };

/**
 * A reviewer agrees: the one who left is covered to the end of today, the new one from tomorrow; head count, contribution
 * and period stay. Or refuses, with the reason.
 */
export async function decideReplacement(
  platform: Platform,
  caller: Caller,
  input: { readonly replacementId: string; readonly agree: boolean; readonly reason?: string | undefined },
): Promise<Result<{ readonly replacedOn: DayNumber | undefined }, DecideReplacementRefusal | IdempotencyRefusal>> {
  type Decided = Result<{ readonly replacedOn: DayNumber | undefined }, DecideReplacementRefusal>;
  return await perform(platform, caller, { name: 'decide-replacement', input }, async (act): Promise<Decided> => {
    const waiting = await lockReplacement(act, input.replacementId);
    if (waiting === undefined) return fail({ code: 'replacement-unknown' });
    if (waiting.requested_by === act.actorId || caller.access.scope === 'unit') return fail({ code: 'own-submission' });
    const reason = input.reason?.trim() ?? '';
    if (!input.agree && reason === '') return fail({ code: 'reason-missing' });
    const period = await lockPeriod(act, waiting.order_id, waiting.period_id);
    if (period === undefined) return fail({ code: 'period-unknown' });
    const detail = { replacementId: waiting.id, agree: input.agree };
    if (!input.agree) {
      await settleReplacement(act, waiting.id, { state: 'refused', reason });
      await auditReplacement(act, period, 'refuse-replacement', detail);
      await act.emit({ ...about(period), kind: 'replacement-refused', payload: { replacementId: waiting.id } });
      return ok({ replacedOn: undefined });
    }
    const replacedOn = today(platform.clock);
    const allowed = replacementOf.evaluate({
      cover: { startOn: period.start_on, endOn: period.end_on },
      replacedOn,
      benefitClaimed: await isBenefitClaimed(act, period),
    });
    if (!allowed.allowed) return fail({ code: allowed.code });
    const days = { leaverEndOn: allowed.leaver.endOn, joinerStartOn: allowed.joiner.startOn };
    if (!(await replaceInPeriod(act, period, waiting, days))) return fail({ code: 'joiner-covered' });
    await settleReplacement(act, waiting.id, { state: 'done', replacedOn });
    await auditReplacement(act, period, 'replace-member', { ...detail, replacedOn });
    await act.emit({ ...about(period), kind: 'member-replaced', payload: { replacementId: waiting.id } });
    return ok({ replacedOn });
  });
}

/** Somebody as lists show him. */
export interface MaskedMember {
  readonly name: string;
  readonly residentId: string;
}

export interface MaskedReplacement extends Omit<ListedReplacement, 'leaver' | 'joiner'> {
  readonly leaver: MaskedMember;
  readonly joiner: MaskedMember;
}

/** Replacements, newest first, masked; `waiting` leaves those alone that are to be decided. */
export async function findReplacements(
  platform: Platform,
  { access }: Caller,
  filter: { readonly waiting: boolean; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly MaskedReplacement[]> {
  const rows = await platform.database.transaction(access, (transaction) =>
    listReplacements(transaction, access.officeId, filter),
  );
  const ring = platform.ring();
  const masked = (member: SealedMember): MaskedMember => {
    const secrets = openMember(ring, member);
    return {
      name: secrets === undefined ? '已删除' : maskName(secrets.name),
      residentId: secrets === undefined ? '' : maskResidentId(secrets.residentId),
    };
  };
  return rows.map((row) => ({ ...row, leaver: masked(row.leaver), joiner: masked(row.joiner) }));
}

function checkJoiner({
  name,
  residentId,
  phone,
}: RequestReplacementInput['joiner']): Result<CheckedPerson, 'name' | 'residentId' | 'phone'> {
  const id = parseResidentId(residentId.trim().toUpperCase());
  const mobile = parseMobilePhone(phone.trim());
  if (personNameFault(name.trim()) !== undefined) return fail('name');
  if (!id.ok) return fail('residentId');
  if (!mobile.ok) return fail('phone');
  const { number, sex, bornOn } = id.value;
  return ok({ name: name.trim(), residentId: number, phone: mobile.value, sex, bornOn });
}

function about(period: ReplaceablePeriod): {
  readonly objectKind: string;
  readonly objectId: string;
  readonly agencyId: string;
  readonly unitId: string;
} {
  return {
    objectKind: 'coverage-period',
    objectId: period.id,
    agencyId: period.agency_id,
    unitId: period.unit_id,
  };
}

async function auditReplacement(
  act: Act,
  period: ReplaceablePeriod,
  name: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await act.audit({ ...about(period), act: name, detail });
}
