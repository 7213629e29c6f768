import { calendarDay, type DayNumber, formatDate } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { deadlineAt, getRootAgencyId } from '#modules/reviews/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Benefit, Case, ProgramId } from '#scheme/case.ts';
import { findCoveringPeriod } from '#scheme/covering-period.ts';
import type { Decision } from '#scheme/decision.ts';
import { medicalUse } from '#scheme/programs/national-accident/medical-use.ts';
import { readCase } from '#scheme/read-case.ts';
import { writeDecision } from '#scheme/write-decision.ts';
import type { CaseRefusal } from './adjudicate-case.ts';
import { findUsesOf, lockCounters, paidBefore, release } from './benefit-store.ts';
import { isNotDesignated } from './explain-flags.ts';
import { findRecorded, joinRecorded } from './join-recorded.ts';
import { ownFlags } from './own-flags.ts';
import { INVESTIGATION_FLAGS } from './ruling-store.ts';
import {
  type ClaimSecrets,
  claimContext,
  type DecisionSecrets,
  decisionContext,
  personKey,
  type ToldClaim,
} from './sealed-claim.ts';
import { SettlementHashes } from './settlement-hashes.ts';
import type { ClaimState } from './states.ts';
import { appendDecisions, type ClaimRow, lockClaims } from './store.ts';
import {
  ensureCounters,
  ensureYear,
  findPeriods,
  hold,
  insertClaim,
  insertFirstDecision,
  type NewClaim,
  type OwnPeriod,
  resubmitClaim,
} from './submission-store.ts';
import { markAnswered } from './supplement-store.ts';

/** A claim as its member tells it, or somebody for him. */
export interface ClaimToSubmit {
  readonly program: ProgramId;
  readonly benefit: Benefit;
  readonly person: { readonly id: string; readonly wrappedKey: Buffer };
  /** Through which membership, where no period tells it. */
  readonly member: { readonly id: string; readonly agencyId: string; readonly unitId: string };
  readonly origin: 'member' | 'unit' | 'agency' | 'relative';
  /** The figures in the format of the rules' page §4: `stay` and `settlement`, or `event` and what belongs to it. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly notifiedOn: DayNumber;
  readonly told: ToldClaim;
  readonly flags: readonly string[];
  /** Set where this claim came back and is submitted again. */
  readonly claimId?: string | undefined;
}

export interface SubmittedClaim {
  readonly claimId: string;
  readonly state: ClaimState;
  readonly amountFen: Fen;
  readonly outcome: Decision['outcome'];
}

export type SubmitClaimRefusal =
  | CaseRefusal
  /** Not there, or no longer sent back. */
  | { readonly code: 'claim-not-sent-back' };

/**
 * Takes a claim in with its decision, in the act of whoever sends it: `act` must be in the person's own scope. What pays
 * holds its place in the limits from now on, under the lock of the person's counters, so that two claims at the same
 * moment never exceed a limit. A stay that the insurer has told of already is that claim: what was typed joins it. The
 * caller leaves the audit row.
 */
export async function submitClaim(act: Act, input: ClaimToSubmit): Promise<Result<SubmittedClaim, SubmitClaimRefusal>> {
  const { transaction, officeId } = act;
  const { program, benefit, person } = input;
  const periods = await findPeriods(transaction, officeId, person.id, program);
  await ensureCounters(act, person.id, program, periods);
  await lockCounters(act, [person.id]);
  const earlier = input.claimId === undefined ? undefined : await lockSentBack(act, input.claimId);
  if (input.claimId !== undefined && earlier === undefined) return fail({ code: 'claim-not-sent-back' });
  if (earlier !== undefined) await release(act, earlier.id);
  const claimId = earlier?.id ?? act.newId();
  const submittedOn = earlier?.submitted_on ?? today(act.platform.clock);
  const uses = (await findUsesOf(act, [person.id])).filter(
    ({ program: other, period_id }) => other === program && periods.some(({ id }) => id === period_id),
  );
  const caseJson = {
    id: claimId,
    program,
    periods: periods.map(({ id, startOn, endOn, shares }) => ({
      id,
      startOn: formatDate(startOn),
      endOn: formatDate(endOn),
      shares,
    })),
    paid: uses.map(paidBefore),
    claim: {
      ...input.facts,
      benefit,
      submittedOn: formatDate(submittedOn),
      notifiedOn: formatDate(input.notifiedOn),
      exclusions: [],
    },
  };
  const read = readCase(caseJson);
  if (!read.ok) return fail({ code: 'case-invalid', caseFault: read.error });
  const recorded = earlier === undefined ? await findRecorded(act, read.value, person.id) : undefined;
  if (recorded !== undefined) return ok(await joinRecorded(act, recorded, input));
  const decision = adjudicate(read.value);
  const on = dayOf(read.value);
  const covering = periods[findCoveringPeriod(periods, on)];
  const place = covering ?? periods.findLast(({ startOn }) => startOn <= on) ?? periods[0];
  const undesignated = isNotDesignated(input.facts) ? ['hospital-not-designated'] : [];
  const investigated = earlier?.flags.filter((flag) => INVESTIGATION_FLAGS.has(flag)) ?? [];
  const own = await ownFlags(act, read.value, person.id, covering);
  const flags = [...new Set([...input.flags, ...undesignated, ...own, ...investigated])];
  const claim = await claimRow(act, { ...input, flags }, decision, {
    claimId,
    submittedOn,
    eventOn: on,
    covering,
    place,
  });
  const secrets: DecisionSecrets = { case: caseJson, line: writeDecision(decision) };
  const key = personKey(act.platform.ring(), officeId, person.id, person.wrappedKey);
  const termsOn = covering?.startOn ?? on;
  if (earlier === undefined) {
    await ensureYear(act, calendarDay(submittedOn).year);
    await insertClaim(act, claim);
    const sealed = sealJson(key, decisionContext(officeId, claimId, 1), secrets);
    await insertFirstDecision(act, claim, decision, { termsOn, sealed });
  } else {
    await resubmitClaim(act, claim);
    await markAnswered(act, claimId, null);
    const { outcome, amountFen, reasons, notices, readings } = decision;
    const sealed = sealJson(key, decisionContext(officeId, claimId, earlier.decision_count + 1), secrets);
    const said = { source: 'rules', outcome, amountFen, reasons, notices, readings } as const;
    await appendDecisions(act, [{ claim: earlier, termsOn, sealed, ...said }]);
  }
  if (decision.outcome === 'pay') {
    const use = read.value.program === 'national-accident' ? medicalUse(read.value, decision) : undefined;
    await hold(act, claim, decision.amountFen, use);
  }
  await act.emit({
    kind: 'claim-submitted',
    objectKind: 'claim',
    objectId: claimId,
    agencyId: claim.agency_id,
    unitId: claim.unit_id,
    personId: person.id,
    payload: claim.reviewing_agency_id === null ? {} : { waitsForAgencyId: claim.reviewing_agency_id },
  });
  return ok({ claimId, state: claim.state, amountFen: decision.amountFen, outcome: decision.outcome });
}

function dayOf(decided: Case): DayNumber {
  return decided.program === 'henan-inpatient' ? decided.claim.stay.admittedOn : decided.claim.event.on;
}

async function lockSentBack(act: Act, claimId: string): Promise<ClaimRow | undefined> {
  const [claim] = await lockClaims(act, [claimId]);
  return claim?.state === 'sent-back' ? claim : undefined;
}

async function claimRow(
  act: Act,
  input: ClaimToSubmit,
  { outcome, amountFen }: Decision,
  at: {
    readonly claimId: string;
    readonly submittedOn: DayNumber;
    readonly eventOn: DayNumber;
    readonly covering: OwnPeriod | undefined;
    readonly place: OwnPeriod | undefined;
  },
): Promise<NewClaim> {
  const { person, member, told } = input;
  const agencyId = at.place?.agencyId ?? member.agencyId;
  const key = personKey(act.platform.ring(), act.officeId, person.id, person.wrappedKey);
  const secrets: ClaimSecrets = { settlements: [], told };
  const [state, reviewer]: readonly [ClaimState, string | null] =
    outcome === 'pay'
      ? ['in-review', agencyId]
      : outcome === 'refer'
        ? ['referred', await getRootAgencyId(act.transaction, act.officeId)]
        : ['declined', null];
  return {
    id: at.claimId,
    submitted_on: at.submittedOn,
    agency_id: agencyId,
    unit_id: at.place?.unitId ?? member.unitId,
    person_id: person.id,
    member_id: at.place?.memberId ?? member.id,
    program: input.program,
    benefit: input.benefit,
    period_id: at.covering?.id ?? null,
    origin: input.origin,
    state,
    reviewing_agency_id: reviewer,
    outcome,
    amount_fen: amountFen,
    flags: input.flags,
    sealed: sealJson(key, claimContext(act.officeId, at.claimId), secrets),
    due_on: reviewer === null ? null : await deadlineAt(act, reviewer),
    event_on: at.eventOn,
    hospital_hash: new SettlementHashes(act.platform.ring()).hospital(told.hospitalName),
  };
}
