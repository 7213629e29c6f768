import type { SettlementHeader } from '#intake/settlements/find-header.ts';
import { parseAmountCell, parseDateCell } from '#intake/settlements/parse-cells.ts';
import { type AmountField, nameOf, type SettlementField } from '#intake/settlements/settlement-columns.ts';
import type { SettlementFault, SettlementFaultCode } from '#intake/settlements/settlement-row.ts';
import { type Cell, cellAddress, cellAt, EMPTY_CELL, type SheetRow } from '#intake/sheet/sheet.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import { type Fen, LARGEST_FEN, plainYuan } from '#kernel/money.ts';
import { parseResidentId } from '#kernel/resident-id.ts';
import { looksDamagedByExcel, repairCode } from '#kernel/safe-text.ts';

const DAMAGED = '被 Excel 当作数字处理，后几位已经丢失，无法还原。请用医保经办机构的原始文件，不要用 Excel 打开后另存';

/** What exports write where a value is missing. */
const BLANK = /^(?:|-+|—+|\/|null|none|无)$/i;

/** The cells of one row by field, and the faults found in reading them. */
export class RowCells {
  readonly rowNumber: number;
  readonly faults: SettlementFault[] = [];
  private readonly row: SheetRow;
  private readonly header: SettlementHeader;

  constructor(row: SheetRow, header: SettlementHeader) {
    this.row = row;
    this.rowNumber = row.rowNumber;
    this.header = header;
  }

  cell(field: SettlementField): Cell {
    const column = this.header.columns.get(field);
    return column === undefined ? EMPTY_CELL : cellAt(this.row, column);
  }

  /** Trimmed, empty where the cell only says that nothing is there; a cell with an error value is a fault and empty. */
  text(field: SettlementField): string {
    const cell = this.cell(field);
    if (cell.kind === 'error') {
      this.add(field, 'cell-error', `${nameOf(field)}是公式错误值 ${cell.text}，请用医保经办机构的原始文件`);
      return '';
    }
    return this.isBlank(field) ? '' : cell.text.trim();
  }

  isBlank(field: SettlementField): boolean {
    return BLANK.test(this.cell(field).text.trim());
  }

  /** An ID; `''` and a fault where it is missing though required, or damaged. */
  identifier(field: 'id' | 'encounterId' | 'originalId'): string {
    const text = this.text(field);
    if (text === '') {
      if (field === 'id') this.add(field, 'missing', `没有${nameOf(field)}，这一笔无法登记；${ASK_AGAIN}`);
      return '';
    }
    const isNumber = this.cell(field).kind === 'number';
    const isDamaged = isNumber ? looksDamagedByExcel(text, 'number') : !/^\d+$/.test(text) && looksDamagedByExcel(text);
    if (isDamaged) {
      this.add(field, 'damaged', `${nameOf(field)}${DAMAGED}`);
      return '';
    }
    return text;
  }

  /** 证件号码, repaired; another kind of certificate than the resident ID is taken as it is. */
  personId(): string {
    const { text } = repairCode(this.text('personId'));
    if (text === '') {
      this.add('personId', 'missing', `没有${nameOf('personId')}，无法对应到会员；${ASK_AGAIN}`);
      return '';
    }
    const kind = this.cell('personId').kind === 'number' ? 'number' : 'text';
    if (looksDamagedByExcel(text, kind) && (kind === 'number' || !parseResidentId(text).ok)) {
      this.add('personId', 'damaged', `${nameOf('personId')}${DAMAGED}`);
      return '';
    }
    return text;
  }

  /** `NaN` and a fault where there is none. */
  date(field: 'admittedOn' | 'dischargedOn' | 'settledOn'): DayNumber {
    const text = this.text(field);
    if (text === '') {
      if (this.cell(field).kind !== 'error') this.add(field, 'missing', `没有${nameOf(field)}；${ASK_AGAIN}`);
      return Number.NaN;
    }
    const day = parseDateCell(this.cell(field));
    if (Number.isNaN(day)) {
      this.add(field, 'date', `${nameOf(field)}“${text}”不是有效的日期，应写作 2025-08-01；${ASK_AGAIN}`);
    }
    return day;
  }

  /** `undefined` where the cell is empty, and, with a fault, where it holds no amount. */
  amount(field: AmountField): Fen | undefined {
    const text = this.text(field);
    if (text === '') return undefined;
    const fen = parseAmountCell(this.cell(field));
    if (fen === undefined) this.add(field, ...amountFault(nameOf(field), text));
    return fen;
  }

  add(field: SettlementField, code: SettlementFaultCode, message: string): void {
    this.faults.push({ ...this.place(field), code, message });
  }

  /** Where a fault of a field stands; where the file lacks the column, at the row's 结算ID. */
  place(field: SettlementField): Pick<SettlementFault, 'row' | 'cell' | 'column' | 'value'> {
    const column = this.header.columns.get(field) ?? this.header.columns.get('id') ?? 0;
    return {
      row: this.rowNumber,
      cell: cellAddress(this.rowNumber, column),
      column: this.header.texts[column] ?? '',
      value: cellAt(this.row, column).text.trim(),
    };
  }
}

export const ASK_AGAIN = '请向医保经办机构核对后重新导出';

function amountFault(name: string, text: string): [code: SettlementFaultCode, message: string] {
  if (looksDamagedByExcel(text)) return ['damaged', `${name}“${text}”已看不到完整的金额；${ASK_AGAIN}`];
  const digits = text.replace(/[^\d.]/g, '');
  if (/^\d{10,}/.test(digits)) {
    return ['amount', `${name}“${text}”超过 ${plainYuan(LARGEST_FEN)} 元，不像一次住院的金额；${ASK_AGAIN}`];
  }
  if (/\.\d{3,}/.test(text))
    return ['amount', `${name}“${text}”不足一分的部分无法计算，金额应为两位小数；${ASK_AGAIN}`];
  return ['amount', `${name}“${text}”不是金额，应写作 8590.94；${ASK_AGAIN}`];
}
