import { describe, expect, test } from 'vitest';
import type { WaitingCredit, WaitingOrder } from '#contracts/contributions.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { outcomeOf, planMatch } from './match-plan.ts';

const credit = (
  id: string,
  openFen: number,
  postedOn = '2025-05-20',
  postedAt: string | null = null,
): WaitingCredit => ({
  id,
  openFen,
  amountFen: openFen,
  postedOn,
  postedAt,
  payerName: '',
  nominalPayerName: '',
  remark: '',
  kind: 'unknown',
  candidates: [],
  proposal: [],
  awaitsRefund: false,
});
const order = (id: string, openFen: number, rest: Partial<WaitingOrder> = {}): WaitingOrder => ({
  id,
  openFen,
  amountFen: openFen,
  unitName: '某单位',
  reference: 'QK7W9RHA',
  program: 'henan-inpatient',
  members: 1,
  arrivedOn: null,
  runs: [],
  ...rest,
});

describe('what is chosen', () => {
  test('one credit is split over orders as far as it reaches, several are joined on one', () => {
    expect(planMatch([credit('a', 100)], [order('x', 60), order('y', 60)])).toEqual([
      { entryId: 'a', orderId: 'x', amountFen: 60 },
      { entryId: 'a', orderId: 'y', amountFen: 40 },
    ]);
    expect(planMatch([credit('a', 30), credit('b', 50)], [order('x', 60)])).toEqual([
      { entryId: 'a', orderId: 'x', amountFen: 30 },
      { entryId: 'b', orderId: 'x', amountFen: 30 },
    ]);
    expect(planMatch([credit('a', 30)], [])).toEqual([]);
  });
});

describe('what becomes of an order', () => {
  const today = parseDate('2025-05-21');
  const of = (target: WaitingOrder, ...credits: readonly WaitingCredit[]): string => {
    const outcome = outcomeOf(target, planMatch(credits, [target]), credits, today);
    return outcome.kind === 'complete'
      ? `${formatDate(outcome.startOn)}${outcome.awaitsSecond ? ' second' : ''}`
      : outcome.kind;
  };

  test('cover starts by the last arrival, with the edge of the 25th in Shanghai', () => {
    expect(of(order('x', 50), credit('a', 50, '2025-05-25', '2025-05-25T15:59:59.000Z'))).toBe('2025-05-26');
    expect(of(order('x', 50), credit('a', 50, '2025-05-26', '2025-05-25T16:00:00.000Z'))).toBe('2025-06-02');
    expect(of(order('x', 50), credit('a', 20, '2025-05-27'), credit('b', 30, '2025-05-20'))).toBe('2025-06-02');
    expect(of(order('x', 50, { arrivedOn: '2025-05-26' }), credit('a', 50))).toBe('2025-06-02');
  });

  test('a start in the past waits for a second person, a renewal for the end of the running period', () => {
    expect(of(order('x', 50), credit('a', 50, '2025-05-10'))).toBe('2025-05-11 second');
    const runs = [{ startOn: '2024-07-01', endOn: '2025-06-30' }];
    expect(of(order('x', 50, { runs }), credit('a', 50, '2025-05-10'))).toBe('2025-07-01');
  });

  test('what is short or too much is told', () => {
    expect(of(order('x', 50), credit('a', 49))).toBe('short');
    const parts = [{ entryId: 'a', orderId: 'x', amountFen: 60 }];
    expect(outcomeOf(order('x', 50), parts, [credit('a', 60)], today)).toEqual({ kind: 'over', tooMuchFen: 10 });
  });
});
