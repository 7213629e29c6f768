import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { formatDate, parseDate, startOfDay } from '#kernel/civil-date.ts';
import { examineAppeal, fileAppeal } from '#modules/appeals/index.ts';
import { answerSupplement, openSupplementDraft, submitDraft } from '#modules/drafts/index.ts';
import { changeCalendar, setReviewSettings } from '#modules/reviews/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import {
  accidentFacts,
  CONSENTS,
  filledDraft,
  inpatientFacts,
  submittedDraft,
  withCard,
} from '../../../test/support/claim-draft.ts';
import { coveredMembers, type TestMember } from '../../../test/support/member-fixture.ts';
import { plantCovers } from '../../../test/support/plant-covers.ts';
import { must, openTestScheme, type TestOffice } from '../../../test/support/scheme-fixture.ts';
import { settlementFile } from '../../../test/support/settlement-file.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  assignClaimTo,
  correctCase,
  examineClaim,
  findClaims,
  findOwnSupplement,
  getClaim,
  goOnWithout,
  importSettlements,
  passClaims,
  recomputeDecision,
  reviewClaim,
  ruleOnClaim,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-desk-'));
let base: TestDatabase;
let henan: TestOffice;
let members: readonly TestMember[];
let next = 0;
beforeAll(async () => {
  base = await createTestDatabase();
  ({ henan } = await openTestScheme(base.platform));
  members = await coveredMembers(base, henan, ['henan-inpatient', 'national-accident'], { count: 18 });
  base.clock.set(startOfDay(parseDate('2025-09-20')) + 9 * 3_600_000);
});
afterAll(async () => {
  await base?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  readonly member: TestMember;
  readonly caller: Caller;
  readonly claimId: string;
}

function nextMember(): { readonly member: TestMember; readonly caller: Caller } {
  const member = members[next++];
  if (member === undefined) throw new Error('no member is left');
  const { officeId } = henan;
  const actorId = base.platform.newId();
  return { member, caller: { access: { scope: 'person', officeId, personId: member.personId, actorId } } };
}

/** Somebody's claim of 5,400.00 for fifteen days, before the county. */
async function sent(from = '2025-08-01', until = '2025-08-16', who = nextMember()): Promise<Sent> {
  const { member, caller } = who;
  const first18 = `6222021234567${String(10_000 + next)}`;
  await withCard(base.platform, caller, member.memberId, first18 + cardCheckDigit(first18));
  const store = openFolderStore(folder);
  const facts = inpatientFacts(from, until);
  const claim = must(await submittedDraft(base.platform, store, caller, { benefit: 'inpatient', facts }));
  return { member, caller, claimId: claim.claimId };
}

const text = (words: string): { text: string } => ({ text: words });
const review = (
  who: keyof TestOffice['callers'],
  claimId: string,
  outcome: 'pass' | 'send-back' = 'pass',
): ReturnType<typeof reviewClaim> =>
  reviewClaim(base.platform, henan.callers[who], {
    claimId,
    outcome,
    ...(outcome === 'pass' ? {} : { comment: '缺出院小结' }),
  });
const codeOf = async (result: Promise<{ ok: true } | { ok: false; error: { code: string } }>): Promise<string> => {
  const done = await result;
  return done.ok ? 'ok' : done.error.code;
};

describe('a reviewer corrects a case', () => {
  test('days left out lower the amount at once; who changed what, and on what he rests, stays on record', async () => {
    const { claimId } = await sent();
    const corrected = must(
      await correctCase(base.platform, henan.callers.countyReviewer, {
        claimId,
        facts: [{ path: 'stay.excludedDays', value: 3, evidence: text('护理记录显示挂床 3 天') }],
      }),
    );
    expect(corrected).toEqual({ claimId, state: 'in-review', outcome: 'pay', amountFen: 432_000 });
    const examined = must(await examineClaim(base.platform, henan.callers.cityReviewer, claimId));
    expect(examined.corrections).toMatchObject([
      {
        level: 'county',
        decisionNumber: 2,
        facts: [{ path: 'stay.excludedDays', before: 0, after: 3, evidence: text('护理记录显示挂床 3 天') }],
      },
    ]);
    expect(must(await recomputeDecision(base.platform, henan.callers.cityReviewer, { claimId })).isSame).toBe(true);
    const [held] = await base.asSuperuser('SELECT amount_fen::integer FROM tenant.benefit_use WHERE claim_id = $1', [
      claimId,
    ]);
    expect(held).toEqual({ amount_fen: 432_000 });
    for (const who of ['countyReviewer', 'cityReviewer', 'officeReviewer'] as const) must(await review(who, claimId));
    expect(must(await getClaim(base.platform, henan.callers.auditor, claimId))).toMatchObject({
      state: 'approved',
      amountFen: 432_000,
    });
  });

  test('an asserted exclusion declines, every level confirms it, and it frees its place', async () => {
    const { claimId } = await sent();
    const exclusions = [{ clause: '附件1-5(一).7', evidence: text('病历载明') }];
    const input = { claimId, facts: [], exclusions };
    expect(must(await correctCase(base.platform, henan.callers.countyReviewer, input))).toMatchObject({
      state: 'in-review',
      outcome: 'decline',
      amountFen: 0,
    });
    expect(await codeOf(correctCase(base.platform, henan.callers.countyReviewer, input))).toBe(
      'correction-changes-nothing',
    );
    const bulk = must(await passClaims(base.platform, henan.callers.countyReviewer, { claimIds: [claimId] }));
    expect(bulk.notPassed).toEqual([{ claimId, code: 'claim-flagged' }]);
    for (const who of ['countyReviewer', 'cityReviewer', 'officeReviewer'] as const) must(await review(who, claimId));
    const { state, decisions } = must(await getClaim(base.platform, henan.callers.auditor, claimId));
    expect([state, decisions.at(-1)?.reasons]).toEqual(['declined', [{ code: 'excluded', clause: '附件1-5(一).7' }]]);
    expect(await base.asSuperuser('SELECT FROM tenant.benefit_use WHERE claim_id = $1', [claimId])).toEqual([]);
  });

  test('whoever corrected it at the last level does not pass it there', async () => {
    const { claimId } = await sent();
    for (const who of ['countyReviewer', 'cityReviewer'] as const) must(await review(who, claimId));
    const facts = [{ path: 'settlement.otherPaid', value: 100_000, evidence: text('商业保险理赔单') }];
    must(await correctCase(base.platform, henan.callers.officeReviewer, { claimId, facts }));
    expect(await codeOf(review('officeReviewer', claimId))).toBe('claim-own-correction');
    expect(must(await review('secondOfficeReviewer', claimId))).toMatchObject({
      state: 'approved',
      amountFen: 480_000,
    });
  });

  test('moved to another period by its day it leaves its place in the first, and what that had declined is decided again', async () => {
    const who = nextMember();
    const { residentId, name } = who.member;
    await plantCovers(base, {
      officeId: henan.officeId,
      agencyId: henan.countyAgencyId,
      unitId: henan.unitId,
      program: 'henan-inpatient',
      startOn: parseDate('2024-05-10'),
      endOn: parseDate('2025-05-09'),
      persons: [{ residentId, name }],
    });
    const claimIds: string[] = [];
    for (const month of ['07', '08', '09']) {
      claimIds.push((await sent(`2025-${month}-01`, `2025-${month}-16`, who)).claimId);
    }
    const [first = '', , third = ''] = claimIds;
    const { countyReviewer, auditor } = henan.callers;
    expect(must(await getClaim(base.platform, auditor, third))).toMatchObject({ state: 'declined' });
    const days = { admittedOn: '2025-04-01', dischargedOn: '2025-04-16', settledOn: '2025-04-16' };
    const facts = Object.entries(days).map(([fact, value]) => ({
      path: `stay.${fact}`,
      value,
      evidence: text('出院小结上的日期'),
    }));
    expect(must(await correctCase(base.platform, countyReviewer, { claimId: first, facts }))).toMatchObject({
      outcome: 'pay',
      amountFen: 540_000,
    });
    const reopened = must(await getClaim(base.platform, auditor, third));
    expect(reopened).toMatchObject({ state: 'in-review', amountFen: 540_000 });
    expect(reopened.decisions.at(-1)?.because).toEqual({
      by: 'correction',
      claimId: first,
      beforeFen: 540_000,
      afterFen: 0,
    });
  });

  test('nothing is corrected without evidence, at another level, or into what is no case', async () => {
    const { claimId } = await sent();
    const correct = (
      path: string,
      value: number | string,
      words: string,
      who: keyof TestOffice['callers'] = 'countyReviewer',
    ): Promise<string> =>
      codeOf(
        correctCase(base.platform, henan.callers[who], { claimId, facts: [{ path, value, evidence: text(words) }] }),
      );
    expect(await correct('stay.excludedDays', 1, ' ')).toBe('correction-evidence-missing');
    expect(await correct('stay.excludedDays', 1, '有', 'cityReviewer')).toBe('claim-at-other-level');
    expect(await correct('stay.excludedDays', 1, '有', 'otherCountyReviewer')).toBe('claim-unknown');
    expect(await correct('stay.nothing', 1, '有')).toBe('correction-fact-unknown');
    expect(await correct('submittedOn', '2020-01-01', '有')).toBe('correction-fact-unknown');
    expect(await correct('settlement.billedTotal', 1, '有')).toBe('case-invalid');
    expect(await correct('stay.excludedDays', 99, '有')).toBe('case-invalid');
    const none = { claimId, facts: [] };
    expect(await codeOf(correctCase(base.platform, henan.callers.countyReviewer, none))).toBe('correction-empty');
    expect(must(await getClaim(base.platform, henan.callers.auditor, claimId)).decisions).toHaveLength(1);
  });
});

describe('what a claim lacks', () => {
  test('is told once with a day in working days; the answer puts it before its first level again', async () => {
    const { claimId, caller } = await sent();
    const supplement = { items: [{ material: 'discharge-record', text: '缺医院盖章' }] };
    must(
      await reviewClaim(base.platform, henan.callers.countyReviewer, {
        claimId,
        outcome: 'send-back',
        comment: '请补盖章的出院小结',
        supplement,
      }),
    );
    const asked = must(await findOwnSupplement(base.platform, caller, claimId));
    // 15 working days with the days of the national holiday off, and two Saturdays and Sundays worked in their place
    expect(formatDate(asked.supplement?.dueOn ?? 0)).toBe('2025-10-16');
    expect(asked.supplement?.items).toEqual(supplement.items);
    expect(await codeOf(goOnWithout(base.platform, henan.callers.countyReviewer, { claimId }))).toBe(
      'supplement-not-due',
    );
    const input = { claimId, text: '盖好章了' };
    expect(must(await answerSupplement(base.platform, caller, input))).toMatchObject({ state: 'in-review' });
    expect(await codeOf(review('countyReviewer', claimId, 'send-back'))).toBe('claim-sent-back-before');
    must(await review('countyReviewer', claimId));
    const { supplement: told } = must(await examineClaim(base.platform, henan.callers.countyReviewer, claimId));
    expect(told?.answer?.text).toBe('盖好章了');
  });

  test('that never comes leaves the level that asked to go on when the day is over; an insurer\u2019s claim takes papers too', async () => {
    const { member, caller } = nextMember();
    const his = { 证件号码: member.residentId, 人员姓名: member.name };
    const file = settlementFile({ 结算ID: 'W1', 就诊ID: 'M-W1', ...his });
    must(await importSettlements(base.platform, henan.callers.officeReviewer, file, { fileName: 'w.csv' }));
    const [claim] = (
      await findClaims(base.platform, henan.callers.countyReviewer, { waitsForMe: true, limit: 50 })
    ).filter(({ origin, memberId }) => origin === 'settlement' && memberId === member.memberId);
    const claimId = claim?.claimId ?? '';
    must(await review('countyReviewer', claimId, 'send-back'));
    const { draftId } = must(await openSupplementDraft(base.platform, caller, { claimId }));
    expect(must(await openSupplementDraft(base.platform, caller, { claimId }))).toEqual({ draftId });
    expect(must(await findOwnSupplement(base.platform, caller, claimId)).draftId).toBe(draftId);
    base.clock.set(startOfDay(parseDate('2025-10-18')) + 9 * 3_600_000);
    expect(must(await goOnWithout(base.platform, henan.callers.countyReviewer, { claimId }))).toMatchObject({
      state: 'in-review',
    });
    must(await review('countyReviewer', claimId));
  });
});

test('whoever typed a claim or corrected it has a part in every later round, and in its appeal', async () => {
  const { platform } = base;
  const { approver, officeReviewer } = henan.callers;
  const { member, caller } = nextMember();
  const first18 = `6222021234567${String(10_000 + next)}`;
  await withCard(platform, caller, member.memberId, first18 + cardCheckDigit(first18));
  const { claimId } = must(
    await submittedDraft(platform, openFolderStore(folder), approver, {
      benefit: 'inpatient',
      facts: inpatientFacts('2025-08-01', '2025-08-16'),
      memberId: member.memberId,
    }),
  );
  const passBelow = async (): Promise<void> => {
    for (const who of ['countyReviewer', 'cityReviewer'] as const) must(await review(who, claimId));
  };
  await passBelow();
  const facts = [{ path: 'stay.excludedDays', value: 3, evidence: text('护理记录显示挂床 3 天') }];
  must(await correctCase(platform, officeReviewer, { claimId, facts }));
  must(await review('secondOfficeReviewer', claimId, 'send-back'));
  must(await answerSupplement(platform, caller, { claimId, text: '补来了' }));
  await passBelow();
  expect(await codeOf(review('approver', claimId))).toBe('claim-own-submission');
  expect(await codeOf(review('officeReviewer', claimId))).toBe('claim-own-correction');
  must(await review('secondOfficeReviewer', claimId));
  const { appealId } = must(await fileAppeal(platform, caller, { claimId, reason: '没有挂床' }));
  const upheld = { appealId, outcome: 'upheld', finding: '维持' } as const;
  expect(await codeOf(examineAppeal(platform, approver, upheld))).toBe('claim-own-submission');
  expect(await codeOf(examineAppeal(platform, officeReviewer, upheld))).toBe('claim-reviewed-already');
});

test('the deductible of an accident is taken once, whoever of its claims is decided again or ruled on', async () => {
  const { platform } = base;
  const { countyReviewer, approver } = henan.callers;
  const { member, caller } = nextMember();
  const first18 = `6222021234567${String(10_000 + next)}`;
  await withCard(platform, caller, member.memberId, first18 + cardCheckDigit(first18));
  const told = async (on: string): Promise<{ claimId: string; amountFen: number }> =>
    must(
      await submittedDraft(platform, openFolderStore(folder), caller, { benefit: 'medical', facts: accidentFacts(on) }),
    );
  const deny = async (claimId: string): Promise<unknown> =>
    must(
      await reviewClaim(platform, countyReviewer, {
        claimId,
        outcome: 'deny',
        comment: '票据不是原件',
        clauses: ['附件2-4.5'],
      }),
    );
  const first = await told('2025-08-01');
  const second = await told('2025-08-01');
  expect([first.amountFen, second.amountFen]).toEqual([150_000, 160_000]);
  await deny(first.claimId);
  const again = must(await getClaim(platform, countyReviewer, second.claimId));
  expect(again.decisions.at(-1)).toMatchObject({
    amountFen: 150_000,
    because: { by: 'denial', claimId: first.claimId, beforeFen: 150_000, afterFen: 0 },
  });
  for (const who of ['countyReviewer', 'cityReviewer'] as const) must(await review(who, second.claimId));
  expect(must(await review('officeReviewer', second.claimId))).toMatchObject({ state: 'approved', amountFen: 150_000 });
  expect((await told('2025-08-01')).amountFen).toBe(160_000);

  const other = await told('2025-07-01');
  await deny(other.claimId);
  for (const amountFen of [50_000, 60_000]) {
    const change = { by: 'amount', amountFen, clauses: ['附件2-4.5'] } as const;
    const rule = { name: 'vote-on-ruling', input: change };
    const ruled = await perform(platform, approver, rule, async (act) => {
      await act.audit({ act: rule.name, objectKind: 'claim', objectId: other.claimId });
      return await ruleOnClaim(act, other.claimId, change);
    });
    must(ruled);
    const [use] = await base.asSuperuser('SELECT deductible_fen::integer FROM tenant.benefit_use WHERE claim_id = $1', [
      other.claimId,
    ]);
    expect(use).toEqual({ deductible_fen: 10_000 });
  }
  expect((await told('2025-07-01')).amountFen).toBe(160_000);
});

describe('one stay', () => {
  test('that its member claimed and the insurer tells of later is one claim, and what differs is told', async () => {
    const { claimId, member } = await sent('2025-09-01', '2025-09-11');
    const his = { 证件号码: member.residentId, 人员姓名: member.name };
    const days = { 开始日期: '2025-09-01', 结束日期: '2025-09-11', 结算日期: '2025-09-11 10:00:00' };
    const file = settlementFile({ 结算ID: 'X1', 就诊ID: 'M-X1', ...his, ...days });
    const imported = must(
      await importSettlements(base.platform, henan.callers.officeReviewer, file, { fileName: 'x.csv' }),
    );
    expect(imported.counts).toEqual({ matched: 1 });
    const claim = must(await getClaim(base.platform, henan.callers.auditor, claimId));
    expect(claim).toMatchObject({ state: 'in-review', settlements: [{ id: 'X1' }], decisions: [{ number: 1 }] });
    expect(claim.flags).toContain('figures-differ');
    const { differing, flags, record } = must(await examineClaim(base.platform, henan.callers.countyReviewer, claimId));
    expect(differing).toContainEqual({ path: 'settlement.billedTotal', typed: 3_000_000, record: 859_094 });
    expect(flags).toContainEqual({ flag: 'figures-differ', count: differing.length });
    expect(record).toMatchObject({ stay: { admittedOn: '2025-09-01' } });
  });

  test('of the insurer\u2019s that its member tells of later is one claim too, with the insurer\u2019s figures', async () => {
    const who = nextMember();
    const his = { 证件号码: who.member.residentId, 人员姓名: who.member.name };
    const days = { 开始日期: '2025-09-01', 结束日期: '2025-09-11', 结算日期: '2025-09-11 10:00:00' };
    const file = settlementFile({ 结算ID: 'Y1', 就诊ID: 'M-Y1', ...his, ...days });
    const imported = must(
      await importSettlements(base.platform, henan.callers.officeReviewer, file, { fileName: 'y.csv' }),
    );
    const { claimId } = await sent('2025-09-01', '2025-09-11', who);
    const claim = must(await getClaim(base.platform, henan.callers.auditor, claimId));
    expect([claim.origin, claim.amountFen, claim.decisions.length]).toEqual(['settlement', imported.paidFen, 1]);
    expect(claim.flags).toContain('figures-differ');
    const { typed } = must(await examineClaim(base.platform, henan.callers.countyReviewer, claimId));
    expect(typed).toMatchObject({ settlement: { billedTotal: 3_000_000 } });
  });
});

describe('the queue', () => {
  test('stands by deadline or amount, tells what is overdue, and gives a claim to one person', async () => {
    const { countyReviewer, cityReviewer, officeReviewer } = henan.callers;
    const by = (order: 'due' | 'amount'): ReturnType<typeof findClaims> =>
      findClaims(base.platform, countyReviewer, { waitsForMe: true, order, limit: 50 });
    const amounts = (await by('amount')).map(({ amountFen }) => amountFen);
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
    const due = (await by('due')).map(({ dueOn }) => dueOn ?? 0);
    expect(due).toEqual([...due].sort((a, b) => a - b));
    const { claimId } = await sent('2025-10-01', '2025-10-11');
    const overdue = (who: Caller): ReturnType<typeof findClaims> =>
      findClaims(base.platform, who, { isOverdue: true, limit: 50 });
    expect((await overdue(officeReviewer)).map((claim) => claim.claimId)).not.toContain(claimId);
    base.clock.set(startOfDay(parseDate('2025-10-28')));
    expect((await overdue(officeReviewer)).map((claim) => claim.claimId)).toContain(claimId);

    const assignee = base.platform.newId();
    const assign = (who: Caller, more: { assigneeId?: string | null; takesUp?: boolean }): Promise<string> =>
      codeOf(assignClaimTo(base.platform, who, { claimId, reason: '本人休假', ...more }));
    expect(await assign(countyReviewer, { assigneeId: assignee })).toBe('ok');
    expect(await codeOf(review('countyReviewer', claimId))).toBe('claim-assigned-elsewhere');
    expect(await assign(cityReviewer, { assigneeId: null })).toBe('claim-at-other-level');
    expect(await assign(cityReviewer, { takesUp: true })).toBe('ok');
    expect(must(await review('cityReviewer', claimId))).toMatchObject({ state: 'in-review' });
  });

  test('passes together only what stays below the office\u2019s limit', async () => {
    const { claimId } = await sent('2025-10-02', '2025-10-12');
    const settings = { countyDays: 1, cityDays: 3, officeDays: 5, supplementDays: 10, batchLimitFen: 100_000 };
    expect(await codeOf(setReviewSettings(base.platform, henan.callers.countyReviewer, settings))).toBe(
      'review-settings-office-only',
    );
    must(await setReviewSettings(base.platform, henan.callers.approver, settings));
    const passed = must(await passClaims(base.platform, henan.callers.countyReviewer, { claimIds: [claimId] }));
    expect(passed.notPassed).toEqual([{ claimId, code: 'claim-over-batch-limit' }]);
  });

  test('counts by the office\u2019s own calendar', async () => {
    const { systemAdministrator, countyReviewer, officeReviewer } = henan.callers;
    const day = parseDate('2025-10-29');
    const off = { day, isWorkday: false, name: '防汛停工' };
    expect(await codeOf(changeCalendar(base.platform, countyReviewer, off))).toBe('calendar-office-only');
    expect(await codeOf(changeCalendar(base.platform, systemAdministrator, { ...off, name: ' ' }))).toBe(
      'calendar-name-missing',
    );
    must(await changeCalendar(base.platform, systemAdministrator, off));
    const who = nextMember();
    const { claimId } = await sent('2025-10-03', '2025-10-13', who);
    const dueOf = async (): Promise<number> =>
      (await getClaim(base.platform, officeReviewer, claimId).then(must)).dueOn ?? 0;
    expect(formatDate(await dueOf())).toBe('2025-10-30');
    must(await changeCalendar(base.platform, officeReviewer, { ...off, isWorkday: undefined }));
    expect(await codeOf(changeCalendar(base.platform, officeReviewer, { ...off, isWorkday: undefined }))).toBe(
      'calendar-day-not-own',
    );
  });
});

test('what is sent while another claim of its period is being denied is decided with the place that this leaves', async () => {
  const { platform } = base;
  const { countyReviewer, auditor, officeReviewer } = henan.callers;
  const who = nextMember();
  const { claimId } = await sent('2025-07-01', '2025-07-16', who);
  await sent('2025-08-01', '2025-08-16', who);
  const facts = inpatientFacts('2025-09-01', '2025-09-16');
  const draft = await filledDraft(platform, openFolderStore(folder), who.caller, { benefit: 'inpatient', facts });
  const waiting = async (count: number): Promise<void> => {
    await expect
      .poll(() =>
        base.asSuperuser(`SELECT count(DISTINCT pid)::int AS count FROM pg_locks WHERE NOT granted AND pid IN (
          SELECT pid FROM pg_locks WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database()))`),
      )
      .toEqual([{ count }]);
  };
  // the denial has read which claims there are before the third is there, and has the counters after it
  const { sending, denying } = await platform.database.transaction(officeReviewer.access, async (transaction) => {
    await transaction.run(sql`SELECT FROM tenant.benefit_counter WHERE person_id = ${who.member.personId} FOR UPDATE`);
    const submission = submitDraft(platform, who.caller, { ...draft, consents: CONSENTS });
    await waiting(1);
    const denial = { claimId, outcome: 'deny', comment: '重复申领', clauses: ['附件1-4.4'] } as const;
    const review = reviewClaim(platform, countyReviewer, denial);
    await waiting(2);
    return { sending: submission, denying: review };
  });
  const third = must(await sending);
  must(await denying);
  expect(third.state).toBe('declined');
  expect(must(await getClaim(platform, auditor, third.claimId))).toMatchObject({
    state: 'in-review',
    amountFen: 540_000,
  });
});
