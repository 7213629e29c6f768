import { describe, expect, it } from 'vitest';
import { formatDate, parseDate, parseInstant, shanghaiDay } from '#kernel/civil-date.ts';
import type { ProgramId } from '#scheme/case.ts';
import { contributionOf, sharesAllowed } from '#scheme/joining/contribution.ts';
import { ageAdmits, type StandingFacts, standingAdmits } from '#scheme/joining/eligibility.ts';
import { overlapsStanding, replacementOf } from '#scheme/joining/one-at-a-time.ts';
import { participationMet } from '#scheme/joining/participation.ts';
import { lastWaiverDay, waitingUntil } from '#scheme/joining/renewal.ts';
import { confirmationDay, coverOf } from '#scheme/joining/start-of-cover.ts';

const day = parseDate;
const submittedOn = day('2025-05-10');

function age(program: ProgramId, bornOn: string, delayedRetirement = false): string {
  return ageAdmits.evaluate({ program, bornOn: day(bornOn), submittedOn, delayedRetirement })?.code ?? 'admitted';
}

describe('age 附件1-2, 附件2-2', () => {
  it('admits on the sixteenth birthday and refuses the day before it', () => {
    expect(age('henan-inpatient', '2009-05-10')).toBe('admitted');
    expect(age('henan-inpatient', '2009-05-11')).toBe('under-age');
  });

  it('admits until the day before the sixty-first birthday', () => {
    expect(age('henan-inpatient', '1964-05-11')).toBe('admitted');
    expect(age('henan-inpatient', '1964-05-10')).toBe('over-age');
  });

  it('admits above sixty with delayed retirement in the inpatient program only', () => {
    expect(age('henan-inpatient', '1962-01-01', true)).toBe('admitted');
    expect(age('national-accident', '1962-01-01', true)).toBe('over-age-without-exception');
  });

  it('does not admit a child for delayed retirement', () => {
    expect(age('henan-inpatient', '2010-01-01', true)).toBe('under-age');
  });
});

describe('standing 附件1-2, 附件2-2', () => {
  const worker: StandingFacts = {
    program: 'henan-inpatient',
    healthDeclared: true,
    inService: true,
    basicInsurance: true,
    temporaryMonths: undefined,
    unionMember: false,
    platformWorker: false,
  };

  it('admits staff in service with basic insurance', () => {
    expect(standingAdmits.evaluate(worker)).toEqual([]);
  });

  it('admits temporary staff engaged for more than a year, not for a year', () => {
    expect(standingAdmits.evaluate({ ...worker, temporaryMonths: 13 })).toEqual([]);
    expect(standingAdmits.evaluate({ ...worker, temporaryMonths: 12 })).toEqual(['temporary-up-to-one-year']);
  });

  it('names everything that is missing', () => {
    expect(
      standingAdmits.evaluate({ ...worker, healthDeclared: false, inService: false, basicInsurance: false }),
    ).toEqual(['health-not-declared', 'not-in-service', 'no-basic-insurance']);
  });

  it('asks platform workers for union membership, not for insurance', () => {
    const rider: StandingFacts = {
      ...worker,
      program: 'national-accident',
      basicInsurance: false,
      platformWorker: true,
    };
    expect(standingAdmits.evaluate({ ...rider, unionMember: true })).toEqual([]);
    expect(standingAdmits.evaluate(rider)).toEqual(['not-a-union-member']);
  });
});

describe('participation 附件1-2, 附件2-2', () => {
  function participation(eligibleStaff: number, participants: number): unknown {
    return participationMet.evaluate({ program: 'henan-inpatient', submittedOn, eligibleStaff, participants });
  }

  it('asks for everybody up to 100 staff', () => {
    expect(participation(100, 100)).toEqual({ met: true, required: 100, everybody: true, missing: 0 });
    expect(participation(100, 99)).toEqual({ met: false, required: 100, everybody: true, missing: 1 });
  });

  it('asks for 80 % from 101 staff on, rounded up to whole people', () => {
    expect(participation(101, 81)).toEqual({ met: true, required: 81, everybody: false, missing: 0 });
    expect(participation(101, 80)).toEqual({ met: false, required: 81, everybody: false, missing: 1 });
    expect(participation(250, 200)).toMatchObject({ met: true, required: 200 });
    expect(participation(250, 199)).toMatchObject({ met: false, missing: 1 });
  });
});

describe('shares and contribution 附件1-3, 附件2-3', () => {
  it('allows one share of the inpatient program and two of the accident program', () => {
    expect(
      [0, 1, 2].map((shares) => sharesAllowed.evaluate({ program: 'henan-inpatient', submittedOn, shares })),
    ).toEqual([false, true, false]);
    expect(
      [0, 1, 2, 3, 1.5].map((shares) => sharesAllowed.evaluate({ program: 'national-accident', submittedOn, shares })),
    ).toEqual([false, true, true, false, false]);
  });

  it('asks 80 yuan a person, and 25 yuan a share', () => {
    expect(contributionOf.evaluate({ program: 'henan-inpatient', submittedOn, shares: 1, participants: 229 })).toBe(
      1_832_000,
    );
    expect(contributionOf.evaluate({ program: 'national-accident', submittedOn, shares: 2, participants: 88 })).toBe(
      440_000,
    );
  });
});

describe('start of cover 通知-三(二)', () => {
  function startOn(completedAt: string, runningUntil?: string): string {
    const confirmedOn = confirmationDay.evaluate({ completedOn: shanghaiDay(parseInstant(completedAt)) });
    const cover = coverOf.evaluate({
      program: 'henan-inpatient',
      confirmedOn,
      runningUntil: runningUntil === undefined ? undefined : day(runningUntil),
    });
    return formatDate(cover.startOn);
  }

  it('starts on the next day for money that arrived by the 25th, 24:00', () => {
    expect(startOn('2025-05-25T23:59:58+08:00')).toBe('2025-05-26');
    expect(startOn('2025-05-01T00:00:00+08:00')).toBe('2025-05-02');
  });

  it('starts on the 2nd of the next month from the 26th, 00:00:00', () => {
    expect(startOn('2025-05-26T00:00:00+08:00')).toBe('2025-06-02');
    expect(startOn('2025-05-25T16:00:00Z')).toBe('2025-06-02');
    expect(startOn('2025-05-31T23:59:59+08:00')).toBe('2025-06-02');
  });

  it('crosses the end of the year and of February', () => {
    expect(startOn('2025-12-26T08:00:00+08:00')).toBe('2026-01-02');
    expect(startOn('2024-02-29T08:00:00+08:00')).toBe('2024-03-02');
    expect(startOn('2025-02-26T08:00:00+08:00')).toBe('2025-03-02');
  });

  it('starts a renewal that was paid early when the running period has ended', () => {
    expect(startOn('2026-05-05T08:00:00+08:00', '2026-05-25')).toBe('2026-05-26');
    expect(startOn('2026-05-25T08:00:00+08:00', '2026-05-25')).toBe('2026-05-26');
    expect(startOn('2026-05-27T08:00:00+08:00', '2026-05-25')).toBe('2026-06-02');
  });

  it('runs for a year, from Feb 29 to Feb 28', () => {
    const cover = coverOf.evaluate({
      program: 'henan-inpatient',
      confirmedOn: day('2024-02-28'),
      runningUntil: undefined,
    });
    expect([cover.startOn, cover.endOn].map(formatDate)).toEqual(['2024-02-29', '2025-02-28']);
  });
});

describe('waiting time and its waiver 附件1-3.5', () => {
  it('lasts 30 days, the first day of cover among them', () => {
    const until = waitingUntil.evaluate({ startOn: day('2025-05-02'), previousEndOn: undefined });
    expect(until === undefined ? undefined : formatDate(until)).toBe('2025-05-31');
  });

  it('is waived for a renewal that starts on day 15 after the end, not on day 16', () => {
    const previousEndOn = day('2026-05-01');
    expect(waitingUntil.evaluate({ startOn: day('2026-05-16'), previousEndOn })).toBeUndefined();
    expect(waitingUntil.evaluate({ startOn: day('2026-05-17'), previousEndOn })).toBe(day('2026-06-15'));
    expect(formatDate(lastWaiverDay.evaluate({ endOn: previousEndOn }))).toBe('2026-05-16');
  });
});

describe('one period at a time 附件1-3.4, 附件2-3.4', () => {
  const standing = { startOn: day('2025-05-02'), endOn: day('2026-05-01') };

  it('refuses a period that shares a day with a standing one', () => {
    const wanted = { startOn: day('2026-05-01'), endOn: day('2027-04-30') };
    expect(overlapsStanding.evaluate({ wanted, standing: [standing] })).toBe(standing);
  });

  it('admits one that starts the day after', () => {
    const wanted = { startOn: day('2026-05-02'), endOn: day('2027-05-01') };
    expect(overlapsStanding.evaluate({ wanted, standing: [standing] })).toBeUndefined();
  });
});

describe('replacement of a worker', () => {
  const cover = { startOn: day('2025-05-02'), endOn: day('2026-05-01') };

  it('covers the one who left to the end of the day, the new one from the next', () => {
    const replaced = replacementOf.evaluate({ cover, replacedOn: day('2025-09-01'), benefitClaimed: false });
    expect(replaced).toEqual({
      allowed: true,
      leaver: { startOn: cover.startOn, endOn: day('2025-09-01') },
      joiner: { startOn: day('2025-09-02'), endOn: cover.endOn },
    });
  });

  it('refuses where a benefit was paid or is being claimed, outside the period, and on its last day', () => {
    const code = (replacedOn: string, benefitClaimed = false): string => {
      const answer = replacementOf.evaluate({ cover, replacedOn: day(replacedOn), benefitClaimed });
      return answer.allowed ? 'allowed' : answer.code;
    };
    expect(code('2025-09-01', true)).toBe('benefit-claimed');
    expect(code('2025-05-01')).toBe('outside-period');
    expect(code('2026-05-01')).toBe('last-day');
    expect(code('2026-04-30')).toBe('allowed');
  });
});
