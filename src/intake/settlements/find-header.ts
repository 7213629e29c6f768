import {
  fieldOf,
  isNotNeeded,
  nameOf,
  plainHeader,
  type SettlementField,
} from '#intake/settlements/settlement-columns.ts';
import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { cellAddress, type SheetRow } from '#intake/sheet/sheet.ts';

/** The row that names the columns, and which column holds what. */
export interface SettlementHeader {
  readonly rowNumber: number;
  /** Column indices. */
  readonly columns: ReadonlyMap<SettlementField, number>;
  /** The headers as the file writes them, by column index. */
  readonly texts: readonly string[];
  readonly ignored: readonly string[];
}

/** Titles and notes may stand above the header: so many rows with content are looked at. */
export const HEADER_WITHIN_ROWS = 10;

/** A row that names fewer columns than this is no header. */
const FEWEST_KNOWN = 4;

/** Of each line one column must be there; without it a decision would rest on a guess. */
const REQUIRED: readonly (readonly SettlementField[])[] = [
  ['id'],
  ['personId'],
  ['hospitalGrade'],
  ['place', 'payLocation', 'hospitalCode'],
  ['admittedOn'],
  ['dischargedOn'],
  ['settledOn'],
  ['billedTotal'],
  ['nonCovered'],
  ['overLimit'],
  ['upfrontCostSharing'],
  ['eligibleExpense'],
  ['deductible', 'actualDeductible'],
  ['poolingFundPaid'],
  ['diagnosisName', 'diagnosisCode'],
  ['careKind'],
];

/** Needed only where the file doesn't give the funds' total, against which a missing payer would show. */
const REQUIRED_WITHOUT_TOTAL: readonly SettlementField[] = [
  'largeExpenseFundPaid',
  'seriousIllnessPaid',
  'medicalAidPaid',
  'civilServantPaid',
  'otherFundPaid',
];

/**
 * Finds the header among the file's first rows: the one that names the most columns, in whatever order.
 *
 * Throws `FileRefused` where none does, where the file is something else, where a column is there twice, or where
 * required ones are missing: all of them are named.
 */
export function findHeader(rows: readonly SheetRow[]): SettlementHeader {
  let best: SheetRow | undefined;
  let bestKnown = 0;
  for (const row of rows.slice(0, HEADER_WITHIN_ROWS)) {
    const fields = new Set(row.cells.map((cell) => fieldOf(cell.text)?.field).filter((field) => field !== undefined));
    if (fields.size > bestKnown) {
      best = row;
      bestKnown = fields.size;
    }
  }
  for (const row of rows.slice(0, HEADER_WITHIN_ROWS)) refuseOtherLists(row, bestKnown);
  if (best === undefined || bestKnown < FEWEST_KNOWN) {
    throw refused(
      `前 ${HEADER_WITHIN_ROWS} 行里找不到结算数据的表头（应有“结算ID”“证件号码”“总费用”等列名），这个文件不像医保结算导出文件`,
    );
  }
  const header = readHeader(best);
  refuseMissing(header.columns);
  return header;
}

function readHeader(row: SheetRow): SettlementHeader {
  const columns = new Map<SettlementField, number>();
  const ranks = new Map<SettlementField, number>();
  const ignored: string[] = [];
  const texts = row.cells.map((cell) => cell.text.trim());
  for (const [column, text] of texts.entries()) {
    if (text === '') continue;
    const named = fieldOf(text);
    if (named === undefined) {
      if (!isNotNeeded(text)) ignored.push(text);
      continue;
    }
    const { field, rank } = named;
    const before = columns.get(field);
    const rankBefore = ranks.get(field);
    if (before !== undefined && rankBefore === rank) {
      const places = [before, column].map((at) => cellAddress(row.rowNumber, at)).join(' 和 ');
      throw refused(`“${text}”一列有两个（${places}），分不清以哪一列为准。请删去多余的一列，另存后再上传`);
    }
    if (rankBefore === undefined || rank < rankBefore) {
      columns.set(field, column);
      ranks.set(field, rank);
    }
    if (before !== undefined && rankBefore !== undefined) {
      ignored.push(rank < rankBefore ? (texts[before] ?? '') : text);
    }
  }
  return { rowNumber: row.rowNumber, columns, texts, ignored };
}

function refuseMissing(columns: ReadonlyMap<SettlementField, number>): void {
  const missing = REQUIRED.filter((fields) => !fields.some((field) => columns.has(field))).map((fields) =>
    fields.length === 1 ? `“${fields.map(nameOf).join()}”` : fields.map((field) => `“${nameOf(field)}”`).join('或'),
  );
  if (!columns.has('fundTotal')) {
    const payers = REQUIRED_WITHOUT_TOTAL.filter((field) => !columns.has(field));
    if (payers.length > 0) {
      missing.push(`“${nameOf('fundTotal')}”（或补齐${payers.map((field) => `“${nameOf(field)}”`).join('、')}）`);
    }
  }
  if (missing.length === 0) return;
  throw refused(`结算文件缺少 ${missing.length} 列：${missing.join('、')}。请让医保经办机构按完整的列重新导出`);
}

/** A roster or a bank statement chosen in place of the settlements. */
function refuseOtherLists(row: SheetRow, known: number): void {
  if (known >= REQUIRED.length / 2) return;
  const headers = new Set(row.cells.map((cell) => plainHeader(cell.text)));
  const hasAny = (...names: string[]): boolean => names.some((name) => headers.has(name));
  if (hasAny('姓名') && hasAny('身份证号', '身份证号码') && hasAny('手机号', '手机', '联系电话', '备注')) {
    throw refused('这是参保名单，不是医保结算导出文件，可能选错了文件。请选择医保经办机构导出的结算数据');
  }
  if ([...headers].some((header) => /^(?:交易日期|借方|贷方|交易流水号|付款人名称)/.test(header))) {
    throw refused('这像是银行对账单，不是医保结算导出文件，可能选错了文件。请选择医保经办机构导出的结算数据');
  }
}

function refused(what: string): FileRefused {
  return new FileRefused('header', `${what}。`);
}
