import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { RulingChange } from '#modules/claims/index.ts';
import { openMember } from '#modules/persons/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { keyOf, openSecret } from './appeal-secrets.ts';
import { type AppealRow, findAppeal, findAppealPage, findAppealsOfClaim } from './appeal-store.ts';
import { findProposals, findVotes, type ProposalRow } from './proposal-store.ts';
import { committeeOf } from './propose-ruling.ts';
import type { AppealStage, AppealState, ProposalState } from './states.ts';

/** Something that the member says against a decision, and what office and committee answered. */
export interface Appeal {
  readonly appealId: string;
  readonly claimId: string;
  readonly decisionNumber: number;
  readonly state: AppealState;
  /** By when the office, or the committee, answers; `undefined` where it has. */
  readonly dueOn: DayNumber | undefined;
  readonly reason: string;
  readonly filedAt: number;
  readonly finding: string | undefined;
  readonly examinedAt: number | undefined;
  readonly escalation: string | undefined;
  readonly escalatedAt: number | undefined;
  readonly ruling: string | undefined;
  readonly ruledAt: number | undefined;
}

/** The appeals of a claim that the caller may see. */
export async function findClaimAppeals(
  platform: Platform,
  { access }: Caller,
  claimId: string,
): Promise<readonly Appeal[]> {
  const { officeId } = access;
  const rows = await platform.database.transaction(access, (transaction) =>
    findAppealsOfClaim(transaction, officeId, claimId),
  );
  return rows.flatMap((row) => openAppeal(platform, officeId, row) ?? []);
}

/** An appeal as lists show it. */
export interface AppealSummary {
  readonly appealId: string;
  readonly claimId: string;
  readonly state: AppealState;
  readonly filedAt: number;
  readonly dueOn: DayNumber | undefined;
  readonly program: string;
  readonly benefit: string;
  /** Of the claim's standing decision. */
  readonly outcome: 'pay' | 'decline' | 'refer';
  readonly amountFen: Fen;
  readonly memberName: string;
}

/** A page of what waits for the office, for the committee, or has ended; the oldest first. */
export async function findAppeals(
  platform: Platform,
  { access }: Caller,
  page: {
    readonly stage: AppealStage;
    readonly after?: { readonly filedAt: number; readonly appealId: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly AppealSummary[]> {
  const { officeId } = access;
  const rows = await platform.database.transaction(access, (transaction) =>
    findAppealPage(transaction, officeId, page),
  );
  return rows.map((row) => {
    const { person_id, wrapped_key, sealed_member } = row;
    const member = openMember(platform.ring(), { office_id: officeId, person_id, wrapped_key, sealed: sealed_member });
    return {
      appealId: row.id,
      claimId: row.claim_id,
      state: row.state,
      filedAt: row.filed_at,
      dueOn: row.due_on ?? undefined,
      program: row.program,
      benefit: row.benefit,
      outcome: row.outcome,
      amountFen: row.amount_fen,
      memberName: member?.name ?? '',
    };
  });
}

/** A ruling put to the vote. */
export interface Proposal {
  readonly proposalId: string;
  readonly outcome: 'uphold' | 'change';
  readonly amountFen: Fen | undefined;
  readonly change: RulingChange | undefined;
  readonly reasons: string;
  readonly state: ProposalState;
  readonly panelSize: number;
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly votes: readonly Vote[];
}

export interface Vote {
  readonly voterId: string;
  readonly isFor: boolean;
  readonly reason: string;
  readonly at: number;
}

export interface AppealCase extends Appeal {
  /** Empty for whom they are none of their business. */
  readonly proposals: readonly Proposal[];
  /** How many sit on the committee now. */
  readonly panelSize: number;
}

export type GetAppealRefusal = { readonly code: 'appeal-unknown' } | { readonly code: 'person-erased' };

/** An appeal with the proposals and votes on it: for the office and its committee. */
export async function getAppealCase(
  platform: Platform,
  caller: Caller,
  appealId: string,
): Promise<Result<AppealCase, GetAppealRefusal>> {
  const { access } = caller;
  const { officeId } = access;
  const panel = await committeeOf(platform, caller);
  return await platform.database.transaction(
    access,
    async (transaction): Promise<Result<AppealCase, GetAppealRefusal>> => {
      const row = await findAppeal(transaction, officeId, appealId);
      if (row === undefined) return fail({ code: 'appeal-unknown' });
      const { wrapped_key } = row;
      const appeal = openAppeal(platform, officeId, row);
      if (appeal === undefined || wrapped_key === null) return fail({ code: 'person-erased' });
      const proposals = await findProposals(transaction, officeId, appealId);
      const votes = await findVotes(
        transaction,
        officeId,
        proposals.map(({ id }) => id),
      );
      const key = keyOf(platform.ring(), officeId, row.person_id, wrapped_key);
      const opened = proposals.map((proposal): Proposal => {
        const said = openSecret(key, 'appeal_proposal', { officeId, id: proposal.id, sealed: proposal.sealed });
        const given = votes
          .filter(({ proposal_id }) => proposal_id === proposal.id)
          .map(({ voter_id, is_for, sealed_reason, at }): Vote => {
            const id = `${proposal.id} ${voter_id}`;
            const reason = openSecret(key, 'appeal_vote', { officeId, id, sealed: sealed_reason })?.reason ?? '';
            return { voterId: voter_id, isFor: is_for, reason, at };
          });
        return proposalOf(proposal, said, given);
      });
      return ok({ ...appeal, proposals: opened, panelSize: panel.length });
    },
  );
}

function proposalOf(
  row: ProposalRow,
  said: { readonly reasons: string; readonly change: RulingChange | undefined } | undefined,
  votes: readonly Vote[],
): Proposal {
  return {
    proposalId: row.id,
    outcome: row.outcome,
    amountFen: row.amount_fen ?? undefined,
    change: said?.change,
    reasons: said?.reasons ?? '',
    state: row.state,
    panelSize: row.panel_size,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    votes,
  };
}

/** `undefined` where the person's key was deleted. */
function openAppeal(platform: Platform, officeId: string, row: AppealRow): Appeal | undefined {
  const { id, wrapped_key } = row;
  if (wrapped_key === null) return undefined;
  const key = keyOf(platform.ring(), officeId, row.person_id, wrapped_key);
  return {
    appealId: id,
    claimId: row.claim_id,
    decisionNumber: row.decision_number,
    state: row.state,
    dueOn: row.due_on ?? undefined,
    reason: openSecret(key, 'appeal', { officeId, id, sealed: row.sealed })?.reason ?? '',
    filedAt: row.filed_at,
    finding: openSecret(key, 'appeal_finding', { officeId, id, sealed: row.sealed_finding })?.finding,
    examinedAt: row.examined_at ?? undefined,
    escalation: openSecret(key, 'appeal_escalation', { officeId, id, sealed: row.sealed_escalation })?.reason,
    escalatedAt: row.escalated_at ?? undefined,
    ruling: openSecret(key, 'appeal_ruling', { officeId, id, sealed: row.sealed_ruling })?.reasons,
    ruledAt: row.ruled_at ?? undefined,
  };
}
