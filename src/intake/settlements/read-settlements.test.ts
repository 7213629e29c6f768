import { describe, expect, test } from 'vitest';
import { readSettlements } from '#intake/settlements/read-settlements.ts';
import type { SettlementFault, SettlementFile, SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { FileRefusal } from '#intake/sheet/file-refusal.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { handMadeWorkbook, textRows } from '../../../test/support/hand-made-workbook.ts';
import { type Changed, SOUND, settlementFile } from '../../../test/support/settlement-file.ts';

async function read(file: Blob): Promise<SettlementFile> {
  const read = await readSettlements(file);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

async function refusal(file: Blob): Promise<FileRefusal> {
  const read = await readSettlements(file);
  if (read.ok) throw new Error('not refused');
  return read.error;
}

/** The one settlement of a sound row changed so. */
async function sole(changed: Changed): Promise<SettlementRow> {
  const { settlements, faulty } = await read(settlementFile(changed));
  if (settlements[0] === undefined) throw new Error(JSON.stringify(faulty));
  return settlements[0];
}

/** The faults of a sound row changed so. */
async function faultsOf(changed: Changed): Promise<readonly SettlementFault[]> {
  const { settlements, faulty } = await read(settlementFile(changed));
  expect(settlements).toEqual([]);
  return faulty[0]?.faults ?? [];
}

const codesOf = async (changed: Changed): Promise<unknown> => (await faultsOf(changed)).map(({ code }) => code);

describe('a sound row', () => {
  test('becomes a settlement in fen, days and the rules’ names', async () => {
    const settlement = await sole({});
    expect({ ...settlement, admittedOn: formatDate(settlement.admittedOn) }).toMatchObject({
      row: 2,
      id: 'S1',
      encounterId: 'M1',
      personId: '411624199708235852',
      name: '许萍磊',
      staffStatus: 'in-service',
      admittedOn: '2025-07-31',
      hospital: { code: 'H41160200001', name: '周口市中心医院', grade: 3, region: 'henan' },
      careKind: '普通住院',
      transferApproved: false,
      diagnosis: { name: '肺炎', code: 'J18.900' },
      figures: {
        billedTotal: 859_094,
        nonCovered: 88_933,
        overLimit: 0,
        upfrontCostSharing: 14_297,
        eligibleExpense: 755_864,
        deductible: 90_000,
        aboveCeiling: 0,
        poolingFundPaid: 599_277,
        catastrophicFundPaid: 0,
      },
    });
  });

  test('may come with its columns in any order, by the names of 5203, with titles above', async () => {
    const names: Readonly<Record<string, string>> = {
      setl_id: 'S1',
      begndate: '20250731',
      enddate: '20250807',
      setl_time: '2025/8/10 10:00',
      certno: ' 411624199708235852',
      psn_type: '1101',
      hosp_lv: '02',
      pay_loc: '4',
      fixmedins_code: 'H31010100009',
      med_type: '23',
      dise_no: 'j18.900',
      dise_name: '肺炎',
      medfee_sumamt: '8590.94',
      fulamt_ownpay_amt: '889.33',
      overlmt_selfpay: '0',
      preselfpay_amt: '142.97',
      inscp_amt: '7558.64',
      dedc_std: '1200',
      act_pay_dedc: '900',
      hifp_pay: '5992.77',
      hifob_pay: '',
      fund_pay_sumamt: '5992.77',
      psn_pay: '2598.17',
      cash_payamt: '2098.17',
      acct_pay: '500',
      pool_prop_selfpay: '90%',
      remark: '甲',
    };
    const csv = `医保结算明细\n\n,,,导出时间：2026-01-01\n${Object.keys(names).join()}\n${Object.values(names).join()}\n`;
    const { settlements, faulty, ignoredColumns } = await read(new Blob([csv]));
    expect(faulty).toEqual([]);
    expect(ignoredColumns).toEqual(['remark']);
    expect(settlements[0]).toMatchObject({
      row: 5,
      id: 'S1',
      encounterId: '',
      personId: '411624199708235852',
      staffStatus: 'in-service',
      hospital: { grade: 3, region: 'other-province' },
      careKind: '转外诊治住院',
      transferApproved: true,
      diagnosis: { name: '肺炎', code: 'J18.900' },
      figures: { deductible: 90_000, aboveCeiling: 0 },
    });
  });

  test('sums 大额 and 大病, and 其他基金, 伤残 and 医院负担', async () => {
    const { figures } = await sole({
      大额医疗支出金额: '100.00',
      大病保险支出: '20.00',
      其他基金支付: '3.00',
      伤残人员医疗保障基金支出: '0.40',
      企业补充医疗保险基金支出: '0.05',
      医院负担金额: '50.00',
      基金支付总额: '6116.22',
      个人现金支付: '1924.72',
    });
    expect(figures).toMatchObject({ catastrophicFundPaid: 12_000, otherPaid: 5_340, supplementaryPaid: 5 });
  });

  test('with a fund that stopped at its ceiling has a part above', async () => {
    const { figures } = await sole({
      统筹基金支出: '5000.00',
      大额医疗支出金额: '500.00',
      基金支付总额: '5500.00',
      个人现金支付: '2590.94',
    });
    expect(figures.aboveCeiling).toBe(110_308);
    const { figures: unknown } = await sole({ 统筹基金支付比例: '0' });
    expect(unknown.aboveCeiling).toBeUndefined();
  });

  test('of less than the line 起付线 bears only what it has', async () => {
    const { figures } = await sole({
      总费用: '832.30',
      全自费金额: '0',
      先行自付金额: '32.30',
      范围内费用: '800.00',
      统筹基金支出: '0',
      基金支付总额: '0',
      个人现金支付: '332.30',
    });
    expect(figures).toMatchObject({ deductible: 80_000, aboveCeiling: 0 });
  });

  test('needs no columns of other payers where 基金支付总额 proves that there are none', async () => {
    const without = { 大病保险支出: undefined, 其他基金支付: undefined };
    expect((await sole(without)).figures.otherPaid).toBe(0);
    expect(await codesOf({ ...without, 基金支付总额: '6092.77', 个人现金支付: '1998.17' })).toEqual(['figures-differ']);
  });
});

describe('a fault', () => {
  test('names its cell, header and value, says what is wrong and what to do', async () => {
    expect(await faultsOf({ 开始日期: '2025-02-30' })).toEqual([
      {
        row: 2,
        cell: 'K2',
        column: '开始日期',
        code: 'date',
        value: '2025-02-30',
        message: '开始日期“2025-02-30”不是有效的日期，应写作 2025-08-01；请向医保经办机构核对后重新导出',
      },
    ]);
  });

  test.each([
    [{ 结算ID: '' }, ['missing']],
    [{ 结算ID: '1.4E+17' }, ['damaged']],
    [{ 就诊ID: '1.4E+17' }, ['damaged']],
    [{ 证件号码: '' }, ['missing']],
    [{ 证件号码: '1.4E+17' }, ['damaged']],
    [{ 证件号码: '411624199708236000' }, ['damaged']],
    [{ 结束日期: '2025-07-30' }, ['dates-out-of-order']],
    [{ 结算日期: '2025-07-30' }, ['dates-out-of-order']],
    [{ 结算日期: '' }, ['missing']],
    [{ 总费用: '8590.9' }, ['figures-differ', 'figures-differ']],
    [{ 总费用: '' }, ['missing']],
    [{ 总费用: '1.4E+17' }, ['damaged']],
    [{ 总费用: '99999999999999' }, ['amount']],
    [{ 总费用: '8590.945' }, ['amount']],
    [{ 起付线: '' }, ['missing']],
    [{ 全自费金额: '-889.33' }, ['amount']],
    [{ 基金支付总额: '', 其他基金支付: '' }, ['missing']],
    [{ 公务员医疗补助: '100.00' }, ['figures-differ']],
    [{ 个人现金支付: '2098.18' }, ['figures-differ']],
    [{ 医药机构地点类别: '异地', 定点医药机构编号: '' }, ['place']],
    [{ 医院等级: '2' }, ['code']],
    [{ 医疗类别: '普通门诊' }, ['not-a-stay']],
    [{ 医疗类别: '41' }, ['not-a-stay']],
    [{ 医疗类别: '9021' }, ['code']],
    [{ 医疗类别: '' }, ['missing']],
    [{ 医疗类别: '急诊' }, ['not-a-stay']],
    [{ 险种类型: '390' }, ['other-insurance']],
    [{ 有效标志: '0' }, ['void']],
  ] satisfies [Changed, string[]][])('%j', async (changed, codes) => {
    expect(await codesOf(changed)).toEqual(codes);
  });

  test.each([
    { 证件号码: '４１１６２４１９９７０８２３５８５２' },
    { 证件号码: 'E12345678' },
    { 起付线: '¥900元' },
    { 其他基金支付: '-' },
    { 医院等级: '未定级' },
    { 医药机构地点类别: '' },
    { 险种类型: '310' },
    { 退费结算标志: '0' },
    { 人员姓名: undefined },
    { 就诊ID: undefined },
    { 账户共济支付金额: undefined },
  ] satisfies Changed[])('is not found in %j', async (changed) => {
    expect(await sole(changed)).toMatchObject({ row: 2 });
  });

  test('does not keep the others from being read, and a row tells all of its own', async () => {
    const { settlements, faulty } = await read(
      settlementFile({ 结算ID: 'S1' }, { 结算ID: 'S2', 就诊ID: 'M2', 开始日期: '?', 总费用: '?' }, { 结算ID: 'S3' }),
    );
    expect(settlements.map(({ id }) => id)).toEqual(['S1', 'S3']);
    expect(faulty).toMatchObject([{ row: 3, id: 'S2', faults: [{ cell: 'K3' }, { cell: 'N3' }] }]);
  });
});

describe('rows of one 结算ID', () => {
  test('that say the same count once', async () => {
    const { settlements, faulty } = await read(settlementFile({}, {}));
    expect(settlements.map(({ row }) => row)).toEqual([2]);
    expect(faulty).toMatchObject([{ row: 3, faults: [{ code: 'duplicate', cell: 'A3' }] }]);
    expect(faulty[0]?.faults[0]?.message).toContain('第 2 行');
  });

  test('that differ count not at all', async () => {
    const { settlements, faulty } = await read(settlementFile({}, { 结束日期: '2025-08-08' }));
    expect(settlements).toEqual([]);
    expect(faulty.map(({ row }) => row)).toEqual([2, 3]);
  });
});

test('an emergency counts with the stay of its 就诊ID, and only with it', async () => {
  const { settlements, faulty } = await read(
    settlementFile({}, { 结算ID: 'S2', 医疗类别: '急诊' }, { 结算ID: 'S3', 就诊ID: 'M3', 医疗类别: '13' }),
  );
  expect(settlements.map(({ id }) => id)).toEqual(['S1', 'S2']);
  expect(faulty.map(({ id }) => id)).toEqual(['S3']);
});

describe('a warning', () => {
  test.each([
    [{ 病种名称: '肺炎' }, '第 2 行没有疾病编码'],
    [{ 定点医药机构编号: 'H31010100009' }, '第 2 行的地点类别与医药机构编号所在省份不一致'],
    [{ 统筹基金支付比例: undefined }, '推算不出超过最高支付限额的部分'],
  ] satisfies [Changed, string][])('%j', async (changed, sentence) => {
    const { settlements, warnings } = await read(settlementFile(changed));
    expect(settlements).toHaveLength(1);
    expect(warnings.join()).toContain(sentence);
  });

  test('tells of sums and signatures left out', async () => {
    const csv = await settlementFile({}).text();
    const { settlements, faulty, warnings } = await read(new Blob([csv, ',,,合计,,,,,,,,,,8590.94\n', '制表人：王\n']));
    expect(settlements).toHaveLength(1);
    expect(faulty).toEqual([]);
    expect(warnings).toEqual(['第 3、4 行是合计或签注，不是结算记录，没有读取。']);
  });
});

describe('a file is refused', () => {
  test('for missing columns, all of them named', async () => {
    const { code, message } = await refusal(
      settlementFile({
        起付线: undefined,
        结算ID: undefined,
        医药机构地点类别: undefined,
        定点医药机构编号: undefined,
      }),
    );
    expect(code).toBe('header');
    expect(message).toBe(
      '结算文件缺少 3 列：“结算ID”、“医药机构地点类别”或“支付地点类别”或“定点医药机构编号”、“起付线”或“实际支付起付线”。请让医保经办机构按完整的列重新导出。',
    );
  });

  test('for missing payers without a total that would prove them nothing', async () => {
    const { message } = await refusal(settlementFile({ 基金支付总额: undefined, 医疗救助支出: undefined }));
    expect(message).toContain('“基金支付总额”（或补齐“医疗救助支出”）');
  });

  test('for two columns of one name', async () => {
    const csv = (await settlementFile({}).text()).replace('经办人员', '').replace('人员类别', '总费用');
    expect((await refusal(new Blob([csv]))).message).toContain('“总费用”一列有两个（F1 和 N1）');
  });

  test.each([
    ['序号,姓名,性别,身份证号,手机号,备注\n1,许萍磊,女,411624199708235852,18887455328,\n', '这是参保名单'],
    ['交易日期,借方金额,贷方金额,余额\n2025-05-20,,18320.00,1\n', '银行对账单'],
    ['甲,乙,丙\n1,2,3\n', '找不到结算数据的表头'],
    [`${Object.keys(SOUND).join()}\n`, '文件里没有结算记录'],
    ['\n\n', '文件里没有结算记录'],
    ['', '文件是空的'],
  ])('for what it is: %j', async (csv, sentence) => {
    expect((await refusal(new Blob([csv]))).message).toContain(sentence);
  });

  const headers = Object.keys(SOUND);
  const cells = (number: number, xmlOf: (header: string) => string | undefined): string =>
    `<row r="${number}">${headers.map((header) => xmlOf(header) ?? `<c t="inlineStr"><is><t>${SOUND[header]}</t></is></c>`).join('')}</row>`;
  const HEADER = `<row r="1">${headers.map((header) => `<c t="inlineStr"><is><t>${header}</t></is></c>`).join('')}</row>`;

  test('for a formula in a column that is read', async () => {
    const row = cells(2, (header) => (header === '总费用' ? '<c><f>1+1</f><v>8590.94</v></c>' : undefined));
    const { code, message } = await refusal(handMadeWorkbook({ sheets: [{ rows: HEADER + row }] }));
    expect(code).toBe('formulas');
    expect(message).toContain('单元格 N2 是公式');
  });

  test('for merged cells among the settlements, not for a merged title', async () => {
    const merged = (range: string): Blob =>
      handMadeWorkbook({
        sheets: [
          { rows: HEADER + cells(2, () => undefined), after: `<mergeCells><mergeCell ref="${range}"/></mergeCells>` },
        ],
      });
    expect((await refusal(merged('B1:B2'))).code).toBe('merged-cells');
    expect((await read(merged('A1:D1'))).settlements).toHaveLength(1);
  });

  test('for hidden rows and a second list', async () => {
    const hidden = HEADER + cells(2, () => undefined).replace('<row ', '<row hidden="1" ');
    expect((await refusal(handMadeWorkbook({ sheets: [{ rows: hidden }] }))).code).toBe('hidden-rows');
    const rows = HEADER + cells(2, () => undefined);
    const second = handMadeWorkbook({ sheets: [{ rows }, { name: '八月', rows }] });
    expect((await refusal(second)).message).toContain('工作表“八月”');
    const note = handMadeWorkbook({ sheets: [{ rows }, { name: '说明', rows: textRows([['口径']]) }] });
    expect((await read(note)).warnings).toEqual(['工作表“说明”里也有内容，没有读取；只读第一张工作表。']);
  });

  test('numbers of a workbook are read to the fen, damaged ones are told', async () => {
    const number = (value: string): string => `<c><v>${value}</v></c>`;
    const row = cells(2, (header) =>
      header === '总费用'
        ? number('8590.940000000001')
        : header === '证件号码'
          ? number('4.11624199708235E+17')
          : undefined,
    );
    const { faulty } = await read(handMadeWorkbook({ sheets: [{ rows: HEADER + row }] }));
    expect(faulty[0]?.faults).toMatchObject([{ cell: 'E2', code: 'damaged', value: '4.11624199708235E+17' }]);
  });

  test('an error value in a cell is a fault of its row', async () => {
    const row = cells(2, (header) => (header === '范围内费用' ? '<c t="e"><v>#N/A</v></c>' : undefined));
    const { faulty } = await read(handMadeWorkbook({ sheets: [{ rows: HEADER + row }] }));
    expect(faulty[0]?.faults.map(({ cell, code }) => [cell, code])).toEqual([['R2', 'cell-error']]);
  });
});

describe('a long file', () => {
  const many = settlementFile(...Array.from({ length: 5_000 }, (_, at) => ({ 结算ID: `S${at}`, 就诊ID: `M${at}` })));

  test('tells how far it is', async () => {
    const shares: number[] = [];
    const rows: number[] = [];
    const read = await readSettlements(many, {
      onProgress: (share, count) => {
        shares.push(share);
        rows.push(count);
      },
    });
    expect(read.ok && read.value.settlements.length).toBe(5_000);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(rows.at(-1)).toBe(5_000);
  });

  test('stops when it is told to', async () => {
    const controller = new AbortController();
    const read = await readSettlements(many, { signal: controller.signal, onProgress: () => controller.abort() });
    expect(read).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  test('is refused beyond the limit of rows', async () => {
    const read = await readSettlements(many, { limits: { rows: 1_000 } });
    expect(read).toMatchObject({ ok: false, error: { code: 'too-many-rows' } });
  });
});
