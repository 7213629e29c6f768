import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticeData } from '#http/decision-notice.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import {
  type ClaimDetail,
  correctCase,
  getClaim,
  getOwnClaim,
  passClaims,
  recomputeDecision,
  reviewClaim,
  ruleOnClaim,
} from '#modules/claims/index.ts';
import { openSupplementDraft, submitDraft } from '#modules/drafts/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import { accidentFacts, CONSENTS, submittedDraft, withCard } from '../../../test/support/claim-draft.ts';
import { coveredMembers } from '../../../test/support/member-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { openTestAccount } from '../../../test/support/test-accounts.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { openInvestigation, payDeterminedPart, reportInvestigation } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-part-'));
let base: TestDatabase;
let scheme: TestScheme;
let member: Caller;
let investigator: { readonly caller: Caller; readonly accountId: string };
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  const { officeId, rootAgencyId, callers } = scheme.henan;
  const [covered] = await coveredMembers(base, scheme.henan, ['national-accident'], { count: 1 });
  if (covered === undefined) throw new Error('nobody is covered');
  base.clock.set(startOfDay(parseDate('2025-09-20')) + 9 * 3_600_000);
  const { personId, memberId } = covered;
  member = { access: { scope: 'person', officeId, personId, actorId: base.platform.newId() } };
  await withCard(base.platform, member, memberId);
  const at = { role: 'reviewer', agencyId: rootAgencyId } as const;
  const { accountId } = await openTestAccount(base.platform, callers.systemAdministrator, 'investigator', at);
  investigator = { accountId, caller: { access: { scope: 'office', officeId, actorId: accountId } } };
});
afterAll(async () => {
  await base?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An accident of that day with two bills of 800.00, claimed and investigated; what of it could be determined. */
async function investigated(
  on: string,
  determinedFen: number,
): Promise<{ readonly claimId: string; readonly investigationId: string; readonly amountFen: number }> {
  const { platform } = base;
  const draft = { benefit: 'medical', facts: accidentFacts(on) } as const;
  const { claimId, amountFen } = must(await submittedDraft(platform, openFolderStore(folder), member, draft));
  return { claimId, investigationId: await investigate(claimId, determinedFen), amountFen };
}

async function investigate(claimId: string, determinedFen: number): Promise<string> {
  const { platform } = base;
  const task = { claimId, assigneeId: investigator.accountId, dueOn: parseDate('2025-10-01'), task: '查明受伤经过' };
  const { investigationId } = must(await openInvestigation(platform, scheme.henan.callers.countyReviewer, task));
  const report = {
    investigationId,
    visitedOn: parseDate('2025-09-19'),
    place: '事发路口',
    findings: '第二张票据的伤情与这次意外的关系已无法查明。',
    determined: 'part',
    determinedFen,
  } as const;
  must(await reportInvestigation(platform, investigator.caller, report));
  return investigationId;
}

test('of an accident told late only what an investigation could determine is decided, told and approved', async () => {
  const { platform } = base;
  const { countyReviewer, cityReviewer, officeReviewer } = scheme.henan.callers;
  const { claimId, investigationId, amountFen } = await investigated('2025-08-01', 120_000);
  expect(amountFen).toBe(150_000);
  const pay = (caller: Caller, billsFen: readonly number[]): ReturnType<typeof payDeterminedPart> =>
    payDeterminedPart(platform, caller, { investigationId, billsFen, reason: '事隔太久，无法核实' });
  expect(await pay(officeReviewer, [80_000, 40_000])).toMatchObject({ error: { code: 'claim-at-other-level' } });
  expect(await pay(countyReviewer, [80_000])).toMatchObject({ error: { code: 'part-of-bills' } });
  expect(await pay(countyReviewer, [90_000, 30_000])).toMatchObject({ error: { code: 'part-of-bills' } });
  expect(await pay(countyReviewer, [80_000, 30_000])).toEqual({
    ok: false,
    error: { code: 'part-sum', determinedFen: 120_000 },
  });
  expect(must(await pay(countyReviewer, [80_000, 40_000]))).toMatchObject({ state: 'in-review', amountFen: 110_000 });
  expect(await pay(countyReviewer, [80_000, 40_000])).toMatchObject({ error: { code: 'correction-empty' } });

  const part = { claimedFen: 160_000, determinedFen: 120_000 };
  const decided = must(await getClaim(platform, countyReviewer, claimId)).decisions.at(-1);
  expect(decided).toMatchObject({
    amountFen: 110_000,
    reasons: [{ code: 'not-determinable', clause: '附件2-7.1' }],
    determined: part,
  });
  for (const caller of [countyReviewer, cityReviewer, officeReviewer]) {
    must(await reviewClaim(platform, caller, { claimId, outcome: 'pass' }));
  }
  const own = must(await getOwnClaim(platform, member, claimId));
  expect(own).toMatchObject({ state: 'approved', amountFen: 110_000 });
  expect(own.decisions.at(-1)).toMatchObject({ determined: part });
  expect(must(await recomputeDecision(platform, officeReviewer, { claimId })).isSame).toBe(true);
  const notice = noticeData(own, '河南办事处', 'https://example.org');
  expect(notice.amountFen).toBe(110_000);
  expect(notice.notices[0]).toEqual({
    text: '没有及时告知，申领的自付金额 1,600.00 元经调查只能认定 1,200.00 元；其余 400.00 元的性质、原因或损失程度无法确定，不予给付。',
    clause: '附件2第七条第1项',
  });
});

test('nothing is taken off an accident that was told in time', async () => {
  const { countyReviewer } = scheme.henan.callers;
  const { investigationId } = await investigated('2025-09-10', 80_000);
  const part = { investigationId, billsFen: [80_000, 0], reason: '无法核实' };
  expect(await payDeterminedPart(base.platform, countyReviewer, part)).toMatchObject({
    error: { code: 'part-told-in-time' },
  });
});

const standing = async (claimId: string): Promise<ClaimDetail['decisions'][number] | undefined> =>
  must(await getClaim(base.platform, scheme.henan.callers.auditor, claimId)).decisions.at(-1);
const notDeterminable = { code: 'not-determinable', clause: '附件2-7.1' };

test('sent again with its full bills it is still looked at by itself, and the part is paid again; corrected by hand it is a part no more', async () => {
  const { platform } = base;
  const { countyReviewer, cityReviewer } = scheme.henan.callers;
  const { claimId, investigationId } = await investigated('2025-07-01', 120_000);
  const part = { investigationId, billsFen: [80_000, 40_000], reason: '无法核实' };
  must(await payDeterminedPart(platform, countyReviewer, part));
  must(await reviewClaim(platform, countyReviewer, { claimId, outcome: 'pass' }));
  must(await reviewClaim(platform, cityReviewer, { claimId, outcome: 'send-back', comment: '请补门诊病历' }));
  const { draftId } = must(await openSupplementDraft(platform, member, { claimId }));
  const again = must(await submitDraft(platform, member, { draftId, version: 2, consents: CONSENTS }));
  expect(again).toMatchObject({ claimId, state: 'in-review', amountFen: 150_000 });
  expect(must(await passClaims(platform, countyReviewer, { claimIds: [claimId] })).notPassed).toEqual([
    { claimId, code: 'claim-flagged' },
  ]);
  expect(must(await getClaim(platform, countyReviewer, claimId)).flags).toContain('partly-determinable');
  expect(must(await payDeterminedPart(platform, countyReviewer, part))).toMatchObject({ amountFen: 110_000 });
  expect(await standing(claimId)).toMatchObject({ determined: { claimedFen: 160_000, determinedFen: 120_000 } });

  const facts = [{ path: 'bills[1].costSharing', value: 50_000, evidence: { text: '原始票据' } }];
  must(await correctCase(platform, countyReviewer, { claimId, facts }));
  expect(await standing(claimId)).toMatchObject({ amountFen: 120_000, reasons: [], determined: undefined });
});

test('a second report is of what was claimed; what was determined outlives a denial and an amount of the committee', async () => {
  const { platform } = base;
  const { countyReviewer, approver } = scheme.henan.callers;
  const { claimId, investigationId } = await investigated('2025-07-15', 80_000);
  const pay = async (id: string, billsFen: readonly number[]): Promise<unknown> =>
    must(await payDeterminedPart(platform, countyReviewer, { investigationId: id, billsFen, reason: '无法核实' }));
  expect(await pay(investigationId, [80_000, 0])).toMatchObject({ amountFen: 70_000 });
  expect(await pay(await investigate(claimId, 120_000), [80_000, 40_000])).toMatchObject({ amountFen: 110_000 });
  const determined = { claimedFen: 160_000, determinedFen: 120_000 };
  expect(await standing(claimId)).toMatchObject({ determined });

  const denial = { claimId, outcome: 'deny', comment: '票据不是原件', clauses: ['附件2-4.5'] } as const;
  must(await reviewClaim(platform, countyReviewer, denial));
  expect(await standing(claimId)).toMatchObject({ amountFen: 0, determined: undefined });
  const rule = async (change: Parameters<typeof ruleOnClaim>[2]): Promise<unknown> =>
    must(
      await perform(platform, approver, { name: 'vote-on-ruling', input: change }, async (act) => {
        await act.audit({ act: 'vote-on-ruling', objectKind: 'claim', objectId: claimId });
        return await ruleOnClaim(act, claimId, change);
      }),
    );
  await rule({ by: 'amount', amountFen: 50_000, clauses: ['附件2-4.5'] });
  expect(await standing(claimId)).toMatchObject({ amountFen: 50_000, determined: undefined });
  await rule({ by: 'facts', corrections: { hospital: { grade: 2, recognised: true } } });
  expect(await standing(claimId)).toMatchObject({ amountFen: 110_000, reasons: [notDeterminable], determined });
  expect(must(await recomputeDecision(platform, approver, { claimId })).isSame).toBe(true);
});
