import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { explainEntries } from '#modules/explanations/index.ts';
import { trialBalance } from '#modules/ledger/index.ts';
import { BENEFIT_FEN, PayoutFixture, returnFile } from '../../../test/support/payout-fixture.ts';
import { plantOrders } from '../../../test/support/plant-orders.ts';
import { readSheet } from '../../../test/support/read-sheet.ts';
import { must, openTestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { earnContributions, exportBooks, fundStatement } from './index.ts';

const FROM = parseDate('2026-02-01');
const UNTIL = parseDate('2026-03-01');
const LAST = parseDate('2026-03-31');
const SCRIPT = join(import.meta.dirname, '../../../scripts/recompute-trial-balance.ts');

let base: TestDatabase;
let fixture: PayoutFixture;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongzhou-books-'));
  base = await createTestDatabase();
  const { henan } = await openTestScheme(base.platform);
  base.clock.set(startOfDay(parseDate('2026-04-02')));
  fixture = new PayoutFixture(base, henan);
  await plantOrders(base, henan, [
    { amountFen: 8_001, startOn: parseDate('2026-01-02'), endOn: parseDate('2027-01-01') },
    { amountFen: 12_345_678, startOn: parseDate('2026-02-02'), endOn: parseDate('2027-02-01') },
  ]);
  must(await earnContributions(base.platform, henan.callers.accountant));
  const { payouts } = await fixture.sent(2);
  const ids = payouts.map(({ endToEndId }) => endToEndId);
  await fixture.results(returnFile(...ids.map((endToEndId) => ({ endToEndId, on: '20260331' }))));
  await fixture.statement(...ids.map((remark) => ({ amountFen: -BENEFIT_FEN, on: '2026-03-31', remark })), {
    amountFen: 7_77,
    on: '2026-03-31',
    remark: '不明 <&>',
  });
  must(await explainEntries(base.platform, henan.callers.cashier));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await base?.close();
});

async function exported(form: 'entries' | 'vouchers'): Promise<Blob> {
  return must(
    await exportBooks(base.platform, fixture.office.callers.accountant, { fromMonth: FROM, untilMonth: UNTIL, form }),
  );
}

test('a script that shares no code with the program comes to the same trial balance', async () => {
  const path = join(folder, 'entries.xlsx');
  writeFileSync(path, Buffer.from(await (await exported('entries')).arrayBuffer()));
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT, path], { encoding: 'utf8', timeout: 30_000 });
  expect(status).toBe(0);
  const recomputed = JSON.parse(stdout) as {
    debitFen: number;
    creditFen: number;
    accounts: { code: string; debitFen: number; creditFen: number }[];
    differing: string[];
  };
  const ours = await trialBalance(base.platform, fixture.office.callers.accountant, { fromDay: FROM, onDay: LAST });
  expect(recomputed.accounts).toEqual(
    ours.rows
      .filter(({ debitFen, creditFen }) => debitFen + creditFen > 0)
      .map(({ account, debitFen, creditFen }) => ({ code: account.code, debitFen, creditFen })),
  );
  expect(recomputed).toMatchObject({ debitFen: ours.debitFen, creditFen: ours.creditFen, differing: [] });
});

test('and finds a trial balance that does not follow from its entries', async () => {
  const path = join(folder, 'changed.xlsx');
  await base.asSuperuser(`UPDATE tenant.ledger_entry SET amount_fen = amount_fen + 1 WHERE event = 'credit-received'`);
  try {
    writeFileSync(path, Buffer.from(await (await exported('entries')).arrayBuffer()));
  } finally {
    await base.asSuperuser(
      `UPDATE tenant.ledger_entry SET amount_fen = amount_fen - 1 WHERE event = 'credit-received'`,
    );
  }
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT, path], { encoding: 'utf8', timeout: 30_000 });
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ differing: ['1002', '220901'] });
});

test('vouchers are numbered within their month, each with both its sides', async () => {
  const sheet = await readSheet(await exported('vouchers'));
  const rows = sheet.rows.map(({ cells }) => cells.map(({ text }) => text));
  expect(rows[0]).toEqual([
    '凭证日期',
    '凭证字',
    '凭证号',
    '分录号',
    '摘要',
    '科目编号',
    '科目名称',
    '借方金额',
    '贷方金额',
  ]);
  const earned = rows.findIndex((row) => row[4] === '按日计提会费收入');
  expect(rows[earned]?.[5]).toBe('220302');
  expect(rows[earned + 1]?.[5]).toBe('4201');
  expect(rows[earned]?.[7]).toBe(rows[earned + 1]?.[8]);
});

test('the statement of the fund balances to the fen and tells the share paid out', async () => {
  const { accountant } = fixture.office.callers;
  const statement = await fundStatement(base.platform, accountant, { fromDay: FROM, onDay: parseDate('2026-04-30') });
  expect(statement.assetsFen).toBe(statement.liabilitiesFen + statement.fundsFen);
  expect(statement.benefitsFen).toBe(2 * BENEFIT_FEN);
  expect(statement.paidOutBasisPoints).toBe(Math.round((2 * BENEFIT_FEN * 10_000) / statement.incomeFen));
  expect(statement.flows.find(({ month }) => month === UNTIL)).toMatchObject({
    inflowFen: 777,
    outflowFen: 2 * BENEFIT_FEN,
  });
  const incomeFen = statement.flows.reduce((sum, flow) => sum + flow.incomeFen, 0);
  expect(incomeFen).toBe(statement.incomeFen);
});
