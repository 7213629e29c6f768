import { expect, test } from 'vitest';
import { readSlip } from '#intake/slip/read-slip.ts';
import type { ReadPage, ReadWord } from '#kernel/read-page.ts';

/** A word whose letters are 20 pixels high, at a place of a page of 1,000 × 1,000 that is turned by that rise. */
function word(text: string, x: number, y: number, rise = 0): ReadWord {
  const width = [...text].reduce((sum, each) => sum + (each.charCodeAt(0) > 0xff ? 20 : 10), 0);
  const at = (across: number, down: number): { x: number; y: number } => ({
    x: x + across,
    y: y + down + rise * (x + across),
  });
  return { text, confidence: 0.99, corners: [at(0, 0), at(width, 0), at(width, 20), at(0, 20)] };
}

const page = (...words: ReadWord[]): ReadPage => ({ width: 1_000, height: 1_000, words });
const amountsOf = (read: ReadPage): Record<string, number> =>
  Object.fromEntries(readSlip(read).amounts.map(({ field, fen }) => [field, fen]));

test('a value belongs to the label on its left, in one word with it or in the next', () => {
  const read = page(
    word('医疗费总额：24,356.78', 40, 100),
    word('起付线', 40, 140),
    word('800.00', 300, 140),
    word('统筹基金支出', 500, 140),
    word('15,106.54', 800, 140),
  );
  expect(amountsOf(read)).toEqual({ billedTotal: 2_435_678, deductible: 80_000, poolingFundPaid: 1_510_654 });
});

test('several labels and values may run together in one word', () => {
  expect(amountsOf(page(word('个人账户支出 250.24 个人现金支出 8,000.00', 40, 100)))).toEqual({
    accountPaid: 25_024,
    cashPaid: 800_000,
  });
  const days = readSlip(page(word('住院天数：9入院日期：2026-03-02出院日期：2026年3月11日', 40, 100))).days;
  expect(days.map(({ field }) => field)).toEqual(['admittedOn', 'dischargedOn']);
});

test('on a page turned by six degrees the lines are followed, not the heights', () => {
  const rise = 0.1;
  const read = page(
    word('周口市基本医疗保险住院费用结算单', 200, 40, rise),
    word('基本医疗保险统筹基金支出', 40, 100, rise),
    word('15,106.54', 600, 100, rise),
    word('职工大额医疗费用补助基金支出', 40, 140, rise),
    word('1,000.00', 600, 140, rise),
  );
  expect(amountsOf(read)).toEqual({ poolingFundPaid: 1_510_654, largeExpenseFundPaid: 100_000 });
});

test('a label with nothing on its line takes what stands right under it', () => {
  const read = page(
    word('医疗费总额', 40, 100),
    word('起付线', 300, 100),
    word('24,356.78', 40, 140),
    word('800.00', 300, 140),
  );
  expect(amountsOf(read)).toEqual({ billedTotal: 2_435_678, deductible: 80_000 });
});

test('no value is taken for two labels, none over the head of another label', () => {
  expect(amountsOf(page(word('起付线', 40, 100), word('其他支出', 140, 100), word('0.00', 400, 100)))).toEqual({
    otherFundPaid: 0,
  });
});

test('one misread character of a long label does not lose it, of a short one it does', () => {
  expect(amountsOf(page(word('基本医疗保验统筹基金支出', 40, 100), word('5.00', 400, 100)))).toEqual({
    poolingFundPaid: 500,
  });
  expect(amountsOf(page(word('起何线', 40, 100), word('5.00', 400, 100)))).toEqual({});
});

test('points and commas of the thousands are taken for one another; what is no amount is not read', () => {
  expect(amountsOf(page(word('总费用', 40, 100), word('1.234，567.89', 300, 100)))).toEqual({
    billedTotal: 123_456_789,
  });
  expect(amountsOf(page(word('总费用', 40, 100), word('0394-8221234', 300, 100)))).toEqual({});
  expect(amountsOf(page(word('总费用', 40, 100), word('-5.00', 300, 100)))).toEqual({});
  expect(readSlip(page(word('入院日期：2026-02-30', 40, 100))).days).toEqual([]);
});

test('amounts that do not add up are told with the field that breaks them', () => {
  const read = page(
    word('医疗费总额：100.00', 40, 100),
    word('全自费金额：10.00', 40, 140),
    word('超限价自费费用：0.00', 40, 180),
    word('先行自付金额：5.00', 40, 220),
    word('符合政策范围金额：84.00', 40, 260),
  );
  expect(readSlip(read).faults.map(({ field }) => field)).toEqual(['billedTotal']);
});
