import { careKindOf, TRANSFER } from '#intake/settlements/care-kinds.ts';
import { type Amounts, checkFigures } from '#intake/settlements/check-figures.ts';
import { deriveAboveCeiling } from '#intake/settlements/derive-above-ceiling.ts';
import type { DraftRow } from '#intake/settlements/draft-row.ts';
import type { SettlementHeader } from '#intake/settlements/find-header.ts';
import { gradeOf, regionOfHospital, regionOfPlace } from '#intake/settlements/hospital-terms.ts';
import { parseShareCell } from '#intake/settlements/parse-cells.ts';
import { ASK_AGAIN, RowCells } from '#intake/settlements/row-cells.ts';
import { type AmountField, nameOf } from '#intake/settlements/settlement-columns.ts';
import type { SettlementRow, StaffStatus } from '#intake/settlements/settlement-row.ts';
import { splitDiagnosis } from '#intake/settlements/split-diagnosis.ts';
import type { SheetRow } from '#intake/sheet/sheet.ts';
import { repairCode, repairName } from '#kernel/safe-text.ts';
import type { Settlement } from '#scheme/case.ts';

/** Amounts that a row must have; the deductible is asked for on its own. */
const NEEDED: readonly AmountField[] = [
  'billedTotal',
  'nonCovered',
  'overLimit',
  'upfrontCostSharing',
  'eligibleExpense',
  'poolingFundPaid',
];

/** Empty means 0, as long as 基金支付总额 proves it. */
const PAYERS: readonly AmountField[] = [
  'largeExpenseFundPaid',
  'seriousIllnessPaid',
  'medicalAidPaid',
  'civilServantPaid',
  'otherFundPaid',
];

const OTHER_AMOUNTS: readonly AmountField[] = [
  'actualDeductible',
  'deductible',
  'supplementaryPaid',
  'disabledFundPaid',
  'hospitalPaid',
  'fundTotal',
  'cashPaid',
  'accountPaid',
  'mutualAccountPaid',
  'personalTotal',
];

const ALL_AMOUNTS: readonly AmountField[] = [...NEEDED, ...PAYERS, ...OTHER_AMOUNTS];

/** Reads one row by itself; what needs the other rows (refunds, duplicates) comes later. */
export function readRow(row: SheetRow, header: SettlementHeader): DraftRow {
  const cells = new RowCells(row, header);
  const id = cells.identifier('id');
  const encounterId = cells.identifier('encounterId');
  const originalId = cells.identifier('originalId');
  const personId = cells.personId();
  const admittedOn = cells.date('admittedOn');
  const dischargedOn = cells.date('dischargedOn');
  const settledOn = cells.date('settledOn');
  const amounts = readAmounts(cells);
  const isMarkedRefunded = isYes(cells.text('refundMark'));
  const isRefund = isMarkedRefunded || (amounts.billedTotal ?? 0) < 0;
  if (!isRefund) {
    checkOrder(cells, admittedOn, dischargedOn, settledOn);
    checkAmounts(cells, amounts);
    checkStanding(cells);
  }
  const care = readCareKind(cells);
  const hospital = readHospital(cells);
  const figures = figuresOf(amounts, parseShareCell(cells.cell('poolingFundShare')));
  const settlement: SettlementRow = {
    row: row.rowNumber,
    id,
    encounterId,
    personId,
    name: repairName(cells.text('name')).text,
    staffStatus: staffStatusOf(cells.text('staffStatus')),
    admittedOn,
    dischargedOn,
    settledOn,
    hospital,
    careKind: care.text,
    transferApproved: care.text === TRANSFER,
    diagnosis: splitDiagnosis(cells.text('diagnosisName'), cells.text('diagnosisCode')),
    figures,
  };
  return {
    row: row.rowNumber,
    id,
    personId,
    encounterId,
    originalId,
    hospitalCode: hospital.code,
    admittedOn,
    settledOn,
    billedTotal: amounts.billedTotal ?? Number.NaN,
    eligibleExpense: amounts.eligibleExpense ?? Number.NaN,
    poolingFundPaid: amounts.poolingFundPaid ?? Number.NaN,
    isMarkedRefunded,
    isEmergency: care.setting === 'emergency',
    settlement: isRefund || cells.faults.length > 0 ? undefined : settlement,
    faults: cells.faults,
    faultAt: faultsOf(cells),
  };
}

/** Keeps three texts and not the row: as many of these live as the file has rows. */
function faultsOf(cells: RowCells): DraftRow['faultAt'] {
  const places = {
    id: cells.place('id'),
    careKind: cells.place('careKind'),
    billedTotal: cells.place('billedTotal'),
  };
  return (code, message) => {
    const place = code === 'not-a-stay' ? places.careKind : code === 'figures-differ' ? places.billedTotal : places.id;
    return { ...place, code, message };
  };
}

function readAmounts(cells: RowCells): Amounts {
  const amounts: Partial<Record<AmountField, number>> = {};
  for (const field of ALL_AMOUNTS) {
    const fen = cells.amount(field);
    if (fen !== undefined) amounts[field] = fen;
  }
  return amounts;
}

/** What must be there, nothing negative, and the identities where all of it can be read. */
function checkAmounts(cells: RowCells, amounts: Amounts): void {
  const faultsBefore = cells.faults.length;
  const needed = amounts.fundTotal === undefined ? [...NEEDED, ...PAYERS] : NEEDED;
  for (const field of needed) {
    if (cells.isBlank(field)) cells.add(field, 'missing', `没有${nameOf(field)}；${ASK_AGAIN}`);
  }
  if (amounts.actualDeductible === undefined && cells.isBlank('deductible')) {
    cells.add('deductible', 'missing', `没有${nameOf('deductible')}；${ASK_AGAIN}`);
  }
  for (const field of ALL_AMOUNTS) {
    if ((amounts[field] ?? 0) < 0) {
      cells.add(field, 'amount', `${nameOf(field)}是负数，总费用却不是，不像整笔退费；${ASK_AGAIN}`);
    }
  }
  if (cells.faults.length > faultsBefore || cells.faults.some(({ code }) => code === 'amount')) return;
  for (const { field, message } of checkFigures(amounts)) cells.add(field, 'figures-differ', message);
}

function checkOrder(cells: RowCells, admittedOn: number, dischargedOn: number, settledOn: number): void {
  if (dischargedOn < admittedOn) {
    cells.add(
      'dischargedOn',
      'dates-out-of-order',
      `${nameOf('dischargedOn')}早于${nameOf('admittedOn')}；${ASK_AGAIN}`,
    );
  }
  if (settledOn < admittedOn) {
    cells.add('settledOn', 'dates-out-of-order', `${nameOf('settledOn')}早于${nameOf('admittedOn')}；${ASK_AGAIN}`);
  }
}

/** 职工基本医疗保险 (310) and what rides on it; everybody else is not in 城镇职工基本医疗保险 (reference page §1.5). */
const EMPLOYEE_INSURANCE = /^(?:310|320|330|370)|职工|公务员|大额|企业补充/;

function checkStanding(cells: RowCells): void {
  const insurance = cells.text('insuranceKind');
  if (insurance !== '' && !EMPLOYEE_INSURANCE.test(insurance)) {
    cells.add(
      'insuranceKind',
      'other-insurance',
      `险种类型是“${insurance}”，不是城镇职工基本医疗保险，本活动不能据此给付；如登记有误，${ASK_AGAIN}`,
    );
  }
  const valid = cells.text('validMark');
  if (valid === '0' || valid === '无效' || valid === '否') {
    cells.add('validMark', 'void', `这一笔已标为无效，不能据此给付；${ASK_AGAIN}`);
  }
}

function readCareKind(cells: RowCells): ReturnType<typeof careKindOf> {
  const text = cells.text('careKind');
  if (text === '') cells.add('careKind', 'missing', `没有${nameOf('careKind')}，分不清是不是住院；${ASK_AGAIN}`);
  const care = careKindOf(text);
  if (care.setting === 'no-stay') {
    cells.add('careKind', 'not-a-stay', `医疗类别是“${care.text}”，不是住院，不属于住院互助；可从文件里去掉这一行`);
  } else if (care.setting === 'unknown') {
    cells.add('careKind', 'code', `医疗类别代码“${text}”不在国家医保代码表里，请向医保经办机构问清后写成中文`);
  }
  return care;
}

function readHospital(cells: RowCells): SettlementRow['hospital'] {
  const { text: code } = repairCode(cells.text('hospitalCode'));
  const gradeText = cells.text('hospitalGrade');
  const grade = gradeOf(gradeText);
  if (grade === 'ambiguous') {
    cells.add(
      'hospitalGrade',
      'code',
      `医院等级“${gradeText}”分不清是${gradeText === '1' ? '一' : '二'}级还是代码 0${gradeText}（三级），请写成中文或两位代码`,
    );
  }
  const place = cells.text('place');
  const payLocation = cells.text('payLocation');
  const region = regionOfPlace(place) ?? regionOfPlace(payLocation) ?? regionOfHospital(code);
  if (region === undefined) {
    cells.add(
      place === '' && payLocation !== '' ? 'payLocation' : 'place',
      'place',
      '看不出医院在不在河南省内。地点类别应为本地、市内异地、省内异地或跨省异地，或写明以 H 加行政区划开头的医药机构编号',
    );
  }
  return {
    code,
    name: cells.text('hospitalName'),
    grade: grade === 'ambiguous' ? undefined : grade,
    region: region ?? 'henan',
  };
}

/**
 * The row's amounts in the names of rules.md §4.
 *
 * - 大额 (hifob_pay) and 大病 (hifmi_pay) together are `catastrophicFundPaid`.
 * - 其他基金, 伤残 (hifdm_pay) and 医院负担 are `otherPaid`. The hospital is no fund and stands outside 基金支付总额, but by I2
 *   what it bears is taken off the member's part, and what another bore is no burden of his (rules.md §2.5).
 * - 实际支付起付线 is what he bore. 起付线 and 起付标准 may be the line itself: of a smaller bill only the bill counts.
 */
function figuresOf(amounts: Amounts, shareBasisPoints: number | undefined): Settlement {
  const of = (field: AmountField): number => amounts[field] ?? 0;
  const eligibleExpense = of('eligibleExpense');
  const deductible = amounts.actualDeductible ?? Math.min(of('deductible'), eligibleExpense);
  const poolingFundPaid = of('poolingFundPaid');
  return {
    billedTotal: of('billedTotal'),
    nonCovered: of('nonCovered'),
    overLimit: of('overLimit'),
    upfrontCostSharing: of('upfrontCostSharing'),
    eligibleExpense,
    deductible,
    aboveCeiling: deriveAboveCeiling({ eligibleExpense, deductible, poolingFundPaid, shareBasisPoints }),
    poolingFundPaid,
    catastrophicFundPaid: of('largeExpenseFundPaid') + of('seriousIllnessPaid'),
    civilServantPaid: of('civilServantPaid'),
    supplementaryPaid: of('supplementaryPaid'),
    medicalAidPaid: of('medicalAidPaid'),
    otherPaid: of('otherFundPaid') + of('disabledFundPaid') + of('hospitalPaid'),
  };
}

function staffStatusOf(text: string): StaffStatus | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  if (plain === '') return undefined;
  if (plain.startsWith('11') || plain.includes('在职')) return 'in-service';
  return plain.startsWith('12') || plain.includes('退休') ? 'retired' : 'other';
}

function isYes(text: string): boolean {
  return /^(?:0?1|是|已?退费|true|y|yes)$/i.test(text);
}
