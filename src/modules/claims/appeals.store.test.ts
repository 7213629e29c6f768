import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import { inpatientFacts, submittedDraft, withCard } from '../../../test/support/claim-draft.ts';
import { coveredMembers, type TestMember } from '../../../test/support/member-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { examineAppeal, fileAppeal, findAppealsToExamine, findClaimAppeals, getClaim, reviewClaim } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-appeals-'));
let base: TestDatabase;
let scheme: TestScheme;
let members: readonly TestMember[];
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  members = await coveredMembers(base, scheme.henan, ['henan-inpatient'], { count: 3 });
  base.clock.set(startOfDay(parseDate('2025-09-20')) + 9 * 3_600_000);
});
afterAll(async () => {
  await base?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody whose stay in a house that counted as grade 1 was declined. */
async function declined(at: number): Promise<{ readonly caller: Caller; readonly claimId: string }> {
  const member = members[at];
  if (member === undefined) throw new Error('no such member');
  const caller: Caller = {
    access: {
      scope: 'person',
      officeId: scheme.henan.officeId,
      personId: member.personId,
      actorId: base.platform.newId(),
    },
  };
  await withCard(base.platform, caller, member.memberId);
  const facts = inpatientFacts('2025-08-01', '2025-08-16') as { stay: object; settlement: object };
  const stay = { ...facts.stay, hospital: { grade: 1, recognised: false, region: 'henan' } };
  const claim = { benefit: 'inpatient', facts: { ...facts, stay } } as const;
  const sent = must(await submittedDraft(base.platform, openFolderStore(folder), caller, claim));
  expect(sent).toMatchObject({ state: 'declined', outcome: 'decline' });
  return { caller, claimId: sent.claimId };
}

test('an appeal that is right changes the decision: decided anew, and passed by another person of the office', async () => {
  const { platform } = base;
  const { officeReviewer, secondOfficeReviewer, countyReviewer } = scheme.henan.callers;
  const { caller, claimId } = await declined(0);
  const appeal = { claimId, reason: '这家医院是三级甲等，登记错了。' };
  const { appealId } = must(await fileAppeal(platform, caller, appeal));
  expect(await fileAppeal(platform, caller, appeal)).toMatchObject({ error: { code: 'appeal-filed' } });
  const waiting = await findAppealsToExamine(platform, officeReviewer);
  expect(waiting.map(({ reason }) => reason)).toContain(appeal.reason);

  const finding = {
    appealId,
    outcome: 'changed',
    finding: '经查，该院为三级甲等医院。',
    corrections: { hospital: { grade: 3, recognised: true } },
  } as const;
  expect(await examineAppeal(platform, countyReviewer, finding)).toMatchObject({ error: { code: 'not-a-reviewer' } });
  expect(must(await examineAppeal(platform, officeReviewer, finding))).toEqual({ state: 'referred' });
  const detail = must(await getClaim(platform, caller, claimId));
  expect(detail).toMatchObject({ outcome: 'pay', amountFen: 540_000, state: 'referred' });
  expect(detail.decisions.map(({ number, source }) => [number, source])).toEqual([
    [1, 'rules'],
    [2, 'reviewer'],
  ]);
  expect(await reviewClaim(platform, officeReviewer, { claimId, outcome: 'pass' })).toMatchObject({
    error: { code: 'claim-own-submission' },
  });
  expect(must(await reviewClaim(platform, secondOfficeReviewer, { claimId, outcome: 'pass' }))).toMatchObject({
    state: 'approved',
    amountFen: 540_000,
  });
});

test('an appeal that is not right is upheld with the reason, and the decision stands', async () => {
  const { platform } = base;
  const { officeReviewer } = scheme.henan.callers;
  const { caller, claimId } = await declined(1);
  const { appealId } = must(await fileAppeal(platform, caller, { claimId, reason: '我不服。' }));
  const changed = { appealId, outcome: 'changed', finding: '改', corrections: {} } as const;
  expect(await examineAppeal(platform, officeReviewer, changed)).toMatchObject({
    error: { code: 'appeal-changes-nothing' },
  });
  const upheld = { appealId, outcome: 'upheld', finding: '该院确为一级医院，依附件1第五条维持。' } as const;
  must(await examineAppeal(platform, officeReviewer, upheld));
  const [read] = await findClaimAppeals(platform, caller, claimId);
  expect(read).toMatchObject({ state: 'upheld', finding: upheld.finding });
  expect(must(await getClaim(platform, caller, claimId)).state).toBe('declined');
  expect(await examineAppeal(platform, officeReviewer, upheld)).toMatchObject({ error: { code: 'appeal-examined' } });
});

test('nobody appeals for another, and not before something is decided', async () => {
  const { platform } = base;
  const { caller, claimId } = await declined(2);
  const claim = { benefit: 'inpatient', facts: inpatientFacts('2025-07-01', '2025-07-09') } as const;
  const waiting = must(await submittedDraft(platform, openFolderStore(folder), caller, claim));
  expect(await fileAppeal(platform, caller, { claimId: waiting.claimId, reason: '太慢' })).toMatchObject({
    error: { code: 'appeal-not-yet' },
  });
  const stranger: Caller = {
    access: {
      scope: 'person',
      officeId: scheme.henan.officeId,
      personId: members[0]?.personId ?? '',
      actorId: platform.newId(),
    },
  };
  expect(await fileAppeal(platform, stranger, { claimId, reason: '替他说' })).toMatchObject({
    error: { code: 'claim-unknown' },
  });
});
