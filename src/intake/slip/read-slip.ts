import { checkFigures, type FigureFault } from '#intake/settlements/check-figures.ts';
import {
  type AmountField,
  COLUMN_NAMES,
  plainHeader,
  type SettlementField,
} from '#intake/settlements/settlement-columns.ts';
import { cutTokens, type SlipBox, type SlipToken, slopeNear } from '#intake/slip/slip-tokens.ts';
import { type DayNumber, dayNumber, daysInMonth } from '#kernel/civil-date.ts';
import { type Fen, parseYuan } from '#kernel/money.ts';
import type { ReadPage } from '#kernel/read-page.ts';

export type SlipAmount = Exclude<AmountField, 'actualDeductible'>;
export type SlipDay = 'admittedOn' | 'dischargedOn' | 'settledOn';

/** One figure of a slip with its place on the picture, for the person to look at and correct. */
interface SlipPlace {
  /** 0 to 1; of the less certain of the label and the value. */
  readonly confidence: number;
  readonly box: SlipBox;
}
export interface SlipAmountRead extends SlipPlace {
  readonly field: SlipAmount;
  readonly fen: Fen;
}
export interface SlipDayRead extends SlipPlace {
  readonly field: SlipDay;
  readonly day: DayNumber;
}

/** What a settlement slip 医保结算单 says, as far as it could be read. */
export interface SlipReading {
  readonly amounts: readonly SlipAmountRead[];
  readonly days: readonly SlipDayRead[];
  /** The identities of the reference page §1.3 that what was read breaks: something was misread. */
  readonly faults: readonly FigureFault[];
}

/** What slips write beside the names of the insurer's files. */
const FURTHER_NAMES: Partial<Record<SettlementField, readonly string[]>> = {
  billedTotal: ['医疗费用总额', '费用总额', '总金额', '本次医疗费总额'],
  nonCovered: ['全自费', '自费金额', '自费费用', '全自费费用'],
  overLimit: ['超限价自费', '超限价', '超限价金额'],
  upfrontCostSharing: ['先行自付', '乙类先行自付', '先自付金额', '乙类自付'],
  eligibleExpense: ['政策范围内金额', '符合医保范围金额', '政策范围费用'],
  deductible: ['起付标准', '起付线金额', '起付标准金额', '本次起付标准', '实际支付起付线'],
  poolingFundPaid: ['统筹基金支付金额', '医保统筹支付', '统筹支付', '基本统筹支付', '基本医疗统筹支付'],
  largeExpenseFundPaid: ['大额医疗补助支付', '大额补助支付', '职工大额补助', '大额支付', '职工大额支付'],
  seriousIllnessPaid: ['大病保险支付', '大病支付'],
  civilServantPaid: ['公务员补助', '公务员补助支付', '公务员医疗补助支付'],
  supplementaryPaid: ['企业补充支付', '企业补充'],
  medicalAidPaid: ['医疗救助支付', '医疗救助'],
  otherFundPaid: ['其他基金支出', '其他支付'],
  fundTotal: ['基金支付合计', '医保基金支付总额', '医保支付合计'],
  personalTotal: ['个人负担总额', '个人支付合计', '个人负担金额', '个人自付总额'],
  accountPaid: ['账户支付', '个人帐户支付', '个人帐户支出', '个账支付'],
  cashPaid: ['现金支付', '个人现金', '现金支出'],
  admittedOn: ['入院时间', '住院日期'],
  settledOn: ['结算日期时间', '打印日期'],
};

const AMOUNTS: readonly SlipAmount[] = [
  'billedTotal',
  'nonCovered',
  'overLimit',
  'upfrontCostSharing',
  'eligibleExpense',
  'deductible',
  'poolingFundPaid',
  'largeExpenseFundPaid',
  'seriousIllnessPaid',
  'medicalAidPaid',
  'civilServantPaid',
  'supplementaryPaid',
  'disabledFundPaid',
  'otherFundPaid',
  'hospitalPaid',
  'fundTotal',
  'cashPaid',
  'accountPaid',
  'mutualAccountPaid',
  'personalTotal',
];
const DAYS: readonly SlipDay[] = ['admittedOn', 'dischargedOn', 'settledOn'];

const FIELDS: ReadonlyMap<string, SlipAmount | SlipDay> = new Map(
  [...AMOUNTS, ...DAYS].flatMap((field) =>
    [...COLUMN_NAMES[field], ...(FURTHER_NAMES[field] ?? [])].map((name): [string, SlipAmount | SlipDay] => [
      plainHeader(name),
      field,
    ]),
  ),
);

/** How many heights of its letters a value may lie off the line of its label. */
const OFF_LINE = 0.6;
/** How many heights of its letters below its label a value may stand. */
const BELOW = 3;

/**
 * The figures of a settlement slip from the words on its picture.
 *
 * A value belongs to the label on its left, on the same line of the tilted page and with no other label between; where
 * there is none on that line, to the label right above. What doubles or does not parse is left out: the person types it.
 */
export function readSlip(page: ReadPage): SlipReading {
  const tokens = cutTokens(page);
  const labels = tokens.filter(({ kind }) => kind === 'label');
  const pairs = labels
    .flatMap((label) => {
      const field = fieldNamed(label.text);
      if (field === undefined) return [];
      const kind = (DAYS as readonly string[]).includes(field) ? 'date' : 'amount';
      return tokens
        .filter((token) => token.kind === kind)
        .map((value) => ({ field, label, value, away: distance(page, label, value, labels) }));
    })
    .filter(({ away }) => away !== undefined)
    .sort((a, b) => (a.away ?? 0) - (b.away ?? 0));
  const usedLabels = new Set<SlipToken>();
  const usedValues = new Set<SlipToken>();
  const amounts = new Map<SlipAmount, SlipAmountRead>();
  const days = new Map<SlipDay, SlipDayRead>();
  for (const { field, label, value } of pairs) {
    if (usedLabels.has(label) || usedValues.has(value)) continue;
    usedLabels.add(label);
    usedValues.add(value);
    const place = { confidence: Math.min(label.confidence, value.confidence), box: value.box };
    if (isDay(field)) {
      const day = dayOf(value.text);
      if (day !== undefined && !days.has(field)) days.set(field, { field, day, ...place });
    } else {
      const fen = fenOf(value.text);
      if (fen !== undefined && !amounts.has(field)) amounts.set(field, { field, fen, ...place });
    }
  }
  const read = Object.fromEntries([...amounts.values()].map(({ field, fen }) => [field, fen]));
  return {
    amounts: AMOUNTS.flatMap((field) => amounts.get(field) ?? []),
    days: DAYS.flatMap((field) => days.get(field) ?? []),
    faults: checkFigures(read),
  };
}

function isDay(field: SlipAmount | SlipDay): field is SlipDay {
  return (DAYS as readonly string[]).includes(field);
}

/** The field that a label names, the last one where several run together: 住院天数：9结算日期. */
function fieldNamed(text: string): SlipAmount | SlipDay | undefined {
  const plain = plainHeader(text)
    .replace(/[:：;；。.、|¥￥]+$/u, '')
    .replace(/\((?:人民币)?元\)$/, '');
  const exact = FIELDS.get(plain);
  if (exact !== undefined) return exact;
  let longest: { readonly name: string; readonly field: SlipAmount | SlipDay } | undefined;
  for (const [name, field] of FIELDS) {
    const isLonger = longest === undefined || name.length > longest.name.length;
    if (isLonger && (endsAfterMark(plain, name) || (name.length >= 6 && differsByOne(plain, name))))
      longest = { name, field };
  }
  return longest?.field;
}

/** Whether a text ends on that name, and before it stands the end of something else. */
function endsAfterMark(plain: string, name: string): boolean {
  return plain.endsWith(name) && /[\d:：;；,，、)）\]]$/.test(plain.slice(0, plain.length - name.length));
}

/** Whether exactly one character was misread, left out or put in. */
function differsByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (a.length === b.length) return restA.slice(1) === restB.slice(1);
  return a.length > b.length ? restA.slice(1) === restB : restA === restB.slice(1);
}

/** How far a value stands from its label; `undefined` where it cannot be its. */
function distance(
  page: ReadPage,
  label: SlipToken,
  value: SlipToken,
  labels: readonly SlipToken[],
): number | undefined {
  const high = Math.max(label.box.bottom - label.box.top, value.box.bottom - value.box.top);
  const slope = slopeNear(page, middle(label.box.top, label.box.bottom));
  const offLine = (token: SlipToken): number =>
    middle(token.box.top, token.box.bottom) -
    middle(label.box.top, label.box.bottom) -
    slope * (middle(token.box.left, token.box.right) - middle(label.box.left, label.box.right));
  const gap = value.box.left - label.box.right;
  if (gap > -high && Math.abs(offLine(value)) < OFF_LINE * high) {
    const isParted = labels.some(
      (other) =>
        other !== label &&
        other.box.left >= label.box.right - high / 2 &&
        other.box.right <= value.box.left + high / 2 &&
        Math.abs(offLine(other)) < OFF_LINE * high,
    );
    return isParted ? undefined : Math.max(0, gap);
  }
  const down = value.box.top - label.box.bottom;
  const isUnder = value.box.left < label.box.right && value.box.right > label.box.left;
  // behind every value on a line of its own
  return isUnder && down > -high / 2 && down < BELOW * high ? 1 + down : undefined;
}

function middle(a: number, b: number): number {
  return (a + b) / 2;
}

/** `1,296.20`; points and commas of the thousands are often taken for one another. */
function fenOf(text: string): Fen | undefined {
  const digits = text.replaceAll(/[^\d]/g, '');
  return text.startsWith('-') ? undefined : parseYuan(`${digits.slice(0, -2)}.${digits.slice(-2)}`);
}

function dayOf(text: string): DayNumber | undefined {
  const [year = 0, month = 0, day = 0] = (text.match(/\d+/g) ?? []).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayNumber(year, month, day);
}
