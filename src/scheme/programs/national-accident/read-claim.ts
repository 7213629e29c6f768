import { shanghaiDay } from '#kernel/civil-date.ts';
import { LARGEST_FEN } from '#kernel/money.ts';
import type { AccidentBenefit, AccidentClaim, AccidentEvent, Bill, Hospital } from '#scheme/case.ts';
import {
  expectArray,
  expectBoolean,
  expectDate,
  expectDateOrNull,
  expectFen,
  expectInstant,
  expectInteger,
  expectName,
  expectObject,
  expectOneOf,
  expectRecord,
  type JsonObject,
  refuse,
} from '#scheme/case-fault.ts';
import { EXCLUSION_CLAUSES } from '#scheme/programs/national-accident/exclusions.ts';
import { readExclusions } from '#scheme/read-exclusions.ts';

const BENEFITS: readonly AccidentBenefit[] = ['disability', 'death', 'sudden-death', 'medical'];
const HEAD_KEYS = ['benefit', 'submittedOn', 'notifiedOn', 'exclusions', 'event'];
const CLAIM_KEYS: Readonly<Record<AccidentBenefit, readonly string[]>> = {
  disability: [...HEAD_KEYS, 'disability'],
  death: [...HEAD_KEYS, 'death'],
  'sudden-death': [...HEAD_KEYS, 'death'],
  medical: [...HEAD_KEYS, 'bills', 'otherCompensation'],
};
const EVENT_KEYS = ['id', 'on', 'treatedAbroad'];
const ONSET_KEYS = ['id', 'on', 'onsetAt', 'treatedAbroad'];
const BILL_KEYS = ['kind', 'on', 'costSharing', 'insured', 'hospital'];
const HOSPITAL_KEYS = ['grade', 'recognised'];
const MOST_BILLS = 2000;
const MOST_GRADES = 100;

/** The `claim` of an accident case, checked in the order of the format. */
export function readAccidentClaim(value: unknown): AccidentClaim {
  // which keys belong depends on the benefit, so the benefit is read first
  const benefit = expectOneOf(expectRecord(value, 'claim')['benefit'], 'claim.benefit', BENEFITS);
  const claim = expectObject(value, 'claim', CLAIM_KEYS[benefit]);
  const head = {
    submittedOn: expectDate(claim['submittedOn'], 'claim.submittedOn'),
    notifiedOn: expectDateOrNull(claim['notifiedOn'], 'claim.notifiedOn'),
    exclusions: readExclusions(claim['exclusions'], EXCLUSION_CLAUSES),
  };
  switch (benefit) {
    case 'disability': {
      const event = readEvent(claim['event'], EVENT_KEYS);
      const object = expectObject(claim['disability'], 'claim.disability', ['grades', 'assessedOn']);
      const grades = readGrades(object['grades']);
      return {
        benefit,
        ...head,
        event,
        grades,
        assessedOn: expectDate(object['assessedOn'], 'claim.disability.assessedOn'),
      };
    }
    case 'death': {
      const event = readEvent(claim['event'], EVENT_KEYS);
      const object = expectObject(claim['death'], 'claim.death', ['on']);
      const diedOn = expectDate(object['on'], 'claim.death.on');
      if (diedOn < event.on) refuse('claim.death.on', '身故日期早于意外发生日期');
      return { benefit, ...head, event, diedOn };
    }
    case 'sudden-death': {
      const event = readEvent(claim['event'], ONSET_KEYS);
      const onsetAt = readOnset(claim['event'] as JsonObject, event);
      const object = expectObject(claim['death'], 'claim.death', ['at']);
      const diedAt = expectInstant(object['at'], 'claim.death.at');
      if (diedAt < onsetAt) refuse('claim.death.at', '身故时刻早于发病时刻');
      return { benefit, ...head, event, onsetAt, diedAt };
    }
    case 'medical': {
      const event = readEvent(claim['event'], EVENT_KEYS);
      const bills = readBills(claim['bills'], event);
      return {
        benefit,
        ...head,
        event,
        bills,
        otherCompensation: expectFen(claim['otherCompensation'], 'claim.otherCompensation'),
      };
    }
  }
}

function readEvent(value: unknown, keys: readonly string[]): AccidentEvent {
  const event = expectObject(value, 'claim.event', keys);
  return {
    id: expectName(event['id'], 'claim.event.id'),
    on: expectDate(event['on'], 'claim.event.on'),
    treatedAbroad: expectBoolean(event['treatedAbroad'], 'claim.event.treatedAbroad'),
  };
}

function readOnset(object: JsonObject, event: AccidentEvent): number {
  const onsetAt = expectInstant(object['onsetAt'], 'claim.event.onsetAt');
  if (shanghaiDay(onsetAt) !== event.on) refuse('claim.event.on', '发病日期与发病时刻（北京时间）不是同一天');
  return onsetAt;
}

function readGrades(value: unknown): readonly number[] {
  const list = expectArray(value, 'claim.disability.grades', MOST_GRADES);
  if (list.length === 0) refuse('claim.disability.grades', '至少要有一项伤残等级');
  return list.map((grade, i) => expectInteger(grade, 'claim.disability.grades[]', 1, 10, i));
}

function readBills(value: unknown, event: AccidentEvent): readonly Bill[] {
  const list = expectArray(value, 'claim.bills', MOST_BILLS);
  const bills: Bill[] = [];
  let sum = 0;
  for (let i = 0; i < list.length; i++) {
    const bill = expectObject(list[i], 'claim.bills[]', BILL_KEYS, undefined, i);
    const kind = expectOneOf(bill['kind'], 'claim.bills[].kind', ['outpatient', 'inpatient'], i);
    const on = expectDate(bill['on'], 'claim.bills[].on', i);
    if (on < event.on) refuse('claim.bills[].on', '就诊日期早于意外发生日期', i);
    const costSharing = expectFen(bill['costSharing'], 'claim.bills[].costSharing', i);
    sum += costSharing;
    if (sum > LARGEST_FEN) refuse('claim.bills[].costSharing', '各张票据的自付金额合计超过 50 亿元', i);
    bills.push({
      kind,
      on,
      costSharing,
      insured: expectBoolean(bill['insured'], 'claim.bills[].insured', i),
      hospital: readHospital(bill['hospital'], i),
    });
  }
  return bills;
}

function readHospital(value: unknown, billIndex: number): Hospital {
  const hospital = expectObject(value, 'claim.bills[].hospital', HOSPITAL_KEYS, undefined, billIndex);
  return {
    grade: expectInteger(hospital['grade'], 'claim.bills[].hospital.grade', 1, 3, billIndex),
    recognised: expectBoolean(hospital['recognised'], 'claim.bills[].hospital.recognised', billIndex),
  };
}
