import { parseDate } from '#kernel/civil-date.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { SETTLEMENT_FIELDS, type SettlementField } from '#scheme/case.ts';
import { BLANK_DRAFT, type CaseDraft, type SettlementDraft } from '#web/calculator/single/case-draft.ts';
import { SLIP_CHECK } from '#web/member/slip/slip-check-texts.ts';
import { BLANK_TOTALS, type SlipFault, type SlipTotals, slipFaults } from '#web/member/slip/slip-totals.ts';
import type { FormFault } from '#web/ui/error-summary.tsx';

/** One settlement of a stay beside the first: interim at the year's end, the observation before it. */
export interface FurtherSlip {
  readonly from: string;
  readonly until: string;
  readonly settledOn: string;
  readonly settlement: SettlementDraft;
  readonly totals: SlipTotals;
}

export const BLANK_SLIP: FurtherSlip = {
  from: '',
  until: '',
  settledOn: '',
  settlement: BLANK_DRAFT.settlement,
  totals: BLANK_TOTALS,
};

/** What the first slip covers, typed only where there are others. */
export interface FirstSlip {
  readonly from: string;
  readonly until: string;
  readonly totals: SlipTotals;
}

const BLANK_FIRST: FirstSlip = { from: '', until: '', totals: BLANK_TOTALS };

/** The slips of a stay beside the figures of the first. */
export interface Slips {
  readonly first: FirstSlip;
  readonly further: readonly FurtherSlip[];
}

export const NO_SLIPS: Slips = { first: BLANK_FIRST, further: [] };
export const MOST_SLIPS = 6;

/** The path of a field of a further slip; of the first its own in the case. */
export function slipPath(at: number, field: string): string {
  return `slips[${at}].${field}`;
}

/** Slips of one stay as one: figures added up, the last of the days on which it was settled. */
export function joined(figures: CaseDraft, { further }: Slips): CaseDraft {
  if (further.length === 0) return figures;
  const all = [figures.settlement, ...further.map(({ settlement }) => settlement)];
  const sum = (field: SettlementField): string => {
    const texts = all.map(({ amounts }) => amounts[field].trim()).filter((text) => text !== '');
    const fen = texts.map((text) => parseYuan(text));
    if (texts.length === 0) return '';
    // what is no amount is told at its own field
    return fen.includes(undefined)
      ? (texts.find((_, at) => fen[at] === undefined) ?? '')
      : formatYuan(fen.reduce<number>((total, each) => total + (each ?? 0), 0));
  };
  const amounts = Object.fromEntries(SETTLEMENT_FIELDS.map((field) => [field, sum(field)]));
  const settledOn = [figures.stay.settledOn, ...further.map((slip) => slip.settledOn)].toSorted();
  return {
    ...figures,
    stay: { ...figures.stay, settledOn: settledOn.at(-1) ?? '' },
    settlement: {
      amounts: amounts as SettlementDraft['amounts'],
      ceilingUnknown: all.some(({ ceilingUnknown }) => ceilingUnknown),
    },
  };
}

export interface SlipsReading {
  readonly missing: readonly FormFault[];
  readonly wrong: readonly FormFault[];
  readonly questions: ReadonlyMap<string, string>;
}

/** What is missing of the slips of a stay, wrong with them, or odd about them. */
export function readSlips(figures: CaseDraft, { first, further }: Slips): SlipsReading {
  const wrong: FormFault[] = [];
  const missing: FormFault[] = [];
  const questions = new Map<string, string>();
  const say = (found: readonly SlipFault[], pathOf: (figure: string) => string): void => {
    for (const { figure, message, isRefused } of found) {
      const path = pathOf(figure);
      if (isRefused) wrong.push({ path, label: SLIP_CHECK.names[figure], message });
      else questions.set(path, message);
    }
  };
  say(slipFaults(figures.settlement, first.totals), (figure) => `claim.settlement.${figure}`);
  for (const [at, slip] of further.entries()) {
    say(slipFaults(slip.settlement, slip.totals), (figure) => slipPath(at + 1, figure));
    const lacking = LACKED.filter((field) => typedIn(slip, field).trim() === '');
    for (const field of lacking) {
      missing.push({
        path: slipPath(at + 1, field),
        label: `${SLIP_CHECK.slip(at + 2)}：${nameOf(field)}`,
        message: '',
      });
    }
  }
  const days = further.length === 0 ? [] : [first, ...further];
  for (const [at, { from, until }] of days.entries()) {
    const path = slipPath(at, 'from');
    if (from === '' || until === '') {
      if (at === 0) missing.push({ path, label: `${SLIP_CHECK.slip(1)}：${SLIP_CHECK.from}`, message: '' });
      continue;
    }
    const other = days.findIndex((each, index) => index < at && isOverlapping(each, { from, until }));
    if (until < from) wrong.push({ path, label: SLIP_CHECK.slip(at + 1), message: SLIP_CHECK.backwards });
    else if (other >= 0) questions.set(path, SLIP_CHECK.overlap(other + 1));
    else if (isOutside(figures.stay, { from, until })) questions.set(path, SLIP_CHECK.outside);
  }
  return { missing, wrong, questions };
}

const LACKED = [
  'from',
  'until',
  'settledOn',
  'billedTotal',
  'eligibleExpense',
  'deductible',
  'poolingFundPaid',
] as const;
type Lacked = (typeof LACKED)[number];

function typedIn(slip: FurtherSlip, field: Lacked): string {
  return field === 'from' || field === 'until' || field === 'settledOn' ? slip[field] : slip.settlement.amounts[field];
}

function nameOf(field: Lacked): string {
  return field === 'from' || field === 'until' || field === 'settledOn' ? SLIP_CHECK[field] : SLIP_CHECK.names[field];
}

type Days = Pick<FurtherSlip, 'from' | 'until'>;

/** Days on which one ends and the next begins are both slips'. */
function isOverlapping(one: Days, other: Days): boolean {
  return one.from !== '' && one.until !== '' && one.from < other.until && other.from < one.until;
}

/** Emergency observation counts up to seven days before the admission. */
const OBSERVATION_DAYS = 7;

function isOutside({ admittedOn, dischargedOn }: CaseDraft['stay'], { from, until }: Days): boolean {
  const [admitted, discharged] = [parseDate(admittedOn), parseDate(dischargedOn)];
  if (Number.isNaN(admitted) || Number.isNaN(discharged)) return false;
  return parseDate(from) < admitted - OBSERVATION_DAYS || parseDate(until) > discharged;
}
