import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { accountsToTell } from '#modules/accounts/index.ts';
import {
  hadPartIn,
  lockAppealedClaim,
  type RulingChange,
  type RulingRefusal,
  tryRuling,
} from '#modules/claims/index.ts';
import { Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { CLAUSE_TEXTS } from '#scheme/clause-texts.ts';
import { appealContext, keyOf } from './appeal-secrets.ts';
import { type AppealRow, lockAppeal } from './appeal-store.ts';
import { closeProposal, insertProposal, lockProposal } from './proposal-store.ts';
import { LEAST_PANEL } from './states.ts';

export interface RulingToTry {
  readonly appealId: string;
  readonly change: RulingChange;
}

export interface RulingToPropose {
  readonly appealId: string;
  /** `undefined`: the decision is upheld. */
  readonly change: RulingChange | undefined;
  /** In words that the member reads. */
  readonly reasons: string;
}

/** In order of precedence. */
export type CommitteeRefusal =
  | { readonly code: 'not-on-committee' }
  | { readonly code: 'appeal-unknown' }
  | { readonly code: 'appeal-not-before-committee' }
  | { readonly code: 'committee-had-part' }
  | { readonly code: 'person-erased' };

/** In order of precedence. */
export type ProposeRulingRefusal =
  | CommitteeRefusal
  | { readonly code: 'clause-missing' }
  | { readonly code: 'clause-unknown' }
  | { readonly code: 'committee-too-small'; readonly members: number }
  | { readonly code: 'proposal-open' }
  | RulingRefusal;

/** What a ruling would come to; nothing is stored. */
export async function tryProposal(
  platform: Platform,
  caller: Caller,
  input: RulingToTry,
): Promise<Result<{ readonly amountFen: Fen; readonly beforeFen: Fen }, ProposeRulingRefusal>> {
  const panel = await committeeOf(platform, caller);
  const ruling = inSightOfAll(caller);
  return await platform.database.transaction(ruling.access, async (transaction) => {
    const act = new Act(transaction, platform, ruling);
    const bench = await takeSeat(act, input.appealId, panel);
    if (!bench.ok) return bench;
    const fault = clauseFault(input.change);
    return fault === undefined ? await tryRuling(act, bench.value.claim_id, input.change) : fail(fault);
  });
}

/**
 * A member of the committee puts a ruling to the vote: that the decision stands, or what it changes to. Its amount is worked
 * out now and must still be the same when the majority is reached. One proposal at a time; the panel are all members of
 * the committee on the day of the proposal.
 */
export async function proposeRuling(
  platform: Platform,
  caller: Caller,
  input: RulingToPropose,
): Promise<Result<{ readonly proposalId: string }, ProposeRulingRefusal | IdempotencyRefusal>> {
  const panel = await committeeOf(platform, caller);
  type Proposing = Result<{ readonly proposalId: string }, ProposeRulingRefusal>;
  return await perform(
    platform,
    inSightOfAll(caller),
    { name: 'propose-ruling', input },
    async (act): Promise<Proposing> => {
      const { change, reasons } = input;
      const seat = await takeSeat(act, input.appealId, panel);
      if (!seat.ok) return seat;
      const appeal = seat.value;
      const fault = change === undefined ? undefined : clauseFault(change);
      if (fault !== undefined) return fail(fault);
      if (panel.length < LEAST_PANEL) return fail({ code: 'committee-too-small', members: panel.length });
      const tried = change === undefined ? undefined : await tryRuling(act, appeal.claim_id, change);
      if (tried?.ok === false) return tried;
      const id = act.newId();
      const key = keyOf(platform.ring(), act.officeId, appeal.person_id, appeal.wrapped_key);
      const amountFen = tried?.value.amountFen ?? null;
      const inserted = await insertProposal(act, appeal, {
        id,
        outcome: change === undefined ? 'uphold' : 'change',
        amount_fen: amountFen,
        panel_size: panel.length,
        sealed: sealJson(key, appealContext('appeal_proposal', act.officeId, id), { reasons, change }),
      });
      if (!inserted) return fail({ code: 'proposal-open' });
      await act.audit({
        act: 'propose-ruling',
        objectKind: 'claim',
        objectId: appeal.claim_id,
        agencyId: appeal.agency_id,
        unitId: appeal.unit_id,
        detail: { appealId: appeal.id, proposalId: id, outcome: change === undefined ? 'uphold' : 'change', amountFen },
        personal: { reasons },
      });
      return ok({ proposalId: id });
    },
  );
}

export type WithdrawProposalRefusal = CommitteeRefusal | { readonly code: 'proposal-closed' };

/** Whoever put it to the vote takes it back, and with it the votes on it: to put another one. */
export async function withdrawProposal(
  platform: Platform,
  caller: Caller,
  input: { readonly appealId: string; readonly proposalId: string },
): Promise<Result<undefined, WithdrawProposalRefusal | IdempotencyRefusal>> {
  const panel = await committeeOf(platform, caller);
  type Withdrawing = Result<undefined, WithdrawProposalRefusal>;
  return await perform(platform, caller, { name: 'withdraw-ruling', input }, async (act): Promise<Withdrawing> => {
    const seat = await takeSeat(act, input.appealId, panel);
    if (!seat.ok) return seat;
    const proposal = await lockProposal(act, input.proposalId);
    const isOwn = proposal?.appeal_id === input.appealId && proposal.proposed_by === act.actorId;
    if (proposal === undefined || !isOwn || proposal.state !== 'open') return fail({ code: 'proposal-closed' });
    await closeProposal(act, proposal.id, 'withdrawn');
    const { claim_id: objectId, agency_id: agencyId, unit_id: unitId } = seat.value;
    const detail = { appealId: input.appealId, proposalId: proposal.id };
    await act.audit({ act: 'withdraw-ruling', objectKind: 'claim', objectId, agencyId, unitId, detail });
    return ok(undefined);
  });
}

/**
 * The same caller in the context of the office: a ruling decides later claims of the period again, also those that never came
 * before the committee. For acts that {@link takeSeat} guards; nothing of these claims may get into the answer.
 */
export function inSightOfAll(caller: Caller): Caller {
  const { officeId, actorId } = caller.access;
  return { ...caller, access: { scope: 'office', officeId, actorId } };
}

/** Who sits on the committee: the accounts in the office that hold its role. */
export function committeeOf(platform: Platform, { access }: Caller): Promise<readonly string[]> {
  return accountsToTell(platform, access.officeId, { role: 'committeeMember' });
}

export interface AppealBeforeCommittee extends AppealRow {
  readonly wrapped_key: Buffer;
}

/** An appeal that the actor may rule on, locked: he is on the committee and had no hand in what it is about. */
export async function takeSeat(
  act: Act,
  appealId: string,
  panel: readonly string[],
): Promise<Result<AppealBeforeCommittee, CommitteeRefusal>> {
  if (!panel.includes(act.actorId)) return fail({ code: 'not-on-committee' });
  const appeal = await lockAppeal(act, appealId);
  const claim = appeal === undefined ? undefined : await lockAppealedClaim(act, appeal.claim_id);
  if (appeal === undefined || claim === undefined) return fail({ code: 'appeal-unknown' });
  if (appeal.state !== 'before-committee') return fail({ code: 'appeal-not-before-committee' });
  const hadPart = appeal.examined_by === act.actorId || (await hadPartIn(act, claim)) !== undefined;
  if (hadPart) return fail({ code: 'committee-had-part' });
  const { wrapped_key } = appeal;
  if (wrapped_key === null) return fail({ code: 'person-erased' });
  return ok({ ...appeal, wrapped_key });
}

/** An amount of the committee's own rests on clauses. */
function clauseFault(change: RulingChange): { readonly code: 'clause-missing' | 'clause-unknown' } | undefined {
  if (change.by === 'facts') return undefined;
  if (change.clauses.length === 0) return { code: 'clause-missing' };
  return change.clauses.some((clause) => !Object.hasOwn(CLAUSE_TEXTS, clause)) ? { code: 'clause-unknown' } : undefined;
}
