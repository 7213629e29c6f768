import type { Agency } from '#generator/agencies.ts';
import type { Dice } from '#generator/dice.ts';
import { corporateAccountOf } from '#generator/values/numbers.ts';
import { calendarDay, type DayNumber, dayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';

/**
 * What a line of the bank statement is.
 *
 * - `whole`, `part`: the unit pays its order, at once or in two transfers; `by-union`: its union does, named after it
 * - `reversed`, `reversal`: a credit that the bank takes back, and the taking back; the unit pays again
 * - `by-parent-union`: the union above pays, so only a person can tell for whom
 * - `over`, `short`: more or less than the order, and nothing more comes
 * - `unknown-payer`, `bank-charge`: no unit's
 */
export type TransferKind =
  | 'whole'
  | 'part'
  | 'by-union'
  | 'reversed'
  | 'reversal'
  | 'by-parent-union'
  | 'over'
  | 'short'
  | 'unknown-payer'
  | 'bank-charge';

export interface Transfer {
  readonly kind: TransferKind;
  /** Number of the unit that it is for; `undefined` where it is for none. */
  readonly unit: number | undefined;
  readonly onDay: DayNumber;
  /** `HH:MM:SS` in Shanghai. */
  readonly time: string;
  /** Negative where money goes out or a credit is taken back. */
  readonly amountFen: Fen;
  readonly payerName: string;
  readonly payerAccount: string;
  /** 交易附言 */
  readonly remark: string;
}

/** How a unit's contribution comes in. */
export type PaymentStory = 'whole' | 'in-parts' | 'by-union' | 'reversed' | 'by-parent-union' | 'over' | 'short';

/** One of each in the first units, so that a small scheme shows them; then mostly what goes well. */
const FIRST_STORIES: readonly PaymentStory[] = [
  ...(['whole', 'in-parts', 'by-union', 'reversed', 'by-parent-union', 'over', 'short'] as const),
];
const LATER_STORIES: readonly PaymentStory[] = [
  ...([
    'whole',
    'whole',
    'whole',
    'whole',
    'whole',
    'by-union',
    'by-union',
    'by-union',
    'in-parts',
    'in-parts',
  ] as const),
];

/** Stories that no rule can match: a cashier decides, and until then no cover starts. */
const WAITING: ReadonlySet<PaymentStory> = new Set(['by-parent-union', 'over', 'short']);

export interface PayingUnit {
  readonly index: number;
  readonly name: string;
  readonly agency: Agency;
  readonly orderFen: Fen;
}

export interface Payment {
  readonly story: PaymentStory;
  readonly transfers: readonly Transfer[];
  /** The transfer that completes the order without anybody's help; `undefined` where none does. */
  readonly completing: Transfer | undefined;
}

/** Office hours; a payment reaches the account between so many days after the roster. */
const FIRST_DAY = 4;
const LAST_DAY = 19;

/** The transfers by which one unit pays, in the order of time. */
export function paymentOf(unit: PayingUnit, submittedOn: DayNumber, dice: Dice): Payment {
  const story = FIRST_STORIES[unit.index] ?? dice.of(...LATER_STORIES);
  const account = corporateAccountOf(dice);
  const onDay = submittedOn + dice.integer(FIRST_DAY, LAST_DAY);
  const time = officeTime(dice);
  const plain: Transfer = {
    kind: 'whole',
    unit: unit.index,
    onDay,
    time,
    amountFen: unit.orderFen,
    payerName: unit.name,
    payerAccount: account,
    remark: '职工互助保障会费',
  };
  const transfers = transfersOf(story, plain, unit, submittedOn, dice);
  return { story, transfers, completing: WAITING.has(story) ? undefined : transfers.at(-1) };
}

function transfersOf(
  story: PaymentStory,
  plain: Transfer,
  { index, name, agency, orderFen }: PayingUnit,
  submittedOn: DayNumber,
  dice: Dice,
): readonly Transfer[] {
  switch (story) {
    case 'whole':
      return [plain];
    case 'in-parts': {
      const secondFen = Math.min(orderFen - 100, dice.integer(1, 10) * 2_500);
      const last = index < FIRST_STORIES.length ? lastMoment(submittedOn) : plain;
      return [
        {
          ...plain,
          kind: 'part',
          onDay: last.onDay - 2,
          amountFen: orderFen - secondFen,
          remark: '互助保障会费 第一笔',
        },
        { ...plain, ...last, kind: 'part', amountFen: secondFen, remark: '补交互助保障会费' },
      ];
    }
    case 'by-union': {
      const moment = index < FIRST_STORIES.length ? momentTooLate(submittedOn) : plain;
      return [{ ...plain, ...moment, kind: 'by-union', payerName: `${name}${dice.of('工会委员会', '工会')}` }];
    }
    case 'reversed': {
      const [morning, noon, afternoon] = ['09:12:40', '11:30:05', '15:48:21'];
      return [
        { ...plain, kind: 'reversed', time: morning },
        { ...plain, kind: 'reversal', time: noon, amountFen: -orderFen, remark: '冲正' },
        { ...plain, kind: 'whole', onDay: plain.onDay + 1, time: afternoon },
      ];
    }
    case 'by-parent-union':
      return [{ ...plain, kind: 'by-parent-union', payerName: agency.unionName, remark: `代缴${name}互助保障会费` }];
    case 'over':
      return [{ ...plain, kind: 'over', amountFen: orderFen + 5_000 }];
    case 'short':
      return [{ ...plain, kind: 'short', amountFen: orderFen - Math.min(2_500, orderFen - 100) }];
  }
}

/** What no unit sent: a payer whom nobody knows, and the bank's charge. */
export function foreignTransfers(submittedOn: DayNumber, bankAccount: string, office: string, dice: Dice): Transfer[] {
  return [
    {
      kind: 'unknown-payer',
      unit: undefined,
      onDay: submittedOn + 13,
      time: '09:00:00',
      amountFen: dice.integer(10_000, 200_000) * 100,
      payerName: '扶沟县某单位',
      payerAccount: corporateAccountOf(dice),
      remark: '往来款',
    },
    {
      kind: 'bank-charge',
      unit: undefined,
      onDay: submittedOn + 18,
      time: '16:40:00',
      amountFen: -2_000,
      payerName: office,
      payerAccount: bankAccount,
      remark: '账户管理费',
    },
  ];
}

interface Moment {
  readonly onDay: DayNumber;
  readonly time: string;
}

/** The last second but one of the 25th: confirmed on that day still (通知-三(二).1). */
function lastMoment(submittedOn: DayNumber): Moment {
  return { onDay: next25th(submittedOn), time: '23:59:58' };
}

/** Seconds into the 26th: confirmed on the 1st of the next month. */
function momentTooLate(submittedOn: DayNumber): Moment {
  return { onDay: next25th(submittedOn) + 1, time: '00:00:07' };
}

function next25th(submittedOn: DayNumber): DayNumber {
  const { year, month } = calendarDay(submittedOn + FIRST_DAY);
  const day = dayNumber(year, month, 25);
  return day >= submittedOn + FIRST_DAY ? day : dayNumber(month === 12 ? year + 1 : year, (month % 12) + 1, 25);
}

function officeTime(dice: Dice): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(dice.integer(8, 17))}:${two(dice.integer(0, 59))}:${two(dice.integer(0, 59))}`;
}
