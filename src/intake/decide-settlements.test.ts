import { describe, expect, it } from 'vitest';
import { type DecidedSettlement, SettlementDecider, staysInOrder } from '#intake/decide-settlements.ts';
import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import { parseDate } from '#kernel/civil-date.ts';

const PERSON = '411602198001010011';
const PERIODS = [{ id: '1', startOn: parseDate('2025-05-26'), endOn: parseDate('2026-05-25'), shares: 1 }];

function settlement(
  id: string,
  from: string,
  to: string,
  settled: string,
  more: Partial<SettlementRow> = {},
): SettlementRow {
  return {
    row: 2,
    id,
    encounterId: `M${id}`,
    personId: PERSON,
    name: '张三',
    staffStatus: 'in-service',
    admittedOn: parseDate(from),
    dischargedOn: parseDate(to),
    settledOn: parseDate(settled),
    hospital: { code: 'H41160200001', name: '周口市中心医院', grade: 3, region: 'henan' },
    careKind: '普通住院',
    transferApproved: false,
    diagnosis: { name: '肺炎', code: 'J18.900' },
    figures: {
      billedTotal: 1_000_000,
      nonCovered: 100_000,
      overLimit: 0,
      upfrontCostSharing: 0,
      eligibleExpense: 900_000,
      deductible: 100_000,
      aboveCeiling: 0,
      poolingFundPaid: 640_000,
      catastrophicFundPaid: 0,
      civilServantPaid: 0,
      supplementaryPaid: 0,
      medicalAidPaid: 0,
      otherPaid: 0,
    },
    ...more,
  };
}

function decide(...settlements: SettlementRow[]): { decided: DecidedSettlement[]; paidFen: number } {
  const decider = new SettlementDecider((id) => (id === PERSON ? PERIODS : undefined));
  const decided = staysInOrder(settlements).flatMap((stay) => decider.decide(stay));
  return { decided, paidFen: decider.paidFen };
}

describe('SettlementDecider', () => {
  it('sums the settlements of one stay and decides them once, with the last', () => {
    const stay = { encounterId: 'M1' };
    const { decided, paidFen } = decide(
      settlement('S2', '2026-01-01', '2026-01-05', '2026-01-05', stay),
      settlement('S1', '2025-12-20', '2026-01-01', '2025-12-31', stay),
    );
    expect(decided.map(({ settlement: { id }, outcome, amountFen }) => [id, outcome, amountFen])).toEqual([
      ['S1', 'joined', 0],
      ['S2', 'pay', 192_000],
    ]);
    expect(decided[1]?.caseJson).toMatchObject({
      claim: { stay: { admittedOn: '2025-12-20', dischargedOn: '2026-01-05' }, settlement: { billedTotal: 2_000_000 } },
    });
    expect(paidFen).toBe(192_000);
  });

  it('counts emergency observation with its figures, not with its days, and refers what began too early', () => {
    const stay = { encounterId: 'M1' };
    const inHospital = settlement('S2', '2025-09-10', '2025-09-15', '2025-09-15', stay);
    const within = settlement('S1', '2025-09-03', '2025-09-10', '2025-09-10', { ...stay, careKind: '急诊' });
    expect(decide(within, inHospital).decided[1]).toMatchObject({
      outcome: 'pay',
      amountFen: 192_000,
      caseJson: { claim: { stay: { admittedOn: '2025-09-10', observationFrom: '2025-09-03' } } },
    });
    const tooEarly = { ...within, admittedOn: parseDate('2025-09-02') };
    expect(decide(tooEarly, inHospital).decided[1]).toMatchObject({
      outcome: 'refer',
      decision: { reasons: [{ code: 'observation-too-early', clause: '附件1-4.1' }] },
    });
  });

  it('keeps stays without a stay number apart', () => {
    const { decided } = decide(
      settlement('S1', '2025-08-01', '2025-08-05', '2025-08-05', { encounterId: '', row: 2 }),
      settlement('S2', '2025-09-01', '2025-09-05', '2025-09-05', { encounterId: '', row: 3 }),
    );
    expect(decided.map(({ outcome }) => outcome)).toEqual(['pay', 'pay']);
  });

  it('does not count what is not paid, and knows nobody whom it was not told of', () => {
    const abroad = { hospital: { code: '', name: '香港', grade: 3, region: 'abroad' } } as const;
    const { decided } = decide(
      settlement('S1', '2025-08-01', '2025-08-05', '2025-08-05', abroad),
      settlement('S2', '2025-08-11', '2025-08-15', '2025-08-15'),
      settlement('S3', '2025-08-21', '2025-08-25', '2025-08-25'),
      settlement('S4', '2025-09-21', '2025-09-25', '2025-09-25'),
      settlement('S5', '2025-09-21', '2025-09-25', '2025-09-25', { personId: '411602198001010038' }),
    );
    expect(decided.map(({ outcome }) => outcome)).toEqual(['decline', 'pay', 'pay', 'decline', 'not-a-member']);
  });

  it('tells a stay whose figures the rules refuse', () => {
    const wrong = settlement('S1', '2025-08-01', '2025-08-05', '2025-08-05');
    const figures = { ...wrong.figures, poolingFundPaid: 850_000 };
    expect(decide({ ...wrong, figures }).decided[0]).toMatchObject({
      outcome: 'fault',
      fault: { field: 'claim.settlement.eligibleExpense' },
    });
  });
});
