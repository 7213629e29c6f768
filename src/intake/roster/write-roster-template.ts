import type { RosterField } from '#intake/roster/roster.ts';
import { TEMPLATE_COLUMNS } from '#intake/roster/template.ts';
import type { ColumnToWrite } from '#intake/sheet/sheet-to-write.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';

const LAYOUT: Readonly<Record<RosterField, Omit<ColumnToWrite, 'header'>>> = {
  serial: { width: 8 },
  name: { width: 16, format: 'text' },
  sex: { width: 8, format: 'text', choices: ['男', '女'] },
  residentId: { width: 24, format: 'text' },
  phone: { width: 16, format: 'text' },
  remark: {
    width: 28,
    format: 'text',
    choices: ['延迟退休', '货车司机', '网约车司机', '快递员', '外卖配送员'],
    allowsOther: true,
  },
};

/** The template's columns as a workbook shows them. */
export const TEMPLATE_SHEET_COLUMNS: readonly ColumnToWrite[] = TEMPLATE_COLUMNS.map(({ field, header }) => ({
  header,
  ...LAYOUT[field],
}));

const INSTRUCTIONS: readonly string[] = [
  '一行填写一个人。请不要改动第 1 行的表头，不要增删列，不要合并单元格，不要使用公式。',
  '序号：从 1 起，可以不填。',
  '姓名：与身份证一致。少数民族姓名中的点用“·”。',
  '性别：填“男”或“女”。',
  '身份证号：18 位，按文本填写，末位 X 大写。从别处粘贴时请选“只保留文本”，以免 Excel 把号码变成 4.1E+17。',
  '手机号：11 位，本人使用，用于接收生效和给付通知。',
  '备注：按国家政策延迟退休的填“延迟退休”；新就业形态劳动者填就业形式（如货车司机、快递员）；其余可不填。',
  '参加年龄为提交名单当天满 16 周岁、不超过 60 周岁；住院医疗互助保障活动中按国家政策延迟退休的除外。',
  '填好后保存为 .xlsx 上传；也可以上传 .xls，或 UTF-8、GBK 编码的 .csv。一次最多 200,000 行。',
];

/** Writes the empty roster template: ID and phone columns as text, drop-downs, instructions on a second sheet. */
export async function writeRosterTemplate(): Promise<Blob> {
  return await writeWorkbook([
    { name: '参保人员', columns: TEMPLATE_SHEET_COLUMNS, rows: [] },
    {
      name: '填写说明',
      columns: [{ header: '填写说明', width: 110, format: 'long-text' }],
      rows: INSTRUCTIONS.map((line) => [line]),
    },
  ]);
}
