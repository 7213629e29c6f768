import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { reconcile } from '#modules/books/index.ts';
import { addCasePaper } from '#modules/case-papers/index.ts';
import { examineClaim, findClaims, getClaim, type RulingChange, reviewClaim } from '#modules/claims/index.ts';
import { findClaimDocuments, readDocument } from '#modules/drafts/index.ts';
import { explainEntries } from '#modules/explanations/index.ts';
import {
  findClaimInvestigations,
  findInvestigations,
  openInvestigation,
  reportInvestigation,
} from '#modules/investigations/index.ts';
import {
  approvePayoutBatch,
  findPayouts,
  makePayoutBatch,
  sendPayoutBatch,
  withdrawPayoutBatch,
} from '#modules/payouts/index.ts';
import { decideRecovery, findRecoveries } from '#modules/recoveries/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import { inpatientFacts, pictureOf, submittedDraft, withCard } from '../../../test/support/claim-draft.ts';
import type { CoveredPerson } from '../../../test/support/claim-fixture.ts';
import { coveredMembers, type TestMember } from '../../../test/support/member-fixture.ts';
import { BENEFIT_FEN, PayoutFixture, returnFile } from '../../../test/support/payout-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { openTestAccount } from '../../../test/support/test-accounts.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import {
  escalateAppeal,
  examineAppeal,
  fileAppeal,
  findAppeals,
  findClaimAppeals,
  getAppealCase,
  proposeRuling,
  tryProposal,
  voteOnRuling,
  withdrawProposal,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-appeals-'));
let base: TestDatabase;
let scheme: TestScheme;
let members: readonly TestMember[];
let committee: readonly Caller[];
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  members = await coveredMembers(base, scheme.henan, ['henan-inpatient'], { count: 4 });
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
  const waiting = await findAppeals(platform, officeReviewer, { stage: 'office', limit: 10 });
  expect(waiting.map((each) => each.appealId)).toContain(appealId);

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

describe('before the expert committee', () => {
  let fixture: PayoutFixture;
  beforeAll(async () => {
    const { officeId, rootAgencyId, callers } = scheme.henan;
    fixture = new PayoutFixture(base, scheme.henan);
    committee = [];
    for (const name of ['committee-1', 'committee-2', 'committee-3']) {
      const at = { role: 'committeeMember', agencyId: rootAgencyId } as const;
      const { accountId } = await openTestAccount(base.platform, callers.systemAdministrator, name, at);
      committee = [...committee, { access: { scope: 'committee', officeId, actorId: accountId } }];
    }
  });

  /** An appeal of somebody who was paid 399.52, upheld by the office and put before the committee. */
  async function escalated(): Promise<{ claimId: string; appealId: string; caller: Caller; person: CoveredPerson }> {
    const { platform } = base;
    const { claimIds, persons, payouts } = await fixture.sent(1);
    const [claimId, person, payout] = [claimIds[0] ?? '', persons[0], payouts[0]];
    if (person === undefined || payout === undefined) throw new Error('nothing was sent');
    await fixture.results(returnFile({ endToEndId: payout.endToEndId }));
    const { officeId } = scheme.henan;
    const access = { scope: 'person', officeId, personId: person.personId, actorId: platform.newId() } as const;
    const caller: Caller = { access };
    const { appealId } = must(await fileAppeal(platform, caller, { claimId, reason: '少算了乙类先行自付。' }));
    const finding = { appealId, finding: '已按条款核算，维持。' } as const;
    const another: Caller = { access: { scope: 'office', officeId, actorId: platform.newId() } };
    const early = await escalateAppeal(platform, caller, { appealId, reason: '不服' });
    expect(early).toMatchObject({ error: { code: 'appeal-not-examined' } });
    must(await examineAppeal(platform, another, { ...finding, outcome: 'upheld' }));
    must(await escalateAppeal(platform, caller, { appealId, reason: '请专家再看。' }));
    return { claimId, appealId, caller, person };
  }

  async function propose(appealId: string, change: RulingChange | undefined): Promise<string> {
    const [first] = committee;
    if (first === undefined) throw new Error('no committee');
    const proposal = { appealId, change, reasons: '按附件1第四条，应予调整。' };
    return must(await proposeRuling(base.platform, first, proposal)).proposalId;
  }

  async function vote(at: number, appealId: string, proposalId: string, isFor: boolean): Promise<string> {
    const voter = committee[at];
    if (voter === undefined) throw new Error('no such member of the committee');
    const reason = isFor ? '' : '不妥';
    const counted = await voteOnRuling(base.platform, voter, { appealId, proposalId, isFor, reason });
    return counted.ok ? counted.value.state : counted.error.code;
  }

  const amount = (amountFen: number): RulingChange => ({ by: 'amount', amountFen, clauses: ['附件1-4.1'] });

  /** Causes of differences in the chain of benefits; the fixture's own covers and statements are not looked at. */
  async function differences(): Promise<readonly string[]> {
    const found = must(await reconcile(base.platform, scheme.henan.callers.accountant)).differences;
    return found
      .map(({ cause }) => cause)
      .filter((cause) => /^(?:claim|payout-(?:twice|sent|paid)|batch|recovery|account-(?:220903|112201))/.test(cause));
  }

  test('a majority raises what was paid: the new decision stands, and the difference is paid once', async () => {
    const { platform } = base;
    const { officeReviewer } = scheme.henan.callers;
    const { claimId, appealId, caller } = await escalated();
    const before = await differences();
    const stranger = await proposeRuling(platform, officeReviewer, { appealId, change: undefined, reasons: '我来定' });
    expect(stranger).toMatchObject({ error: { code: 'not-on-committee' } });
    const [first] = committee;
    const tried = await tryProposal(platform, first as Caller, { appealId, change: amount(50_000) });
    expect(must(tried)).toEqual({ amountFen: 50_000, beforeFen: 39_952 });
    const over = await tryProposal(platform, first as Caller, { appealId, change: amount(20_000_000) });
    expect(over).toMatchObject({ error: { code: 'ruling-over-limit', leftFen: 10_000_000 } });
    const fallen = await propose(appealId, undefined);
    expect(await vote(1, appealId, fallen, false)).toBe('open');
    expect(await vote(1, appealId, fallen, true)).toBe('voted-already');
    expect(await vote(2, appealId, fallen, false)).toBe('fallen');

    const proposalId = await propose(appealId, amount(50_000));
    const second = await proposeRuling(platform, committee[1] as Caller, {
      appealId,
      change: undefined,
      reasons: '维持',
    });
    expect(second).toMatchObject({ error: { code: 'proposal-open' } });
    expect(await vote(0, appealId, proposalId, true)).toBe('open');
    expect(await vote(2, appealId, proposalId, true)).toBe('carried');
    const ruled = must(await getClaim(platform, caller, claimId));
    expect(ruled).toMatchObject({ state: 'approved', amountFen: 50_000 });
    expect(ruled.decisions.at(-1)).toMatchObject({ source: 'committee', amountFen: 50_000 });
    expect(must(await getAppealCase(platform, officeReviewer, appealId))).toMatchObject({
      state: 'ruled-changed',
      ruling: '按附件1第四条，应予调整。',
      proposals: [{ state: 'fallen' }, { state: 'carried', votes: [{ isFor: true }, { isFor: true }] }],
    });
    expect(await fileAppeal(platform, caller, { claimId, reason: '还要更多' })).toMatchObject({
      error: { code: 'appeal-ruled-finally' },
    });

    const { payouts } = await fixture.sendAll();
    expect(payouts.filter((payout) => payout.claimId === claimId).map(({ amountFen }) => amountFen)).toEqual([10_048]);
    const [topUp] = payouts;
    await fixture.results(returnFile({ endToEndId: topUp?.endToEndId ?? '', amountFen: 10_048 }));
    expect(await fixture.stateOf(claimId)).toBe('paid');
    expect(await differences()).toEqual(before);
  });

  test('a ruling that pays less than was paid proposes to take the difference back', async () => {
    const { claimId, appealId } = await escalated();
    const before = await differences();
    const withdrawn = await propose(appealId, amount(10_000));
    must(await withdrawProposal(base.platform, committee[0] as Caller, { appealId, proposalId: withdrawn }));
    const proposalId = await propose(appealId, amount(30_000));
    await vote(0, appealId, proposalId, true);
    await vote(1, appealId, proposalId, true);
    expect(await fixture.stateOf(claimId)).toBe('paid');
    const recoveries = await findRecoveries(base.platform, scheme.henan.callers.approver, { limit: 10 });
    expect(recoveries.find(({ claim_id }) => claim_id === claimId)).toMatchObject({
      amount_fen: 9_952,
      state: 'proposed',
    });
    expect(await differences()).toEqual(before);
  });

  /** The bank gives back what it paid. */
  async function comeBack(claimId: string): Promise<void> {
    const { cashier } = scheme.henan.callers;
    const paid = await findPayouts(base.platform, cashier, { state: 'paid', limit: 50 });
    const { endToEndId = '', amountFen = 0 } = paid.find((each) => each.claimId === claimId) ?? {};
    await fixture.statement({ amountFen, on: '2025-09-20', remark: `退汇 ${endToEndId}` });
    expect(must(await explainEntries(base.platform, cashier))).toMatchObject({ returned: 1 });
  }

  test('a raised benefit whose batch is taken back and whose first payout comes back is paid whole, once', async () => {
    const { cashier } = scheme.henan.callers;
    const { claimId, appealId, person } = await escalated();
    const before = await differences();
    const proposalId = await propose(appealId, amount(50_000));
    await vote(0, appealId, proposalId, true);
    await vote(1, appealId, proposalId, true);
    const { batchId } = must(await makePayoutBatch(base.platform, cashier));
    expect(await fixture.stateOf(claimId)).toBe('in-payout');
    must(await withdrawPayoutBatch(base.platform, cashier, { batchId, reason: '名单有误' }));
    expect(await fixture.stateOf(claimId)).toBe('approved');
    await comeBack(claimId);
    expect(await fixture.stateOf(claimId)).toBe('approved');
    expect(await differences()).toEqual(before);
    await fixture.registerCard(person);
    const { payouts } = await fixture.sendAll();
    expect(payouts.map(({ amountFen }) => amountFen)).toEqual([50_000]);
    await fixture.results(returnFile({ endToEndId: payouts[0]?.endToEndId ?? '', amountFen: 50_000 }));
    expect(await fixture.stateOf(claimId)).toBe('paid');
    expect(await differences()).toEqual(before);
  });

  test('a benefit whose first payout comes back while the rest is with the bank is paid to the fen', async () => {
    const { cashier } = scheme.henan.callers;
    const { claimId, appealId, person } = await escalated();
    const before = await differences();
    const proposalId = await propose(appealId, amount(50_000));
    await vote(0, appealId, proposalId, true);
    await vote(1, appealId, proposalId, true);
    const topUp = await fixture.sendAll();
    await comeBack(claimId);
    expect(await fixture.stateOf(claimId)).toBe('returned');
    await fixture.results(returnFile({ endToEndId: topUp.payouts[0]?.endToEndId ?? '', amountFen: 10_048 }));
    expect(await fixture.stateOf(claimId)).toBe('returned');
    await fixture.registerCard(person);
    const { batchId } = must(await makePayoutBatch(base.platform, cashier));
    const [again] = await findPayouts(base.platform, cashier, { batchId, limit: 5 });
    expect(again).toMatchObject({ claimId, amountFen: BENEFIT_FEN });
    must(await approvePayoutBatch(base.platform, scheme.henan.callers.approver, { batchId }));
    must(await sendPayoutBatch(base.platform, cashier, { batchId, layout: 'pain.001' }));
    await fixture.results(returnFile({ endToEndId: again?.endToEndId ?? '' }));
    expect(await fixture.stateOf(claimId)).toBe('paid');
    expect(await differences()).toEqual(before);
  });

  test('a benefit that a ruling took away and whose payout comes back is owed no more once its recovery is decided', async () => {
    const { claimId, appealId } = await escalated();
    const before = await differences();
    const proposalId = await propose(appealId, amount(0));
    await vote(0, appealId, proposalId, true);
    await vote(1, appealId, proposalId, true);
    expect(await fixture.stateOf(claimId)).toBe('denied');
    const payable = await fixture.balance('220903');
    await comeBack(claimId);
    expect(await fixture.stateOf(claimId)).toBe('denied');
    const { cashier, approver } = scheme.henan.callers;
    expect(await makePayoutBatch(base.platform, cashier)).toMatchObject({ error: { code: 'nothing-to-pay-out' } });
    expect(await differences()).toEqual(before);
    const [recovery] = await findRecoveries(base.platform, approver, { claimId, limit: 1 });
    const decided = decideRecovery(base.platform, approver, { recoveryId: recovery?.id ?? '', outcome: 'decide' });
    expect(must(await decided)).toEqual({ state: 'received' });
    expect(await fixture.balance('220903')).toBe(payable);
    expect(await differences()).toEqual(before);
  });

  test('corrected facts give the amount of the rules to who was declined, and somebody with a hand in it does not vote', async () => {
    const { platform } = base;
    const { caller, claimId } = await declined(3);
    const { appealId } = must(await fileAppeal(platform, caller, { claimId, reason: '医院等级登记错了。' }));
    const [first, second, third] = committee as readonly [Caller, Caller, Caller];
    const examiner: Caller = { access: { ...first.access, scope: 'office', actorId: third.access.actorId } };
    const finding = '请专家委员会认定医院等级。';
    must(await examineAppeal(platform, examiner, { appealId, outcome: 'committee', finding }));
    const change = { by: 'facts', corrections: { hospital: { grade: 3, recognised: true } } } as const;
    const proposal = { appealId, change, reasons: '该院为三级甲等。' };
    expect(await proposeRuling(platform, third, proposal)).toMatchObject({ error: { code: 'committee-had-part' } });
    const { proposalId } = must(await proposeRuling(platform, first, proposal));
    await vote(0, appealId, proposalId, true);
    must(await voteOnRuling(platform, second, { appealId, proposalId, isFor: true, reason: '' }));
    expect(must(await getClaim(platform, caller, claimId))).toMatchObject({ state: 'approved', amountFen: 540_000 });
    const [appeal] = await findClaimAppeals(platform, caller, claimId);
    expect(appeal).toMatchObject({ state: 'ruled-changed', ruling: '该院为三级甲等。' });
  });
});

test('an investigation is carried out by whom it was given, and the claim shows how far it is', async () => {
  const { platform } = base;
  const { officeId, rootAgencyId, callers } = scheme.henan;
  const { caller } = await declined(2);
  const facts = inpatientFacts('2025-07-01', '2025-07-20');
  const draft = { benefit: 'inpatient', facts } as const;
  const { claimId } = must(await submittedDraft(platform, openFolderStore(folder), caller, draft));
  const at = { role: 'reviewer', agencyId: rootAgencyId } as const;
  const { accountId } = await openTestAccount(platform, callers.systemAdministrator, 'investigator', at);
  const investigator: Caller = { access: { scope: 'office', officeId, actorId: accountId } };
  const task = { claimId, assigneeId: accountId, dueOn: parseDate('2025-10-01'), task: '到医院核实入院原因' };
  expect(
    await openInvestigation(platform, callers.countyReviewer, { ...task, assigneeId: platform.newId() }),
  ).toMatchObject({
    error: { code: 'investigator-unknown' },
  });
  expect(await openInvestigation(platform, callers.otherCountyReviewer, task)).toMatchObject({
    error: { code: 'claim-unknown' },
  });
  const { investigationId } = must(await openInvestigation(platform, callers.countyReviewer, task));
  expect(must(await getClaim(platform, caller, claimId)).flags).toContain('under-investigation');
  const report = {
    investigationId,
    visitedOn: parseDate('2025-09-19'),
    place: '周口市中心医院',
    findings: '病历与申领一致，其中三天为挂床。',
    determined: 'part',
    determinedFen: undefined,
  } as const;
  expect(await reportInvestigation(platform, callers.officeReviewer, report)).toMatchObject({
    error: { code: 'investigation-of-other' },
  });
  expect(await reportInvestigation(platform, investigator, report)).toMatchObject({
    error: { code: 'determined-amount-missing' },
  });
  must(await reportInvestigation(platform, investigator, { ...report, determinedFen: 80_000 }));
  const { flags } = must(await getClaim(platform, caller, claimId));
  expect(flags).toContain('partly-determinable');
  expect(flags).not.toContain('under-investigation');
  expect(await findClaimInvestigations(platform, callers.countyReviewer, claimId)).toMatchObject([
    { task: task.task, report: { determined: 'part', determinedFen: 80_000, findings: report.findings } },
  ]);
});

test('the committee reaches the claims that came before it, their papers and investigations, and no others', async () => {
  const { platform } = base;
  const { officeReviewer } = scheme.henan.callers;
  const [expert] = committee;
  if (expert === undefined) throw new Error('no committee');
  const store = openFolderStore(folder);
  const all = { limit: 200 };
  let escalatedIds: readonly string[] = [];
  for (const { claimId } of await findClaims(platform, officeReviewer, all)) {
    const appeals = await findClaimAppeals(platform, officeReviewer, claimId);
    const documents = await findClaimDocuments(platform, officeReviewer, claimId);
    const [document] = documents;
    if (appeals.some(({ escalatedAt }) => escalatedAt !== undefined)) {
      escalatedIds = [...escalatedIds, claimId];
      must(await getClaim(platform, expert, claimId));
      expect(await findClaimDocuments(platform, expert, claimId)).toEqual(documents);
      if (document !== undefined) must(await readDocument(platform, store, expert, document.documentId));
      continue;
    }
    const unknown = { error: { code: 'claim-unknown' } };
    expect(await getClaim(platform, expert, claimId)).toMatchObject(unknown);
    expect(await examineClaim(platform, expert, claimId)).toMatchObject(unknown);
    const paper = { claimId, subject: 'appeal', subjectId: platform.newId(), title: '材料' } as const;
    expect(await addCasePaper(platform, store, expert, paper, pictureOf(7))).toMatchObject(unknown);
    expect(await findClaimAppeals(platform, expert, claimId)).toEqual([]);
    expect(await findClaimInvestigations(platform, expert, claimId)).toEqual([]);
    expect(await findClaimDocuments(platform, expert, claimId)).toEqual([]);
    if (document === undefined) continue;
    expect(await readDocument(platform, store, expert, document.documentId)).toMatchObject({
      error: { code: 'document-unknown' },
    });
  }
  const seen = await findClaims(platform, expert, all);
  expect(seen.map(({ claimId }) => claimId).toSorted()).toEqual(escalatedIds.toSorted());
  expect(escalatedIds.length).toBeGreaterThan(1);
  const ended = { state: 'ended', isOwn: false, limit: 10 } as const;
  expect((await findInvestigations(platform, officeReviewer, ended)).length).toBeGreaterThan(0);
  expect(await findInvestigations(platform, expert, ended)).toEqual([]);
  expect(await findAppeals(platform, expert, { stage: 'office', limit: 10 })).toEqual([]);
});
