import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { reviewClaim } from '#modules/claims/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import {
  accidentFacts,
  CONSENTS,
  filledDraft,
  inpatientFacts,
  pictureOf,
  submittedDraft,
  withCard,
} from '../../../test/support/claim-draft.ts';
import { coveredMembers } from '../../../test/support/member-fixture.ts';
import { must, openTestScheme, type TestCallers } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  addDocument,
  answerSupplement,
  beginUpload,
  findDrafts,
  getDraft,
  openSupplementDraft,
  saveDraft,
  submitDraft,
  withdrawDraft,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-sight-'));
let base: TestDatabase;
let callers: TestCallers;
let store: DocumentStore;
/** One person, a member of two units in two counties: what he is in each. */
let here: string;
let there: string;
let own: Caller;
beforeAll(async () => {
  base = await createTestDatabase();
  const { henan } = await openTestScheme(base.platform);
  callers = henan.callers;
  const { otherUnitAgent: unitAgent, otherCountyReviewer: countyReviewer } = callers;
  const elsewhere = { ...henan, callers: { ...callers, unitAgent, countyReviewer } };
  const [member] = await coveredMembers(base, henan, ['henan-inpatient'], { count: 1 });
  const [again] = await coveredMembers(base, elsewhere, ['national-accident'], { count: 1 });
  if (member === undefined || again?.personId !== member.personId) throw new Error('not one person in two units');
  [here, there] = [member.memberId, again.memberId];
  store = openFolderStore(folder);
  base.clock.set(startOfDay(parseDate('2025-09-20')) + 9 * 3_600_000);
  const { officeId } = henan;
  own = { access: { scope: 'person', officeId, personId: member.personId, actorId: base.platform.newId() } };
  await withCard(base.platform, own, here);
});
afterAll(async () => {
  await base?.close();
  rmSync(folder, { recursive: true, force: true });
});

const unknown = { error: { code: 'draft-unknown' } };

/** Everything that somebody could try with a draft that is none of his business. */
async function expectOutOfSight(caller: Caller, memberId: string, draftId: string): Promise<void> {
  const { platform } = base;
  const at = { draftId, memberId };
  const content = { form: {}, facts: null, statement: '改', hospitalName: '', recipients: [] };
  const paper = { ...at, material: 'settlement-slip', fileName: '单.png' };
  expect((await findDrafts(platform, caller, { memberId })).map((draft) => draft.draftId)).not.toContain(draftId);
  expect(await getDraft(platform, caller, at)).toMatchObject(unknown);
  expect(await saveDraft(platform, caller, { ...at, version: 2, content })).toMatchObject(unknown);
  expect(await addDocument(platform, store, caller, paper, pictureOf(1))).toMatchObject(unknown);
  expect(await beginUpload(platform, caller, { ...paper, byteCount: 9 })).toMatchObject(unknown);
  expect(await submitDraft(platform, caller, { ...at, version: 2, consents: CONSENTS })).toMatchObject(unknown);
  expect(await withdrawDraft(platform, caller, at)).toMatchObject(unknown);
}

test('of a person in two units neither agent, nor county, sees or changes what was typed for him in the other', async () => {
  const { unitAgent, otherUnitAgent, countyReviewer, otherCountyReviewer, cityReviewer } = callers;
  const facts = inpatientFacts('2025-08-01', '2025-08-16');
  const { platform } = base;
  const ofUnit = await filledDraft(platform, store, unitAgent, { benefit: 'inpatient', facts, memberId: here });
  const ofAgency = await filledDraft(platform, store, countyReviewer, { benefit: 'inpatient', facts, memberId: here });
  for (const { draftId } of [ofUnit, ofAgency]) {
    await expectOutOfSight(otherUnitAgent, there, draftId);
    await expectOutOfSight(otherCountyReviewer, there, draftId);
    // the city and the office have both counties, whichever membership they name
    for (const above of [cityReviewer, callers.officeReviewer]) {
      must(await getDraft(platform, above, { draftId, memberId: there }));
    }
  }
  const { draftId } = ofUnit;
  expect(must(await getDraft(platform, unitAgent, { draftId, memberId: here })).content.statement).not.toBe('改');
  must(await getDraft(platform, own, { draftId }));
  expect(must(await submitDraft(platform, unitAgent, { ...ofUnit, memberId: here, consents: CONSENTS })).state).toBe(
    'in-review',
  );
});

test('papers for a claim that was sent back come from whoever sees its draft, and from nobody else', async () => {
  const { unitAgent, otherUnitAgent, countyReviewer, otherCountyReviewer } = callers;
  const { platform } = base;
  const claim = { benefit: 'medical', facts: accidentFacts('2025-08-01'), memberId: there } as const;
  const { claimId } = must(await submittedDraft(platform, store, otherUnitAgent, claim));
  must(await reviewClaim(platform, otherCountyReviewer, { claimId, outcome: 'send-back', comment: '请补病历' }));
  const refused = { error: { code: 'claim-unknown' } };
  for (const stranger of [unitAgent, countyReviewer]) {
    const at = { claimId, memberId: here };
    expect(await openSupplementDraft(platform, stranger, at)).toMatchObject(refused);
    expect(await answerSupplement(platform, stranger, { ...at, text: '已补' })).toMatchObject(refused);
  }
  const at = { claimId, memberId: there };
  const { draftId } = must(await openSupplementDraft(platform, otherUnitAgent, at));
  expect(must(await openSupplementDraft(platform, otherCountyReviewer, at))).toEqual({ draftId });
  expect(must(await openSupplementDraft(platform, own, { claimId }))).toEqual({ draftId });

  // the member goes on with it himself: from then on his unit brings nothing
  const { version, content } = must(await getDraft(platform, own, { draftId }));
  must(await saveDraft(platform, own, { draftId, version, content }));
  expect(await openSupplementDraft(platform, otherUnitAgent, at)).toMatchObject(refused);
  expect(await answerSupplement(platform, otherUnitAgent, { ...at, text: '已补' })).toMatchObject(refused);
  expect(must(await answerSupplement(platform, own, { claimId, text: '已补' })).state).toBe('in-review');
});
