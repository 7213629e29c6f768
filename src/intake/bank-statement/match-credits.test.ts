import { describe, expect, test } from 'vitest';
import { type CreditToMatch, matchCredit, matchCredits } from '#intake/bank-statement/match-credits.ts';
import type { OpenOrder } from '#intake/bank-statement/order-index.ts';
import { formatOrderReference, makeOrderReference } from '#kernel/order-reference.ts';

const UNIT = '周口市颍河食品有限公司';

function order(number: number, changed: Partial<OpenOrder> = {}): OpenOrder {
  return {
    orderId: `order-${number}`,
    reference: makeOrderReference(number),
    openFen: 1_832_000,
    unitName: `周口市第${number}中学`,
    payerNames: [],
    payingForNames: [],
    ...changed,
  };
}

function credit(changed: Partial<CreditToMatch> = {}): CreditToMatch {
  return {
    amountFen: 1_832_000,
    payerName: '',
    nominalPayerName: '',
    remark: '',
    purpose: '',
    summary: '',
    note: '',
    ...changed,
  };
}

const kindOf = (changed: Partial<CreditToMatch>, ...orders: OpenOrder[]): string =>
  matchCredit(credit(changed), orders).kind;

function candidates(changed: Partial<CreditToMatch>, ...orders: OpenOrder[]): readonly [string, string][] {
  const match = matchCredit(credit(changed), orders);
  if (match.kind !== 'suggest') throw new Error(`not suggested but ${match.kind}`);
  expect(match.candidates.map(({ rank }) => rank)).toEqual(match.candidates.map((_, at) => at + 1));
  return match.candidates.map(({ orderId, why }) => [orderId, why]);
}

describe('by reference', () => {
  const remark = `会费 ${formatOrderReference(makeOrderReference(1))}`;

  test('an order is matched whoever pays, in part or whole, in remark or purpose', () => {
    const exact = { kind: 'exact', orderId: 'order-1', by: 'reference' };
    expect(matchCredit(credit({ remark, payerName: '某某总工会' }), [order(1), order(2)])).toEqual(exact);
    expect(matchCredit(credit({ purpose: remark, amountFen: 100 }), [order(1), order(2)])).toEqual(exact);
    expect(matchCredit(credit({ remark, payerName: order(2).unitName }), [order(1), order(2)])).toEqual(exact);
  });

  test('a fen too much waits for a person', () => {
    expect(candidates({ remark, amountFen: 1_832_001 }, order(1))).toEqual([
      [
        'order-1',
        `附言里写着它的编号 ${formatOrderReference(makeOrderReference(1))}；金额比待缴的 18,320.00 元多 0.01 元。`,
      ],
    ]);
  });

  test('two references wait for a person, both shown', () => {
    const both = `${remark}，${makeOrderReference(2)}`;
    expect(candidates({ remark: both }, order(1), order(2), order(3, { openFen: 5 })).map(([id]) => id)).toEqual([
      'order-1',
      'order-2',
    ]);
  });

  test('a reference of no open order is not overruled by the payer’s name', () => {
    const [[orderId, why] = ['', '']] = candidates({ remark, payerName: order(2).unitName }, order(2));
    expect(orderId).toBe('order-2');
    expect(why).toContain('没有待缴的缴费通知');
  });
});

describe('by payer', () => {
  const own = order(1, { unitName: UNIT });

  test.each([UNIT, `${UNIT}工会`, `${UNIT}工会委员会`, ` ${UNIT}（工会）`])('%s pays its one order', (payerName) => {
    expect(matchCredit(credit({ payerName }), [own, order(2)])).toEqual({
      kind: 'exact',
      orderId: 'order-1',
      by: 'payer',
    });
  });

  test('also the one on whose behalf was paid, and a payer named with the order', () => {
    expect(kindOf({ payerName: '周口市财政局', nominalPayerName: UNIT }, own)).toBe('exact');
    expect(kindOf({ payerName: '颍河集团' }, { ...own, payerNames: ['颍河集团'] })).toBe('exact');
    expect(kindOf({ payerName: '颍河集团' }, own)).toBe('suggest');
  });

  test('a credit above what is open waits, one of the same amount or below is taken', () => {
    expect(kindOf({ payerName: UNIT, amountFen: 1_832_000 }, own)).toBe('exact');
    expect(kindOf({ payerName: UNIT, amountFen: 1 }, own)).toBe('exact');
    expect(kindOf({ payerName: UNIT, amountFen: 1_832_001 }, own)).toBe('suggest');
  });

  test('with two open orders that both fit a person decides, the same amount first', () => {
    const second = order(2, { unitName: UNIT, openFen: 50_000 });
    expect(candidates({ payerName: UNIT, amountFen: 50_000 }, own, second).map(([id]) => id)).toEqual([
      'order-2',
      'order-1',
    ]);
    expect(matchCredit(credit({ payerName: UNIT, amountFen: 50_001 }), [own, second])).toMatchObject({ kind: 'exact' });
  });

  test('one credit for two orders is suggested as their sum', () => {
    const second = order(2, { unitName: UNIT, openFen: 50_000 });
    const found = candidates({ payerName: UNIT, amountFen: 1_882_000 }, own, second);
    expect(found).toHaveLength(2);
    expect(found[0]?.[1]).toContain('金额等于该付款方 2 份缴费通知待缴的合计');
  });

  test('several credits complete an order, and nothing beyond it', () => {
    const matches = matchCredits(
      [1_752_000, 80_000, 1].map((amountFen) => credit({ payerName: UNIT, amountFen })),
      [own],
    );
    expect(matches.map(({ kind }) => kind)).toEqual(['exact', 'exact', 'none']);
  });
});

describe('a suggestion', () => {
  test('explains a parent union, a mention in the remark, a similar name, an equal amount', () => {
    const payingForNames = ['周口市总工会'];
    const orders = [
      order(1, { payingForNames, openFen: 10 }),
      order(2, { payingForNames }),
      order(3, { unitName: UNIT, openFen: 20 }),
      order(4, { unitName: '太康县人民医院' }),
    ];
    const found = candidates({ payerName: '周口市总工会', remark: `代${UNIT}缴` }, ...orders);
    expect(found).toEqual([
      ['order-2', '付款方是上级工会、财政等代付单位；金额与待缴的 18,320.00 元一致。'],
      ['order-3', `附言提到“${UNIT}”；金额比待缴的 0.20 元多 18,319.80 元。`],
      ['order-1', '付款方是上级工会、财政等代付单位；金额比待缴的 0.10 元多 18,319.90 元。'],
      ['order-4', '金额与待缴的 18,320.00 元一致。'],
    ]);
    expect(
      candidates({ payerName: '太康县人民医院财务科' }, order(1, { unitName: '太康县人民医院' }))[0]?.[1],
    ).toContain('付款方名称与“太康县人民医院”相近');
    expect(kindOf({ payerName: '周口市颍河食品' }, order(1, { unitName: UNIT }))).toBe('suggest');
  });

  test('is none where nothing speaks for any order, and at most ten', () => {
    expect(kindOf({ payerName: '某人', amountFen: 123 }, order(1))).toBe('none');
    expect(kindOf({}, ...Array.from({ length: 30 }, (_, number) => order(number)))).toBe('none');
    expect(candidates({}, ...Array.from({ length: 15 }, (_, number) => order(number)))).toHaveLength(10);
  });
});

test('10,000 credits find their way among 20,000 orders within two seconds', () => {
  const orders = Array.from({ length: 20_000 }, (_, number) =>
    order(number, { openFen: 8_000 * (1 + (number % 500)) }),
  );
  const credits = Array.from({ length: 10_000 }, (_, number) =>
    credit({
      amountFen: 8_000 * (1 + ((number * 2) % 500)),
      payerName: number % 3 === 0 ? '周口市总工会' : `周口市第${number * 2}中学工会委员会`,
      remark: number % 3 === 1 ? '互助保障会费' : `会费 ${makeOrderReference(number * 2)}`,
    }),
  );
  const started = performance.now();
  const matches = matchCredits(credits, orders);
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(matches.every((match, number) => match.kind === 'exact' && match.orderId === `order-${number * 2}`)).toBe(
    true,
  );
});
