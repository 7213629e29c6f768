import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decideFiles } from '#intake/decide-files.ts';
import { readWholeRoster } from '#intake/roster/read-roster.ts';
import { readSettlements } from '#intake/settlements/read-settlements.ts';
import { parseDate } from '#kernel/civil-date.ts';

const FOLDER = '../shared/data/small';

interface Expected {
  readonly settlements: readonly { id: string; outcome: string; amountFen: number; reasons: [string, string][] }[];
  readonly settlementsPaidFen: number;
}

describe.runIf(existsSync(FOLDER))('the settlements of the small folder', () => {
  test('pass every check, with nothing above the ceiling', async () => {
    const read = await readSettlements(await openAsBlob(`${FOLDER}/settlements.xlsx`));
    expect(read).toMatchObject({ ok: true, value: { faulty: [], refunded: [], ignoredColumns: [], warnings: [] } });
    if (!read.ok) return;
    expect(read.value.settlements).toHaveLength(80);
    expect(new Set(read.value.settlements.map(({ figures }) => figures.aboveCeiling))).toEqual(new Set([0]));
  });

  test('come out as expected: outcome, amount and reasons', async () => {
    const roster = await readWholeRoster(await openAsBlob(`${FOLDER}/roster-1.xlsx`), {
      program: 'henan-inpatient',
      submittedOn: parseDate('2025-05-10'),
    });
    const read = await readSettlements(await openAsBlob(`${FOLDER}/settlements.xlsx`));
    if (!roster.ok || !read.ok) throw new Error('files refused');
    const decided = await decideFiles({
      program: 'henan-inpatient',
      startOn: parseDate('2025-05-26'),
      entries: roster.value.entries,
      settlements: read.value.settlements,
    });
    const expected: Expected = JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8'));
    const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
    const found = decided.settlements.map(({ settlement, outcome, amountFen, decision }) => ({
      id: settlement.id,
      outcome,
      amountFen,
      reasons: (decision?.reasons ?? []).map(({ code, clause }) => [code, clause]),
    }));
    expect(found.sort(byId)).toEqual([...expected.settlements].sort(byId));
    expect(decided.paidFen).toBe(expected.settlementsPaidFen);
  });

  test.each([
    ['roster-1.xlsx', '这是参保名单'],
    ['bank-statement.xls', '银行对账单'],
  ])('%s in their place is refused for what it is', async (name, sentence) => {
    const read = await readSettlements(await openAsBlob(`${FOLDER}/${name}`));
    expect(read.ok ? '' : read.error.message).toContain(sentence);
  });
});
