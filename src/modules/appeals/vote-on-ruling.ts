import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type AppliedRuling, type RulingRefusal, ruleOnClaim } from '#modules/claims/index.ts';
import { proposeExcess } from '#modules/recoveries/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { appealContext, keyOf, openSecret } from './appeal-secrets.ts';
import { saveRuling } from './appeal-store.ts';
import { closeProposal, findVotes, insertVote, lockProposal, type ProposalRow } from './proposal-store.ts';
import {
  type AppealBeforeCommittee,
  type CommitteeRefusal,
  committeeOf,
  inSightOfAll,
  takeSeat,
} from './propose-ruling.ts';
import type { ProposalState } from './states.ts';

export interface VoteToGive {
  readonly appealId: string;
  readonly proposalId: string;
  readonly isFor: boolean;
  /** Needed of a vote against. */
  readonly reason: string;
}

export interface CountedVote {
  readonly state: ProposalState;
  readonly votesFor: number;
  readonly votesAgainst: number;
  readonly panelSize: number;
}

/** In order of precedence. */
export type VoteRefusal =
  | CommitteeRefusal
  | { readonly code: 'proposal-closed' }
  | { readonly code: 'vote-reason-missing' }
  | { readonly code: 'voted-already' }
  /** Limits have moved since it was put to the vote; it must be put again with the amount that holds now. */
  | { readonly code: 'ruling-amount-moved'; readonly amountFen: Fen }
  | RulingRefusal;

/**
 * One vote of a member of the committee. With more than half of the panel for it the ruling is carried out in the same act:
 * its decision replaces the one appealed against, the other claims of the period are decided again, what is owed more is paid
 * with the next batch, what was paid too much is proposed for recovery. With half or more against it can't be carried any more, and falls.
 */
export async function voteOnRuling(
  platform: Platform,
  caller: Caller,
  input: VoteToGive,
): Promise<Result<CountedVote, VoteRefusal | IdempotencyRefusal>> {
  const panel = await committeeOf(platform, caller);
  type Voting = Result<CountedVote, VoteRefusal>;
  return await perform(
    platform,
    inSightOfAll(caller),
    { name: 'vote-on-ruling', input },
    async (act): Promise<Voting> => {
      const seat = await takeSeat(act, input.appealId, panel);
      if (!seat.ok) return seat;
      const appeal = seat.value;
      const proposal = await lockProposal(act, input.proposalId);
      if (proposal?.appeal_id !== appeal.id || proposal.state !== 'open') return fail({ code: 'proposal-closed' });
      const { isFor } = input;
      const reason = input.reason.trim();
      if (!isFor && reason === '') return fail({ code: 'vote-reason-missing' });
      const key = keyOf(platform.ring(), act.officeId, appeal.person_id, appeal.wrapped_key);
      const context = appealContext('appeal_vote', act.officeId, `${proposal.id} ${act.actorId}`);
      const sealedReason = reason === '' ? null : sealJson(key, context, { reason });
      if (!(await insertVote(act, proposal, { isFor, sealedReason }))) return fail({ code: 'voted-already' });
      const votes = await findVotes(act.transaction, act.officeId, [proposal.id]);
      const votesFor = votes.filter(({ is_for }) => is_for).length;
      const votesAgainst = votes.length - votesFor;
      const panelSize = proposal.panel_size;
      const state: ProposalState =
        votesFor * 2 > panelSize ? 'carried' : votesAgainst * 2 >= panelSize ? 'fallen' : 'open';
      await act.audit({
        act: 'vote-on-ruling',
        objectKind: 'claim',
        objectId: appeal.claim_id,
        agencyId: appeal.agency_id,
        unitId: appeal.unit_id,
        detail: { appealId: appeal.id, proposalId: proposal.id, isFor, votesFor, votesAgainst, panelSize, state },
        ...(reason === '' ? {} : { personal: { reason } }),
      });
      if (state !== 'open') await closeProposal(act, proposal.id, state);
      const ruled = state === 'carried' ? await rule(act, appeal, proposal) : ok(undefined);
      return ruled.ok ? ok({ state, votesFor, votesAgainst, panelSize }) : ruled;
    },
  );
}

async function rule(
  act: Act,
  appeal: AppealBeforeCommittee,
  proposal: ProposalRow,
): Promise<Result<undefined, VoteRefusal>> {
  const { officeId, platform } = act;
  const key = keyOf(platform.ring(), officeId, appeal.person_id, appeal.wrapped_key);
  const { id, sealed } = proposal;
  const proposed = openSecret(key, 'appeal_proposal', { officeId, id, sealed });
  if (proposed === undefined) throw new Error('a proposal without its words');
  const { change, reasons } = proposed;
  let applied: AppliedRuling | undefined;
  if (change !== undefined) {
    const done = await ruleOnClaim(act, appeal.claim_id, change);
    if (!done.ok) return done;
    applied = done.value;
    const { amountFen } = applied;
    if (amountFen !== proposal.amount_fen) return fail({ code: 'ruling-amount-moved', amountFen });
    await proposeExcess(act, [{ claimId: appeal.claim_id, ...applied }, ...applied.redecided], '专家委员会裁定');
  }
  const state = change === undefined ? 'ruled-upheld' : 'ruled-changed';
  const sealedRuling = sealJson(key, appealContext('appeal_ruling', officeId, appeal.id), { reasons });
  await saveRuling(act, appeal.id, { state, sealedRuling });
  const { agency_id: agencyId, unit_id: unitId, person_id: personId, claim_id: objectId } = appeal;
  const trail = { objectKind: 'claim', objectId, agencyId, unitId };
  await act.audit({
    ...trail,
    act: 'rule-on-appeal',
    detail: { appealId: appeal.id, outcome: state, ...applied, redecided: applied?.redecided.length ?? 0 },
    personal: { reasons },
  });
  await act.emit({ ...trail, kind: `appeal-${state}`, personId, payload: { amountFen: applied?.amountFen ?? null } });
  return ok(undefined);
}
