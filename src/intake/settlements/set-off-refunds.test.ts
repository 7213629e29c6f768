import { describe, expect, test } from 'vitest';
import { readSettlements } from '#intake/settlements/read-settlements.ts';
import type { SettlementFile } from '#intake/settlements/settlement-row.ts';
import { type Changed, settlementFile, TAKEN_BACK } from '../../../test/support/settlement-file.ts';

async function read(...rows: readonly Changed[]): Promise<SettlementFile> {
  const read = await readSettlements(settlementFile(...rows));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** Rows decided, pairs, and rows at fault with their codes. */
function gist({ settlements, refunded, faulty }: SettlementFile): unknown {
  return {
    decided: settlements.map(({ row }) => row),
    pairs: refunded.map(({ row, refundRow }) => [row, refundRow]),
    faulty: faulty.map(({ row, faults }) => [row, ...faults.map(({ code }) => code)]),
  };
}

const OTHER: Changed = { 结算ID: 'S9', 就诊ID: 'M9', 证件号码: '411602197511244985' };
const REVERSAL: Changed = { 结算ID: 'S1-R', 结算日期: '2025-08-12', ...TAKEN_BACK };

describe('a refund', () => {
  test('takes its settlement back, the settlement standing first', async () => {
    const file = await read({}, OTHER, REVERSAL);
    expect(gist(file)).toEqual({ decided: [3], pairs: [[2, 4]], faulty: [] });
    expect(file.refunded).toEqual([{ id: 'S1', row: 2, refundRow: 4 }]);
  });

  test('takes its settlement back, the refund standing first', async () => {
    expect(gist(await read(REVERSAL, OTHER, {}))).toEqual({ decided: [3], pairs: [[4, 2]], faulty: [] });
  });

  test('may go by the same 结算ID: that is no duplicate', async () => {
    expect(gist(await read({}, { ...TAKEN_BACK }))).toEqual({ decided: [], pairs: [[2, 3]], faulty: [] });
  });

  test('may name its settlement by 原结算ID', async () => {
    const rows = [{ 原结算ID: '' }, { 结算ID: 'S2', 就诊ID: 'M2' }, { ...REVERSAL, 就诊ID: 'M7', 原结算ID: 'S2' }];
    expect(gist(await read(...rows))).toEqual({ decided: [2], pairs: [[3, 4]], faulty: [] });
  });

  test('without 就诊ID is known by hospital and admission day', async () => {
    const rows = [{ 就诊ID: '' }, { 结算ID: 'S2', 就诊ID: '', 开始日期: '2025-07-30' }, { ...REVERSAL, 就诊ID: '' }];
    expect(gist(await read(...rows))).toEqual({ decided: [3], pairs: [[2, 4]], faulty: [] });
  });

  test('leaves the settlement that was made after it', async () => {
    const again = { 结算ID: 'S1-2', 结算日期: '2025-08-13' };
    expect(gist(await read(again, REVERSAL, {}))).toEqual({ decided: [2], pairs: [[4, 3]], faulty: [] });
  });

  test('with both rows marked takes back the marked one', async () => {
    const rows = [{ 退费结算标志: '0', 结算ID: 'S1-2' }, { 退费结算标志: '1' }, { ...REVERSAL, 退费结算标志: '1' }];
    expect(gist(await read(...rows))).toEqual({ decided: [2], pairs: [[3, 4]], faulty: [] });
  });

  test('marked, in positive amounts, takes back the settlement before it', async () => {
    const rows = [{ 退费结算标志: '0' }, { 结算ID: 'S1-R', 退费结算标志: '1', 结算日期: '2025-08-12' }];
    expect(gist(await read(...rows))).toEqual({ decided: [], pairs: [[2, 3]], faulty: [] });
    expect(gist(await read(...rows.toReversed()))).toEqual({ decided: [], pairs: [[3, 2]], faulty: [] });
  });

  test('without its settlement is a fault that says what to do', async () => {
    const file = await read(OTHER, REVERSAL);
    expect(gist(file)).toEqual({ decided: [2], pairs: [], faulty: [[3, 'refund-without-original']] });
    expect(file.faulty[0]?.faults[0]).toMatchObject({ row: 3, cell: 'A3', column: '结算ID', value: 'S1-R' });
    expect(file.faulty[0]?.faults[0]?.message).toContain('请办理追回');
  });

  test('marked, alone, is a fault too', async () => {
    expect(gist(await read({ 退费结算标志: '1' }))).toEqual({
      decided: [],
      pairs: [],
      faulty: [[2, 'refund-without-original']],
    });
  });

  test('of another person or another amount takes nothing back', async () => {
    const stranger = { ...REVERSAL, 证件号码: '411602197511244985' };
    expect(gist(await read({}, stranger))).toMatchObject({ decided: [2], pairs: [] });
    const part = { ...REVERSAL, 总费用: '-8000.00' };
    expect(gist(await read({}, part))).toMatchObject({ decided: [2], pairs: [] });
  });

  test('that names a settlement with other amounts stops both', async () => {
    expect(gist(await read({}, { ...TAKEN_BACK, 总费用: '-8000.00' }))).toEqual({
      decided: [],
      pairs: [],
      faulty: [
        [2, 'figures-differ'],
        [3, 'refund-without-original'],
      ],
    });
  });

  test('takes one settlement back, not two', async () => {
    expect(gist(await read({}, REVERSAL, { ...REVERSAL, 结算ID: 'S1-R2' }))).toEqual({
      decided: [],
      pairs: [[2, 3]],
      faulty: [[4, 'refund-without-original']],
    });
  });

  test('need not be sound in every cell to take its settlement back', async () => {
    const file = await read({}, { ...REVERSAL, 结束日期: '', 病种名称: '', 医疗类别: '', 其他基金支付: '0.01' });
    expect(gist(file)).toEqual({ decided: [], pairs: [[2, 3]], faulty: [] });
  });
});
