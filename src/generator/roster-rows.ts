import { type Dice, diceAt } from '#generator/dice.ts';
import type { Person } from '#generator/people.ts';
import {
  plantFault,
  plantRepair,
  type RosterCells,
  type RosterFaultKind,
  type RosterRepairKind,
} from '#generator/roster-faults.ts';
import type { GeneratedScheme, GeneratedUnit } from '#generator/scheme.ts';
import { Shuffle } from '#generator/shuffle.ts';
import { STREAM } from '#generator/streams.ts';

/** A row of a roster and the truth about it. */
export interface RosterRow {
  /** The sheet's row number: the header is 1. */
  readonly row: number;
  readonly cells: RosterCells;
  /** The person as he is, whatever the cells say. */
  readonly person: Person;
  readonly remark: string;
  readonly fault: RosterFaultKind | undefined;
  readonly repair: RosterRepairKind | undefined;
}

/** One sound row in so many needs a repair that is safe. */
const REPAIRED_ONE_IN = 40;

/** One member of the inpatient program in so many stays beyond 60. */
const DELAYED_ONE_IN = 100;

const FORMS_OF_EMPLOYMENT = ['货车司机', '网约车司机', '快递员', '外卖配送员', ''] as const;

/** A member of a unit, from 0: who he is and what the roster remarks of him. */
export function memberAt(
  { people, options }: GeneratedScheme,
  unit: GeneratedUnit,
  member: number,
): { readonly person: Person; readonly remark: string } {
  const number = unit.firstMember + member;
  const dice = diceAt(options.seed, STREAM.rosterRow, number);
  if (unit.program === 'national-accident')
    return { person: people.at(number), remark: dice.of(...FORMS_OF_EMPLOYMENT) };
  return dice.oneIn(DELAYED_ONE_IN)
    ? { person: people.at(number, 'delayed-retirement'), remark: '延迟退休' }
    : { person: people.at(number), remark: '' };
}

const INPATIENT_FAULTS: readonly RosterFaultKind[] = [
  ...([
    'no-name',
    'check-digit',
    'sex-against-id',
    'phone',
    'under-16',
    'over-60',
    'damaged-number',
    'duplicate',
  ] as const),
];
const ACCIDENT_FAULTS: readonly RosterFaultKind[] = [...INPATIENT_FAULTS, 'over-60-delayed'];

/**
 * The rows of a unit's roster, one after the other.
 *
 * Faulty ones are spread over it, one in each stretch of equal length, and every kind comes before one comes again.
 */
export function* rosterRows(scheme: GeneratedScheme, unit: GeneratedUnit): Generator<RosterRow, void, undefined> {
  const { seed } = scheme.options;
  const rows = unit.members + unit.faultyRows;
  let members = 0;
  let faults = 0;
  let faultAt = faultPlace(seed, unit, faults);
  for (let index = 0; index < rows; index++) {
    const dice = diceAt(seed, STREAM.rosterRow, unit.index, index);
    if (index === faultAt) {
      yield faultyRow(scheme, unit, { index, faults, members }, dice);
      faults++;
      faultAt = faultPlace(seed, unit, faults);
    } else {
      yield soundRow(scheme, unit, { index, members }, dice);
      members++;
    }
  }
}

/** The index of the row that bears a fault; `undefined` after the last one. */
function faultPlace(seed: number, { index, members, faultyRows }: GeneratedUnit, fault: number): number | undefined {
  if (fault >= faultyRows) return undefined;
  const rows = members + faultyRows;
  const from = Math.floor((fault * rows) / faultyRows);
  const until = Math.floor(((fault + 1) * rows) / faultyRows);
  return diceAt(seed, STREAM.faultPlace, index, fault).integer(from, until - 1);
}

function soundRow(
  scheme: GeneratedScheme,
  unit: GeneratedUnit,
  { index, members }: { readonly index: number; readonly members: number },
  dice: Dice,
): RosterRow {
  const { person, remark } = memberAt(scheme, unit, members);
  const clean = cellsOf(index, person, remark);
  const planted = dice.oneIn(REPAIRED_ONE_IN) ? plantRepair(clean, dice) : undefined;
  const cells = planted?.cells ?? clean;
  return { row: index + 2, cells, person, remark, fault: undefined, repair: planted?.kind };
}

interface FaultyPlace {
  readonly index: number;
  readonly faults: number;
  /** Sound rows above this one. */
  readonly members: number;
}

function faultyRow(
  scheme: GeneratedScheme,
  unit: GeneratedUnit,
  { index, faults, members }: FaultyPlace,
  dice: Dice,
): RosterRow {
  const kind = faultKind(scheme.options.seed, unit, faults);
  // nobody stands above the first row, so nobody can stand there twice
  const fault = kind === 'duplicate' && members === 0 ? 'check-digit' : kind;
  const { person, remark } = faultyPerson(scheme, unit, { fault, faults, members }, dice);
  const cells = plantFault(cellsOf(index, person, remark), fault, dice);
  return { row: index + 2, cells, person, remark, fault, repair: undefined };
}

function faultKind(seed: number, { index, program }: GeneratedUnit, fault: number): RosterFaultKind {
  const kinds = program === 'national-accident' ? ACCIDENT_FAULTS : INPATIENT_FAULTS;
  const turn = Math.floor(fault / kinds.length);
  const order = new Shuffle(kinds.length, diceAt(seed, STREAM.faultKind, index, turn).integer(0, 1_000_000));
  return kinds[order.at(fault % kinds.length)] ?? 'check-digit';
}

function faultyPerson(
  scheme: GeneratedScheme,
  unit: GeneratedUnit,
  { fault, faults, members }: { readonly fault: RosterFaultKind; readonly faults: number; readonly members: number },
  dice: Dice,
): { readonly person: Person; readonly remark: string } {
  const number = unit.firstFaulty + faults;
  switch (fault) {
    case 'duplicate':
      return memberAt(scheme, unit, dice.integer(0, members - 1));
    case 'under-16':
      return { person: scheme.people.at(number, 'under-age'), remark: '' };
    case 'over-60':
      return { person: scheme.people.at(number, 'over-age'), remark: '' };
    case 'over-60-delayed':
      return { person: scheme.people.at(number, 'over-age'), remark: '延迟退休' };
    default:
      return { person: scheme.people.at(number), remark: '' };
  }
}

function cellsOf(index: number, { name, sex, residentId, phone }: Person, remark: string): RosterCells {
  return [index + 1, name, sex === 'male' ? '男' : '女', residentId, phone, remark];
}
