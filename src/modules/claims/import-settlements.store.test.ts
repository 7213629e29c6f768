import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectedSettlements } from '#generator/expected-settlements.ts';
import { generateScheme } from '#generator/generate-scheme.ts';
import { memberAt } from '#generator/roster-rows.ts';
import { SETTLEMENT_HEADER, settlementCells } from '#generator/settlement-cells.ts';
import { settlementRecords } from '#generator/settlement-records.ts';
import { readWholeRoster } from '#intake/roster/read-roster.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { formatDate, parseDate, startOfDay } from '#kernel/civil-date.ts';
import type { Period } from '#kernel/period.ts';
import { reckonReserves } from '#modules/books/index.ts';
import { plantCovers } from '../../../test/support/plant-covers.ts';
import { must, openTestScheme, type TestOffice, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { type Changed, SOUND, settlementFile, TAKEN_BACK } from '../../../test/support/settlement-file.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  findClaims,
  findImports,
  getClaim,
  type ImportedSettlements,
  importSettlements,
  readImportOutcomes,
  recomputeDecision,
  type SettlementImport,
  type SettlementOutcome,
} from './index.ts';

const FOLDER = '../shared/data/small';

let base: TestDatabase;
let scheme: TestScheme;
let henan: TestOffice;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  ({ henan } = scheme);
  base.clock.set(startOfDay(parseDate('2026-03-01')));
});
afterAll(() => base?.close());

async function plant(persons: readonly { name: string; residentId: string }[], startOn: string): Promise<void> {
  await plantCovers(base, {
    officeId: henan.officeId,
    agencyId: henan.countyAgencyId,
    unitId: henan.unitId,
    program: 'henan-inpatient',
    startOn: parseDate(startOn),
    endOn: parseDate(startOn) + 364,
    persons,
  });
}

const importFile = (file: Blob, how: Partial<SettlementImport> = {}): ReturnType<typeof importSettlements> =>
  importSettlements(base.platform, henan.callers.officeReviewer, file, { fileName: 'settlements.csv', ...how });

async function outcomesOf({ importId }: ImportedSettlements): Promise<SettlementOutcome[]> {
  const all: SettlementOutcome[] = [];
  const take = (outcomes: readonly SettlementOutcome[]): void => void all.push(...outcomes);
  must(await readImportOutcomes(base.platform, henan.callers.officeReviewer, importId, take));
  return all;
}

interface Plain {
  readonly id: string;
  readonly outcome: string;
  readonly amountFen: number;
  readonly reasons: readonly (readonly [string, string])[];
}

const plain = (outcomes: readonly SettlementOutcome[]): Plain[] =>
  outcomes
    .map(({ settlementId, outcome, amountFen, reasons }) => ({
      id: settlementId,
      outcome,
      amountFen,
      reasons: reasons.map(({ code, clause }) => [code, clause] as const),
    }))
    .sort(byId);

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

let persons = 0;

/** A person of his own, covered from 2025-05-26 on, and what makes a settlement his. */
async function somebody(): Promise<Changed> {
  persons += 1;
  const residentId = `4116241990010${String(1000 + persons)}X`;
  await plant([{ name: '许萍磊', residentId }], '2025-05-26');
  return { 证件号码: residentId };
}

/** A settlement of its own: 399.52 yuan to be paid. */
const stay = (id: string, changed: Changed = {}): Changed => ({ 结算ID: id, 就诊ID: `M-${id}`, ...changed });

describe.skipIf(!existsSync(FOLDER))('the settlements of the small folder', () => {
  let imported: ImportedSettlements;
  const expected = existsSync(FOLDER) ? JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8')) : {};

  beforeAll(async () => {
    const roster = await readWholeRoster(await openAsBlob(`${FOLDER}/roster-1.xlsx`), {
      program: 'henan-inpatient',
      submittedOn: parseDate('2025-05-10'),
    });
    if (!roster.ok) throw new Error(roster.error.message);
    await plant(roster.value.entries, '2025-05-26');
    imported = must(await importFile(await openAsBlob(`${FOLDER}/settlements.xlsx`)));
  });

  test('come out as expected: outcome, amount and reasons of each, and the total', async () => {
    expect(imported.paidFen).toBe(expected.settlementsPaidFen);
    expect(plain(await outcomesOf(imported))).toEqual([...expected.settlements].sort(byId));
  });

  test('are refused a second time', async () => {
    expect(await importFile(await openAsBlob(`${FOLDER}/settlements.xlsx`))).toEqual({
      ok: false,
      error: { code: 'settlements-known', importId: imported.importId },
    });
  });

  test('wait at the unit\u2019s own level where they pay, at the office where a person must decide', async () => {
    const waiting = await findClaims(base.platform, henan.callers.countyReviewer, { waitsForMe: true, limit: 200 });
    expect(waiting).toHaveLength(imported.counts.pay ?? 0);
    expect(new Set(waiting.map(({ state }) => state))).toEqual(new Set(['in-review']));
    const referred = await findClaims(base.platform, henan.callers.officeReviewer, { waitsForMe: true, limit: 200 });
    expect(referred).toHaveLength(imported.counts.refer ?? 0);
  });

  test('give claims that anyone entitled can open and decide again, and nobody else sees', async () => {
    const claims = await findClaims(base.platform, henan.callers.officeReviewer, { limit: 200 });
    for (const { claimId } of claims) {
      expect(must(await recomputeDecision(base.platform, henan.callers.countyReviewer, { claimId }))).toMatchObject({
        isSame: true,
      });
    }
    const claimId = claims.find(({ outcome }) => outcome === 'pay')?.claimId ?? '';
    const claim = must(await getClaim(base.platform, henan.callers.countyReviewer, claimId));
    expect(claim.decisions[0]?.ruled.steps.at(-1)?.valueFen).toBe(claim.amountFen);
    expect(claim.clauseTexts['附件1-4.1']).toContain('60%');
    for (const caller of [
      henan.callers.unitAgent,
      henan.callers.otherCountyReviewer,
      scheme.gansu.callers.officeReviewer,
    ]) {
      expect(await getClaim(base.platform, caller, claimId)).toEqual({ ok: false, error: { code: 'claim-unknown' } });
      expect(await findClaims(base.platform, caller, { limit: 10 })).toEqual([]);
    }
  });

  test('leave one audit row with a root over all claims, one event, and nothing in the stage', async () => {
    const audit = await base.asSuperuser<{ merkle_root: Buffer; detail: { paidFen: number } }>(
      `SELECT merkle_root, detail FROM tenant.audit_row WHERE act = 'import-settlements' AND object_id = $1`,
      [imported.importId],
    );
    expect(audit).toHaveLength(1);
    expect(audit[0]?.merkle_root).toHaveLength(32);
    expect(audit[0]?.detail.paidFen).toBe(imported.paidFen);
    const staged = await base.asSuperuser(
      `SELECT FROM stage.settlement_outcome UNION ALL SELECT FROM stage.settlement_row`,
    );
    expect(staged).toEqual([]);
  });

  test('hold no name, number or diagnosis that the database could read', async () => {
    const [dump] = await base.asSuperuser<{ text: string }>(`
      SELECT string_agg(t, ' ') AS text FROM (
        SELECT c::text AS t FROM tenant.claim c UNION ALL SELECT d::text FROM tenant.decision d
        UNION ALL SELECT r::text FROM tenant.settlement_row r UNION ALL SELECT k::text FROM tenant.settlement_key k) x`);
    expect(dump?.text.match(/4116\d{14}|肺炎|医院|S00100/g)).toBeNull();
  });

  test('stand in the list of imports', async () => {
    const page = await findImports(base.platform, henan.callers.officeReviewer, { limit: 10 });
    expect(page.map(({ importId, paidFen }) => [importId, paidFen])).toContainEqual([
      imported.importId,
      imported.paidFen,
    ]);
  });
});

test('a settlement that an earlier file brought happens once', async () => {
  const his = await somebody();
  must(await importFile(settlementFile(stay('A1', his))));
  const again = must(
    await importFile(
      settlementFile(
        stay('A1', his),
        stay('A2', { ...his, 开始日期: '2025-09-01', 结束日期: '2025-09-08', 结算日期: '2025-09-08' }),
      ),
    ),
  );
  expect(again.counts).toEqual({ known: 1, pay: 1 });
});

test('two imports at the same moment bring a settlement once', async () => {
  const his = await somebody();
  const other = await somebody();
  const imports = await Promise.all([
    importFile(settlementFile(stay('B1', his))),
    importFile(settlementFile(stay('B1', his), stay('B2', other))),
  ]);
  const counts = imports.map((each) => must(each).counts);
  expect(counts.reduce((sum, { pay = 0 }) => sum + pay, 0)).toBe(2);
  expect(counts.reduce((sum, { known = 0 }) => sum + known, 0)).toBe(1);
});

test('what earlier files brought counts against the limits: the third stay is declined', async () => {
  const his = await somebody();
  const on = (day: string): Changed => ({ ...his, 开始日期: day, 结束日期: day, 结算日期: day });
  must(await importFile(settlementFile(stay('C1', on('2025-08-01')))));
  must(await importFile(settlementFile(stay('C2', on('2025-09-01')))));
  const third = must(await importFile(settlementFile(stay('C3', on('2025-10-01')))));
  expect(plain(await outcomesOf(third))).toEqual([
    { id: 'C3', outcome: 'decline', amountFen: 0, reasons: [['stay-limit', '附件1-4.4']] },
  ]);
});

test('a later part of a stay that was claimed before is flagged for a person', async () => {
  const his = await somebody();
  must(await importFile(settlementFile(stay('D1', his))));
  const later = must(await importFile(settlementFile(stay('D2', { ...his, 就诊ID: 'M-D1' }))));
  const [outcome] = await outcomesOf(later);
  const claim = must(await getClaim(base.platform, henan.callers.officeReviewer, outcome?.claimId ?? ''));
  expect(claim.flags).toEqual(['same-stay']);
});

test('what is not yet reported is reckoned by the month in which it happened, not by that of the cover', async () => {
  const august = parseDate('2025-08-01');
  const reckoned = async (): Promise<ReadonlyMap<string, readonly number[]>> => {
    const { months } = await reckonReserves(base.platform, henan.callers.accountant, august);
    return new Map(months.map(({ month, byDelayFen }) => [formatDate(month), byDelayFen]));
  };
  const before = await reckoned();
  must(await importFile(settlementFile(stay('O1', await somebody()))));
  const after = await reckoned();
  const grown = [...after].flatMap(([month, byDelayFen]) =>
    byDelayFen.flatMap((fen, delay) => {
      const more = fen - (before.get(month)?.[delay] ?? 0);
      return more === 0 ? [] : [[month, delay, more]];
    }),
  );
  // admitted on 2025-07-31, settled and told on 2025-08-10
  expect(grown).toEqual([['2025-07-01', 1, 39_952]]);
});

test.each([
  ['by a refund alone in its file', (his: Changed) => settlementFile(stay('', {}), refund(his))],
  ['by the pair in a fuller export', (his: Changed) => settlementFile(stay('E1', his), refund(his))],
])('what the insurer takes back later is marked %s', async (_, fileOf) => {
  const his = await somebody();
  const id = `E${persons}`;
  const first = must(await importFile(settlementFile(stay(id, his))));
  const [paid] = await outcomesOf(first);
  const file = new Blob([(await fileOf(his).text()).replaceAll('E1', id)]);
  const second = must(await importFile(file));
  expect(second.reversed).toBe(1);
  expect(second.counts.reversal).toBe(1);
  const claim = must(await getClaim(base.platform, henan.callers.officeReviewer, paid?.claimId ?? ''));
  expect(claim).toMatchObject({ flags: ['reversed'], state: 'in-review' });
});

function refund(his: Changed): Changed {
  return { ...his, ...TAKEN_BACK, 结算ID: 'E1-R', 就诊ID: 'M-E1', 原结算ID: 'E1', 结算日期: '2025-08-20' };
}

test('settlements of one stay become one claim, of the day of the last', async () => {
  const his = await somebody();
  const parts = settlementFile(
    stay('F1', { ...his, 就诊ID: 'M-F' }),
    stay('F2', { ...his, 就诊ID: 'M-F', 开始日期: '2025-08-08', 结束日期: '2025-08-12', 结算日期: '2025-08-12' }),
  );
  expect(must(await importFile(parts, { onlyDay: parseDate('2025-08-10') })).counts).toEqual({});
  const imported = must(await importFile(parts, { onlyDay: parseDate('2025-08-12') }));
  expect(imported.counts).toEqual({ joined: 1, pay: 1 });
  const [first, last] = await outcomesOf(imported);
  expect(first).toMatchObject({ settlementId: 'F1', outcome: 'joined', claimId: last?.claimId });
  expect(last).toMatchObject({ settlementId: 'F2', outcome: 'pay', amountFen: 2 * 39_952 });
});

test('a stranger stays a row of the import and may come again once he is a member', async () => {
  const stranger = { 证件号码: '411624195001010011' };
  const first = must(await importFile(settlementFile(stay('G1', stranger))));
  expect(plain(await outcomesOf(first))).toEqual([{ id: 'G1', outcome: 'not-a-member', amountFen: 0, reasons: [] }]);
  await plant([{ name: '许萍磊', residentId: stranger.证件号码 }], '2025-05-26');
  expect(
    must(await importFile(settlementFile(stay('G1', stranger), stay('G2', { 证件号码: '411624195001010012' })))).counts
      .pay,
  ).toBe(1);
});

test('a file that can\u2019t be read is refused and leaves nothing', async () => {
  const refused = await importFile(await openAsBlob(`${FOLDER}/roster-1.xlsx`));
  expect(refused).toMatchObject({ ok: false, error: { code: 'settlement-file-refused' } });
});

test('a generated scheme comes out as its generator computes it', async () => {
  const generated = generateScheme({
    seed: 20_250_510,
    units: 6,
    members: 900,
    settlements: 700,
    faultShare: 0.05,
    submittedOn: parseDate('2025-05-10'),
  });
  const covers = new Map<string, Period>();
  for (const unit of generated.units) {
    if (unit.program !== 'henan-inpatient' || unit.cover === undefined) continue;
    const members = Array.from({ length: unit.members }, (_, at) => memberAt(generated, unit, at).person);
    for (const { residentId } of members) covers.set(residentId, unit.cover);
    await plantCovers(base, {
      officeId: scheme.gansu.officeId,
      agencyId: scheme.gansu.countyAgencyId,
      unitId: scheme.gansu.unitId,
      program: 'henan-inpatient',
      ...unit.cover,
      persons: members,
    });
  }
  const columns = SETTLEMENT_HEADER.map((header) => ({ header, width: 14, format: 'text' as const }));
  const rows = [...settlementRecords(generated)].map(settlementCells);
  const workbook = await writeWorkbook([{ name: '结算数据', columns, rows }]);
  const expected = await expectedSettlements(workbook, covers);

  const caller = scheme.gansu.callers.officeReviewer;
  const imported = must(await importSettlements(base.platform, caller, workbook, { fileName: '结算.xlsx' }));
  const found: SettlementOutcome[] = [];
  must(await readImportOutcomes(base.platform, caller, imported.importId, (some) => void found.push(...some)));
  expect(imported.paidFen).toBe(expected.settlementsPaidFen);
  expect(plain(found.filter(({ outcome }) => outcome !== 'refunded'))).toEqual([...expected.settlements].sort(byId));
});

test('the sound settlement of these tests pays what the hand computes', () => {
  const baseFen = 755_864 - 90_000 - 599_277;
  expect(SOUND['范围内费用']).toBe('7558.64');
  expect(Math.round(baseFen * 0.6)).toBe(39_952);
});
