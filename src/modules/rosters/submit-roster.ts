import { ageOn, type DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { lookUpColumn, openMember } from '#modules/persons/index.ts';
import { deadlineAt } from '#modules/reviews/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { contributionOf } from '#scheme/joining/contribution.ts';
import { ageAdmits } from '#scheme/joining/eligibility.ts';
import { participationMet } from '#scheme/joining/participation.ts';
import { countStanding, sealedEntries, standAgain, voidEntries } from './entry-store.ts';
import {
  findRunningUntil,
  findStandingCovers,
  freeLeftOut,
  reserveEntries,
  standingKeys,
} from './reservation-store.ts';
import type { RosterDeclaration, RosterPayer, VoidedRow } from './roster.ts';
import { earliestStart, obstacleTo } from './standing-obstacle.ts';
import { ROSTER_EDGES } from './states.ts';
import { findUnitForRoster, lockRoster, markSubmitted, type RosterRow, replacePayers } from './store.ts';

export interface SubmitRosterInput {
  readonly rosterId: string;
  readonly declaration: RosterDeclaration;
  /** Adding up to the contribution; all by the unit itself where left out. */
  readonly payers?: readonly RosterPayer[] | undefined;
  /** Of the rows that were sent back those that the unit knows to be right; the others are left out. */
  readonly keepRows?: readonly number[] | undefined;
}

export interface SubmittedRoster {
  readonly rosterId: string;
  readonly participants: number;
  readonly contributionFen: Fen;
  /** Rows that could be filed and may not be submitted any more: too old meanwhile, covered or reserved by another unit. */
  readonly voided: readonly VoidedRow[];
}

export type SubmitRosterRefusal =
  | { readonly code: 'roster-unknown' }
  | { readonly code: 'roster-state' }
  | { readonly code: 'not-declared' }
  | { readonly code: 'roster-empty'; readonly voided: readonly VoidedRow[] }
  | {
      readonly code: 'participation-not-met';
      readonly required: number;
      readonly missing: number;
      readonly everybody: boolean;
      /** Those that would stand if nothing were in their way. */
      readonly voided: readonly VoidedRow[];
    }
  | { readonly code: 'payers-do-not-add-up'; readonly contributionFen: Fen; readonly payersFen: Fen };

/**
 * Submits a roster to its first reviewer: ages as of today, every person reserved against any other roster of the nation,
 * the participation rule met, the payers adding up to the fen.
 *
 * Who is reserved elsewhere at this very moment drops out with a clear reason; the other unit's submission stands.
 */
export async function submitRoster(
  platform: Platform,
  caller: Caller,
  input: SubmitRosterInput,
): Promise<Result<SubmittedRoster, SubmitRosterRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'submit-roster', input },
    async (act): Promise<Result<SubmittedRoster, SubmitRosterRefusal>> => {
      const roster = await lockRoster(act.transaction, act.officeId, input.rosterId);
      if (roster === undefined) return fail({ code: 'roster-unknown' });
      if (ROSTER_EDGES[roster.state].submit === undefined) return fail({ code: 'roster-state' });
      if (!input.declaration.healthy || !input.declaration.eligible) return fail({ code: 'not-declared' });

      const submittedOn = today(platform.clock);
      const { voided, participants } = await settleEntries(act, roster, submittedOn, input.keepRows ?? []);
      if (participants === 0) return fail({ code: 'roster-empty', voided });
      const { program, shares, eligible_count: eligibleStaff } = roster;
      const participation = participationMet.evaluate({ program, submittedOn, eligibleStaff, participants });
      if (!participation.met) {
        const { required, missing, everybody } = participation;
        return fail({ code: 'participation-not-met', required, missing, everybody, voided });
      }
      const contributionFen = contributionOf.evaluate({ program, submittedOn, shares, participants });
      const payers = input.payers ?? (await payerOfUnit(act, roster, contributionFen));
      const payersFen = payers.reduce((sum, { amountFen }) => sum + amountFen, 0);
      if (payersFen !== contributionFen) return fail({ code: 'payers-do-not-add-up', contributionFen, payersFen });

      await replacePayers(act, roster, payers);
      const dueOn = await deadlineAt(act, roster.agency_id);
      await markSubmitted(act, roster, { submittedOn, participants, declaration: input.declaration, dueOn });
      await act.audit({
        act: 'submit-roster',
        objectKind: 'roster',
        objectId: roster.id,
        agencyId: roster.agency_id,
        unitId: roster.unit_id,
        detail: { from: roster.state, to: 'in-review', participants, contributionFen, voided: voided.length },
      });
      await act.emit({
        kind: 'roster-submitted',
        objectKind: 'roster',
        objectId: roster.id,
        agencyId: roster.agency_id,
        unitId: roster.unit_id,
        payload: { waitsForAgencyId: roster.agency_id },
      });
      return ok({ rosterId: roster.id, participants, contributionFen, voided });
    },
  );
}

/**
 * Drops who may not join any more, and reserves everybody else against any other roster of the nation; how many stand.
 */
export async function settleEntries(
  act: Act,
  roster: RosterRow,
  submittedOn: DayNumber,
  keepRows: readonly number[],
): Promise<{ readonly voided: readonly VoidedRow[]; readonly participants: number }> {
  await standAgain(act, roster, keepRows);
  const voided = [
    ...(await dropByAge(act, roster, submittedOn)),
    ...(await dropCovered(act, roster, submittedOn)),
    ...(await reserve(act, roster)),
  ];
  await freeLeftOut(act, roster);
  return { voided, participants: await countStanding(act, roster) };
}

async function payerOfUnit(act: Act, roster: RosterRow, amountFen: Fen): Promise<readonly RosterPayer[]> {
  const unit = await findUnitForRoster(act.transaction, act.officeId, roster.unit_id);
  if (unit === undefined) throw new Error('a roster without its unit');
  return [{ source: 'union-funds', payerName: unit.name, amountFen }];
}

/** Ages are reached on the day of submission: who was filed earlier may be too old by now, or old enough. */
async function dropByAge(act: Act, roster: RosterRow, submittedOn: DayNumber): Promise<readonly VoidedRow[]> {
  // a renewal's rows came from a cover, not through the checks of a file
  if (submittedOn === roster.filed_on && roster.renews_order_id === null) return [];
  const ring = act.platform.ring();
  const voided: VoidedRow[] = [];
  for await (const batch of sealedEntries(act.transaction, act.officeId, roster)) {
    for (const entry of batch) {
      const secrets = openMember(ring, entry);
      const bornOn = secrets?.fields['bornOn'];
      if (typeof bornOn !== 'number') continue;
      const refusal = ageAdmits.evaluate({
        program: roster.program,
        bornOn,
        submittedOn,
        delayedRetirement: entry.delayed_retirement,
      });
      if (refusal === undefined) continue;
      voided.push({ row: entry.row_number, reason: `提交名单当天 ${ageOn(bornOn, submittedOn)} 周岁，不符合参加年龄` });
    }
  }
  await voidEntries(act, roster, voided);
  return voided;
}

/** A cover of another unit that began since the row was filed, or still ran then and runs into the new one. */
async function dropCovered(act: Act, roster: RosterRow, submittedOn: DayNumber): Promise<readonly VoidedRow[]> {
  const runningUntil = await findRunningUntil(act, roster.unit_id, roster.program, submittedOn);
  const facts = {
    rosterId: roster.id,
    unitId: roster.unit_id,
    earliestStart: earliestStart(submittedOn, runningUntil),
  };
  const column = lookUpColumn(act.platform.ring());
  const voided: VoidedRow[] = [];
  for await (const batch of standingKeys(act, roster, column)) {
    const keys = batch.map(({ person_key }) => person_key);
    const standing = await findStandingCovers(act.transaction, column, keys, roster.program);
    for (const { row_number, person_key } of batch) {
      const obstacle = obstacleTo(standing.get(person_key) ?? [], facts);
      if (obstacle !== undefined) voided.push({ row: row_number, reason: obstacle.message });
    }
  }
  await voidEntries(act, roster, voided);
  return voided;
}

async function reserve(act: Act, roster: RosterRow): Promise<readonly VoidedRow[]> {
  const left = await reserveEntries(act, roster);
  const voided = left.map((row) => ({ row, reason: '此人刚由另一单位报送同一活动，请与本人核实由哪个单位参加' }));
  await voidEntries(act, roster, voided);
  return voided;
}
