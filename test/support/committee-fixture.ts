import { escalateAppeal, examineAppeal, fileAppeal, proposeRuling, voteOnRuling } from '#modules/appeals/index.ts';
import { reconcile } from '#modules/books/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { must, type TestOffice } from './scheme-fixture.ts';
import { openTestAccount } from './test-accounts.ts';
import type { TestDatabase } from './test-database.ts';

/** An expert committee of three, and what comes before it. */
export class CommitteeFixture {
  private readonly base: TestDatabase;
  private readonly office: TestOffice;
  private readonly members: readonly [Caller, Caller, Caller];

  private constructor(base: TestDatabase, office: TestOffice, members: readonly [Caller, Caller, Caller]) {
    this.base = base;
    this.office = office;
    this.members = members;
  }

  static async open(base: TestDatabase, office: TestOffice): Promise<CommitteeFixture> {
    const { officeId, rootAgencyId, callers } = office;
    const member = async (name: string): Promise<Caller> => {
      const at = { role: 'committeeMember', agencyId: rootAgencyId } as const;
      const { accountId } = await openTestAccount(base.platform, callers.systemAdministrator, name, at);
      return { access: { scope: 'office', officeId, actorId: accountId } };
    };
    const members = [await member('committee-1'), await member('committee-2'), await member('committee-3')] as const;
    return new CommitteeFixture(base, office, members);
  }

  /** An appeal against a decided claim, upheld by the office and put before the committee. */
  async appeal(claimId: string, personId: string): Promise<string> {
    const { platform } = this.base;
    const { officeId } = this.office;
    const caller: Caller = { access: { scope: 'person', officeId, personId, actorId: platform.newId() } };
    const { appealId } = must(await fileAppeal(platform, caller, { claimId, reason: '少算了乙类先行自付。' }));
    const another: Caller = { access: { scope: 'office', officeId, actorId: platform.newId() } };
    must(await examineAppeal(platform, another, { appealId, outcome: 'upheld', finding: '已按条款核算，维持。' }));
    must(await escalateAppeal(platform, caller, { appealId, reason: '请专家再看。' }));
    return appealId;
  }

  /** Rules an amount by a majority; gives what the last vote leaves the proposal in. */
  async rule(appealId: string, amountFen: number): Promise<string> {
    const { platform } = this.base;
    const [first, second] = this.members;
    const change = { by: 'amount', amountFen, clauses: ['附件1-4.1'] } as const;
    const proposal = { appealId, change, reasons: '按附件1第四条，应予调整。' };
    const { proposalId } = must(await proposeRuling(platform, first, proposal));
    const vote = { appealId, proposalId, isFor: true, reason: '' };
    must(await voteOnRuling(platform, first, vote));
    return must(await voteOnRuling(platform, second, vote)).state;
  }

  /** Causes of differences in the chain of benefits; a fixture's own covers and statements are not looked at. */
  async differences(): Promise<readonly string[]> {
    const found = must(await reconcile(this.base.platform, this.office.callers.accountant)).differences;
    return found
      .map(({ cause }) => cause)
      .filter((cause) => /^(?:claim|payout-(?:twice|sent|paid)|batch|recovery|account-(?:220903|112201))/.test(cause));
  }
}
