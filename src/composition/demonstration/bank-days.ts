import { AGENCIES } from '#generator/agencies.ts';
import { diceAt } from '#generator/dice.ts';
import { OFFICE_ACCOUNT } from '#generator/generate-scheme.ts';
import type { GeneratedScheme, GeneratedUnit } from '#generator/scheme.ts';
import { statementLines } from '#generator/statement-lines.ts';
import { STREAM } from '#generator/streams.ts';
import type { Transfer, TransferKind } from '#generator/transfers.ts';
import { corporateAccountOf } from '#generator/values/numbers.ts';
import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import { plainYuan } from '#kernel/money.ts';
import { type CompletedOrder, importStatement } from '#modules/contributions/index.ts';
import { explainEntries } from '#modules/explanations/index.ts';
import { done } from './done.ts';
import type { DemonstrationOffice } from './open-demonstration-office.ts';
import type { PlannedPayment } from './planned-units.ts';

const KINDS: Readonly<Record<PlannedPayment['payer'], TransferKind>> = {
  unit: 'whole',
  union: 'by-union',
  'parent-union': 'by-parent-union',
};

/** A unit's payment for its order, as the bank will write it. */
export function transferOf(unit: GeneratedUnit, orderFen: number, onDay: DayNumber, payment: PlannedPayment): Transfer {
  const { name, agency, index } = unit;
  const { payer, overFen = 0 } = payment;
  const names = { unit: name, union: `${name}工会委员会`, 'parent-union': agency.unionName };
  const dice = diceAt(index, STREAM.transfers, onDay);
  return {
    kind: KINDS[payer],
    unit: index,
    onDay,
    time: `${dice.integer(9, 16)}:${dice.integer(10, 59)}:${dice.integer(10, 59)}`.padStart(8, '0'),
    amountFen: orderFen + overFen,
    payerName: names[payer],
    payerAccount: corporateAccountOf(dice),
    remark: payer === 'parent-union' ? '代缴互助保障会费' : '职工互助保障会费',
  };
}

/** What no unit sent: a payer whom nobody knows, and the bank's own charge. */
export function foreignTransfers(onDay: DayNumber): readonly Transfer[] {
  const dice = diceAt(onDay, STREAM.transfers);
  const plain = { unit: undefined, onDay, payerAccount: corporateAccountOf(dice) };
  return [
    {
      ...plain,
      kind: 'unknown-payer',
      time: '16:58:12',
      amountFen: 268_000,
      payerName: '周口市某服务部',
      remark: '往来款',
    },
    {
      ...plain,
      kind: 'bank-charge',
      time: '16:59:40',
      amountFen: -2_000,
      payerName: AGENCIES[0].name,
      remark: '账户管理费',
    },
  ];
}

/** The cashier imports the statement of a day, in the bank's own layout; gives the orders whose money is there in full. */
export async function importDay(
  office: DemonstrationOffice,
  scheme: GeneratedScheme,
  onDay: DayNumber,
  transfers: readonly Transfer[],
): Promise<readonly CompletedOrder[]> {
  const inOrder = transfers.toSorted((a, b) => (a.time < b.time ? -1 : 1));
  // another seed each day: the bank's reference numbers come once
  const options = { ...scheme.options, seed: scheme.options.seed + onDay };
  let text = '';
  for (const line of statementLines({ ...scheme, options, transfers: inOrder })) text += `${line.join('|')}\r\n`;
  const { caller } = office.person('cashier');
  const fileName = `银行流水-${formatDate(onDay)}.txt`;
  const imported = await importStatement(office.platform, caller, new Blob([text]), { fileName });
  return done('import-statement', imported).completed;
}

/** An entry of the office's account: money out where the amount is negative. */
export interface PlainEntry {
  readonly other: string;
  readonly amountFen: number;
  /** The bank's own number of it. */
  readonly recordId: string;
  readonly summary: string;
  readonly remark: string;
}

/** The cashier imports entries of a day that no unit's transfer made. */
export async function importEntries(
  office: DemonstrationOffice,
  onDay: DayNumber,
  name: string,
  entries: readonly PlainEntry[],
): Promise<void> {
  const day = formatDate(onDay).replaceAll('-', '');
  const lines = entries.map(({ other, amountFen, recordId, summary, remark }) => {
    const isOut = amountFen < 0;
    const amount = `${isOut ? '-' : '+'}${plainYuan(Math.abs(amountFen))}`;
    return [
      isOut ? '往账' : '来账',
      isOut ? '' : other,
      isOut ? other : '',
      day,
      amount,
      recordId,
      summary,
      remark,
    ].join('|');
  });
  const header = '交易类型|付款人名称|收款人名称|交易日期|交易金额|记录标识号|摘要|交易附言';
  const file = new Blob([[`查询账号|${OFFICE_ACCOUNT}`, header, ...lines].join('\r\n')]);
  const { caller } = office.person('cashier');
  const fileName = `银行流水-${day}-${name}.txt`;
  done('import-statement', await importStatement(office.platform, caller, file, { fileName }));
  done('explain-entries', await explainEntries(office.platform, caller));
}
