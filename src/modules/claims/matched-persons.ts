import type { PaidSoFar } from '#intake/decide-settlements.ts';
import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import { contains } from '#kernel/period.ts';
import type { Act } from '#platform/acts/act.ts';
import type { CoveragePeriod } from '#scheme/case.ts';
import { findUses, matchPeriods } from './import-store.ts';

/** A period with the unit through which its member has it. */
export interface MatchedPeriod extends CoveragePeriod {
  readonly agencyId: string;
  readonly unitId: string;
  readonly memberId: string;
  readonly waitingUntil: DayNumber | null;
}

export interface MatchedPerson {
  readonly id: string;
  readonly wrappedKey: Buffer;
  /** By start; one at least. */
  readonly periods: readonly MatchedPeriod[];
}

/**
 * The members among the persons of the staged rows, by resident ID, with their periods and with what counts against
 * these already. All in memory: some hundred bytes a person.
 */
export class MatchedPersons {
  private readonly byResidentId = new Map<string, MatchedPerson>();
  private readonly uses = new Map<string, PaidSoFar[]>();

  static async find(
    act: Act,
    importId: string,
    column: 0 | 1,
    residentIdOf: (rowNumber: number) => string,
  ): Promise<MatchedPersons> {
    const matched = new MatchedPersons();
    for await (const rows of matchPeriods(act, importId, column)) {
      for (const row of rows) {
        const period = {
          id: row.period_id,
          startOn: row.start_on,
          endOn: row.end_on,
          shares: row.shares,
          agencyId: row.agency_id,
          unitId: row.unit_id,
          memberId: row.member_id,
          waitingUntil: row.waiting_until,
        };
        const residentId = residentIdOf(row.row_number);
        const person = matched.byResidentId.get(residentId);
        if (person === undefined) {
          matched.byResidentId.set(residentId, { id: row.person_id, wrappedKey: row.wrapped_key, periods: [period] });
        } else (person.periods as MatchedPeriod[]).push(period);
      }
    }
    for await (const rows of findUses(act, importId, column)) {
      for (const { person_id, period_id, amount_fen } of rows) {
        const use: PaidSoFar = { period: period_id, benefit: 'inpatient', amountFen: amount_fen };
        const uses = matched.uses.get(person_id);
        if (uses === undefined) matched.uses.set(person_id, [use]);
        else uses.push(use);
      }
    }
    return matched;
  }

  ids(): readonly string[] {
    return [...this.byResidentId.values()].map(({ id }) => id);
  }

  get(residentId: string): MatchedPerson | undefined {
    return this.byResidentId.get(residentId);
  }

  /** What counts against the periods of a person; a use of a period that was cancelled since counts no more. */
  usesOf(residentId: string): readonly PaidSoFar[] {
    const person = this.byResidentId.get(residentId);
    const uses = person === undefined ? [] : (this.uses.get(person.id) ?? []);
    return uses.filter(({ period }) => person?.periods.some(({ id }) => id === period));
  }
}

/** Through which period a claim belongs to a unit: that of the admission, else the last before it, else the first. */
export function periodOfClaim({ periods }: MatchedPerson, { admittedOn }: SettlementRow): MatchedPeriod {
  const before = (day: DayNumber): MatchedPeriod | undefined => periods.findLast(({ startOn }) => startOn <= day);
  const period = periods.find((each) => contains(each, admittedOn)) ?? before(admittedOn) ?? periods[0];
  if (period === undefined) throw new Error('a member without a period');
  return period;
}
