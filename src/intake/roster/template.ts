import type { RosterField } from '#intake/roster/roster.ts';

export interface TemplateColumn {
  readonly field: RosterField;
  readonly header: string;
}

/** The columns of the roster template, in their order, in row 1 of the first sheet (通知-三(一).2). */
export const TEMPLATE_COLUMNS: readonly TemplateColumn[] = [
  { field: 'serial', header: '序号' },
  { field: 'name', header: '姓名' },
  { field: 'sex', header: '性别' },
  { field: 'residentId', header: '身份证号' },
  { field: 'phone', header: '手机号' },
  { field: 'remark', header: '备注' },
];

/** The column that we add when faulty rows are sent back; a repaired workbook may come in with it. */
export const ERROR_COLUMN = '错误原因';

/** Index of a field's column. */
export const COLUMN: Readonly<Record<RosterField, number>> = {
  serial: 0,
  name: 1,
  sex: 2,
  residentId: 3,
  phone: 4,
  remark: 5,
};
