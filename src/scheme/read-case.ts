import { fail, ok, type Result } from '#kernel/result.ts';
import type { Case, CoveragePeriod, PaidBenefit, ProgramId } from '#scheme/case.ts';
import {
  type CaseFault,
  CaseFaultSignal,
  expectArray,
  expectBoolean,
  expectDate,
  expectFen,
  expectInteger,
  expectName,
  expectObject,
  expectOneOf,
  expectText,
  refuse,
} from '#scheme/case-fault.ts';
import { readInpatientClaim } from '#scheme/programs/henan-inpatient/read-claim.ts';
import { readAccidentClaim } from '#scheme/programs/national-accident/read-claim.ts';

const PROGRAMS: readonly ProgramId[] = ['henan-inpatient', 'national-accident'];
const BENEFITS = {
  'henan-inpatient': ['inpatient'],
  'national-accident': ['disability', 'death', 'sudden-death', 'medical'],
} as const;
const MOST_SHARES = { 'henan-inpatient': 1, 'national-accident': 2 } as const;

const CASE_KEYS = ['id', 'program', 'periods', 'paid', 'claim'];
const PERIOD_KEYS = ['id', 'startOn', 'endOn', 'shares'];
const PAID_KEYS = ['period', 'benefit', 'amountFen'];
const PAID_OPTIONAL_KEYS = ['eventId', 'deductibleFen', 'stayUsed'];

/** More covers or payments than any working life has; a longer list is an attack or a mistake. */
const MOST_PERIODS = 200;
const MOST_PAID = 2000;

/**
 * One case in the format of the rules' page §4 → a case that the rules can decide, or its first fault in the order of
 * the format.
 *
 * Takes what `JSON.parse` gives; never keeps a reference into it beyond strings.
 */
export function readCase(value: unknown): Result<Case, CaseFault> {
  try {
    return ok(caseOf(value));
  } catch (signal) {
    if (signal instanceof CaseFaultSignal) return fail(signal.fault);
    throw signal;
  }
}

function caseOf(value: unknown): Case {
  const object = expectObject(value, '', CASE_KEYS);
  const id = expectName(object['id'], 'id');
  const program = expectOneOf(object['program'], 'program', PROGRAMS);
  const periods = periodsOf(object['periods'], program);
  const paid = paidOf(object['paid'], program, periods);
  return program === 'henan-inpatient'
    ? { id, program, periods, paid, claim: readInpatientClaim(object['claim']) }
    : { id, program, periods, paid, claim: readAccidentClaim(object['claim']) };
}

function periodsOf(value: unknown, program: ProgramId): readonly CoveragePeriod[] {
  const list = expectArray(value, 'periods', MOST_PERIODS);
  const periods: CoveragePeriod[] = [];
  for (let i = 0; i < list.length; i++) {
    const object = expectObject(list[i], 'periods[]', PERIOD_KEYS, undefined, i);
    const id = expectName(object['id'], 'periods[].id', i);
    const startOn = expectDate(object['startOn'], 'periods[].startOn', i);
    const endOn = expectDate(object['endOn'], 'periods[].endOn', i);
    const shares = expectInteger(object['shares'], 'periods[].shares', 1, MOST_SHARES[program], i);
    if (endOn < startOn) refuse('periods[].endOn', '保障期的止日早于起日', i);
    for (const other of periods) {
      if (other.id === id) refuse('periods[].id', `保障期编号 ${id} 重复`, i);
      if (startOn <= other.endOn && other.startOn <= endOn) {
        refuse('periods[].startOn', `与保障期 ${other.id} 重叠：同一项活动同一天只能有一个保障期`, i);
      }
    }
    periods.push({ id, startOn, endOn, shares });
  }
  return periods.length > 1 ? periods.sort((a, b) => a.startOn - b.startOn) : periods;
}

function paidOf(value: unknown, program: ProgramId, periods: readonly CoveragePeriod[]): readonly PaidBenefit[] {
  const list = expectArray(value, 'paid', MOST_PAID);
  const paid: PaidBenefit[] = [];
  for (let i = 0; i < list.length; i++) {
    const object = expectObject(list[i], 'paid[]', PAID_KEYS, PAID_OPTIONAL_KEYS, i);
    const periodId = expectText(object['period'], 'paid[].period', i);
    if (!hasPeriod(periods, periodId)) refuse('paid[].period', `periods 里没有保障期 ${periodId}`, i);
    const eventId = object['eventId'];
    const deductibleFen = object['deductibleFen'];
    const stayUsed = object['stayUsed'];
    paid.push({
      periodId,
      benefit: expectOneOf(object['benefit'], 'paid[].benefit', BENEFITS[program], i),
      amountFen: expectFen(object['amountFen'], 'paid[].amountFen', i),
      eventId: eventId === undefined || eventId === null ? undefined : expectText(eventId, 'paid[].eventId', i),
      deductibleFen: deductibleFen === undefined ? 0 : expectFen(deductibleFen, 'paid[].deductibleFen', i),
      stayUsed: stayUsed === undefined ? false : expectBoolean(stayUsed, 'paid[].stayUsed', i),
    });
  }
  return paid;
}

function hasPeriod(periods: readonly CoveragePeriod[], id: string): boolean {
  for (const period of periods) if (period.id === id) return true;
  return false;
}
