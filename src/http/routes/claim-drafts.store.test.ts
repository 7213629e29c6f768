import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Permission } from '#contracts/permissions.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { getClaim, reviewClaim } from '#modules/claims/index.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import { createPapers, type Papers } from '#platform/papers/papers.ts';
import { CONSENTS, filledDraft, inpatientFacts, pictureOf, TEST_CARD } from '../../../test/support/claim-draft.ts';
import { coveredMembers, type TestMember } from '../../../test/support/member-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { type Answer, actorWith, type ServedRoutes, serveRoutes } from '../../../test/support/serve-routes.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { behalfRoutes } from './behalf.ts';
import { claimDeskRoutes } from './claim-desk.ts';
import { claimDraftRoutes } from './claim-drafts.ts';
import { claimPaperRoutes } from './claim-papers.ts';
import { claimRoutes } from './claims.ts';
import { myClaimRoutes } from './my-claims.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-draft-routes-'));
let base: TestDatabase;
let scheme: TestScheme;
let member: TestMember;
/** The same person in the unit of another county. */
let elsewhere: TestMember;
let papers: Papers;
let served: ServedRoutes;
beforeAll(async () => {
  base = await createTestDatabase();
  const { platform } = base;
  scheme = await openTestScheme(platform);
  const [first] = await coveredMembers(base, scheme.henan, ['henan-inpatient'], { count: 1 });
  const { otherUnitAgent: unitAgent, otherCountyReviewer: countyReviewer } = scheme.henan.callers;
  const otherCounty = { ...scheme.henan, callers: { ...scheme.henan.callers, unitAgent, countyReviewer } };
  const [again] = await coveredMembers(base, otherCounty, ['national-accident'], { count: 1 });
  if (first === undefined || again?.personId !== first.personId) throw new Error('not one person in two units');
  [member, elsewhere] = [first, again];
  base.clock.set(startOfDay(parseDate('2025-09-20')) + 9 * 3_600_000);
  papers = createPapers({ threads: 1 });
  const { officeId, callers } = scheme.henan;
  const deps = { platform, documents: openFolderStore(folder), papers, publicOrigin: () => 'http://127.0.0.1' };
  const namesOf = (): Promise<ReadonlyMap<string, string>> => Promise.resolve(new Map());
  const permissions: readonly Permission[] = ['claim.file'];
  const person = { scope: 'person', officeId, personId: member.personId, actorId: platform.newId() } as const;
  served = await serveRoutes(
    [
      ...claimDraftRoutes(deps),
      ...myClaimRoutes(deps),
      ...claimPaperRoutes(deps),
      ...behalfRoutes({ platform, namesOf }),
      ...claimRoutes({ platform, namesOf }),
      ...claimDeskRoutes({ platform, namesOf, reviewersAt: () => Promise.resolve([]) }),
    ],
    [
      actorWith('member', ['claim.file', 'claim.read-own'], { officeId, access: person }),
      actorWith('agent', permissions, { officeId, access: callers.unitAgent.access }),
      actorWith('stranger', permissions, { officeId, access: callers.otherUnitAgent.access }),
      actorWith('county', permissions, { officeId, access: callers.countyReviewer.access }),
      actorWith('other-county', permissions, { officeId, access: callers.otherCountyReviewer.access }),
      actorWith('city', permissions, { officeId, access: callers.cityReviewer.access }),
    ],
  );
});
afterAll(async () => {
  await served?.stop();
  await papers?.close();
  await base?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A file as a browser sends it. */
function upload(as: string, path: string, name: string, bytes: Buffer): Promise<Answer> {
  const head = `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/png\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]);
  return served.ask('POST', path, { as, body, headers: { 'content-type': 'multipart/form-data; boundary=b' } });
}

test('an agent claims for a member over HTTP: his own card, papers, and an answer without amounts', async () => {
  const by = `?memberId=${member.memberId}`;
  const json = { program: 'henan-inpatient', benefit: 'inpatient' };
  expect((await served.ask('POST', `/api/claim-drafts${by}`, { as: 'stranger', json })).problem.code).toBe(
    'member-out-of-sight',
  );
  const opened = await served.ask('POST', `/api/claim-drafts${by}`, { as: 'agent', json });
  expect(opened.status).toBe(201);
  const { draftId } = opened.json as { draftId: string };
  const place = `/api/claim-drafts/${draftId}`;

  const program = await upload(
    'agent',
    `${place}/documents${by}&material=settlement-slip`,
    '单.png',
    Buffer.from('MZ'),
  );
  expect([program.status, program.problem.code]).toEqual([422, 'document-refused']);
  const slip = await upload('agent', `${place}/documents${by}&material=settlement-slip`, '结算单.png', pictureOf(7));
  expect(slip.status).toBe(201);
  const { documentId } = slip.json as { documentId: string };

  const card = { holder: '别人', cardNumber: TEST_CARD, bankName: '中国银行' };
  const cardPlace = `/api/members/${member.memberId}/card`;
  expect((await served.ask('PUT', cardPlace, { as: 'agent', json: card })).problem.code).toBe('card-holder-differs');
  const own = { ...card, holder: member.name };
  expect((await served.ask('PUT', cardPlace, { as: 'agent', json: own })).status).toBe(204);

  const content = {
    form: {},
    facts: inpatientFacts('2025-08-01', '2025-08-16'),
    statement: '发病住院',
    hospitalName: '',
    recipients: [],
  };
  const saved = await served.ask('PUT', `${place}${by}`, { as: 'agent', json: { version: 1, content } });
  expect(saved.json).toEqual({ draftId, version: 2 });
  const sent = await served.ask('POST', `${place}/submission${by}`, {
    as: 'agent',
    json: { version: 2, consents: CONSENTS },
  });
  expect(sent.status).toBe(201);
  expect(sent.json).toMatchObject({ state: 'submitted', outcome: null, amountFen: null });

  // the member sees all of it, the agent no paper
  const { claimId } = sent.json as { claimId: string };
  const claim = await served.ask('GET', `/api/my/claims/${claimId}`, { as: 'member' });
  expect(claim.json).toMatchObject({ origin: 'unit', amountFen: 540_000, statement: '发病住院' });
  // all of it but what a reviewer is shown to look closer
  const [row] = (await served.ask('GET', '/api/my/claims', { as: 'member' })).json as readonly object[];
  expect(row).toMatchObject({ claimId, amountFen: 540_000 });
  for (const name of ['flags', 'reviewingAgencyId']) expect(row).not.toHaveProperty(name);
  const { flags } = must(await getClaim(base.platform, scheme.henan.callers.countyReviewer, claimId));
  expect(flags).toContain('materials-missing');
  const paper = await served.ask('GET', `/api/my/documents/${documentId}`, { as: 'member' });
  expect([paper.status, paper.headers['content-type'], paper.headers['x-content-type-options']]).toEqual([
    200,
    'image/png',
    'nosniff',
  ]);
  expect((await served.ask('GET', `/api/my/documents/${documentId}`, { as: 'agent' })).status).toBe(403);
  const notice = await served.ask('GET', `/api/my/claims/${claimId}/notice`, { as: 'member' });
  expect(notice.text.startsWith('%PDF-')).toBe(true);

  // what somebody prints for the member stands in the trail, what he prints for himself does not
  for (const as of ['agent', 'member'] as const) {
    const whose = as === 'agent' ? by : '';
    for (const path of [`${place}/application${whose}`, `/api/participation-proof${whose}`]) {
      expect((await served.ask('GET', path, { as })).text.startsWith('%PDF-')).toBe(true);
    }
  }
  const trail = await base.asSuperuser<{ act: string; object_id: string; actor_id: string }>(
    `SELECT act, object_id, actor_id FROM tenant.audit_row WHERE act LIKE 'print-%' ORDER BY id`,
  );
  const { actorId: actor_id } = scheme.henan.callers.unitAgent.access;
  expect(trail).toEqual([
    { act: 'print-application', object_id: draftId, actor_id },
    { act: 'print-participation-proof', object_id: member.memberId, actor_id },
  ]);
});

test('figures that do not add up are refused with the field that breaks them, and nothing is stored', async () => {
  const json = { program: 'henan-inpatient', benefit: 'inpatient' };
  const { draftId } = (await served.ask('POST', '/api/claim-drafts', { as: 'member', json })).json as {
    draftId: string;
  };
  const place = `/api/claim-drafts/${draftId}`;
  await upload('member', `${place}/documents?material=settlement-slip`, '结算单.png', pictureOf(8));
  const facts = inpatientFacts('2025-07-01', '2025-07-09') as { stay: object; settlement: object };
  const content = {
    form: {},
    facts: { ...facts, settlement: { ...facts.settlement, billedTotal: 1 } },
    statement: '发病住院',
    hospitalName: '',
    recipients: [],
  };
  await served.ask('PUT', place, { as: 'member', json: { version: 1, content } });
  const sent = await served.ask('POST', `${place}/submission`, {
    as: 'member',
    json: { version: 2, consents: CONSENTS },
  });
  expect([sent.status, sent.problem.code]).toEqual([422, 'case-invalid']);
  expect(sent.text).toContain('claim.settlement.billedTotal');
  const [claims] = await base.asSuperuser<{ count: string }>('SELECT count(*) FROM tenant.claim WHERE origin = $1', [
    'member',
  ]);
  expect(Number(claims?.count)).toBe(0);
});

test('a unit is not told whether its member is paid, neither on sending a claim nor on completing one', async () => {
  const { platform } = base;
  const { unitAgent, countyReviewer } = scheme.henan.callers;
  const { memberId } = member;
  const by = `?memberId=${memberId}`;
  // the second of these stays began in the waiting time
  const sent: Record<string, string>[] = [];
  for (const day of ['2025-08-20', '2025-05-20']) {
    const facts = inpatientFacts(day, '2025-08-30');
    const draft = { benefit: 'inpatient', facts, memberId, onlyCore: true } as const;
    const { draftId, version } = await filledDraft(platform, openFolderStore(folder), unitAgent, draft);
    const json = { version, consents: CONSENTS };
    const answer = await served.ask('POST', `/api/claim-drafts/${draftId}/submission${by}`, { as: 'agent', json });
    sent.push(answer.json as Record<string, string>);
  }
  expect(sent.map(({ state }) => state)).toEqual(['submitted', 'ended']);
  const [{ claimId = '' } = {}, { claimId: declinedId = '' } = {}] = sent;
  expect(must(await getClaim(platform, countyReviewer, declinedId)).state).toBe('declined');

  must(await reviewClaim(platform, countyReviewer, { claimId, outcome: 'send-back', comment: '请补病案首页' }));
  const json = { text: '已补' };
  const answered = await served.ask('POST', `/api/claims/${claimId}/supplement/answer${by}`, { as: 'agent', json });
  expect([answered.status, answered.json]).toEqual([200, { claimId, state: 'submitted' }]);
});

test('who files for a member sees the cover of his own unit or agencies, and what is held of it alone', async () => {
  const coverFor = async (as: string, { memberId }: TestMember): Promise<readonly object[]> => {
    const answer = await served.ask('GET', `/api/members/${memberId}/cover`, { as });
    expect(answer.status).toBe(200);
    return answer.json as readonly object[];
  };
  // the claim of the first test is held already
  const held = expect.arrayContaining([expect.objectContaining({ benefit: 'inpatient', amountFen: 540_000 })]);
  expect(await coverFor('county', member)).toMatchObject([{ program: 'henan-inpatient', paid: held }]);
  expect(await coverFor('other-county', elsewhere)).toMatchObject([{ program: 'national-accident', paid: [] }]);
  expect(await coverFor('stranger', elsewhere)).toMatchObject([{ program: 'national-accident' }]);
  expect(await coverFor('agent', member)).toMatchObject([
    { program: 'henan-inpatient', paid: [], periods: [{ limits: [] }] },
  ]);
  for (const each of [member, elsewhere]) expect(await coverFor('city', each)).toHaveLength(2);

  const refused = [
    ['member', member],
    ['agent', elsewhere],
    ['other-county', member],
  ] as const;
  for (const [as, { memberId }] of refused) {
    const answer = await served.ask('GET', `/api/members/${memberId}/cover`, { as });
    expect([as, answer.problem.code]).toEqual([as, 'member-out-of-sight']);
  }
});
