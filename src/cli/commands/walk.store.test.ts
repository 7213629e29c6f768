import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { generateScheme } from '#generator/generate-scheme.ts';
import { writeScheme } from '#generator/write-scheme.ts';
import { parseDate } from '#kernel/civil-date.ts';
import { PASSWORD } from '../../../test/support/test-database.ts';
import { readSchemeFolder } from '../walk/scheme-folder.ts';
import { type WalkReport, walk } from '../walk/walk.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SMALL = join(ROOT, '../shared/data/small');
const scratch = mkdtempSync(join(tmpdir(), 'tongzhou-walk-test-'));
const databases: string[] = [];

/** Walks a folder on an empty database of the test server. */
async function walked(folder: string): Promise<WalkReport> {
  const server = process.env['TONGZHOU_TEST_SERVER'] ?? '';
  const name = `walk_${databases.length}_${process.pid}`;
  databases.push(name);
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const scheme = readSchemeFolder(folder);
  if (!scheme.ok) throw new Error(scheme.error);
  return await walk(scheme.value, {
    migrations: join(ROOT, 'migrations'),
    databaseUrl: url.href,
    applicationPassword: PASSWORD,
  });
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

afterAll(async () => {
  for (const name of databases) {
    await onServer(process.env['TONGZHOU_TEST_SERVER'] ?? '', `DROP DATABASE ${name} WITH (FORCE)`);
  }
  rmSync(scratch, { recursive: true, force: true });
});

interface Expected {
  readonly units: readonly {
    readonly accepted: number;
    readonly rejected: number;
    readonly rejectedRows: readonly { readonly row: number }[];
    readonly orderFen: number;
  }[];
  readonly cover: readonly { readonly completedAt: string | null; readonly startOn: string | null }[];
  readonly settlements: readonly {
    readonly id: string;
    readonly outcome: string;
    readonly amountFen: number;
    readonly reasons: readonly (readonly [string, string])[];
  }[];
  readonly settlementsPaidFen: number;
}

function agrees(report: WalkReport, folder: string): void {
  const expected: Expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
  expect(
    report.units.map(({ accepted, rejected, rejectedRows, orderFen, completedAt, startOn }) => ({
      accepted,
      rejected,
      rows: rejectedRows.map(({ row }) => row),
      orderFen,
      completedAt,
      startOn,
    })),
  ).toEqual(
    expected.units.map(({ accepted, rejected, rejectedRows, orderFen }, index) => ({
      accepted,
      rejected,
      rows: rejectedRows.map(({ row }) => row),
      orderFen,
      completedAt: expected.cover[index]?.completedAt,
      startOn: expected.cover[index]?.startOn,
    })),
  );
  expect(
    report.settlements.map(({ id, outcome, amountFen, reasons }) => [
      id,
      outcome,
      amountFen,
      reasons.map(({ code, clause }) => [code, clause]),
    ]),
  ).toEqual(expected.settlements.map(({ id, outcome, amountFen, reasons }) => [id, outcome, amountFen, reasons]));
  expect(report.settlementsPaidFen).toBe(expected.settlementsPaidFen);
  expect(report.payoutFile.totalFen).toBe(expected.settlementsPaidFen);
  expect(report.payoutFile.count).toBe(expected.settlements.filter(({ outcome }) => outcome === 'pay').length);
  expect(report.trialBalance.debitFen).toBe(report.trialBalance.creditFen);
  expect(report.bank.ledgerFen).toBe(report.bank.statementFen);
  expect(report.auditChain).toBe('intact');
}

describe('a walk through a folder of real files', () => {
  test.skipIf(!existsSync(SMALL))('of the small scheme gives what it expects', async () => {
    agrees(await walked(SMALL), SMALL);
  });

  test('of a generated scheme gives what was planted: payments in every manner, a credit taken back, split stays', async () => {
    const folder = join(scratch, 'generated');
    const options = { seed: 7, units: 9, members: 900, settlements: 150, faultShare: 0.05 };
    await writeScheme(generateScheme({ ...options, submittedOn: parseDate('2025-05-10') }), folder);
    agrees(await walked(folder), folder);
  });
});

describe('a folder that is none', () => {
  test.each([
    ['is not there', undefined, '读不到'],
    ['holds no JSON', '{', '不是 JSON'],
    ['names no units', '{"rosterSubmittedOn":"2025-05-10","bankStatement":"a.xls","units":[]}', '没有写 units'],
    ['names no day', '{"rosterSubmittedOn":"5月10日"}', 'rosterSubmittedOn 应当是'],
  ])('%s: a sentence says so', (name, content, sentence) => {
    const folder = mkdtempSync(join(scratch, 'faulty-'));
    if (content !== undefined) writeFileSync(join(folder, 'scheme.json'), content);
    const read = readSchemeFolder(folder);
    expect([name, read.ok ? 'read' : read.error]).toEqual([name, expect.stringContaining(sentence)]);
  });
});
