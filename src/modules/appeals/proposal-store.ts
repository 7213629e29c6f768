import sql from 'sql-template-tag';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { AppealRow } from './appeal-store.ts';
import type { ProposalState } from './states.ts';

export interface ProposalRow {
  readonly id: string;
  readonly appeal_id: string;
  readonly person_id: string;
  readonly outcome: 'uphold' | 'change';
  /** Of a change. */
  readonly amount_fen: Fen | null;
  readonly panel_size: number;
  readonly state: ProposalState;
  readonly sealed: Buffer;
  readonly proposed_by: string;
  readonly proposed_at: number;
  readonly closed_at: number | null;
}

const COLUMNS = sql`id, appeal_id, person_id, outcome, amount_fen, panel_size, state, sealed, proposed_by, proposed_at,
  closed_at`;

/** False where another proposal of the appeal is open. */
export async function insertProposal(
  { transaction, officeId, actorId, now }: Act,
  appeal: Pick<AppealRow, 'id' | 'person_id'>,
  proposal: Pick<ProposalRow, 'id' | 'outcome' | 'amount_fen' | 'panel_size' | 'sealed'>,
): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.appeal_proposal (office_id, id, appeal_id, person_id, outcome, amount_fen, panel_size, state, sealed,
      proposed_by, proposed_at)
    VALUES (${officeId}, ${proposal.id}, ${appeal.id}, ${appeal.person_id}, ${proposal.outcome}, ${proposal.amount_fen},
      ${proposal.panel_size}, 'open', ${proposal.sealed}, ${actorId}, ${instantValue(now)})
    ON CONFLICT (office_id, appeal_id) WHERE state = 'open' DO NOTHING`);
  return inserted === 1;
}

export function lockProposal({ transaction, officeId }: Act, id: string): Promise<ProposalRow | undefined> {
  return transaction.findRow<ProposalRow>(sql`
    SELECT ${COLUMNS} FROM tenant.appeal_proposal WHERE office_id = ${officeId} AND id = ${id} FOR UPDATE`);
}

export async function closeProposal(
  { transaction, officeId, now }: Act,
  id: string,
  state: Exclude<ProposalState, 'open'>,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.appeal_proposal SET state = ${state}, closed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

/** The proposals of an appeal, the first first. */
export async function findProposals(
  transaction: Transaction,
  officeId: string,
  appealId: string,
): Promise<readonly ProposalRow[]> {
  return await transaction.rows<ProposalRow>(sql`
    SELECT ${COLUMNS} FROM tenant.appeal_proposal WHERE office_id = ${officeId} AND appeal_id = ${appealId} ORDER BY id`);
}

export interface VoteRow {
  readonly proposal_id: string;
  readonly voter_id: string;
  readonly is_for: boolean;
  readonly sealed_reason: Buffer | null;
  readonly at: number;
}

/** False where the actor has voted before. */
export async function insertVote(
  { transaction, officeId, actorId, now }: Act,
  proposal: Pick<ProposalRow, 'id' | 'person_id'>,
  { isFor, sealedReason }: { readonly isFor: boolean; readonly sealedReason: Buffer | null },
): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.appeal_vote (office_id, proposal_id, voter_id, person_id, is_for, sealed_reason, at)
    VALUES (${officeId}, ${proposal.id}, ${actorId}, ${proposal.person_id}, ${isFor}, ${sealedReason}, ${instantValue(now)})
    ON CONFLICT DO NOTHING`);
  return inserted === 1;
}

/** The votes on these proposals, in the order in which they were given. */
export async function findVotes(
  transaction: Transaction,
  officeId: string,
  proposalIds: readonly string[],
): Promise<readonly VoteRow[]> {
  return await transaction.rows<VoteRow>(sql`
    SELECT proposal_id, voter_id, is_for, sealed_reason, at FROM tenant.appeal_vote
    WHERE office_id = ${officeId} AND proposal_id = ANY (${proposalIds}::uuid[]) ORDER BY at, voter_id`);
}
