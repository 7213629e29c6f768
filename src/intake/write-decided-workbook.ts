import type { DecidedSettlement } from '#intake/decide-settlements.ts';
import type { FaultyRow } from '#intake/roster/roster.ts';
import { SETTLEMENT_OUTCOME_WORDS, settlementWhy } from '#intake/settlement-outcome-words.ts';
import type { FaultySettlement } from '#intake/settlements/settlement-row.ts';
import type { CellToWrite, ColumnToWrite } from '#intake/sheet/sheet-to-write.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { READINGS } from '#scheme/clause-texts.ts';
import { SIGNS, shortLabel, stepFigure } from '#scheme/words/step-words.ts';

export interface DecidedWorkbook {
  readonly decided: readonly DecidedSettlement[];
  readonly faultyRows: readonly FaultyRow[];
  readonly faultySettlements: readonly FaultySettlement[];
}

const FEN_PER_YUAN = 100;

const RESULT_COLUMNS: readonly ColumnToWrite[] = [
  { header: '结算ID', width: 16, format: 'text' },
  { header: '姓名', width: 10, format: 'text' },
  { header: '身份证号', width: 21, format: 'text' },
  { header: '医院', width: 24, format: 'text' },
  { header: '入院日期', width: 12, format: 'text' },
  { header: '出院日期', width: 12, format: 'text' },
  { header: '结算日期', width: 12, format: 'text' },
  { header: '结论', width: 14, format: 'text' },
  { header: '互助金（元）', width: 14, format: 'yuan' },
  { header: '原因', width: 40, format: 'long-text' },
  { header: '条款', width: 18, format: 'text' },
  { header: '读法', width: 40, format: 'long-text' },
];

const STEP_COLUMNS: readonly ColumnToWrite[] = [
  { header: '结算ID', width: 16, format: 'text' },
  { header: '序号', width: 6 },
  { header: '', width: 4, format: 'text' },
  { header: '步骤', width: 40, format: 'text' },
  { header: '数额', width: 16, format: 'text' },
  { header: '条款', width: 16, format: 'text' },
  { header: '读法', width: 40, format: 'long-text' },
];

const FAULT_COLUMNS: readonly ColumnToWrite[] = [
  { header: '文件', width: 12, format: 'text' },
  { header: '行', width: 8 },
  { header: '单元格', width: 10, format: 'text' },
  { header: '内容', width: 24, format: 'text' },
  { header: '问题和改法', width: 80, format: 'long-text' },
];

/**
 * Everything that came out of two files as one workbook: the decisions, the steps of each with their clauses, and what
 * is to be repaired in the files.
 */
export async function writeDecidedWorkbook(results: DecidedWorkbook): Promise<Blob> {
  return await writeWorkbook([
    { name: '结论', columns: RESULT_COLUMNS, rows: resultRows(results.decided) },
    { name: '步骤', columns: STEP_COLUMNS, rows: stepRows(results.decided) },
    { name: '需修改', columns: FAULT_COLUMNS, rows: faultRows(results) },
  ]);
}

function* resultRows(decided: readonly DecidedSettlement[]): Generator<readonly CellToWrite[]> {
  for (const each of decided) {
    const { settlement, decision } = each;
    yield [
      settlement.id,
      settlement.name,
      settlement.personId,
      settlement.hospital.name,
      formatDate(settlement.admittedOn),
      formatDate(settlement.dischargedOn),
      formatDate(settlement.settledOn),
      SETTLEMENT_OUTCOME_WORDS[each.outcome],
      each.amountFen / FEN_PER_YUAN,
      settlementWhy(each),
      decision?.reasons.map(({ clause }) => clause).join('、') ?? '',
      decision?.readings.map((id) => `${id} ${READINGS[id].title}`).join('；') ?? '',
    ];
  }
}

function* stepRows(decided: readonly DecidedSettlement[]): Generator<readonly CellToWrite[]> {
  for (const { settlement, decision } of decided) {
    for (const [i, step] of (decision?.steps ?? []).entries()) {
      const { text } = step;
      const reading = text.reading === undefined ? '' : READINGS[text.reading].title;
      yield [settlement.id, i + 1, SIGNS[text.operation], shortLabel(step), stepFigure(step), text.clause, reading];
    }
  }
}

function* faultRows({ faultyRows, faultySettlements }: DecidedWorkbook): Generator<readonly CellToWrite[]> {
  for (const { row, faults } of faultyRows) {
    for (const { cell, value, message } of faults) yield ['名单', row, cell, value, message];
  }
  for (const { row, faults } of faultySettlements) {
    for (const { cell, value, message } of faults) yield ['结算数据', row, cell, value, message];
  }
}
