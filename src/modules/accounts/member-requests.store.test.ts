import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appealRoutes } from '#http/routes/appeals.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { maskName, maskPhone } from '#kernel/mask.ts';
import { examineAppeal, findClaimAppeals } from '#modules/appeals/index.ts';
import { findEntitlements, findMyClaims, reviewClaim } from '#modules/claims/index.ts';
import {
  addDocument,
  answerSupplement,
  findDrafts,
  findOwnReports,
  findRelativeView,
  getDraft,
  openDraft,
  openSupplementDraft,
  reportEvent,
  saveDraft,
  submitDraft,
} from '#modules/drafts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import type { SmsMessage } from '#platform/sms/sms-gateway.ts';
import { MATERIALS } from '#scheme/materials.ts';
import {
  CONSENTS,
  inpatientFacts,
  pictureOf,
  submittedDraft,
  TEST_CARD,
  withCard,
} from '../../../test/support/claim-draft.ts';
import { persons } from '../../../test/support/joining-fixture.ts';
import { coveredMembers, type TestMember } from '../../../test/support/member-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { actorWith, serveRoutes } from '../../../test/support/serve-routes.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  askAsRelative,
  askPhoneChange,
  decideMemberRequest,
  findMemberRequests,
  findOwnLinks,
  findUnitPhoneRequests,
  requestRelativeCode,
  requestSignInCode,
  resolveSession,
  signInMember,
  viewMemberRequest,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-relatives-'));
const store = openFolderStore(folder);
let base: TestDatabase;
let scheme: TestScheme;
let members: readonly TestMember[];
/** The claim that the member sent himself before he died. */
let stayId: string;
const sent: SmsMessage[] = [];
const sms = { send: (message: SmsMessage) => Promise.resolve(void sent.push(message)) };
const codeSent = (): string => /(\d{6})/.exec(sent.at(-1)?.text ?? '')?.[1] ?? '';

beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  members = await coveredMembers(base, scheme.henan, ['henan-inpatient', 'national-accident'], { count: 3 });
  base.clock.set(startOfDay(parseDate('2025-09-20')) + 9 * 3_600_000);
});
afterAll(async () => {
  await base?.close();
  rmSync(folder, { recursive: true, force: true });
});

function member(at: number): TestMember {
  const found = members[at];
  if (found === undefined) throw new Error('no such member');
  return found;
}

type Relative = Pick<TestMember, 'name' | 'residentId' | 'phone'>;

function relative(at: number): Relative {
  const [person] = persons(800 + at, 1);
  if (person === undefined) throw new Error('no relative');
  const { name, residentId, phone } = person;
  return { name, residentId, phone };
}
const [widow, cousin] = [relative(0), relative(1)];

/** Asks as a relative of whoever is named, with the code that came. */
async function ask(
  asker: Relative,
  named: { readonly name: string; readonly residentId: string },
): ReturnType<typeof askAsRelative> {
  base.clock.set(base.clock.now() + 61_000);
  const naming = { ...asker, memberName: named.name, memberResidentId: named.residentId };
  await must(await requestRelativeCode(base.platform, sms, naming)).following;
  const asking = { ...naming, code: codeSent(), kinship: 'spouse', diedOn: parseDate('2025-09-12') } as const;
  const asked = await askAsRelative(base.platform, asking);
  if (asked.ok) await asked.value.following;
  return asked;
}

async function signIn({ name, residentId }: { name: string; residentId: string }): Promise<Caller | undefined> {
  base.clock.set(base.clock.now() + 61_000);
  const before = sent.length;
  await must(await requestSignInCode(base.platform, sms, { name, residentId })).sending;
  if (sent.length === before) return undefined;
  const begun = must(await signInMember(base.platform, { name, residentId, code: codeSent() }));
  return await resolveSession(base.platform, begun.token);
}

const waiting = (caller: Caller): ReturnType<typeof findMemberRequests> =>
  findMemberRequests(base.platform, caller, { state: 'filed', limit: 10 });

/** 50,000.00 for one share, death within 180 days of the accident. */
const DEATH = { event: { id: '', on: '2025-09-10', treatedAbroad: false }, death: { on: '2025-09-12' } };

test('a relative is answered alike whoever he names, signs in once his agency has looked into it, and sees what is his', async () => {
  const dead = member(0);
  // what he told of himself while he lived is nothing to his relatives
  const own: Caller = {
    access: {
      scope: 'person',
      officeId: scheme.henan.officeId,
      personId: dead.personId,
      actorId: base.platform.newId(),
    },
  };
  await withCard(base.platform, own, dead.memberId);
  const stay = must(
    await submittedDraft(base.platform, store, own, {
      benefit: 'inpatient',
      facts: inpatientFacts('2025-08-01', '2025-08-16'),
    }),
  );

  stayId = stay.claimId;
  const told = { program: 'national-accident', eventOn: parseDate('2025-09-10'), place: '' } as const;
  must(await reportEvent(base.platform, own, told));

  const nobody = { name: '王不在', residentId: dead.residentId };
  expect(await ask(widow, nobody)).toMatchObject({ ok: true });
  const { countyReviewer, otherCountyReviewer } = scheme.henan.callers;
  expect(await waiting(countyReviewer)).toEqual([]);
  expect(await ask(widow, dead)).toMatchObject({ ok: true });
  expect(await ask(widow, dead)).toMatchObject({ ok: true });
  expect(await waiting(otherCountyReviewer)).toEqual([]);
  const [request, ...others] = await waiting(countyReviewer);
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    kind: 'relative',
    memberName: maskName(dead.name),
    phone: maskPhone(widow.phone),
    relative: { name: maskName(widow.name), kinship: 'spouse' },
  });
  expect(await signIn(widow)).toBeUndefined();

  const requestId = request?.requestId ?? '';
  const look = async (): ReturnType<typeof viewMemberRequest> =>
    await viewMemberRequest(base.platform, countyReviewer, requestId);
  const whole = { memberName: dead.name, phone: widow.phone, relative: { name: widow.name } };
  expect(must(await look())).toMatchObject(whole);
  const decision = { requestId, outcome: 'granted', finding: '已与单位工会核实' } as const;
  expect(await decideMemberRequest(base.platform, otherCountyReviewer, decision)).toMatchObject({
    error: { code: 'member-request-unknown' },
  });
  expect(must(await decideMemberRequest(base.platform, countyReviewer, decision)).messages).toMatchObject([
    { phone: widow.phone },
  ]);
  expect(must(await look())).toMatchObject({ memberName: maskName(dead.name), phone: maskPhone(widow.phone) });
  const caller = await signIn(widow);
  if (caller === undefined) throw new Error('the relative did not sign in');
  expect(await findOwnLinks(base.platform, caller)).toMatchObject([{ memberId: dead.memberId, memberName: dead.name }]);
  expect(await findEntitlements(base.platform, caller)).toEqual([]);
  const { memberId } = dead;
  const view = await findRelativeView(base.platform, caller, memberId);
  expect(view.mayRead({ claimId: stay.claimId })).toBe(false);
  expect(await findDrafts(base.platform, caller, { memberId })).toEqual([]);
  expect(await findOwnReports(base.platform, view)).toEqual([]);
  must(await reportEvent(base.platform, caller, { ...told, memberId, eventOn: parseDate('2025-09-11') }));
  expect((await findOwnReports(base.platform, view)).map(({ eventOn }) => eventOn)).toEqual([parseDate('2025-09-11')]);
  for (const benefit of ['inpatient', 'medical'] as const) {
    const program = benefit === 'inpatient' ? 'henan-inpatient' : 'national-accident';
    expect(await openDraft(base.platform, caller, { memberId, program, benefit })).toMatchObject({
      error: { code: 'member-out-of-sight' },
    });
  }
});

test('a death claim of a relative names all who share it with their cards, and is his alone', async () => {
  const { memberId } = member(0);
  const caller = await signIn(widow);
  if (caller === undefined) throw new Error('the relative did not sign in');
  const open = { memberId, program: 'national-accident', benefit: 'death' } as const;
  const { draftId } = must(await openDraft(base.platform, caller, open));
  for (const [at, { kind, need }] of MATERIALS.death.entries()) {
    if (need === 'if-any') continue;
    const paper = { draftId, memberId, material: kind, fileName: `${kind}.png` };
    must(await addDocument(base.platform, store, caller, paper, pictureOf(900 + at)));
  }
  const recipients = [
    {
      name: widow.name,
      residentId: widow.residentId,
      kinship: 'spouse',
      shareBasisPoints: 6_000,
      cardNumber: TEST_CARD,
      bankName: '中国银行',
    },
    {
      name: cousin.name,
      residentId: cousin.residentId,
      kinship: 'child',
      shareBasisPoints: 4_000,
      cardNumber: '',
      bankName: '',
    },
  ] as const;
  const content = { form: {}, facts: DEATH, statement: '送餐途中车祸。', hospitalName: '', recipients };
  const saved = must(await saveDraft(base.platform, caller, { draftId, memberId, version: 1, content }));
  const send = (version: number): ReturnType<typeof submitDraft> =>
    submitDraft(base.platform, caller, { draftId, memberId, version, consents: CONSENTS });
  expect(await send(saved.version)).toMatchObject({ error: { code: 'recipient-card-missing', name: cousin.name } });
  const whole = recipients.map((each) => ({ ...each, cardNumber: TEST_CARD, bankName: '中国银行' }));
  const again = must(
    await saveDraft(base.platform, caller, {
      draftId,
      memberId,
      version: 2,
      content: { ...content, recipients: whole },
    }),
  );
  const { claimId, ...submitted } = must(await send(again.version));
  expect(submitted).toMatchObject({ state: 'in-review', outcome: 'pay', amountFen: 5_000_000 });
  const named = await base.asSuperuser<{ basis_points: number }>(
    'SELECT basis_points FROM tenant.beneficiary WHERE claim_id = $1 ORDER BY share',
    [claimId],
  );
  expect(named.map(({ basis_points }) => basis_points)).toEqual([6_000, 4_000]);
  expect((await findRelativeView(base.platform, caller, memberId)).mayRead({ claimId })).toBe(true);
  expect(await findMyClaims(base.platform, caller)).toEqual([]);
  // another relative who is admitted too sees nothing of it
  await ask(cousin, member(0));
  const [request] = await waiting(scheme.henan.callers.countyReviewer);
  const grant = { requestId: request?.requestId ?? '', outcome: 'granted', finding: '已核实' } as const;
  must(await decideMemberRequest(base.platform, scheme.henan.callers.cityReviewer, grant));
  const other = await signIn(cousin);
  if (other === undefined) throw new Error('the other relative did not sign in');
  expect(await findDrafts(base.platform, other, { memberId })).toEqual([]);
  expect(await getDraft(base.platform, other, { draftId, memberId })).toMatchObject({
    error: { code: 'draft-unknown' },
  });
  // and brings nothing for it when it comes back, nor either of them for what the dead sent himself
  const { countyReviewer } = scheme.henan.callers;
  for (const id of [claimId, stayId]) {
    must(await reviewClaim(base.platform, countyReviewer, { claimId: id, outcome: 'send-back', comment: '请补材料' }));
  }
  const tries = [
    [other, claimId],
    [other, stayId],
    [caller, stayId],
  ] as const;
  for (const [by, id] of tries) {
    const at = { claimId: id, memberId };
    expect(await openSupplementDraft(base.platform, by, at)).toMatchObject({ error: { code: 'claim-unknown' } });
    expect(await answerSupplement(base.platform, by, { ...at, text: '已补' })).toMatchObject({
      error: { code: 'claim-unknown' },
    });
  }
  expect(must(await openSupplementDraft(base.platform, caller, { claimId, memberId }))).toEqual({ draftId });

  // against the decision he is heard who sent the claim: no other relative, and not about what the dead sent himself
  must(await answerSupplement(base.platform, caller, { claimId, memberId, text: '已补' }));
  const denial = { outcome: 'deny', clauses: ['附件2-5.1'], comment: '不属于意外' } as const;
  must(await reviewClaim(base.platform, countyReviewer, { claimId, ...denial }));
  const namesOf = (): Promise<ReadonlyMap<string, string>> => Promise.resolve(new Map());
  const own = { officeId: scheme.henan.officeId } as const;
  const served = await serveRoutes(appealRoutes({ platform: base.platform, namesOf }), [
    actorWith('widow', ['claim.read-own'], { ...own, access: caller.access }),
    actorWith('cousin', ['claim.read-own'], { ...own, access: other.access }),
  ]);
  const json = { reason: '送餐途中的事故就是意外。' };
  const of = `?memberId=${memberId}`;
  const appeal = async (as: string, id: string, query: string): Promise<number> =>
    (await served.ask('POST', `/api/my/claims/${id}/appeals${query}`, { as, json })).status;
  expect(await appeal('cousin', claimId, of)).toBe(404);
  expect(await appeal('widow', stayId, of)).toBe(404);
  expect(await appeal('widow', claimId, '')).toBe(404);
  expect(await appeal('widow', claimId, of)).toBe(201);
  const [filed] = await findClaimAppeals(base.platform, countyReviewer, claimId);
  const { appealId = '' } = filed ?? {};
  const finding = { appealId, outcome: 'upheld', finding: '维持。' } as const;
  must(await examineAppeal(base.platform, scheme.henan.callers.officeReviewer, finding));
  const escalate = async (as: string, id: string): Promise<number> =>
    (await served.ask('POST', `/api/my/claims/${id}/appeals/${appealId}/escalation${of}`, { as, json })).status;
  expect(await escalate('cousin', claimId)).toBe(404);
  expect(await escalate('widow', stayId)).toBe(404);
  expect(await escalate('widow', claimId)).toBe(204);
  await served.stop();
});

test('a refused relative never signs in, and codes that are guessed at lock', async () => {
  const { countyReviewer } = scheme.henan.callers;
  await ask(cousin, member(1));
  const [request] = await waiting(countyReviewer);
  const refusal = { requestId: request?.requestId ?? '', outcome: 'refused', finding: '会员健在' } as const;
  must(await decideMemberRequest(base.platform, countyReviewer, refusal));
  expect(await decideMemberRequest(base.platform, countyReviewer, refusal)).toMatchObject({
    error: { code: 'member-request-decided' },
  });
  const caller = await signIn(cousin);
  if (caller === undefined) throw new Error('admitted for the other member');
  expect((await findOwnLinks(base.platform, caller)).map(({ memberId }) => memberId)).toEqual([member(0).memberId]);
  const naming = { ...widow, memberName: '王不在', memberResidentId: member(1).residentId };
  const guess = { ...naming, code: '000000', kinship: 'child', diedOn: parseDate('2025-09-12') } as const;
  for (let at = 0; at < 5; at++) {
    expect(await askAsRelative(base.platform, guess)).toMatchObject({ error: { code: 'relative-code-wrong' } });
  }
  expect(await askAsRelative(base.platform, guess)).toMatchObject({ error: { code: 'sign-in-locked' } });
});

test('codes go to the telephone of the first sign-in until the agency has granted another', async () => {
  const { platform } = base;
  const { name, residentId, memberId, phone } = member(2);
  const { unitAgent, otherUnitAgent, countyReviewer } = scheme.henan.callers;
  expect(await signIn({ name, residentId })).toBeDefined();
  const change = { memberId, phone: '13900009999', reason: '手机丢失，已补办新号' };
  expect(await askPhoneChange(platform, otherUnitAgent, change)).toMatchObject({
    error: { code: 'member-out-of-sight' },
  });
  expect(await askPhoneChange(platform, unitAgent, { ...change, phone: '123' })).toMatchObject({
    error: { code: 'phone-faulty' },
  });
  const { requestId } = must(await askPhoneChange(platform, unitAgent, change));
  expect(await askPhoneChange(platform, unitAgent, change)).toMatchObject({ error: { code: 'phone-change-asked' } });
  await signIn({ name, residentId });
  expect(sent.at(-1)?.phone).toBe(phone);
  const granted = must(
    await decideMemberRequest(platform, countyReviewer, { requestId, outcome: 'granted', finding: '电话核对本人' }),
  );
  expect(granted.messages.map((message) => message.phone)).toEqual([change.phone, phone]);
  const page = { limit: 10 };
  expect(await findUnitPhoneRequests(platform, unitAgent, page)).toMatchObject([
    { requestId, memberName: maskName(name), phone: '139****9999', state: 'granted', finding: '电话核对本人' },
  ]);
  expect(await findUnitPhoneRequests(platform, otherUnitAgent, page)).toEqual([]);
  expect(await signIn({ name, residentId })).toBeDefined();
  expect(sent.at(-1)?.phone).toBe(change.phone);
});
