import { parseCardNumber } from '#kernel/bank-account.ts';
import { type DayNumber, parseDate } from '#kernel/civil-date.ts';
import { parseResidentId } from '#kernel/resident-id.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Recipient, type SubmitClaimRefusal, type SubmittedClaim, submitClaim } from '#modules/claims/index.ts';
import { askRegister } from '#modules/hospitals/index.ts';
import { type BeneficiaryInput, hasPayeeAccount, nameShares } from '#modules/payouts/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import type { Benefit } from '#scheme/case.ts';
import { missingMaterials } from '#scheme/materials.ts';
import { actFor, isInSight } from './act-for.ts';
import { findDocumentsOf } from './document-store.ts';
import { type DraftContent, type DraftRecipient, draftContext, keyOf, openSealed, type SlipDays } from './draft.ts';
import { findNotifiedOn } from './report-event.ts';
import { findSharing } from './sharing.ts';
import { mayBeWrittenTo } from './states.ts';
import { insertConsents, linkClaim, lockDraft } from './store.ts';
import type { ForMember } from './write-draft.ts';

export interface DraftToSubmit extends ForMember {
  readonly draftId: string;
  readonly version: number;
  /** Which edition of the words was agreed to, by purpose; all three are needed, each by itself. */
  readonly consents: readonly { readonly purpose: ConsentPurpose; readonly edition: string }[];
}

export type ConsentPurpose = 'medical-data' | 'bank-data' | 'truthful';

/** In order of precedence. */
export type SubmitDraftRefusal =
  | { readonly code: 'draft-unknown' }
  | { readonly code: 'draft-closed' }
  | { readonly code: 'draft-changed-elsewhere'; readonly version: number }
  | { readonly code: 'draft-incomplete' }
  | { readonly code: 'consent-missing' }
  | { readonly code: 'recipients-faulty' }
  | { readonly code: 'recipient-card-missing'; readonly name: string }
  | { readonly code: 'materials-missing'; readonly names: readonly string[] }
  | { readonly code: 'card-missing' }
  | SubmitClaimRefusal;

const PURPOSES: readonly ConsentPurpose[] = ['medical-data', 'bank-data', 'truthful'];
const WHOLE = 10_000;

/**
 * Sends a claim: it gets its decision at once, and waits for the first level. What a reviewer alone may say (days left
 * out, exclusions) and what the office knows (periods, benefits before) are never the sender's.
 */
export async function submitDraft(
  platform: Platform,
  caller: Caller,
  input: DraftToSubmit,
): Promise<Result<SubmittedClaim, SubmitDraftRefusal | IdempotencyRefusal>> {
  const acting = await actFor(platform, caller, input.memberId);
  if (acting === undefined) return fail({ code: 'draft-unknown' });
  const { member, origin } = acting;
  const { officeId } = acting.caller.access;
  const { draftId } = input;
  const sharing = await findSharing(platform, {
    officeId,
    personId: member.person_id,
    wrappedKey: member.wrapped_key,
    draftId,
  });
  type Submitting = Result<SubmittedClaim, SubmitDraftRefusal>;
  return await perform(platform, acting.caller, { name: 'submit-claim', input }, async (act): Promise<Submitting> => {
    const draft = await lockDraft(act, draftId);
    if (draft === undefined || !isInSight(draft, acting)) return fail({ code: 'draft-unknown' });
    if (!mayBeWrittenTo(draft.state)) return fail({ code: 'draft-closed' });
    if (draft.version !== input.version) return fail({ code: 'draft-changed-elsewhere', version: draft.version });
    const { benefit, program } = draft;
    const person = { id: draft.person_id, wrappedKey: member.wrapped_key };
    const key = keyOf(platform.ring(), officeId, person.id, person.wrappedKey);
    const content = openSealed<DraftContent>(key, draftContext(officeId, draft.id), draft.sealed);
    const facts = content.facts === null ? undefined : checkedFacts(benefit, content.facts);
    if (facts === undefined || content.statement.trim() === '') return fail({ code: 'draft-incomplete' });
    if (!PURPOSES.every((purpose) => input.consents.some((consent) => consent.purpose === purpose))) {
      return fail({ code: 'consent-missing' });
    }
    const isDeath = benefit === 'death' || benefit === 'sudden-death';
    if (isDeath && !areWhole(content.recipients)) return fail({ code: 'recipients-faulty' });
    const shares = isDeath ? sharesOf(content.recipients) : [];
    const cardless = content.recipients[shares.indexOf(undefined)];
    // relatives themselves bring their cards; who claims for them may leave them to the office
    if (origin === 'relative' && cardless !== undefined) {
      return fail({ code: 'recipient-card-missing', name: cardless.name });
    }
    const documents = await findDocumentsOf(act.transaction, officeId, draft.id);
    const missing = missingMaterials(benefit, new Set(documents.map(({ material }) => material)));
    const core = missing.filter(({ need }) => need === 'core');
    if (core.length > 0) return fail({ code: 'materials-missing', names: core.map(({ name }) => name) });
    if (!isDeath && !(await hasPayeeAccount(act.transaction, officeId, person.id)))
      return fail({ code: 'card-missing' });

    const told = facts.told;
    const now = today(platform.clock);
    const notifiedOn = (await findNotifiedOn(act, person, program, told.from, told.until)) ?? now;
    const register = await byRegister(act, facts, content.hospitalName);
    const submitted = await submitClaim(act, {
      program,
      benefit,
      person,
      member: { id: draft.member_id, agencyId: draft.agency_id, unitId: draft.unit_id },
      origin,
      facts: register.values,
      notifiedOn,
      told: {
        draftId: draft.id,
        statement: content.statement,
        hospitalName: content.hospitalName,
        recipients: content.recipients.map(({ name, residentId, kinship, shareBasisPoints }) => ({
          name,
          residentId,
          kinship,
          shareBasisPoints,
        })),
        missing: missing.map(({ kind }) => kind),
      },
      flags: [
        ...sharing,
        ...(missing.length > 0 ? ['materials-missing'] : []),
        ...slipFlags(content.slips ?? []),
        ...register.flags,
      ],
      claimId: draft.claim_id ?? undefined,
    });
    if (!submitted.ok) return submitted;
    const { claimId, state, amountFen } = submitted.value;
    await linkClaim(act, draft.id, claimId);
    const beneficiaries = shares.filter((share) => share !== undefined);
    if (isDeath && beneficiaries.length === shares.length) {
      const named = await nameShares(act, { claimId, beneficiaries });
      if (!named.ok) throw new Error(`the relatives of a claim just sent were refused: ${named.error.code}`);
    }
    await insertConsents(act, draft, input.consents);
    await audit(act, draft.agency_id, draft.unit_id, claimId, { origin, benefit, state, amountFen, draftId });
    return ok(submitted.value);
  });
}

async function audit(
  act: Act,
  agencyId: string,
  unitId: string,
  objectId: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await act.audit({ act: 'submit-claim', objectKind: 'claim', objectId, agencyId, unitId, detail });
}

/**
 * What the office's register says of the house counts, whatever was typed; a house that it does not know is looked at by
 * somebody. Of a stay: bills name no house.
 */
async function byRegister(
  act: Act,
  { values, told }: CheckedFacts,
  hospitalName: string,
): Promise<{ readonly values: CheckedFacts['values']; readonly flags: readonly string[] }> {
  const { stay } = values;
  if (!isObject(stay) || !isObject(stay['hospital']) || hospitalName.trim() === '') return { values, flags: [] };
  const { hospital } = stay;
  const said = await askRegister(act.transaction, act.officeId, { name: hospitalName, onDay: told.from });
  if (said.known !== 'yes') {
    return { values, flags: said.known === 'not-in-register' ? ['hospital-not-in-register'] : [] };
  }
  const { grade, recognised } = said;
  const isAsTyped = hospital['grade'] === grade && hospital['recognised'] === recognised;
  return {
    values: { ...values, stay: { ...stay, hospital: { ...hospital, grade, recognised } } },
    flags: isAsTyped ? [] : ['hospital-by-register'],
  };
}

interface CheckedFacts {
  readonly values: Readonly<Record<string, unknown>>;
  /** Between which days the event lies that somebody may have told of. */
  readonly told: { readonly from: DayNumber; readonly until: DayNumber };
}

/**
 * The figures of the claim and nothing else of a case: what belongs to the benefit, days left out at 0, one accident a
 * day. `undefined` where they are no such figures at all; the rest is for the rules' own reader to refuse.
 */
function checkedFacts(benefit: Benefit, facts: Readonly<Record<string, unknown>>): CheckedFacts | undefined {
  if (benefit === 'inpatient') {
    const { stay, settlement } = facts;
    if (!isObject(stay)) return undefined;
    const from = parseDate(String(stay['admittedOn']));
    const until = parseDate(String(stay['dischargedOn']));
    return { values: { stay: { ...stay, excludedDays: 0 }, settlement }, told: { from, until } };
  }
  const { event, ...others } = facts;
  if (!isObject(event)) return undefined;
  const on = parseDate(String(event['on']));
  const values = { event: { ...event, id: `on-${String(event['on'])}` }, ...only(others, FIELDS[benefit]) };
  return { values, told: { from: on, until: on } };
}

const FIELDS = {
  medical: ['bills', 'otherCompensation'],
  disability: ['disability'],
  death: ['death'],
  'sudden-death': ['death'],
} as const;

function only(values: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether these are persons, each once, whose shares add up to the whole. */
function areWhole(recipients: readonly Recipient[]): boolean {
  const ids = new Set(recipients.map(({ residentId }) => residentId));
  const whole = recipients.reduce((sum, { shareBasisPoints }) => sum + shareBasisPoints, 0);
  return (
    ids.size === recipients.length &&
    whole === WHOLE &&
    recipients.every(({ residentId, name }) => parseResidentId(residentId).ok && name.trim() !== '')
  );
}

/** What a reviewer looks at in a stay that was settled in several parts. */
function slipFlags(slips: readonly SlipDays[]): readonly string[] {
  if (slips.length < 2) return [];
  const isOverlapping = slips.some(({ from, until }, at) =>
    slips.slice(at + 1).some((other) => from < other.until && other.from < until),
  );
  return isOverlapping ? ['joined-slips', 'overlapping-slips'] : ['joined-slips'];
}

/** To whom each share goes; `undefined` in the place of one without a card. */
function sharesOf(recipients: readonly DraftRecipient[]): readonly (BeneficiaryInput | undefined)[] {
  return recipients.map(({ name: holder, cardNumber = '', bankName = '', shareBasisPoints: basisPoints }) => {
    const card = parseCardNumber(cardNumber);
    const isGiven = card.ok && bankName.trim() !== '';
    return isGiven ? { holder, cardNumber: card.value.number, bankName, bankNumber: '', basisPoints } : undefined;
  });
}
