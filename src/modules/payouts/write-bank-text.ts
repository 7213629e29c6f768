import { plainYuan } from '#kernel/money.ts';
import { encodeGbk } from './gbk-text.ts';
import { PAYOUT_PURPOSE, type PayoutLine } from './payout-file.ts';

/** A column of a bank's batch text: its header and what stands in it. */
export interface BankTextColumn {
  readonly header: string;
  readonly value: (line: PayoutLine) => string;
}

/** How a bank wants its batch text. Banks don't publish theirs: an office writes its own after what its bank gives out. */
export interface BankTextLayout {
  readonly separator: string;
  readonly hasHeader: boolean;
  readonly columns: readonly BankTextColumn[];
}

/**
 * An example, made of the fields that such files have in general (reference page §8.5): no bank has confirmed it. GBK,
 * lines end with CR LF.
 */
export const EXAMPLE_BANK_TEXT: BankTextLayout = {
  separator: '|',
  hasHeader: true,
  columns: [
    { header: '收款账号', value: ({ cardNumber }) => cardNumber },
    { header: '户名', value: ({ holder }) => holder },
    { header: '金额', value: ({ amountFen }) => plainYuan(amountFen) },
    { header: '收款行', value: ({ bankName }) => bankName },
    { header: '联行号', value: ({ bankNumber }) => bankNumber },
    { header: '用途', value: () => PAYOUT_PURPOSE },
    { header: '备注', value: () => '' },
    { header: '客户业务编号', value: ({ endToEndId }) => endToEndId },
  ],
};

/** A batch as a bank's text, piece by piece. Throws on a character that GBK has not: that is asked before. */
export async function* writeBankText(
  { separator, hasHeader, columns }: BankTextLayout,
  lines: AsyncIterable<readonly PayoutLine[]>,
): AsyncGenerator<Buffer> {
  const written = (values: readonly string[]): string =>
    `${values.map((value) => value.replaceAll(separator, ' ').replace(/\p{Cc}/gu, '')).join(separator)}\r\n`;
  if (hasHeader) yield encodeGbk(written(columns.map(({ header }) => header)));
  for await (const some of lines) {
    yield encodeGbk(some.map((line) => written(columns.map(({ value }) => value(line)))).join(''));
  }
}
