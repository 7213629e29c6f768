/**
 * A second adjudicator, written from the specification alone and without a look at `src/scheme`.
 *
 * It exists to disagree: `adjudicate-oracle.test.ts` compares both on tens of thousands of random cases. Hence it is
 * slow and obvious on purpose. Every day is a `YYYY-MM-DD` string, a stay is a list of days and membership in a period
 * is looked up day by day, the chain is grown from its neighbours, and amounts are `BigInt` fen with one division at
 * the end. It shares no function, constant or type with the rules. Never ship it.
 *
 * It takes cases of the right shape (their shape is the reader's business, tested with `read-case.ts`) and knows the
 * faults that come from how fields relate to each other.
 */

import type { CaseJson, ClaimJson, PeriodJson, SettlementJson, StayJson } from '../support/case-json.ts';

export interface OracleReason {
  readonly code: string;
  readonly clause: string;
}

export type OracleAnswer =
  | {
      readonly outcome: 'pay' | 'decline' | 'refer';
      readonly amountFen: number;
      readonly reasons: readonly OracleReason[];
      readonly notices: readonly OracleReason[];
      /** The readings without which the amount could be another; only where there is an amount. */
      readonly readings?: readonly string[];
      /** Bills that do not count; only where a medical benefit is paid. */
      readonly billsLeftOut?: number;
    }
  | { readonly errorField: string };

/** Decides a case, or names the field of its first fault. */
export function askOracle(question: CaseJson): OracleAnswer {
  const errorField = faultyField(question);
  if (errorField !== undefined) return { errorField };
  return question.program === 'henan-inpatient' ? decideInpatient(question) : decideAccident(question);
}

function decideInpatient({ periods, paid, claim }: CaseJson): OracleAnswer {
  const stay = given(claim.stay);
  const notices: OracleReason[] = [];
  if (claim.notifiedOn === null || claim.notifiedOn > plusDays(stay.dischargedOn, 10)) {
    notices.push({ code: 'late-notice', clause: '附件1-7.1' });
  }
  const decline = (...reasons: OracleReason[]): OracleAnswer => ({
    outcome: 'decline',
    amountFen: 0,
    reasons,
    notices,
  });

  // 1 Which period
  const period = periods.find(
    (candidate) => candidate.startOn <= stay.admittedOn && stay.admittedOn <= candidate.endOn,
  );
  if (period === undefined) {
    const first = periods.map((candidate) => candidate.startOn).sort()[0];
    const before = first !== undefined && stay.admittedOn < first;
    return decline({ code: 'not-covered-on-admission', clause: before ? '附件1-5(二).1' : '附件1-3.2' });
  }

  // 2 Late claim
  if (claim.submittedOn > plusYears(stay.settledOn, 2)) {
    return decline({ code: 'claim-time-barred', clause: '附件1-7.5' });
  }

  // 3 Exclusions
  const excluded = new Set(claim.exclusions);
  if (stay.hospital.grade < 2 || !stay.hospital.recognised) excluded.add('附件1-5(一).12');
  if (stay.hospital.region === 'abroad') excluded.add('附件1-5(二).5');
  if (stay.mainDiagnosis.startsWith('F')) excluded.add('附件1-5(一).11');
  for (const category of ['N46', 'N97', 'Z31']) {
    if (stay.mainDiagnosis.startsWith(category)) excluded.add('附件1-5(一).10');
  }
  if (['work-injury', 'occupational-disease', 'third-party', 'public-epidemic'].includes(stay.cause)) {
    excluded.add('附件1-5(二).4');
  }
  if (['check-up', 'convalescence', 'rehabilitation'].includes(stay.cause)) excluded.add('附件1-5(二).3');
  if (excluded.size > 0) return decline(...[...excluded].map((clause) => ({ code: 'excluded', clause })));

  // 7 Covered days
  const days = daysOf(stay);
  const chain = chainOf(period, periods);
  const chainStart = given(chain.map((link) => link.startOn).sort()[0]);
  const waitingDays: string[] = [];
  for (let number = 0; number < 30; number += 1) waitingDays.push(plusDays(chainStart, number));
  const inCover = days.filter((day) => chain.some((link) => link.startOn <= day && day <= link.endOn));
  const afterWaiting = inCover.filter((day) => !waitingDays.includes(day));
  const coveredDays = Math.max(0, afterWaiting.length - stay.excludedDays);
  if (coveredDays === 0) {
    return days.every((day) => waitingDays.includes(day))
      ? decline({ code: 'waiting-time', clause: '附件1-4.2' })
      : decline({ code: 'no-covered-days', clause: '附件1-4.5' });
  }

  // 8 Counters of that period
  const paidInPeriod = paid.filter((payment) => payment.period === period.id);
  const paidSoFar = sumOf(paidInPeriod.map((payment) => payment.amountFen));
  if (paidInPeriod.length >= 2) return decline({ code: 'stay-limit', clause: '附件1-4.4' });
  if (paidSoFar >= 10_000_000n) return decline({ code: 'amount-limit', clause: '附件1-4.4' });

  // 4, 5 What a person must decide
  const reasons: OracleReason[] = [];
  const outside = stay.hospital.region === 'other-province';
  if (outside && !stay.transferApproved) reasons.push({ code: 'transfer-not-approved', clause: '附件1-4.3' });
  if (stay.observationFrom !== null && stay.observationFrom < plusDays(stay.admittedOn, -7)) {
    reasons.push({ code: 'observation-too-early', clause: '附件1-4.1' });
  }
  const money = inBigInt(given(claim.settlement));
  if (money.aboveCeiling === null && money.catastrophicFundPaid > 0n) {
    reasons.push({ code: 'ceiling-unknown', clause: '附件1-4.1' });
    return { outcome: 'refer', amountFen: 0, reasons, notices };
  }

  // 5, 9 Base and benefit
  const aboveCeiling = money.aboveCeiling ?? 0n;
  const base = money.eligibleExpense - money.deductible - aboveCeiling - money.poolingFundPaid - othersOf(money);
  const percent = outside ? 50n : 60n;
  const exact = (base < 0n ? 0n : base) * BigInt(coveredDays) * percent;
  const benefit = smaller(halfUp(exact, BigInt(days.length) * 100n), 10_000_000n - paidSoFar);
  if (benefit === 0n) return decline({ code: 'nothing-to-pay', clause: '附件1-4.1' });
  return {
    outcome: reasons.length > 0 ? 'refer' : 'pay',
    amountFen: Number(benefit),
    reasons,
    notices,
    readings: readingsOfStay({ claim, period, chain, chainStart, days, stayAlreadyPaid: paidInPeriod.length > 0 }),
  };
}

function readingsOfStay(known: {
  readonly claim: ClaimJson;
  readonly period: PeriodJson;
  readonly chain: readonly PeriodJson[];
  readonly chainStart: string;
  readonly days: readonly string[];
  readonly stayAlreadyPaid: boolean;
}): string[] {
  const { claim, period, chain, chainStart, days, stayAlreadyPaid } = known;
  const stay = given(claim.stay);
  const money = inBigInt(given(claim.settlement));
  const lastDay = given(days.at(-1));
  const day31 = plusDays(chainStart, 30);
  const chainEnd = given(
    chain
      .map((link) => link.endOn)
      .sort()
      .at(-1),
  );
  const inGap = (day: string): boolean =>
    day > chainStart && day < chainEnd && !chain.some((link) => link.startOn <= day && day <= link.endOn);
  const readings: string[] = [];
  if (days.some((day) => chainStart <= day && day <= day31)) readings.push('读法-1');
  if (period.startOn !== chainStart) readings.push('读法-8');
  if (lastDay > period.endOn && chainEnd > period.endOn) readings.push('读法-9');
  if (stayAlreadyPaid) readings.push('读法-10');
  if (stay.cause === 'accident') readings.push('读法-13');
  if (stay.hospital.region === 'other-province' && !stay.transferApproved) readings.push('读法-14');
  if (othersOf(money) > 0n || money.catastrophicFundPaid > 0n) readings.push('读法-15');
  if (stay.excludedDays > 0) readings.push('读法-16');
  if (days.some(inGap)) readings.push('读法-17');
  return readings;
}

function decideAccident({ periods, paid, claim }: CaseJson): OracleAnswer {
  const event = given(claim.event);
  const notices: OracleReason[] = [];
  if (claim.notifiedOn === null || claim.notifiedOn > plusDays(event.on, 15)) {
    notices.push({ code: 'late-notice', clause: '附件2-7.1' });
  }
  const decline = (...reasons: OracleReason[]): OracleAnswer => ({
    outcome: 'decline',
    amountFen: 0,
    reasons,
    notices,
  });
  const pay = (amount: bigint, readings: readonly string[], billsLeftOut?: number): OracleAnswer => ({
    outcome: 'pay',
    amountFen: Number(amount),
    reasons: [],
    notices,
    readings,
    ...(billsLeftOut === undefined ? {} : { billsLeftOut }),
  });

  const period = periods.find((candidate) => candidate.startOn <= event.on && event.on <= candidate.endOn);
  if (period === undefined) return decline({ code: 'not-covered-on-event', clause: '附件2-3.2' });
  if (claim.submittedOn > plusYears(event.on, 2)) return decline({ code: 'claim-time-barred', clause: '附件2-7.8' });

  const goodBills = (claim.bills ?? []).filter((bill) => bill.hospital.recognised && bill.hospital.grade >= 2);
  const excluded = new Set(claim.exclusions);
  if (event.treatedAbroad) excluded.add('附件2-5.17');
  if (claim.benefit === 'medical' && goodBills.length === 0) excluded.add('附件2-5.10');
  if (excluded.size > 0) return decline(...[...excluded].map((clause) => ({ code: 'excluded', clause })));

  const shares = BigInt(period.shares);
  const paidFor = (...benefits: string[]): bigint =>
    sumOf(
      paid
        .filter((payment) => payment.period === period.id && benefits.includes(payment.benefit))
        .map((payment) => payment.amountFen),
    );
  const day180 = plusDays(event.on, 180);
  const injuryLeft = 5_000_000n * shares - paidFor('disability', 'death');
  const outlivesInjury = injuryLeft <= 0n ? ['读法-20'] : [];

  if (claim.benefit === 'death') {
    if (given(claim.death?.on) > day180) return decline({ code: 'beyond-180-days', clause: '附件2-4.2' });
    if (injuryLeft <= 0n) return decline({ code: 'amount-limit', clause: '附件2-4.3' });
    return pay(injuryLeft, []);
  }

  if (claim.benefit === 'sudden-death') {
    const lived = Date.parse(given(claim.death?.at)) - Date.parse(given(event.onsetAt));
    if (lived > 48 * 60 * 60 * 1000) return decline({ code: 'beyond-48-hours', clause: '附件2-4.4' });
    const paidAlready = paid.some((payment) => payment.period === period.id && payment.benefit === 'sudden-death');
    if (paidAlready) return decline({ code: 'amount-limit', clause: '附件2-4.4' });
    return pay(1_000_000n * shares, ['读法-19', ...outlivesInjury]);
  }

  if (claim.benefit === 'disability') {
    const { grades, assessedOn } = given(claim.disability);
    if (injuryLeft <= 0n) return decline({ code: 'amount-limit', clause: '附件2-4.3' });
    const worst = Math.min(...grades);
    const severalOfIt = grades.filter((grade) => grade === worst).length >= 2;
    const grade = severalOfIt && worst > 1 ? worst - 1 : worst;
    const percent = given([100n, 90n, 80n, 70n, 60n, 50n, 40n, 30n, 20n, 10n][grade - 1]);
    const amount = smaller(halfUp(5_000_000n * shares * percent, 100n), injuryLeft);
    if (assessedOn <= day180) return pay(amount, ['读法-22']);
    const reasons = [{ code: 'assessed-after-day-180', clause: '附件2-4.1' }];
    return { outcome: 'refer', amountFen: Number(amount), reasons, notices, readings: ['读法-22'] };
  }

  // Medical
  const left = 1_000_000n - paidFor('medical');
  if (left <= 0n) return decline({ code: 'amount-limit', clause: '附件2-4.5' });
  const sameEvent = paid.filter((payment) => payment.eventId === event.id);
  const inTime = goodBills.filter((bill) => bill.on <= day180);
  let counted = inTime.filter((bill) => bill.kind === 'outpatient');
  const stays = inTime.filter((bill) => bill.kind === 'inpatient');
  if (stays.length > 0 && !sameEvent.some((payment) => payment.stayUsed === true)) {
    const earliest = given(stays.map((bill) => bill.on).sort()[0]);
    counted = [...counted, given(stays.find((bill) => bill.on === earliest))];
  }
  let insured = sumOf(counted.filter((bill) => bill.insured).map((bill) => bill.costSharing));
  let uninsured = sumOf(counted.filter((bill) => !bill.insured).map((bill) => bill.costSharing));
  const bills = insured + uninsured;
  const takeOff = (amount: bigint): void => {
    const fromUninsured = smaller(amount, uninsured);
    uninsured -= fromUninsured;
    insured -= smaller(amount - fromUninsured, insured);
  };
  takeOff(BigInt(given(claim.otherCompensation)));
  const deductible = 10_000n - sumOf(sameEvent.map((payment) => payment.deductibleFen ?? 0));
  takeOff(deductible < 0n ? 0n : deductible);
  const bornByMember = insured + uninsured;
  const benefit = smaller(smaller(halfUp(insured * 100n + uninsured * 80n, 100n), left), bornByMember);
  if (benefit === 0n) return decline({ code: 'nothing-to-pay', clause: '附件2-4.5' });
  const takenOff = bornByMember < bills ? ['读法-23'] : [];
  return pay(benefit, [...outlivesInjury, ...takenOff], (claim.bills ?? []).length - counted.length);
}

/** The field of the first fault in the order of the format; `undefined` for a case that can be decided. */
function faultyField({ periods, paid, claim }: CaseJson): string | undefined {
  for (const [index, period] of periods.entries()) {
    const overlaps = (other: PeriodJson): boolean => other.startOn <= period.endOn && period.startOn <= other.endOn;
    if (periods.slice(0, index).some(overlaps)) return `periods[${index}].startOn`;
  }
  for (const [index, payment] of paid.entries()) {
    if (!periods.some((period) => period.id === payment.period)) return `paid[${index}].period`;
    if (payment.amountFen < 0) return `paid[${index}].amountFen`;
    if ((payment.deductibleFen ?? 0) < 0) return `paid[${index}].deductibleFen`;
  }
  return claim.benefit === 'inpatient' ? faultyFieldOfStay(claim) : faultyFieldOfAccident(claim);
}

function faultyFieldOfStay(claim: ClaimJson): string | undefined {
  const stay = given(claim.stay);
  if (stay.dischargedOn < stay.admittedOn) return 'claim.stay.dischargedOn';
  if (stay.settledOn < stay.admittedOn) return 'claim.stay.settledOn';
  if (stay.excludedDays < 0 || stay.excludedDays > daysOf(stay).length) return 'claim.stay.excludedDays';

  const settlement = given(claim.settlement);
  for (const [key, amount] of Object.entries(settlement)) {
    if (amount !== null && amount < 0) return `claim.settlement.${key}`;
  }
  const money = inBigInt(settlement);
  if (money.billedTotal !== money.nonCovered + money.overLimit + money.upfrontCostSharing + money.eligibleExpense) {
    return 'claim.settlement.billedTotal';
  }
  // what is not known can't be held against the case
  const ceilingIsUnknown = money.aboveCeiling === null && money.catastrophicFundPaid > 0n;
  const known = ceilingIsUnknown ? { ...money, catastrophicFundPaid: 0n } : money;
  const borne = known.deductible + (known.aboveCeiling ?? 0n) + known.poolingFundPaid + othersOf(known);
  return borne > money.eligibleExpense ? 'claim.settlement.eligibleExpense' : undefined;
}

function faultyFieldOfAccident(claim: ClaimJson): string | undefined {
  const event = given(claim.event);
  if (event.onsetAt !== undefined && shanghaiDay(event.onsetAt) !== event.on) return 'claim.event.on';
  for (const [index, bill] of (claim.bills ?? []).entries()) {
    if (bill.on < event.on) return `claim.bills[${index}].on`;
    if (bill.costSharing < 0) return `claim.bills[${index}].costSharing`;
  }
  if ((claim.otherCompensation ?? 0) < 0) return 'claim.otherCompensation';
  for (const [index, grade] of (claim.disability?.grades ?? []).entries()) {
    if (grade < 1 || grade > 10) return `claim.disability.grades[${index}]`;
  }
  const death = claim.death;
  if (death?.on !== undefined && death.on < event.on) return 'claim.death.on';
  if (death?.at !== undefined && Date.parse(death.at) < Date.parse(given(event.onsetAt))) return 'claim.death.at';
  return undefined;
}

/** Each day from admission up to, not including, discharge; a same-day stay has one day. */
function daysOf(stay: StayJson): string[] {
  const days = [stay.admittedOn];
  for (let day = plusDays(stay.admittedOn, 1); day < stay.dischargedOn; day = plusDays(day, 1)) days.push(day);
  return days;
}

type ExactSettlement = {
  readonly [Key in keyof SettlementJson]: null extends SettlementJson[Key] ? bigint | null : bigint;
};

function inBigInt(settlement: SettlementJson): ExactSettlement {
  return {
    billedTotal: BigInt(settlement.billedTotal),
    nonCovered: BigInt(settlement.nonCovered),
    overLimit: BigInt(settlement.overLimit),
    upfrontCostSharing: BigInt(settlement.upfrontCostSharing),
    eligibleExpense: BigInt(settlement.eligibleExpense),
    deductible: BigInt(settlement.deductible),
    aboveCeiling: settlement.aboveCeiling === null ? null : BigInt(settlement.aboveCeiling),
    poolingFundPaid: BigInt(settlement.poolingFundPaid),
    catastrophicFundPaid: BigInt(settlement.catastrophicFundPaid),
    civilServantPaid: BigInt(settlement.civilServantPaid),
    supplementaryPaid: BigInt(settlement.supplementaryPaid),
    medicalAidPaid: BigInt(settlement.medicalAidPaid),
    otherPaid: BigInt(settlement.otherPaid),
  };
}

/** What other payers bore; the catastrophic fund first carries what lies above the pooled fund's maximum. */
function othersOf(money: ExactSettlement): bigint {
  const aboveCeiling = money.aboveCeiling ?? 0n;
  const catastrophicInBand = money.catastrophicFundPaid > aboveCeiling ? money.catastrophicFundPaid - aboveCeiling : 0n;
  return money.civilServantPaid + money.supplementaryPaid + money.medicalAidPaid + money.otherPaid + catastrophicInBand;
}

/** The periods that hang together with `start`, by neighbours at most 15 days apart. */
function chainOf(start: PeriodJson, periods: readonly PeriodJson[]): PeriodJson[] {
  const chain = [start];
  for (let grown = true; grown; ) {
    grown = false;
    for (const candidate of periods) {
      if (chain.includes(candidate)) continue;
      const joins = chain.some(
        (link) =>
          (candidate.startOn > link.endOn && candidate.startOn <= plusDays(link.endOn, 15)) ||
          (link.startOn > candidate.endOn && link.startOn <= plusDays(candidate.endOn, 15)),
      );
      if (joins) {
        chain.push(candidate);
        grown = true;
      }
    }
  }
  return chain;
}

function plusDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The same month and day, or the last day of that month where it has no such day. */
function plusYears(day: string, count: number): string {
  const [year, month, dayOfMonth] = day.split('-');
  const shifted = `${Number(year) + count}-${month}-${dayOfMonth}`;
  const exists = new Date(`${shifted}T00:00:00Z`).toISOString().startsWith(shifted);
  return exists ? shifted : `${Number(year) + count}-02-28`;
}

function shanghaiDay(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function sumOf(amounts: readonly number[]): bigint {
  return amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
}

function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the oracle takes cases of the right shape only');
  return value;
}
