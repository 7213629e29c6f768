import { plainYuan } from '#kernel/money.ts';
import type { BankTextField, BankTextLayout } from './bank-layout.ts';
import { encodeGbk } from './gbk-text.ts';
import { PAYOUT_PURPOSE, type PayoutLine } from './payout-file.ts';

const VALUES: Readonly<Record<BankTextField, (line: PayoutLine) => string>> = {
  number: ({ number }) => String(number),
  cardNumber: ({ cardNumber }) => cardNumber,
  holder: ({ holder }) => holder,
  amount: ({ amountFen }) => plainYuan(amountFen),
  bankName: ({ bankName }) => bankName,
  bankNumber: ({ bankNumber }) => bankNumber,
  purpose: () => PAYOUT_PURPOSE,
  empty: () => '',
  endToEndId: ({ endToEndId }) => endToEndId,
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
    yield encodeGbk(some.map((line) => written(columns.map(({ field }) => VALUES[field](line)))).join(''));
  }
}
