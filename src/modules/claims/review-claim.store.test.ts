import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { trialBalance } from '#modules/ledger/index.ts';
import { ClaimFixture, FILLS_CEILING, stayOf } from '../../../test/support/claim-fixture.ts';
import { must, openTestScheme, type TestOffice } from '../../../test/support/scheme-fixture.ts';
import type { Changed } from '../../../test/support/settlement-file.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { findMyClaims, getClaim, passClaims, recomputeDecision, reviewClaim } from './index.ts';

let base: TestDatabase;
let henan: TestOffice;
let fixture: ClaimFixture;
beforeAll(async () => {
  base = await createTestDatabase();
  ({ henan } = await openTestScheme(base.platform));
  base.clock.set(startOfDay(parseDate('2026-03-01')));
  fixture = new ClaimFixture(base, henan);
});
afterAll(() => base?.close());

const review = (
  caller: keyof TestOffice['callers'],
  claimId: string,
  outcome: 'pass' | 'send-back' | 'deny' | 'refer' = 'pass',
  more: { comment?: string; clauses?: string[] } = {},
): ReturnType<typeof reviewClaim> => reviewClaim(base.platform, henan.callers[caller], { claimId, outcome, ...more });

const codeOf = async (result: ReturnType<typeof reviewClaim>): Promise<string> => {
  const done = await result;
  return done.ok ? done.value.state : done.error.code;
};

describe('a claim goes from level to level', () => {
  test('county, city, office; then its benefit is reserved and posted', async () => {
    const claimId = await fixture.claim(stayOf(await fixture.person(), 'A1'));
    expect(must(await review('countyReviewer', claimId))).toMatchObject({
      state: 'in-review',
      nextAgencyId: henan.cityAgencyId,
    });
    expect(must(await review('cityReviewer', claimId))).toMatchObject({ nextAgencyId: henan.rootAgencyId });
    expect(must(await review('secondOfficeReviewer', claimId))).toEqual({
      claimId,
      state: 'approved',
      nextAgencyId: undefined,
      amountFen: 39_952,
      isRedecided: false,
    });
    const entries = await base.asSuperuser(
      `SELECT debit, credit, amount_fen::integer FROM tenant.ledger_entry WHERE object_id = $1`,
      [claimId],
    );
    expect(entries).toEqual([{ debit: '510101', credit: '220903', amount_fen: 39_952 }]);
    const claim = must(await getClaim(base.platform, henan.callers.officeReviewer, claimId));
    expect(claim.reviews.map(({ level, outcome }) => [level, outcome])).toEqual([
      ['county', 'pass'],
      ['city', 'pass'],
      ['office', 'pass'],
    ]);
  });

  test('nobody reviews in another level\u2019s place, what he submitted, or twice', async () => {
    const claimId = await fixture.claim(stayOf(await fixture.person(), 'B1'));
    expect(await codeOf(review('cityReviewer', claimId))).toBe('claim-at-other-level');
    expect(await codeOf(review('otherCountyReviewer', claimId))).toBe('claim-unknown');
    expect(await codeOf(review('unitAgent', claimId))).toBe('claim-unknown');
    must(await review('countyReviewer', claimId));
    expect(await codeOf(review('countyReviewer', claimId))).toBe('claim-at-other-level');
    must(await review('cityReviewer', claimId));
    expect(await codeOf(review('officeReviewer', claimId))).toBe('claim-own-submission');
    must(await review('secondOfficeReviewer', claimId, 'refer', { comment: '请另一位复核' }));
    expect(await codeOf(review('secondOfficeReviewer', claimId))).toBe('claim-reviewed-already');
    expect(await codeOf(review('approver', claimId))).toBe('approved');
  });

  test('two passes of one level at the same moment count once', async () => {
    const claimId = await fixture.claim(stayOf(await fixture.person(), 'C1'));
    const both = await Promise.all([
      codeOf(review('countyReviewer', claimId)),
      codeOf(review('countyReviewer', claimId)),
    ]);
    expect(both.sort()).toEqual(['claim-at-other-level', 'in-review']);
  });

  test('the same key gives the same answer and does nothing a second time', async () => {
    const claimId = await fixture.claim(stayOf(await fixture.person(), 'D1'));
    const caller = { ...henan.callers.countyReviewer, idempotencyKey: 'review-of-d1' };
    const first = await reviewClaim(base.platform, caller, { claimId, outcome: 'pass' });
    expect(await reviewClaim(base.platform, caller, { claimId, outcome: 'pass' })).toEqual(first);
  });

  test('it is sent back and denied with reasons only, denied with clauses that exist', async () => {
    const claimId = await fixture.claim(stayOf(await fixture.person(), 'E1'));
    expect(await codeOf(review('countyReviewer', claimId, 'send-back'))).toBe('claim-reason-missing');
    expect(await codeOf(review('countyReviewer', claimId, 'deny', { comment: '挂床' }))).toBe('clause-missing');
    const unknown = { comment: '挂床', clauses: ['附件9-9'] };
    expect(await codeOf(review('countyReviewer', claimId, 'deny', unknown))).toBe('clause-unknown');
    const denied = must(
      await review('countyReviewer', claimId, 'deny', { comment: '挂床', clauses: ['附件1-5(二).2'] }),
    );
    expect(denied).toMatchObject({ state: 'denied', amountFen: 0 });
    const claim = must(await getClaim(base.platform, henan.callers.countyReviewer, claimId));
    expect(claim.decisions.map(({ source, outcome, reasons }) => [source, outcome, reasons])).toEqual([
      ['rules', 'pay', []],
      ['reviewer', 'decline', [{ code: 'denied', clause: '附件1-5(二).2' }]],
    ]);
    expect(claim.reviews.at(-1)).toMatchObject({ outcome: 'deny', comment: '挂床' });
    expect(claim.clauseTexts['附件1-5(二).2']).toBeDefined();
    expect(must(await recomputeDecision(base.platform, henan.callers.countyReviewer, { claimId })).isSame).toBe(true);
  });

  test('what was referred by the rules is passed by the office as a decision of its own', async () => {
    const his = await fixture.person();
    const elsewhere = { 医药机构地点类别: '跨省异地', 定点医药机构编号: 'H31010000001', 医疗类别: '异地住院' };
    const claimId = await fixture.claim(stayOf(his, 'F1', elsewhere));
    const bulk = must(await passClaims(base.platform, henan.callers.secondOfficeReviewer, { claimIds: [claimId] }));
    expect(bulk.notPassed).toEqual([{ claimId, code: 'claim-flagged' }]);
    expect(must(await review('secondOfficeReviewer', claimId))).toMatchObject({ state: 'approved', amountFen: 33_294 });
    const { decisions } = must(await getClaim(base.platform, henan.callers.officeReviewer, claimId));
    expect(decisions.map(({ source, outcome }) => [source, outcome])).toEqual([
      ['rules', 'refer'],
      ['reviewer', 'pay'],
    ]);
  });

  test('what the insurer took back can be denied, not passed', async () => {
    const claimId = await fixture.claim(stayOf(await fixture.person(), 'G1'));
    await base.asSuperuser(`UPDATE tenant.claim SET reversal_import_id = import_id WHERE id = $1`, [claimId]);
    expect(await codeOf(review('countyReviewer', claimId))).toBe('claim-reversed');
    expect(await codeOf(review('countyReviewer', claimId, 'deny', { comment: '已退费', clauses: ['附件1-4.1'] }))).toBe(
      'denied',
    );
  });

  test('a denied claim frees its place in the limits', async () => {
    const his = await fixture.person();
    const first = await fixture.claim(stayOf(his, 'H1', { ...on('2025-08-01') }));
    await fixture.claim(stayOf(his, 'H2', { ...on('2025-09-01') }));
    must(await review('countyReviewer', first, 'deny', { comment: '挂床', clauses: ['附件1-5(二).2'] }));
    const third = await fixture.claim(stayOf(his, 'H3', { ...on('2025-10-01') }));
    expect(must(await getClaim(base.platform, henan.callers.officeReviewer, third)).outcome).toBe('pay');
  });

  test('its person sees it, and no other person does', async () => {
    const his = await fixture.person();
    const claimId = await fixture.claim(stayOf(his, 'I1'));
    const asPerson = (personId: string) =>
      ({ access: { scope: 'person', officeId: henan.officeId, personId, actorId: base.platform.newId() } }) as const;
    expect((await findMyClaims(base.platform, asPerson(his.personId))).map((claim) => claim.claimId)).toEqual([
      claimId,
    ]);
    const other = await fixture.person();
    expect(await findMyClaims(base.platform, asPerson(other.personId))).toEqual([]);
    expect((await getClaim(base.platform, asPerson(other.personId), claimId)).ok).toBe(false);
  });
});

describe('two final approvals at the same moment', () => {
  /** Claims of one person that were decided as if each were the only one: the worst that could have gone wrong before. */
  async function blindClaims(count: number, changed: Changed): Promise<string[]> {
    const his = await fixture.person();
    const claimIds: string[] = [];
    for (let at = 0; at < count; at++) {
      const day = on(`2025-${String(8 + at).padStart(2, '0')}-01`);
      claimIds.push(await fixture.claim(stayOf(his, `${his.residentId}-${at}`, { ...changed, ...day })));
      await base.asSuperuser('DELETE FROM tenant.benefit_use WHERE person_id = $1', [his.personId]);
    }
    await fixture.passBelowOffice(claimIds);
    return claimIds;
  }

  const counterOf = async (claimId: string | undefined): Promise<object | undefined> => {
    const [counter] = await base.asSuperuser(
      `SELECT b.stays, b.amount_fen::integer FROM tenant.benefit_counter b
       JOIN tenant.claim c ON c.person_id = b.person_id AND c.period_id = b.period_id WHERE c.id = $1`,
      [claimId],
    );
    return counter;
  };

  test('never exceed two stays in a period', async () => {
    const claimIds = await blindClaims(4, {});
    const states = await Promise.all(claimIds.map((id) => codeOf(review('secondOfficeReviewer', id))));
    expect(states.sort()).toEqual(['approved', 'approved', 'declined', 'declined']);
    expect(await counterOf(claimIds[0])).toEqual({ stays: 2, amount_fen: 2 * 39_952 });
  });

  test('never exceed 100,000.00 in a period', async () => {
    const claimIds = await blindClaims(2, FILLS_CEILING);
    const states = await Promise.all(claimIds.map((id) => codeOf(review('secondOfficeReviewer', id))));
    expect(states.sort()).toEqual(['approved', 'declined']);
    expect(await counterOf(claimIds[0])).toEqual({ stays: 1, amount_fen: 10_000_000 });
  });

  test('never exceed a limit in bulk either, where one batch meets another', async () => {
    const claimIds = await blindClaims(3, {});
    const some = await Promise.all(
      claimIds.map((id) =>
        passClaims(base.platform, henan.callers.secondOfficeReviewer, { claimIds: [id, ...claimIds] }),
      ),
    );
    expect(some.map((each) => must(each).approved).reduce((a, b) => a + b)).toBe(2);
    expect(await counterOf(claimIds[0])).toEqual({ stays: 2, amount_fen: 2 * 39_952 });
  });

  test('and the database itself refuses what exceeds a limit', async () => {
    const [id] = await blindClaims(1, {});
    must(await review('secondOfficeReviewer', id ?? ''));
    const exceeding = base.asSuperuser(
      `UPDATE tenant.benefit_counter b SET stays = 3 FROM tenant.claim c WHERE c.person_id = b.person_id AND c.id = $1`,
      [id],
    );
    await expect(exceeding).rejects.toThrow('benefit_within_limits');
  });

  test('what changed in between is decided anew and waits for review with its new figure', async () => {
    const his = await fixture.person();
    const large = await fixture.claim(stayOf(his, 'K1', { ...FILLS_CEILING, ...on('2025-08-01') }));
    await base.asSuperuser('UPDATE tenant.benefit_use SET amount_fen = 9990000 WHERE claim_id = $1', [large]);
    const small = await fixture.claim(stayOf(his, 'K2', on('2025-09-01')));
    await fixture.passBelowOffice([small]);
    await base.asSuperuser('UPDATE tenant.benefit_use SET amount_fen = 9980000 WHERE claim_id = $1', [large]);
    expect(must(await review('secondOfficeReviewer', small))).toMatchObject({
      state: 'in-review',
      isRedecided: true,
      amountFen: 20_000,
    });
    expect(must(await review('secondOfficeReviewer', small))).toMatchObject({ state: 'approved', amountFen: 20_000 });
  });
});

test('many claims are passed at once, in one audit row with a root over them, and the books balance', async () => {
  const claimIds: string[] = [];
  for (let at = 0; at < 5; at++) claimIds.push(await fixture.claim(stayOf(await fixture.person(), `L${at}`)));
  await fixture.passBelowOffice(claimIds);
  const unknown = base.platform.newId();
  const passed = must(
    await passClaims(base.platform, henan.callers.secondOfficeReviewer, { claimIds: [...claimIds, unknown] }),
  );
  expect(passed).toEqual({
    passed: 5,
    approved: 5,
    approvedFen: 5 * 39_952,
    notPassed: [{ claimId: unknown, code: 'claim-unknown' }],
  });
  const [row] = await base.asSuperuser<{ merkle_root: Buffer }>(
    `SELECT merkle_root FROM tenant.audit_row WHERE act = 'pass-claims' ORDER BY id DESC LIMIT 1`,
  );
  expect(row?.merkle_root).toHaveLength(32);
  const books = await trialBalance(base.platform, henan.callers.officeReviewer, { onDay: parseDate('2026-03-01') });
  const sum = (side: 'debitFen' | 'creditFen'): number => books.rows.reduce((total, each) => total + each[side], 0);
  expect(sum('debitFen')).toBe(sum('creditFen'));
  expect(sum('debitFen')).toBeGreaterThan(0);
});

function on(day: string): Changed {
  return { 开始日期: day, 结束日期: day, 结算日期: day };
}
