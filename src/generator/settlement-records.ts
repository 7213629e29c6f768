import { CoveredMembers, STAYS_OF_A_MEMBER } from '#generator/covered-members.ts';
import { type Dice, diceAt, pick } from '#generator/dice.ts';
import type { Person } from '#generator/people.ts';
import { memberAt } from '#generator/roster-rows.ts';
import type { GeneratedScheme } from '#generator/scheme.ts';
import { drawFigures, negative, type SettlementFigures } from '#generator/settlement-figures.ts';
import { Shuffle } from '#generator/shuffle.ts';
import { STREAM } from '#generator/streams.ts';
import { DIAGNOSES, PSYCHIATRIC_DIAGNOSES } from '#generator/values/diagnoses.ts';
import {
  GRADE_ONE_HOSPITALS,
  HENAN_HOSPITALS,
  type Hospital,
  OTHER_PROVINCE_HOSPITALS,
} from '#generator/values/hospitals.ts';
import type { DayNumber } from '#kernel/civil-date.ts';

/**
 * Why a settlement stands in the file.
 *
 * - `plain`: an ordinary stay of a member after his waiting time; `civil-servant`: another payer bears a part of it
 * - `waiting-time`, `out-of-waiting-time`: all of its days, or only the first, lie in the waiting time
 * - `before-cover`: admitted before the cover starts
 * - `other-province`: with an approved transfer, `other-province-on-own`: without
 * - `psychiatric`, `grade-one`: excluded
 * - `not-a-member`: of somebody on no roster
 * - `refunded`, `refund`: taken back, and the row that takes it back
 * - `interim`: the first of two settlements of one stay; the second is `after-interim`
 */
export type SettlementKind =
  | 'plain'
  | 'civil-servant'
  | 'waiting-time'
  | 'out-of-waiting-time'
  | 'before-cover'
  | 'other-province'
  | 'other-province-on-own'
  | 'psychiatric'
  | 'grade-one'
  | 'not-a-member'
  | 'refunded'
  | 'refund'
  | 'interim'
  | 'after-interim';

/** One row of the insurer's export. */
export interface SettlementRecord {
  readonly kind: SettlementKind;
  /** 结算ID and 就诊ID; a refund and an interim settlement share the latter with their other half. */
  readonly id: string;
  readonly encounterId: string;
  readonly person: Person;
  /** Number of the unit through which he is a member; `undefined` for somebody on no roster. */
  readonly unit: number | undefined;
  readonly hospital: Hospital;
  readonly admittedOn: DayNumber;
  readonly dischargedOn: DayNumber;
  readonly settledOn: DayNumber;
  /** Name and code: `肺炎|J18.900`. */
  readonly diagnosis: string;
  /** 医疗类别 */
  readonly careKind: string;
  readonly figures: SettlementFigures;
}

/** What forty stays in a row are; every block of them has all, in an order of its own. */
const BLOCK: readonly SettlementKind[] = [
  ...Array.from({ length: 22 }, (): SettlementKind => 'plain'),
  ...(['waiting-time', 'waiting-time', 'out-of-waiting-time', 'before-cover', 'before-cover'] as const),
  ...(['other-province', 'other-province', 'other-province-on-own', 'psychiatric', 'psychiatric'] as const),
  ...(['grade-one', 'grade-one', 'not-a-member', 'not-a-member', 'not-a-member'] as const),
  ...(['refunded', 'interim', 'civil-servant'] as const),
];

/** Stays of a member's second round and later lie well apart from those before; so must the kinds that fix their days. */
const FIXED_DAYS: ReadonlySet<SettlementKind> = new Set(['waiting-time', 'out-of-waiting-time', 'before-cover']);

/** The rows of the insurer's export, one after the other: as many as the options say. */
export function* settlementRecords(scheme: GeneratedScheme): Generator<SettlementRecord, void, undefined> {
  const { settlements } = scheme.options;
  if (settlements === 0) return;
  const stays = new StayDraft(scheme);
  let rows = 0;
  for (let index = 0; rows < settlements; index++) {
    for (const record of stays.recordsOf(index, rows, settlements - rows)) {
      yield record;
      rows++;
    }
  }
}

interface Days {
  readonly admittedOn: DayNumber;
  readonly dischargedOn: DayNumber;
  readonly settledOn: DayNumber;
}

class StayDraft {
  private readonly scheme: GeneratedScheme;
  private readonly members: CoveredMembers;

  constructor(scheme: GeneratedScheme) {
    this.scheme = scheme;
    this.members = new CoveredMembers(scheme);
  }

  /** One or two rows, the first with the number `row`; one where there is no room for two. */
  recordsOf(index: number, row: number, room: number): readonly SettlementRecord[] {
    const { seed } = this.scheme.options;
    const dice = diceAt(seed, STREAM.settlement, index);
    const { unit, member, round } = this.members.at(index);
    const kind = this.kindOf(index, round, room);
    const person =
      kind === 'not-a-member'
        ? this.scheme.people.at(this.scheme.firstStranger + index)
        : memberAt(this.scheme, unit, member).person;
    const hospital = hospitalOf(kind, dice);
    const record: SettlementRecord = {
      kind,
      id: `S${numbered(row)}`,
      encounterId: `M${numbered(row)}`,
      person,
      unit: kind === 'not-a-member' ? undefined : unit.index,
      hospital,
      ...drawDays(kind, unit.cover?.startOn ?? this.scheme.options.submittedOn, round, dice),
      diagnosis: pick(dice, kind === 'psychiatric' ? PSYCHIATRIC_DIAGNOSES : DIAGNOSES),
      careKind: careKindOf(kind),
      figures: drawFigures({ deductibleFen: hospital.deductibleFen, hasCivilServant: kind === 'civil-servant' }, dice),
    };
    if (kind === 'refunded') return [record, refundOf(record, row + 1, dice)];
    if (kind === 'interim') return splitStay(record, row + 1, dice);
    return [record];
  }

  private kindOf(index: number, round: number, room: number): SettlementKind {
    const block = Math.floor(index / BLOCK.length);
    const order = new Shuffle(BLOCK.length, this.scheme.options.seed + STREAM.settlementKind + block);
    const kind = BLOCK[order.at(index % BLOCK.length)] ?? 'plain';
    const isPair = kind === 'refunded' || kind === 'interim';
    return (isPair && room < 2) || (round > 0 && FIXED_DAYS.has(kind)) ? 'plain' : kind;
  }
}

function hospitalOf(kind: SettlementKind, dice: Dice): Hospital {
  switch (kind) {
    case 'grade-one':
      return pick(dice, GRADE_ONE_HOSPITALS);
    case 'other-province':
    case 'other-province-on-own':
      return pick(dice, OTHER_PROVINCE_HOSPITALS);
    default:
      return pick(dice, HENAN_HOSPITALS);
  }
}

function careKindOf(kind: SettlementKind): string {
  if (kind === 'other-province') return '转外诊治住院';
  return kind === 'other-province-on-own' ? '异地住院' : '普通住院';
}

/** Ordinary stays of a round begin within so many days, and last so long at most; the next round begins after them. */
const FIRST_ADMISSION_DAYS = 32;
const WINDOW_DAYS = 60;
const LONGEST_STAY_DAYS = 33;
const ROUND_DAYS = Math.floor((365 - FIRST_ADMISSION_DAYS) / STAYS_OF_A_MEMBER);

function drawDays(kind: SettlementKind, startOn: DayNumber, round: number, dice: Dice): Days {
  const admittedOn = startOn + admissionDays(kind, round, dice);
  const dischargedOn = admittedOn + stayDays(kind, dice);
  return { admittedOn, dischargedOn, settledOn: dischargedOn + dice.of(0, 0, 0, 1, 3) };
}

/** Days from the start of the cover to the admission. */
function admissionDays(kind: SettlementKind, round: number, dice: Dice): number {
  switch (kind) {
    case 'waiting-time':
      return dice.integer(0, 12);
    case 'out-of-waiting-time':
      return dice.integer(20, 28);
    case 'before-cover':
      return -dice.integer(1, 20);
    default:
      return FIRST_ADMISSION_DAYS + round * ROUND_DAYS + dice.integer(0, WINDOW_DAYS);
  }
}

function stayDays(kind: SettlementKind, dice: Dice): number {
  switch (kind) {
    case 'waiting-time':
      return dice.integer(0, 10);
    case 'out-of-waiting-time':
      return dice.integer(12, 25);
    case 'interim':
      return dice.integer(10, LONGEST_STAY_DAYS);
    default:
      return dice.of(0, 2, 4, 5, 6, 7, 8, 9, 12, 14, 20, LONGEST_STAY_DAYS);
  }
}

/** The insurer's way of taking back: a row of its own, all amounts negative but the deductible. */
function refundOf(record: SettlementRecord, row: number, dice: Dice): SettlementRecord {
  return {
    ...record,
    kind: 'refund',
    id: `S${numbered(row)}`,
    settledOn: record.settledOn + dice.integer(1, 9),
    figures: negative(record.figures),
  };
}

/** Two settlements of one stay: the second from the day of the first on, its deductible borne already. */
function splitStay(record: SettlementRecord, row: number, dice: Dice): readonly SettlementRecord[] {
  const until = record.admittedOn + dice.integer(3, record.dischargedOn - record.admittedOn - 3);
  return [
    { ...record, dischargedOn: until, settledOn: until },
    {
      ...record,
      kind: 'after-interim',
      id: `S${numbered(row)}`,
      admittedOn: until,
      figures: drawFigures({ deductibleFen: 0, hasCivilServant: false }, dice),
    },
  ];
}

function numbered(row: number): string {
  return String(1_000_000 + row).padStart(9, '0');
}
