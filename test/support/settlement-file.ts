/** One sound settlement in the columns of the bureau's export (reference page §1.6), as the small folder has them. */
export const SOUND: Readonly<Record<string, string>> = {
  结算ID: 'S1',
  就诊ID: 'M1',
  个人编号: 'P1',
  人员姓名: '许萍磊',
  证件号码: '411624199708235852',
  人员类别: '在职',
  定点医药机构编号: 'H41160200001',
  定点医药机构名称: '周口市中心医院',
  医院等级: '三级甲等',
  医药机构地点类别: '本地',
  开始日期: '2025-07-31',
  结束日期: '2025-08-07',
  结算日期: '2025-08-10 10:00:00',
  总费用: '8590.94',
  全自费金额: '889.33',
  超限价自费费用: '0.00',
  先行自付金额: '142.97',
  范围内费用: '7558.64',
  起付线: '900.00',
  统筹基金支出: '5992.77',
  大额医疗支出金额: '0.00',
  大病保险支出: '0.00',
  医疗救助支出: '0.00',
  公务员医疗补助: '0.00',
  其他基金支付: '0.00',
  基金支付总额: '5992.77',
  个人现金支付: '2098.17',
  个人账户支付: '500.00',
  账户共济支付金额: '0.00',
  病种名称: '肺炎|J18.900',
  医疗类别: '普通住院',
  统筹基金支付比例: '0.9000',
};

/** The amounts of {@link SOUND}, all negative: a row that takes it back. */
export const TAKEN_BACK: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SOUND)
    .filter(([header, text]) => /^\d+\.\d{2}$/.test(text) && Number(text) > 0 && header !== '起付线')
    .map(([header, text]) => [header, `-${text}`]),
);

/** A row as it differs from {@link SOUND}; a column given `undefined` in the first row is left out of the file. */
export type Changed = Readonly<Record<string, string | undefined>>;

/** A CSV file with the columns of all the rows given. */
export function settlementFile(...rows: readonly Changed[]): Blob {
  const left = Object.keys(SOUND).filter((header) => !(header in (rows[0] ?? {}) && rows[0]?.[header] === undefined));
  const headers = [
    ...new Set([...left, ...rows.flatMap((row) => Object.keys(row).filter((key) => row[key] !== undefined))]),
  ];
  const lines = rows.map((row) => headers.map((header) => quoted(row[header] ?? SOUND[header] ?? '')).join(','));
  return new Blob([`${headers.map(quoted).join(',')}\n${lines.join('\n')}\n`]);
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
