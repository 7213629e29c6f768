import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#platform/acts/act.ts';
import {
  DECLARED,
  filed,
  imported,
  ordered,
  passed,
  persons,
  rosterFile,
  submitted,
  unitOf,
} from '../../../test/support/joining-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  dropFault,
  extendRoster,
  fileRoster,
  findRoster,
  findRosterEntries,
  findRosterFaults,
  reviewRoster,
  rowsToRepair,
  submitRoster,
  typeRow,
  withdrawRoster,
} from './index.ts';

let base: TestDatabase;
let scheme: TestScheme;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
});
afterAll(() => base?.close());

const whole = { afterRow: 0, limit: 1_000, onlyRepaired: false };
const reservationsOf = async (rosterId: string): Promise<number> => {
  const [row] = await base.asSuperuser<{ count: string }>(
    'SELECT count(*) FROM directory.cover_reservation WHERE roster_id = $1',
    [rosterId],
  );
  return Number(row?.count);
};

describe('filing a roster', () => {
  test('keeps good rows as a draft, repairs what is safe, and gives faulty cells back that nobody reads in the database', async () => {
    const { unitAgent } = scheme.henan.callers;
    const [good, spaced, wrong, twin] = persons(1, 4);
    if (good === undefined || spaced === undefined || wrong === undefined || twin === undefined)
      throw new Error('too few persons');
    const rows = [
      good,
      {
        ...spaced,
        residentId: ` ${spaced.residentId.replace(/\d/g, (digit) => '０１２３４５６７８９'.charAt(Number(digit)))}`,
      },
      { ...wrong, residentId: `${wrong.residentId.slice(0, 17)}${wrong.residentId.endsWith('1') ? '2' : '1'}` },
      { ...twin, residentId: good.residentId, sex: good.sex },
    ];
    const input = { unitId: unitOf(unitAgent), program: 'henan-inpatient', shares: 1, fileName: '名单.xlsx' } as const;
    const roster = must(await fileRoster(base.platform, unitAgent, input, await rosterFile(rows)));
    expect(roster).toMatchObject({ rows: 4, accepted: 2, rejected: 2, repaired: 1, isCut: false });
    const reasons = roster.faultyRows.flatMap((row) => row.reasons.map(({ cell, code }) => [cell, code]));
    expect(reasons).toEqual([
      ['D4', 'id-check-digit'],
      ['D5', 'id-duplicate'],
    ]);
    const entries = await findRosterEntries(base.platform, unitAgent, { ...whole, rosterId: roster.rosterId });
    expect(entries.map(({ row, repaired, residentId }) => [row, repaired, residentId.slice(0, 4)])).toEqual([
      [2, false, '4116'],
      [3, true, '4116'],
    ]);
    const faults = await findRosterFaults(base.platform, unitAgent, { ...whole, rosterId: roster.rosterId });
    expect(faults.map(({ texts }) => texts[3])).toEqual([rows[2]?.residentId, rows[3]?.residentId]);
    const [stored] = await base.asSuperuser<{ text: string }>(
      `SELECT string_agg(f::text, ' ') || (SELECT string_agg(m::text, ' ') FROM tenant.member m) AS text
       FROM tenant.roster_fault f WHERE roster_id = $1`,
      [roster.rosterId],
    );
    const hexOf = (text: string): string => Buffer.from(text).toString('hex');
    for (const secret of [wrong.residentId.slice(0, 17), wrong.name, good.residentId, good.phone]) {
      expect(stored?.text).not.toContain(secret);
      expect(stored?.text).not.toContain(hexOf(secret));
    }
    expect(
      await findRosterFaults(base.platform, scheme.henan.callers.otherUnitAgent, {
        ...whole,
        rosterId: roster.rosterId,
      }),
    ).toEqual([]);
  });

  test('takes more rows into the draft: answered faults go, others stay, who stands just so counts for nothing', async () => {
    const { unitAgent } = scheme.henan.callers;
    const rows = persons(10, 5);
    const broken = rows.map((row, at) => (at >= 3 ? { ...row, phone: '123' } : row));
    const rosterId = await filed(base.platform, { agent: unitAgent, rows: broken });
    const [first, second, third, fourth, fifth] = rows;
    if (!first || !second || !third || !fourth || !fifth) throw new Error('too few persons');
    const more = [first, { ...second, phone: '13700000022' }, fourth, { ...fifth, name: '' }];
    const extended = must(
      await extendRoster(base.platform, unitAgent, { rosterId, fileName: '补报.xlsx' }, await rosterFile(more)),
    );
    expect(extended).toMatchObject({ rows: 4, accepted: 2, rejected: 1, unchanged: 1 });
    const detail = await findRoster(base.platform, unitAgent, rosterId);
    // the fifth's first fault matches by nothing but his number: it stays until he is corrected or taken out
    expect(detail).toMatchObject({ row_count: 6, accepted_count: 4, rejected_count: 2, leftOut: 0 });
    const faults = await findRosterFaults(base.platform, unitAgent, { ...whole, rosterId });
    expect(faults.map(({ number, row, texts }) => [number, row, texts[1]])).toEqual([
      [6, 6, fifth.name],
      [11, 5, ''],
    ]);
    const typed = { rosterId, ...fifth, remark: '', phone: '13700000055' };
    const sex = fifth.sex === '男' ? '女' : '男';
    const wrong = await typeRow(base.platform, unitAgent, { ...typed, sex, phone: '1' });
    expect(wrong).toMatchObject({
      error: { code: 'typed-row-faulty', faults: [{ field: 'sex' }, { field: 'phone' }] },
    });
    must(await typeRow(base.platform, unitAgent, { ...typed, insteadOfFault: 11 }));
    expect(await typeRow(base.platform, unitAgent, typed)).toMatchObject({
      error: { faults: [{ field: 'residentId', message: '此人已在这份名单里，内容没有变化' }] },
    });
    expect(await findRoster(base.platform, unitAgent, rosterId)).toMatchObject({
      accepted_count: 5,
      rejected_count: 0,
    });
    expect(await dropFault(base.platform, unitAgent, { rosterId, number: 6 })).toMatchObject({
      error: { code: 'fault-unknown' },
    });
    const [last] = persons(16, 1);
    const bad = await rosterFile([{ ...last, phone: '1' } as (typeof rows)[number]]);
    must(await extendRoster(base.platform, unitAgent, { rosterId, fileName: '补报.xlsx' }, bad));
    const [fault] = await findRosterFaults(base.platform, unitAgent, { ...whole, rosterId });
    const keyed = { ...unitAgent, idempotencyKey: 'drop-it-once' };
    const drop = { rosterId, number: fault?.number ?? 0 };
    for (const _ of [1, 2]) must(await dropFault(base.platform, keyed, drop));
    expect(await findRoster(base.platform, unitAgent, rosterId)).toMatchObject({ rejected_count: 0 });
  });

  test('refuses the file as a whole in one sentence and leaves nothing', async () => {
    const { unitAgent } = scheme.henan.callers;
    const input = { unitId: unitOf(unitAgent), program: 'henan-inpatient', shares: 1, fileName: 'x.xlsx' } as const;
    const before = await base.asSuperuser('SELECT id FROM tenant.roster');
    const refused = await fileRoster(base.platform, unitAgent, input, new Blob(['not a workbook at all, no']));
    expect(refused).toMatchObject({ ok: false, error: { code: 'roster-file-refused' } });
    expect(await base.asSuperuser('SELECT id FROM tenant.roster')).toEqual(before);
    const twoShares = await fileRoster(
      base.platform,
      unitAgent,
      { ...input, shares: 2 },
      await rosterFile(persons(20, 1)),
    );
    expect(twoShares).toMatchObject({ ok: false, error: { code: 'shares-not-allowed' } });
    const foreign = await fileRoster(
      base.platform,
      scheme.henan.callers.otherUnitAgent,
      input,
      await rosterFile(persons(20, 1)),
    );
    expect(foreign).toMatchObject({ ok: false, error: { code: 'unit-unknown' } });
  });

  test('at the same moment by two units of an office, with the same new persons, ends well for both', async () => {
    const { unitAgent, otherUnitAgent } = scheme.henan.callers;
    const rows = persons(30, 40);
    const both = await Promise.all(
      [unitAgent, otherUnitAgent].map((agent) => filed(base.platform, { agent, rows: [...rows].reverse() })),
    );
    for (const [index, agent] of [unitAgent, otherUnitAgent].entries()) {
      const rosterId = both[index] ?? '';
      const entries = await findRosterEntries(base.platform, agent, { ...whole, rosterId });
      expect(entries).toHaveLength(40);
      expect(entries.every(({ name }) => name !== '已删除')).toBe(true);
    }
  });
});

describe('submitting a roster', () => {
  test('needs all of 100, and 80 of 100 from 101 on', async () => {
    const { unitAgent } = scheme.henan.callers;
    const trySubmit = async (first: number, count: number, eligibleCount: number): Promise<unknown> => {
      const rosterId = await filed(base.platform, { agent: unitAgent, rows: persons(first, count), eligibleCount });
      const result = await submitRoster(base.platform, unitAgent, { rosterId, declaration: DECLARED });
      if (result.ok) must(await withdrawRoster(base.platform, unitAgent, { rosterId }));
      return result.ok ? 'met' : result.error;
    };
    const notMet = { code: 'participation-not-met', voided: [] };
    expect(await trySubmit(100, 99, 100)).toEqual({ ...notMet, required: 100, missing: 1, everybody: true });
    expect(await trySubmit(100, 100, 100)).toBe('met');
    expect(await trySubmit(100, 80, 101)).toEqual({ ...notMet, required: 81, missing: 1, everybody: false });
    expect(await trySubmit(100, 81, 101)).toBe('met');
  });

  test('needs the declaration and payers that add up to the fen', async () => {
    const { unitAgent } = scheme.henan.callers;
    const rosterId = await filed(base.platform, { agent: unitAgent, rows: persons(200, 3) });
    const halves = [
      { source: 'unit-subsidy', payerName: '甲县机械厂', amountFen: 12_000 },
      { source: 'members', payerName: '职工', amountFen: 11_999 },
    ] as const;
    const input = { rosterId, declaration: DECLARED, payers: halves };
    expect(
      await submitRoster(base.platform, unitAgent, { ...input, declaration: { healthy: true, eligible: false } }),
    ).toEqual({ ok: false, error: { code: 'not-declared' } });
    expect(await submitRoster(base.platform, unitAgent, input)).toEqual({
      ok: false,
      error: { code: 'payers-do-not-add-up', contributionFen: 24_000, payersFen: 23_999 },
    });
    expect(await reservationsOf(rosterId)).toBe(0);
    const right = { ...input, payers: [halves[0], { ...halves[1], amountFen: 12_000 }] };
    expect(must(await submitRoster(base.platform, unitAgent, right))).toMatchObject({ participants: 3, voided: [] });
    expect(await submitRoster(base.platform, unitAgent, right)).toMatchObject({ error: { code: 'roster-state' } });
  });

  test('of the same person by two units at the same moment gives one of them a clear answer', async () => {
    const { unitAgent } = scheme.henan.callers;
    const gansuAgent = scheme.gansu.callers.unitAgent;
    const rows = persons(300, 3);
    const agents = [unitAgent, gansuAgent];
    const rosters = await Promise.all(agents.map((agent) => filed(base.platform, { agent, rows, eligibleCount: 3 })));
    const results = await Promise.all(
      agents.map((agent, at) =>
        submitRoster(base.platform, agent, { rosterId: rosters[at] ?? '', declaration: DECLARED }),
      ),
    );
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const [lost] = results.flatMap((result) => (result.ok ? [] : [result.error]));
    expect(lost).toMatchObject({ code: 'roster-empty', voided: [{ row: 2 }, { row: 3 }, { row: 4 }] });
    if (lost?.code !== 'roster-empty') throw new Error('the refusal names no rows');
    expect(lost.voided[0]?.reason).toMatch(/另一单位/);
    expect(lost.voided[0]?.reason).not.toMatch(/机械厂|中学|医院/);
    const winner = results.findIndex(({ ok }) => ok);
    expect(await reservationsOf(rosters[winner] ?? '')).toBe(3);
    expect(await reservationsOf(rosters[1 - winner] ?? '')).toBe(0);
    // whoever files later is told at once
    const late = agents[1 - winner];
    if (late === undefined) throw new Error('too few persons');
    const input = { unitId: unitOf(late), program: 'henan-inpatient', shares: 1, fileName: '名单.xlsx' } as const;
    const again = must(await fileRoster(base.platform, late, input, await rosterFile(rows)));
    expect(again.faultyRows.map(({ reasons }) => reasons[0]?.code)).toEqual(Array(3).fill('standing-roster'));
    // the other program is another matter
    must(await fileRoster(base.platform, late, { ...input, program: 'national-accident' }, await rosterFile(rows)));
  });

  test('leaves out whom another unit has covered since the row was filed', async () => {
    const { henan } = scheme;
    const rows = persons(400, 3);
    const rosterId = await filed(base.platform, { agent: henan.callers.unitAgent, rows, eligibleCount: 3 });
    const order = await ordered(base.platform, scheme.gansu, {
      agent: scheme.gansu.callers.unitAgent,
      rows: rows.slice(0, 1),
    });
    await imported(base.platform, scheme.gansu.callers.cashier, [
      { amountFen: order.amountFen, on: '2025-05-10', time: '08:00:00', remark: order.reference, recordId: 'G1' },
    ]);
    const refused = await submitRoster(base.platform, henan.callers.unitAgent, { rosterId, declaration: DECLARED });
    expect(refused).toMatchObject({
      error: {
        code: 'participation-not-met',
        missing: 1,
        voided: [{ row: 2, reason: expect.stringContaining('甲县') }],
      },
    });
  });
});

describe('reviewing a roster', () => {
  test('goes county, city, office; nobody reviews his own, twice, or in the place of another level', async () => {
    const { callers, unitId } = scheme.henan;
    const { unitAgent, countyReviewer, cityReviewer, otherCountyReviewer, officeReviewer, secondOfficeReviewer } =
      callers;
    const rosterId = await submitted(base.platform, { agent: unitAgent, rows: persons(500, 2) });
    const pass = (caller: Caller): ReturnType<typeof reviewRoster> =>
      reviewRoster(base.platform, caller, { rosterId, outcome: 'pass' });
    expect(await pass(otherCountyReviewer)).toMatchObject({ error: { code: 'roster-unknown' } });
    expect(await pass(cityReviewer)).toMatchObject({ error: { code: 'not-this-level' } });
    expect(await pass(officeReviewer)).toMatchObject({ error: { code: 'not-this-level' } });
    const agentAtCounty = { access: { ...countyReviewer.access, actorId: unitAgent.access.actorId } };
    expect(await pass(agentAtCounty)).toMatchObject({ error: { code: 'own-submission' } });
    expect(await reviewRoster(base.platform, countyReviewer, { rosterId, outcome: 'refuse' })).toMatchObject({
      error: { code: 'reason-missing' },
    });
    expect(
      await reviewRoster(base.platform, countyReviewer, { rosterId, outcome: 'pass', rows: [{ row: 2, reason: '?' }] }),
    ).toMatchObject({ error: { code: 'rows-not-sent-back' } });
    must(await pass(countyReviewer));
    expect(await pass(countyReviewer)).toMatchObject({ error: { code: 'not-this-level' } });
    // the same person at the next level
    const countyReviewerInTheCity = { access: { ...cityReviewer.access, actorId: countyReviewer.access.actorId } };
    expect(await pass(countyReviewerInTheCity)).toMatchObject({ error: { code: 'reviewed-already' } });
    must(await pass(cityReviewer));
    const both = await Promise.all([pass(officeReviewer), pass(secondOfficeReviewer)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'roster-state' } });
    const detail = await findRoster(base.platform, unitAgent, rosterId);
    expect(detail).toMatchObject({ state: 'passed', unit_id: unitId });
    expect(detail?.reviews.map(({ level, outcome }) => [level, outcome])).toEqual([
      ['county', 'pass'],
      ['city', 'pass'],
      ['office', 'pass'],
    ]);
    const orders = await base.asSuperuser('SELECT id FROM tenant.contribution_order WHERE roster_id = $1', [rosterId]);
    expect(orders).toHaveLength(1);
  });

  test('sends rows back; corrected and kept ones stand, the rest is left out, and the levels begin anew', async () => {
    const { callers } = scheme.henan;
    const { unitAgent, countyReviewer, cityReviewer } = callers;
    const rows = persons(600, 101);
    const rosterId = await submitted(base.platform, { agent: unitAgent, rows, eligibleCount: 101 });
    must(await reviewRoster(base.platform, countyReviewer, { rosterId, outcome: 'pass' }));
    const reason = '手机号不是本人的';
    must(
      await reviewRoster(base.platform, cityReviewer, {
        rosterId,
        outcome: 'send-back',
        rows: [2, 3, 4].map((row) => ({ row, reason })),
      }),
    );
    expect(await findRoster(base.platform, unitAgent, rosterId)).toMatchObject({
      accepted_count: 98,
      rejected_count: 3,
    });
    const toRepair = await Array.fromAsync(rowsToRepair(base.platform, unitAgent, rosterId));
    expect(toRepair.map(({ row, texts, faults }) => [row, texts[1], faults[0]?.message])).toEqual(
      [2, 3, 4].map((row) => [row, rows[row - 2]?.name, `审核退回：${reason}`]),
    );
    const [seen] = await Array.fromAsync(rowsToRepair(base.platform, countyReviewer, rosterId));
    expect(seen?.texts.join()).not.toContain(rows[0]?.residentId);
    expect(seen?.texts.join()).not.toContain(rows[0]?.phone);
    const corrected = rows.slice(0, 1).map((row) => ({ ...row, phone: '13700000001' }));
    const extended = await extendRoster(
      base.platform,
      unitAgent,
      { rosterId, fileName: '更正.xlsx' },
      await rosterFile(corrected),
    );
    expect(must(extended)).toMatchObject({ accepted: 1, rejected: 0 });
    const again = await submitRoster(base.platform, unitAgent, { rosterId, declaration: DECLARED, keepRows: [3] });
    expect(must(again)).toMatchObject({ participants: 100, contributionFen: 800_000, voided: [] });
    expect(await reservationsOf(rosterId)).toBe(100);
    const entries = await findRosterEntries(base.platform, unitAgent, { ...whole, rosterId });
    expect(entries.filter(({ state }) => state !== 'standing').map(({ row, state }) => [row, state])).toEqual([
      [2, 'void'],
      [4, 'sent-back'],
    ]);
    // the city's reviewer of the round before may review again, after the county
    expect(await reviewRoster(base.platform, cityReviewer, { rosterId, outcome: 'pass' })).toMatchObject({
      error: { code: 'not-this-level' },
    });
    const order = await passed(base.platform, scheme.henan, rosterId);
    expect(order.amountFen).toBe(800_000);
  });

  test('refuses, and frees everybody for another unit', async () => {
    const { callers } = scheme.henan;
    const rows = persons(800, 2);
    const rosterId = await submitted(base.platform, { agent: callers.unitAgent, rows });
    expect(await reservationsOf(rosterId)).toBe(2);
    must(
      await reviewRoster(base.platform, callers.countyReviewer, {
        rosterId,
        outcome: 'refuse',
        comment: '不是本单位职工',
      }),
    );
    expect(await reservationsOf(rosterId)).toBe(0);
    await submitted(base.platform, { agent: callers.otherUnitAgent, rows });
    expect(await submitRoster(base.platform, callers.unitAgent, { rosterId, declaration: DECLARED })).toMatchObject({
      error: { code: 'roster-state' },
    });
  });

  test('starts at the city for a unit that hangs there', async () => {
    const { callers } = scheme.henan;
    const rosterId = await submitted(base.platform, { agent: callers.cityUnitAgent, rows: persons(900, 2) });
    expect(await reviewRoster(base.platform, callers.countyReviewer, { rosterId, outcome: 'pass' })).toMatchObject({
      error: { code: 'roster-unknown' },
    });
    must(await reviewRoster(base.platform, callers.cityReviewer, { rosterId, outcome: 'pass' }));
    const last = must(await reviewRoster(base.platform, callers.officeReviewer, { rosterId, outcome: 'pass' }));
    expect(last.order?.amountFen).toBe(16_000);
  });
});

test('a period of another office stands in the way and tells its last day and its level', async () => {
  const { henan, gansu } = scheme;
  const rows = persons(1_000, 2);
  const order = await ordered(base.platform, gansu, { agent: gansu.callers.unitAgent, rows });
  await imported(base.platform, gansu.callers.cashier, [
    { amountFen: order.amountFen, on: '2025-05-10', time: '08:30:00', remark: order.reference, recordId: 'G2' },
  ]);
  const input = { unitId: henan.unitId, program: 'henan-inpatient', shares: 1, fileName: '名单.xlsx' } as const;
  const during = must(await fileRoster(base.platform, henan.callers.unitAgent, input, await rosterFile(rows)));
  expect(during).toMatchObject({ accepted: 0, rejected: 2 });
  expect(during.faultyRows[0]?.reasons[0]?.message).toMatch(/^此人已由甲县的另一单位参加，保障到2026年5月10日/);
});
