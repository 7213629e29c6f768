import { describe, expect, it } from 'vitest';
import { generateScheme, OFFICE_ACCOUNT } from '#generator/generate-scheme.ts';
import { OPENING_BALANCE_FEN, STATEMENT_HEADER, statementLines } from '#generator/statement-lines.ts';
import type { BankStatement } from '#intake/bank-statement/bank-statement.ts';
import { matchCredit } from '#intake/bank-statement/match-credits.ts';
import type { OpenOrder } from '#intake/bank-statement/order-index.ts';
import { readBankStatement } from '#intake/bank-statement/read-bank-statement.ts';
import { parseBankNumber } from '#kernel/bank-number.ts';
import { parseDate } from '#kernel/civil-date.ts';
import { makeOrderReference } from '#kernel/order-reference.ts';

const scheme = generateScheme({
  seed: 1,
  units: 100,
  members: 9_000,
  settlements: 0,
  faultShare: 0.03,
  submittedOn: parseDate('2025-05-10'),
});

async function readBack(): Promise<BankStatement> {
  const text = [...statementLines(scheme)].map((line) => `${line.join('|')}\r\n`);
  const read = await readBankStatement(new Blob(text), { accountNumber: OFFICE_ACCOUNT });
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

describe('statementLines', () => {
  it('are taken whole by the reader of statements, each line as it was planned', async () => {
    const { entries, warnings, stated } = await readBack();
    expect({ warnings, stated }).toMatchObject({ warnings: [], stated: { count: scheme.transfers.length } });
    expect(entries).toHaveLength(scheme.transfers.length);
    let balanceFen = OPENING_BALANCE_FEN;
    for (const [index, { kind, onDay, amountFen, payerName, remark }] of scheme.transfers.entries()) {
      balanceFen += amountFen;
      expect(entries[index]).toMatchObject({
        postedOn: onDay,
        amountFen: Math.abs(amountFen),
        direction: amountFen > 0 ? 'credit' : 'debit',
        isReversal: kind === 'reversal',
        balanceAfterFen: balanceFen,
        payerName,
        remark,
      });
    }
    expect(new Set(entries.map(({ dedupKey }) => dedupKey)).size).toBe(entries.length);
  });

  it('name banks whose numbers pass', () => {
    const columns = STATEMENT_HEADER.flatMap((header, column) => (/开户行(?:行)?号/.test(header) ? [column] : []));
    expect(columns).toHaveLength(2);
    for (const line of [...statementLines(scheme)].slice(4)) {
      expect(line).toHaveLength(STATEMENT_HEADER.length);
      for (const column of columns) expect(parseBankNumber(line[column] ?? '').ok).toBe(true);
    }
  });

  it('complete by rule alone the orders of the units whose cover starts, and no others', async () => {
    const open = new Map(
      scheme.units.map(({ index, name, orderFen }): [string, OpenOrder] => [
        String(index),
        {
          orderId: String(index),
          reference: makeOrderReference(index + 1),
          openFen: orderFen,
          unitName: name,
          payerNames: [],
          payingForNames: [],
        },
      ]),
    );
    for (const [at, entry] of (await readBack()).entries.entries()) {
      const unit = scheme.transfers[at]?.unit;
      const match = entry.direction === 'credit' ? matchCredit(entry, [...open.values()]) : undefined;
      if (match?.kind === 'exact') expect(match.orderId).toBe(String(unit));
      const change = entry.isReversal ? entry.amountFen : match?.kind === 'exact' ? -entry.amountFen : 0;
      const order = open.get(String(unit));
      if (order !== undefined) open.set(order.orderId, { ...order, openFen: order.openFen + change });
    }
    for (const { index, cover } of scheme.units) {
      expect((open.get(String(index))?.openFen ?? 0) === 0).toBe(cover !== undefined);
    }
  });
});
