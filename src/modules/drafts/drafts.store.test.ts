import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import {
  findEntitlements,
  findMyClaims,
  getClaim,
  getClaimAsTold,
  passClaims,
  reviewClaim,
} from '#modules/claims/index.ts';
import { findOwnPayeeAccount, makePayoutBatch } from '#modules/payouts/index.ts';
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
import { coveredMembers, type TestMember } from '../../../test/support/member-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  addDocument,
  beginUpload,
  continueUpload,
  findBehalfDrafts,
  findClaimDocuments,
  findUpload,
  forgetEndedUploads,
  getDraft,
  openDraft,
  readDocument,
  reportEvent,
  saveDraft,
  submitDraft,
  withdrawDraft,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-drafts-'));
let base: TestDatabase;
let scheme: TestScheme;
let members: readonly TestMember[];
let store: DocumentStore;
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  members = await coveredMembers(base, scheme.henan, ['henan-inpatient', 'national-accident'], { count: 9 });
  store = openFolderStore(folder);
  base.clock.set(startOfDay(parseDate('2025-09-20')) + 9 * 3_600_000);
});
afterAll(async () => {
  await base?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The member with that number, with a card, as he acts himself. */
async function person(at: number): Promise<TestMember & { readonly caller: Caller }> {
  const member = members[at];
  if (member === undefined) throw new Error('no such member');
  const { officeId } = scheme.henan;
  const caller: Caller = {
    access: { scope: 'person', officeId, personId: member.personId, actorId: base.platform.newId() },
  };
  await withCard(base.platform, caller, member.memberId);
  return { ...member, caller };
}

test('an inpatient claim goes from the phone to the decision, and through all levels to the bank', async () => {
  const { caller, memberId } = await person(0);
  const { platform } = base;
  const facts = inpatientFacts('2025-08-01', '2025-08-16');
  const submitted = must(await submittedDraft(platform, store, caller, { benefit: 'inpatient', facts }));
  expect(submitted).toMatchObject({ state: 'in-review', outcome: 'pay', amountFen: 540_000 });
  const { claimId } = submitted;
  const [own] = await findMyClaims(platform, caller);
  expect(own).toMatchObject({ claimId, memberId, origin: 'member', amountFen: 540_000 });

  const { countyReviewer, cityReviewer, secondOfficeReviewer, cashier } = scheme.henan.callers;
  const documents = await findClaimDocuments(platform, countyReviewer, claimId);
  expect(documents.map(({ material }) => material)).toContain('settlement-slip');
  for (const reviewer of [countyReviewer, cityReviewer, secondOfficeReviewer]) {
    must(await reviewClaim(platform, reviewer, { claimId, outcome: 'pass' }));
  }
  const [entitlement] = await findEntitlements(platform, caller);
  expect(entitlement?.periods[0]?.limits).toEqual([
    { name: 'stays', most: 2, left: 1 },
    { name: 'inpatient', most: 10_000_000, left: 9_460_000 },
  ]);
  expect(must(await makePayoutBatch(platform, cashier))).toMatchObject({ payouts: 1, totalFen: 540_000 });
  expect(await findOwnPayeeAccount(platform, caller)).toMatchObject({ bankName: '中国银行周口分行' });
});

test('an accident medical claim is decided, and a second one of that accident has no deductible left', async () => {
  const { caller } = await person(1);
  const claim = { benefit: 'medical', facts: accidentFacts('2025-08-01') } as const;
  expect(must(await submittedDraft(base.platform, store, caller, claim))).toMatchObject({ amountFen: 150_000 });
  const second = must(await submittedDraft(base.platform, store, caller, claim));
  expect(second).toMatchObject({ amountFen: 160_000 });
  const { value } = (await getClaim(base.platform, scheme.henan.callers.officeReviewer, second.claimId)) as {
    value: { flags: readonly string[] };
  };
  expect(value.flags).toContain('same-event');
  // both pass, each decided again with what the other took
  const { countyReviewer, cityReviewer, secondOfficeReviewer } = scheme.henan.callers;
  const ids = (await findMyClaims(base.platform, caller)).map(({ claimId }) => claimId);
  for (const claimId of ids.toSorted()) {
    for (const reviewer of [countyReviewer, cityReviewer, secondOfficeReviewer]) {
      expect(must(await reviewClaim(base.platform, reviewer, { claimId, outcome: 'pass' }))).toMatchObject({
        isRedecided: false,
      });
    }
  }
});

test('claims at the same moment never exceed a limit: of four stays two are paid', async () => {
  const { caller } = await person(2);
  const { platform } = base;
  const stays = ['06-15', '07-01', '07-15', '08-01'].map((day) => inpatientFacts(`2025-${day}`, '2025-08-31'));
  const drafts: Awaited<ReturnType<typeof filledDraft>>[] = [];
  for (const facts of stays) drafts.push(await filledDraft(platform, store, caller, { benefit: 'inpatient', facts }));
  const submitted = await Promise.all(
    drafts.map((draft) => submitDraft(platform, caller, { ...draft, consents: CONSENTS })),
  );
  const outcomes = submitted.map((each) => must(each).outcome).toSorted();
  expect(outcomes).toEqual(['decline', 'decline', 'pay', 'pay']);
  const [uses] = await base.asSuperuser<{ count: string }>(
    'SELECT count(*) FROM tenant.benefit_use WHERE person_id = $1',
    [(caller.access as { personId: string }).personId],
  );
  expect(Number(uses?.count)).toBe(2);
});

test('of two accident claims at the same moment the period pays 10,000.00 together', async () => {
  const { caller } = await person(3);
  const { platform } = base;
  const large = (on: string): Readonly<Record<string, unknown>> => ({
    ...accidentFacts(on),
    bills: [{ kind: 'outpatient', on, costSharing: 900_000, insured: true, hospital: { grade: 3, recognised: true } }],
  });
  const drafts = [
    await filledDraft(platform, store, caller, { benefit: 'medical', facts: large('2025-07-01') }),
    await filledDraft(platform, store, caller, { benefit: 'medical', facts: large('2025-08-01') }),
  ];
  const submitted = await Promise.all(
    drafts.map((draft) => submitDraft(platform, caller, { ...draft, consents: CONSENTS })),
  );
  expect(submitted.map((each) => must(each).amountFen).toSorted()).toEqual([110_000, 890_000]);
});

test('what is missing is named, and a claim sent twice under one key is one', async () => {
  const { caller } = await person(4);
  const { platform } = base;
  const facts = inpatientFacts('2025-08-01', '2025-08-16');
  const { draftId } = must(await openDraft(platform, caller, { program: 'henan-inpatient', benefit: 'inpatient' }));
  const send = { draftId, version: 1, consents: CONSENTS };
  expect(await submitDraft(platform, caller, send)).toMatchObject({ error: { code: 'draft-incomplete' } });
  const content = { form: {}, facts, statement: '发病住院', hospitalName: '', recipients: [] };
  must(await saveDraft(platform, caller, { draftId, version: 1, content }));
  expect(await saveDraft(platform, caller, { draftId, version: 1, content })).toEqual({
    ok: false,
    error: { code: 'draft-changed-elsewhere', version: 2 },
  });
  const now = { ...send, version: 2 };
  expect(await submitDraft(platform, caller, { ...now, consents: CONSENTS.slice(1) })).toMatchObject({
    error: { code: 'consent-missing' },
  });
  expect(await submitDraft(platform, caller, now)).toEqual({
    ok: false,
    error: { code: 'materials-missing', names: ['医保结算单'] },
  });
  const slip = { draftId, material: 'settlement-slip', fileName: '结算单.pdf' };
  const refused = await addDocument(platform, store, caller, slip, Buffer.from('MZ not a pdf'));
  expect(refused).toEqual({ ok: false, error: { code: 'document-refused', fault: 'not-a-paper' } });
  const first = must(await addDocument(platform, store, caller, slip, pictureOf(9_999)));
  expect(must(await addDocument(platform, store, caller, slip, pictureOf(9_999)))).toEqual(first);
  const keyed = { ...caller, idempotencyKey: 'from-the-phone-1' };
  const sent = must(await submitDraft(platform, keyed, now));
  expect(must(await submitDraft(platform, keyed, now))).toEqual(sent);
  expect(await submitDraft(platform, caller, now)).toMatchObject({ error: { code: 'draft-closed' } });
  const { value } = (await getClaim(platform, caller, sent.claimId)) as { value: { flags: readonly string[] } };
  expect(value.flags).toEqual(expect.arrayContaining(['materials-missing', 'shared-card']));
});

test('telling in time spares the notice that a claim came late', async () => {
  const { caller } = await person(5);
  const { platform } = base;
  const told = await reportEvent(platform, caller, {
    program: 'henan-inpatient',
    eventOn: parseDate('2025-09-12'),
    place: '周口市中心医院',
  });
  expect(must(told).notifiedOn).toBe(parseDate('2025-09-20'));
  base.clock.set(startOfDay(parseDate('2025-10-20')));
  const facts = inpatientFacts('2025-09-12', '2025-09-18');
  const inTime = must(await submittedDraft(platform, store, caller, { benefit: 'inpatient', facts }));
  const late = must(
    await submittedDraft(platform, store, caller, {
      benefit: 'inpatient',
      facts: inpatientFacts('2025-08-01', '2025-08-09'),
    }),
  );
  const noticesOf = async (claimId: string): Promise<readonly unknown[]> =>
    must(await getClaim(platform, caller, claimId)).decisions.at(-1)?.ruled.notices ?? [];
  expect(await noticesOf(inTime.claimId)).toEqual([]);
  expect(await noticesOf(late.claimId)).toEqual([{ code: 'late-notice', clause: '附件1-7.1' }]);
});

test('a unit claims for its member with both on record, and sees no paper, no amount and no other draft', async () => {
  const { caller, memberId } = await person(6);
  const { platform } = base;
  const { unitAgent, otherUnitAgent } = scheme.henan.callers;
  const facts = inpatientFacts('2025-08-01', '2025-08-16');
  const own = await filledDraft(platform, store, caller, { benefit: 'inpatient', facts });
  expect(await getDraft(platform, unitAgent, { draftId: own.draftId, memberId })).toMatchObject({
    error: { code: 'draft-unknown' },
  });
  const foreign = { draftId: own.draftId, memberId };
  const refused = { error: { code: 'draft-unknown' } };
  expect(await withdrawDraft(platform, unitAgent, foreign)).toMatchObject(refused);
  expect(await submitDraft(platform, unitAgent, { ...foreign, version: 1, consents: CONSENTS })).toMatchObject(refused);
  const draft = await filledDraft(platform, store, unitAgent, { benefit: 'inpatient', facts, memberId });
  const { draftId } = draft;
  const sent = must(await submitDraft(platform, unitAgent, { ...draft, memberId, consents: CONSENTS }));
  const [row] = await base.asSuperuser<{ actor_id: string; behalf_id: string }>(
    `SELECT actor_id, behalf_id FROM tenant.audit_row WHERE act = 'submit-claim' AND object_id = $1`,
    [sent.claimId],
  );
  expect(row).toEqual({ actor_id: unitAgent.access.actorId, behalf_id: memberId });
  const { documents } = must(await getDraft(platform, caller, { draftId }));
  const documentId = documents[0]?.documentId ?? '';
  expect(await readDocument(platform, store, unitAgent, documentId)).toMatchObject({
    error: { code: 'document-unknown' },
  });
  expect(await getClaim(platform, unitAgent, sent.claimId)).toMatchObject({ error: { code: 'claim-unknown' } });
  expect(
    await openDraft(platform, otherUnitAgent, { program: 'henan-inpatient', benefit: 'inpatient', memberId }),
  ).toMatchObject({
    error: { code: 'member-out-of-sight' },
  });
  const opened = must(await readDocument(platform, store, caller, documentId));
  expect(opened.bytes.subarray(1, 4).toString()).toBe('PNG');
});

test('what came back is completed and sent again: the same claim in its next round', async () => {
  const { caller } = await person(7);
  const { platform } = base;
  const facts = inpatientFacts('2025-08-01', '2025-08-16');
  const { draftId } = await filledDraft(platform, store, caller, { benefit: 'inpatient', facts, onlyCore: true });
  const sent = must(await submitDraft(platform, caller, { draftId, version: 2, consents: CONSENTS }));
  const { countyReviewer } = scheme.henan.callers;
  const { claimId } = sent;
  expect(must(await passClaims(platform, countyReviewer, { claimIds: [claimId] })).notPassed).toEqual([
    { claimId, code: 'claim-flagged' },
  ]);
  must(await reviewClaim(platform, countyReviewer, { claimId, outcome: 'send-back', comment: '请补病案首页' }));
  const draft = must(await getDraft(platform, caller, { draftId }));
  expect(draft.state).toBe('sent-back');
  const front = { draftId, material: 'record-front-page', fileName: '首页.png' };
  must(await addDocument(platform, store, caller, front, pictureOf(12_345)));
  const again = must(await submitDraft(platform, caller, { draftId, version: 2, consents: CONSENTS }));
  expect(again).toMatchObject({ claimId, state: 'in-review', amountFen: 540_000 });
  const detail = must(await getClaim(platform, countyReviewer, claimId));
  expect(detail.decisions.map(({ number }) => number)).toEqual([1, 2]);
  must(await reviewClaim(platform, countyReviewer, { claimId, outcome: 'pass' }));
});

test('disability, death and sudden death go from a unit to their decision, relatives with shares that are whole', async () => {
  const { caller, memberId, personId } = await person(8);
  const { platform } = base;
  const { unitAgent } = scheme.henan.callers;
  const event = { id: '', on: '2025-09-01', treatedAbroad: false };
  const disability = { event, disability: { grades: [7, 9], assessedOn: '2025-10-01' } };
  const first = { benefit: 'disability', facts: disability, memberId } as const;
  expect(must(await submittedDraft(platform, store, unitAgent, first))).toMatchObject({
    state: 'in-review',
    amountFen: 2_000_000,
  });

  const relative = members[7];
  const widow = {
    name: '王秀',
    residentId: members[6]?.residentId ?? '',
    kinship: 'spouse',
    shareBasisPoints: 6_000,
  } as const;
  const son = {
    name: '李强',
    residentId: relative?.residentId ?? '',
    kinship: 'child',
    shareBasisPoints: 4_000,
  } as const;
  const death = { benefit: 'death', facts: { event, death: { on: '2025-10-10' } }, memberId } as const;
  expect(await submittedDraft(platform, store, unitAgent, { ...death, recipients: [widow] })).toMatchObject({
    error: { code: 'recipients-faulty' },
  });
  const died = must(await submittedDraft(platform, store, unitAgent, { ...death, recipients: [widow, son] }));
  // 50,000.00 less the disability that is held already
  expect(died).toMatchObject({ state: 'in-review', amountFen: 3_000_000 });
  const told = must(await getClaimAsTold(platform, scheme.henan.callers.countyReviewer, died.claimId)).told;
  expect(told?.recipients.map(({ name, shareBasisPoints }) => [name, shareBasisPoints])).toEqual([
    ['王秀', 6_000],
    ['李强', 4_000],
  ]);

  const sudden = {
    benefit: 'sudden-death',
    facts: {
      event: { ...event, onsetAt: '2025-09-01T22:00:00+08:00' },
      death: { at: '2025-09-02T03:00:00+08:00' },
    },
    memberId,
    recipients: [{ ...widow, shareBasisPoints: 10_000 }],
  } as const;
  expect(must(await submittedDraft(platform, store, unitAgent, sudden))).toMatchObject({ amountFen: 1_000_000 });

  await base.asSuperuser(
    'UPDATE tenant.member SET phone_hash_0 = o.phone_hash_0, phone_hash_1 = o.phone_hash_1 FROM tenant.member o WHERE tenant.member.id = $1 AND o.id = $2',
    [memberId, relative?.memberId],
  );
  const medical = { benefit: 'medical', facts: accidentFacts('2025-09-01') } as const;
  const flagged = must(await submittedDraft(platform, store, caller, medical));
  expect(must(await getClaim(platform, caller, flagged.claimId)).flags).toContain('shared-phone');
  expect(personId).not.toBe(relative?.personId);
});

test('a unit sees what it began and typed, nothing that the member typed or brought, and no claim', async () => {
  const { caller, memberId, personId } = await person(8);
  const { platform } = base;
  const { unitAgent, otherUnitAgent, countyReviewer } = scheme.henan.callers;
  const opening = { program: 'national-accident', benefit: 'medical', memberId } as const;
  const { draftId } = must(await openDraft(platform, unitAgent, opening));
  const listed = await findBehalfDrafts(platform, unitAgent, { limit: 50 });
  expect(listed.find((draft) => draft.draftId === draftId)).toMatchObject({ memberId, state: 'open' });
  expect(listed.every(({ state }) => state === 'open' || state === 'submitted' || state === 'ended')).toBe(true);
  expect(await findBehalfDrafts(platform, otherUnitAgent, { limit: 50 })).toEqual([]);
  expect((await findBehalfDrafts(platform, countyReviewer, { limit: 50 })).map((draft) => draft.draftId)).not.toContain(
    draftId,
  );
  expect(await openDraft(platform, otherUnitAgent, opening)).toMatchObject({ error: { code: 'member-out-of-sight' } });

  const content = { form: { typed: 'by the unit' }, facts: null, statement: '摔伤', hospitalName: '', recipients: [] };
  must(await saveDraft(platform, unitAgent, { draftId, memberId, version: 1, content }));
  expect(must(await getDraft(platform, unitAgent, { draftId, memberId })).content.statement).toBe('摔伤');

  // the member goes on with it on his phone: from then on it is his
  const own = { ...content, statement: '摔伤，诊断为腰椎骨折' };
  must(await saveDraft(platform, caller, { draftId, version: 2, content: own }));
  expect(await getDraft(platform, unitAgent, { draftId, memberId })).toMatchObject({
    error: { code: 'draft-unknown' },
  });
  expect(await saveDraft(platform, unitAgent, { draftId, memberId, version: 3, content })).toMatchObject({
    error: { code: 'draft-unknown' },
  });
  expect((await findBehalfDrafts(platform, unitAgent, { limit: 50 })).map((draft) => draft.draftId)).not.toContain(
    draftId,
  );

  // and what the database itself gives a unit of this person
  const counts = await platform.database.transaction(unitAgent.access, (transaction) =>
    transaction.getRow<Record<string, number>>(sql`
      SELECT (SELECT count(*) FROM tenant.claim WHERE person_id = ${personId}) AS claims,
        (SELECT count(*) FROM tenant.decision WHERE person_id = ${personId}) AS decisions,
        (SELECT count(*) FROM tenant.document WHERE person_id = ${personId}) AS documents,
        (SELECT count(*) FROM tenant.benefit_use WHERE person_id = ${personId}) AS uses,
        (SELECT count(*) FROM tenant.claim_draft WHERE person_id = ${personId} AND origin <> 'unit') AS drafts`),
  );
  expect(counts).toEqual({ claims: 0, decisions: 0, documents: 0, uses: 0, drafts: 0 });
});

test('no file on the disk and no name of one tells anything', () => {
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  const stored = files.filter((path) => statSync(path).isFile());
  expect(stored.length).toBeGreaterThan(20);
  expect(stored.filter((path) => readFileSync(path).includes('PNG'))).toEqual([]);
});

test('a paper comes in pieces and goes on where it broke off, for a day; only its own sender goes on with it', async () => {
  const { caller } = await person(7);
  const other = await person(8);
  const { platform } = base;
  const { draftId } = must(await openDraft(platform, caller, { program: 'henan-inpatient', benefit: 'inpatient' }));
  const paper = pictureOf(700, 300, 300);
  const input = { draftId, material: 'settlement-slip', fileName: '结算单.png', byteCount: paper.length };
  const { uploadId } = must(await beginUpload(platform, caller, input));
  const send = (at: number, piece: Buffer, by = caller): ReturnType<typeof continueUpload> =>
    continueUpload(platform, store, by, { uploadId, at }, piece);
  const half = Math.floor(paper.length / 2);
  expect(must(await send(0, paper.subarray(0, half)))).toEqual({ received: half, documentId: null });
  // the same again, one that is ahead, and somebody else's change nothing
  expect(must(await send(0, paper.subarray(0, half))).received).toBe(half);
  expect(must(await send(half + 1, paper.subarray(half + 1))).received).toBe(half);
  expect(await send(half, paper.subarray(half), other.caller)).toMatchObject({ error: { code: 'upload-unknown' } });
  expect(await send(half, Buffer.concat([paper, paper]))).toMatchObject({ error: { code: 'piece-too-long' } });
  expect(must(await findUpload(platform, caller, { uploadId })).received).toBe(half);
  const done = must(await send(half, paper.subarray(half)));
  const read = must(await readDocument(platform, store, caller, done.documentId ?? ''));
  expect(read).toMatchObject({ fileName: '结算单.png', type: 'image/png' });
  expect(await findUpload(platform, caller, { uploadId })).toMatchObject({ error: { code: 'upload-unknown' } });

  const begun = must(await beginUpload(platform, caller, { ...input, byteCount: 5 }));
  expect(await continueUpload(platform, store, caller, { ...begun, at: 0 }, Buffer.from('MZ123'))).toMatchObject({
    error: { code: 'document-refused' },
  });
  must(await beginUpload(platform, caller, { ...input, byteCount: 6 }));
  base.clock.set(base.clock.now() + 86_400_001);
  await forgetEndedUploads(platform, scheme.henan.officeId);
  expect(await base.asSuperuser('SELECT FROM tenant.upload')).toEqual([]);
  expect(await base.asSuperuser('SELECT FROM tenant.upload_piece')).toEqual([]);
});
