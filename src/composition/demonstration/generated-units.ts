import { AGENCIES } from '#generator/agencies.ts';
import { diceAt } from '#generator/dice.ts';
import { People } from '#generator/people.ts';
import type { GeneratedScheme, GeneratedUnit } from '#generator/scheme.ts';
import { Shuffle } from '#generator/shuffle.ts';
import { STREAM } from '#generator/streams.ts';
import { CREDIT_CODE_NUMBERS, creditCodeOf } from '#generator/values/numbers.ts';
import { UnitNames } from '#generator/values/unit-names.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import { type PlannedUnit, UNITS } from './planned-units.ts';

/** The same people, units and stays each time; only the days go with today. */
const SEED = 2025;

/** Of each unit's own numbers of people: members from the first on, faulty rows from the second. */
const NUMBERS_PER_UNIT = 2_000;
const FAULTY_FROM = 1_000;

/** Numbers of people who stand on no roster: telephones of staff and contacts, strangers of the insurer's file. */
export const FIRST_STAFF_NUMBER = 900_000;
const FIRST_STRANGER = 800_000;

/** The plan's units with names, codes and people of the generator. */
export function generateDemonstration(today: DayNumber): GeneratedScheme {
  const people = new People(SEED, today);
  return {
    options: { seed: SEED, units: UNITS.length, members: 0, settlements: 0, faultShare: 0, submittedOn: today },
    agencies: AGENCIES,
    units: UNITS.map((plan, index) => generatedUnit(plan, index)),
    people,
    transfers: [],
    firstStranger: FIRST_STRANGER,
  };
}

function generatedUnit(plan: PlannedUnit, index: number): GeneratedUnit {
  const { program, county } = plan;
  const agency = AGENCIES.find(({ place }) => place === county);
  if (agency === undefined) throw new Error(`no agency in ${county}`);
  const dice = diceAt(SEED, STREAM.unit, index);
  const [roster] = plan.rosters;
  const members = roster?.members ?? dice.integer(20, 90);
  const eligibleStaff = Math.max(roster?.eligible ?? members, ...plan.rosters.map((each) => each.members));
  const staff = eligibleStaff + dice.integer(0, Math.ceil(eligibleStaff / 10));
  return {
    index,
    name: new UnitNames(SEED + STREAM.unitNames, program).at(index, county),
    creditCode: creditCodeOf(
      '91',
      agency.region,
      new Shuffle(CREDIT_CODE_NUMBERS, SEED + STREAM.unitCodes).at(index),
      dice,
    ),
    unionCreditCode: creditCodeOf(
      '81',
      agency.region,
      new Shuffle(CREDIT_CODE_NUMBERS, SEED + STREAM.unionCodes).at(index),
      dice,
    ),
    agency,
    contact: { name: plan.agent ?? new People(SEED, 0).passerBy([STREAM.unit, index]).name, phone: '' },
    program,
    shares: plan.shares,
    staff,
    womenStaff: Math.round((staff * dice.integer(30, 60)) / 100),
    eligibleStaff,
    members,
    faultyRows: roster?.faultyRows ?? 0,
    firstMember: index * NUMBERS_PER_UNIT,
    firstFaulty: index * NUMBERS_PER_UNIT + FAULTY_FROM,
    orderFen: 0,
    funding: [],
    payment: { story: 'whole', transfers: [], completing: undefined },
    cover: undefined,
  };
}
