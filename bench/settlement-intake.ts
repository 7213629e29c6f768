/**
 * The insurer's settlements against the covers of an office, from the file to claims with their decisions: rows a second
 * for each stage, beside plain COPY of the rows that come out, into a table without index or policy on the same server.
 *
 * `npm run bench -- settlement-intake [--covers N] [--settlements N] [--pass N]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { generateScheme } from '#generator/generate-scheme.ts';
import { memberAt } from '#generator/roster-rows.ts';
import type { GeneratedScheme } from '#generator/scheme.ts';
import { SETTLEMENT_HEADER, settlementCells } from '#generator/settlement-cells.ts';
import { settlementRecords } from '#generator/settlement-records.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import {
  findClaims,
  type ImportStage,
  importSettlements,
  MOST_CLAIMS_PASSED,
  passClaims,
} from '#modules/claims/index.ts';
import { startEmbeddedServer } from '#platform/database/embedded/embedded-server.ts';
import { gunzip } from '#platform/gunzip.ts';
import { plantCovers } from '../test/support/plant-covers.ts';
import { must, openTestScheme, type TestOffice } from '../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../test/support/test-database.ts';

const { values } = parseArgs({
  options: {
    covers: { type: 'string', default: '500000' },
    settlements: { type: 'string', default: '100000' },
    pass: { type: 'string', default: '20000' },
  },
});
const SETTLEMENTS = Number(values.settlements);

const STAGES: Readonly<Record<ImportStage, string>> = {
  read: '读文件：解压、逐行检查、冲销退费',
  stage: '摘要，COPY 进暂存',
  match: '按摘要匹配人和保障期，锁定限额',
  decide: '核算',
  seal: '封存，COPY 进暂存',
  write: '写入申领、结论、限额、结果',
};

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-intake-'));
const started = await startEmbeddedServer({ folder: join(folder, 'database') });
if (!started.ok) throw new Error(started.error.message);
try {
  process.env['TONGZHOU_TEST_SERVER'] = started.value.superuserUrl;
  const base = await createTestDatabase();
  try {
    await measure(base);
  } finally {
    await base.close();
  }
} finally {
  await started.value.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(base: TestDatabase): Promise<void> {
  const { henan } = await openTestScheme(base.platform);
  base.clock.set(startOfDay(parseDate('2026-11-25')));
  const scheme = generateScheme({
    seed: 20_261_125,
    units: Math.max(10, Math.ceil(Number(values.covers) / 2_000)),
    members: Number(values.covers),
    settlements: SETTLEMENTS,
    faultShare: 0,
    submittedOn: parseDate('2025-05-10'),
  });
  const covers = await plant(base, henan, scheme);
  const columns = SETTLEMENT_HEADER.map((header) => ({ header, width: 14, format: 'text' as const }));
  const file = await writeWorkbook([{ name: '结算数据', columns, rows: cellsOf(scheme) }]);
  console.log(
    `${covers.toLocaleString('en-US')} 个保障期，${SETTLEMENTS.toLocaleString('en-US')} 行结算，文件 ${(file.size / 1e6).toFixed(1)} MB`,
  );

  const spent = new Map<ImportStage, number>();
  let current: ImportStage | undefined;
  let since = performance.now();
  const onStage = (stage?: ImportStage): void => {
    const now = performance.now();
    if (current !== undefined) spent.set(current, (spent.get(current) ?? 0) + now - since);
    [current, since] = [stage, now];
  };
  const from = performance.now();
  const imported = must(
    await importSettlements(base.platform, henan.callers.officeReviewer, file, {
      fileName: 'bench.xlsx',
      gunzip,
      onStage,
    }),
  );
  onStage();
  const wholeMs = performance.now() - from;
  for (const [stage, name] of Object.entries(STAGES)) print(spent.get(stage as ImportStage) ?? 0, name);
  print(wholeMs, '合计（一个事务，提交在内）');
  print(await plainCopy(base), '参照：同样的申领和结论，COPY 进没有索引和策略的表');
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(`结果 ${JSON.stringify(imported.counts)}，应付 ${imported.paidFen} 分，峰值内存 ${peakMb.toFixed(0)} MB`);
  await pass(base, henan);
}

function* cellsOf(scheme: GeneratedScheme): Generator<readonly string[]> {
  for (const record of settlementRecords(scheme)) yield settlementCells(record);
}

async function plant(base: TestDatabase, henan: TestOffice, scheme: GeneratedScheme): Promise<number> {
  let covers = 0;
  for (const unit of scheme.units) {
    const { cover, program, members } = unit;
    if (cover === undefined) continue;
    const persons = Array.from({ length: members }, (_, at) => memberAt(scheme, unit, at).person);
    const { officeId, countyAgencyId: agencyId, unitId } = henan;
    await plantCovers(base, { officeId, agencyId, unitId, program, ...cover, persons });
    covers += members;
  }
  await base.asSuperuser('ANALYZE tenant.person, tenant.member, tenant.coverage_period');
  return covers;
}

/** Milliseconds of the barest way in for what came out. */
async function plainCopy(base: TestDatabase): Promise<number> {
  const client = new pg.Client({ connectionString: base.superuserUrl });
  await client.connect();
  try {
    const rows = `SELECT c.*, d.reasons, d.notices, d.readings, d.terms_on, d.sealed AS sealed_decision
      FROM tenant.claim c JOIN tenant.decision d ON d.office_id = c.office_id AND d.submitted_on = c.submitted_on
        AND d.claim_id = c.id`;
    const pieces: Buffer[] = [];
    for await (const piece of client.query(copyTo(`COPY (${rows}) TO STDOUT`))) pieces.push(piece as Buffer);
    await client.query(`CREATE TABLE public.plain AS ${rows} WITH NO DATA`);
    const from = performance.now();
    await pipeline(Readable.from(pieces), client.query(copyFrom('COPY public.plain FROM STDIN')));
    return performance.now() - from;
  } finally {
    await client.end();
  }
}

/** Batch passes of all three levels, the last one approving, reserving and posting. */
async function pass(base: TestDatabase, { callers }: TestOffice): Promise<void> {
  const { platform } = base;
  const claims = await findClaims(platform, callers.countyReviewer, { waitsForMe: true, limit: Number(values.pass) });
  const paying = claims.filter(({ flags }) => flags.length === 0).map(({ claimId }) => claimId);
  for (const [name, caller] of [
    ['批量通过，县', callers.countyReviewer],
    ['批量通过，市', callers.cityReviewer],
    ['批量通过，办事处：重算、占用限额、记账', callers.secondOfficeReviewer],
  ] as const) {
    const from = performance.now();
    for (let at = 0; at < paying.length; at += MOST_CLAIMS_PASSED) {
      must(await passClaims(platform, caller, { claimIds: paying.slice(at, at + MOST_CLAIMS_PASSED) }));
    }
    print(performance.now() - from, name, paying.length);
  }
}

function print(ms: number, name: string, rows = SETTLEMENTS): void {
  const rate = Math.round((rows / ms) * 1_000).toLocaleString('en-US');
  console.log(`${(ms / 1_000).toFixed(2).padStart(8)} s ${rate.padStart(11)} 行/s  ${name}`);
}
