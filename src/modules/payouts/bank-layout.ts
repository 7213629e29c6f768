import { type BankReturnLayout, EXAMPLE_BANK_RETURN } from '#intake/payout-results/read-bank-return.ts';
import { fail, ok, type Result } from '#kernel/result.ts';

/** What can stand in a column of a bank's batch text. */
export type BankTextField =
  | 'number'
  | 'cardNumber'
  | 'holder'
  | 'amount'
  | 'bankName'
  | 'bankNumber'
  | 'purpose'
  | 'empty'
  | 'endToEndId';

export interface BankTextColumn {
  readonly header: string;
  readonly field: BankTextField;
}

/** How a bank wants its batch text: GBK, lines end with CR LF. */
export interface BankTextLayout {
  readonly separator: string;
  readonly hasHeader: boolean;
  readonly columns: readonly BankTextColumn[];
}

/** How an office's bank takes payouts and answers them. Banks don't publish theirs: an office enters its own. */
export interface BankLayout {
  readonly text: BankTextLayout;
  readonly answer: BankReturnLayout;
}

/**
 * An example, made of the fields that such files have in general (reference page §8.5): no bank has confirmed it.
 */
export const EXAMPLE_BANK_LAYOUT: BankLayout = {
  text: {
    separator: '|',
    hasHeader: true,
    columns: [
      { header: '收款账号', field: 'cardNumber' },
      { header: '户名', field: 'holder' },
      { header: '金额', field: 'amount' },
      { header: '收款行', field: 'bankName' },
      { header: '联行号', field: 'bankNumber' },
      { header: '用途', field: 'purpose' },
      { header: '备注', field: 'empty' },
      { header: '客户业务编号', field: 'endToEndId' },
    ],
  },
  answer: EXAMPLE_BANK_RETURN,
};

/** Without these a bank can't pay, or we can't find its answer back. */
const NEEDED: readonly BankTextField[] = ['cardNumber', 'holder', 'amount', 'endToEndId'];

/**
 * What is wrong with a layout, in order of precedence: a separator that stands in names and amounts; a needed column that is
 * missing or there twice; headers that are empty, repeated or hold the separator; headers of the answer likewise; a word that
 * means two things, or none for paid or refused.
 */
export type BankLayoutFault =
  | 'separator'
  | 'needed-column'
  | 'header'
  | 'answer-separator'
  | 'answer-header'
  | 'answer-words';

/** Reads a layout that somebody typed. It says where money goes: nothing in it may be read in two ways. */
export function checkBankLayout({ text, answer }: BankLayout): Result<void, BankLayoutFault> {
  if (!isSeparator(text.separator)) return fail('separator');
  const isNeededThere = NEEDED.every((needed) => text.columns.filter(({ field }) => field === needed).length === 1);
  if (!isNeededThere) return fail('needed-column');
  if (
    !areHeaders(
      text.columns.map(({ header }) => header),
      text.separator,
    )
  )
    return fail('header');
  if (!isSeparator(answer.separator)) return fail('answer-separator');
  if (!areHeaders(Object.values(answer.columns), answer.separator)) return fail('answer-header');
  const words = [...answer.paid, ...answer.refused, ...answer.pending];
  const isClear = new Set(words).size === words.length && words.every((word) => word.trim() === word && word !== '');
  return isClear && answer.paid.length > 0 && answer.refused.length > 0 ? ok(undefined) : fail('answer-words');
}

/** One character that is no letter, digit, point or space, and stands in no name. */
function isSeparator(text: string): boolean {
  return /^[|,;\t~^#$]$/.test(text);
}

function areHeaders(headers: readonly string[], separator: string): boolean {
  return (
    new Set(headers).size === headers.length &&
    headers.every((header) => header.trim() === header && header !== '' && !header.includes(separator))
  );
}
