import { describe, expect, it } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import { BatchRunner } from '#web/calculator/worker/batch-runner.ts';
import { makeExport } from '#web/calculator/worker/make-export.ts';
import type { BatchProgress, BatchRequest, BatchSummary, ListQuery } from '#web/calculator/worker/protocol.ts';
import { largeRoster, largeSettlements } from '../../../../test/support/large-files.ts';
import { readTexts } from '../../../../test/support/read-sheet.ts';

const ROWS = 5_000;

function fileOf(content: Blob, name: string): File {
  return new File([content], name);
}

const ROSTER = fileOf(largeRoster(ROWS), 'roster.csv');
const SETTLEMENTS = fileOf(largeSettlements(1_000), 'settlements.csv');

const REQUEST: BatchRequest = {
  program: 'henan-inpatient',
  startOn: parseDate('2025-05-26'),
  submittedOn: parseDate('2025-05-10'),
  roster: ROSTER,
  settlements: SETTLEMENTS,
};

const DECISIONS: ListQuery = { list: 'decisions', search: '', outcome: undefined, reason: undefined, order: 'settled' };

async function run(runner: BatchRunner, request: BatchRequest): Promise<BatchSummary> {
  const end = await runner.run(request);
  if (end.kind !== 'done') throw new Error(JSON.stringify(end));
  return end.summary;
}

describe('a batch', () => {
  it('counts the roster and every outcome, and hands out the rows behind each number', async () => {
    const runner = new BatchRunner(() => {});
    const { roster, settlements } = await run(runner, REQUEST);
    expect(roster).toMatchObject({ rows: ROWS, accepted: ROWS - 5, rejected: 5 });
    if (settlements === undefined) throw new Error('no settlements');
    const counted = Object.values(settlements.byOutcome).reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(1_000);
    expect(settlements.byOutcome['not-a-member'].count).toBe(100);
    for (const outcome of ['pay', 'decline', 'not-a-member'] as const) {
      const query = { ...DECISIONS, outcome };
      expect(runner.lists.count(query)).toBe(settlements.byOutcome[outcome].count);
      for (const row of runner.lists.rows(query, 0, 50)) expect(row).toMatchObject({ outcome });
    }
    for (const { reason, count } of settlements.reasons) {
      expect(runner.lists.count({ ...DECISIONS, reason })).toBe(count);
    }
  });

  it('finds by id, by name and by part of the number, and sorts by amount', async () => {
    const runner = new BatchRunner(() => {});
    await run(runner, REQUEST);
    expect(runner.lists.count({ ...DECISIONS, search: 's000000042' })).toBe(1);
    const [row] = runner.lists.rows({ ...DECISIONS, search: 'S000000042' }, 0, 1);
    if (row === undefined || !('amountFen' in row)) throw new Error('no decision');
    expect(runner.lists.count({ ...DECISIONS, search: `${row.name} ${row.residentId.slice(-6)}` })).toBeGreaterThan(0);
    const amounts = runner.lists
      .rows({ ...DECISIONS, order: 'amount' }, 0, 1_000)
      .map((each) => ('amountFen' in each ? each.amountFen : Number.NaN));
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
  });

  it('gives the detail of a row with the decision and the case that led to it', async () => {
    const runner = new BatchRunner(() => {});
    await run(runner, REQUEST);
    const query = { ...DECISIONS, outcome: 'pay' as const };
    const detail = runner.lists.detail(query, 0);
    expect(detail?.decision?.amountFen).toBe(detail?.row.amountFen);
    expect(detail?.caseJson).toMatchObject({ id: detail?.row.id });
    expect(runner.lists.detail(query, 1_000_000)).toBeUndefined();
  });

  it('reads a file again only where its reading depends on what changed', async () => {
    const stages: string[] = [];
    const runner = new BatchRunner(({ stage }) => stages.push(stage));
    await run(runner, REQUEST);
    const decided = runner.results.roster;
    await run(runner, { ...REQUEST, startOn: parseDate('2025-06-02') });
    expect(runner.results.roster).toBe(decided);
    await run(runner, { ...REQUEST, submittedOn: parseDate('2025-05-11') });
    expect(runner.results.roster).not.toBe(decided);
  });

  it('checks a roster alone, and reads settlements alone without deciding them', async () => {
    const runner = new BatchRunner(() => {});
    const alone = await run(runner, { ...REQUEST, settlements: undefined });
    expect(alone.settlements).toBeUndefined();
    const other = await run(runner, { ...REQUEST, roster: undefined });
    expect([other.roster, other.settlements, other.settlementsRead]).toEqual([undefined, undefined, 1_000]);
  });

  it('says which file is refused, and why', async () => {
    const picture = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])], 'roster.xlsx');
    const end = await new BatchRunner(() => {}).run({ ...REQUEST, roster: picture });
    expect(end).toMatchObject({ kind: 'refused', file: 'roster', message: expect.stringContaining('PNG') });
  });

  it('stops when it is told to, and runs again afterwards', async () => {
    const large = fileOf(largeRoster(60_000), 'large.csv');
    const told: BatchProgress[] = [];
    const runner: BatchRunner = new BatchRunner((progress) => {
      told.push(progress);
      if (told.length === 1) runner.cancel();
    });
    expect(await runner.run({ ...REQUEST, roster: large })).toEqual({ kind: 'cancelled' });
    expect(told).toHaveLength(1);
    expect(runner.results.roster).toBeUndefined();
    expect((await run(runner, { ...REQUEST, settlements: undefined })).roster?.rows).toBe(ROWS);
  });

  it('writes the results and the faulty rows as workbooks that can be read back', async () => {
    const runner = new BatchRunner(() => {});
    await run(runner, REQUEST);
    const results = await readTexts(await makeExport('results', runner.results));
    expect(results.join('\n')).toContain('S000000000');
    const faulty = await readTexts(await makeExport('faulty-rows', runner.results));
    expect(faulty.join('\n')).toContain('没有手机号');
  });
});
