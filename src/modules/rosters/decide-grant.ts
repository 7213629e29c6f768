import { fail, ok, type Result } from '#kernel/result.ts';
import {
  type ContributionOrder,
  type OrderedContribution,
  orderContribution,
  type PayGrantRefusal,
  payFromReliefFund,
} from '#modules/contributions/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import {
  type GrantState,
  type ListedGrant,
  listGrants,
  lockGrant,
  settleGrant,
  type WaitingGrant,
} from './grant-store.ts';
import { freeReservations } from './reservation-store.ts';
import type { RosterState } from './states.ts';
import { lockRoster, markReviewed, type RosterRow } from './store.ts';

export interface DecideGrantInput {
  readonly grantId: string;
  readonly approve: boolean;
  /** Needed unless it is approved. */
  readonly reason?: string | undefined;
}

export interface DecidedGrant {
  readonly state: GrantState;
  /** Made with the approval. */
  readonly order: ContributionOrder | undefined;
}

export type DecideGrantRefusal =
  | { readonly code: 'grant-office-only' }
  | { readonly code: 'grant-unknown' }
  | { readonly code: 'own-grant' }
  | { readonly code: 'grant-reason-missing' }
  | PayGrantRefusal;

type Decided = Result<DecidedGrant, DecideGrantRefusal>;

/**
 * A second person approves a grant, and its contribution is paid out of the relief fund or ordered from the union that gives
 * it; or refuses it with the reason, and everybody on its roster is free again.
 */
export async function decideGrant(
  platform: Platform,
  caller: Caller,
  input: DecideGrantInput,
): Promise<Result<DecidedGrant, DecideGrantRefusal | IdempotencyRefusal>> {
  return await perform(platform, caller, { name: 'decide-grant', input }, async (act): Promise<Decided> => {
    if (caller.access.scope !== 'office') return fail({ code: 'grant-office-only' });
    const grant = await lockGrant(act, input.grantId);
    if (grant === undefined) return fail({ code: 'grant-unknown' });
    const roster = await rosterOf(act, grant);
    if (grant.proposed_by === act.actorId || roster.filed_by === act.actorId) return fail({ code: 'own-grant' });
    const reason = input.reason?.trim() ?? '';
    if (!input.approve) {
      if (reason === '') return fail({ code: 'grant-reason-missing' });
      await end(act, grant, roster, { state: 'refused', rosterState: 'refused', reason });
      return ok({ state: 'refused', order: undefined });
    }
    const ordered: OrderedContribution = {
      rosterId: roster.id,
      agencyId: roster.agency_id,
      unitId: roster.unit_id,
      program: roster.program,
      shares: roster.shares,
      memberCount: grant.member_count,
      amountFen: grant.amount_fen,
    };
    await markReviewed(act, roster.id, 'passed');
    const order: Result<ContributionOrder, PayGrantRefusal> =
      grant.funding === 'relief-fund'
        ? await payFromReliefFund(act, ordered)
        : ok(await orderContribution(act, ordered));
    if (!order.ok) return order;
    await settleGrant(act, grant.id, { state: 'approved', orderId: order.value.id });
    await tell(act, grant, roster, 'approved');
    return ok({ state: 'approved', order: order.value });
  });
}

export type WithdrawGrantRefusal = { readonly code: 'grant-unknown' } | { readonly code: 'grant-not-yours' };

/** Whoever proposed a grant takes it back before it is decided. */
export async function withdrawGrant(
  platform: Platform,
  caller: Caller,
  input: { readonly grantId: string },
): Promise<Result<undefined, WithdrawGrantRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'withdraw-grant', input },
    async (act): Promise<Result<undefined, WithdrawGrantRefusal>> => {
      const grant = await lockGrant(act, input.grantId);
      if (grant === undefined) return fail({ code: 'grant-unknown' });
      if (grant.proposed_by !== act.actorId) return fail({ code: 'grant-not-yours' });
      await end(act, grant, await rosterOf(act, grant), { state: 'withdrawn', rosterState: 'withdrawn' });
      return ok(undefined);
    },
  );
}

/** Grants, the latest first. */
export async function findGrants(
  platform: Platform,
  { access }: Caller,
  filter: { readonly state?: GrantState | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ListedGrant[]> {
  return await platform.database.transaction(access, (transaction) => listGrants(transaction, access.officeId, filter));
}

async function rosterOf(act: Act, grant: WaitingGrant): Promise<RosterRow> {
  const roster = await lockRoster(act.transaction, act.officeId, grant.roster_id);
  if (roster === undefined) throw new Error('a grant without its roster');
  return roster;
}

async function end(
  act: Act,
  grant: WaitingGrant,
  roster: RosterRow,
  outcome: {
    readonly state: 'refused' | 'withdrawn';
    readonly rosterState: RosterState;
    readonly reason?: string;
  },
): Promise<void> {
  const { state, rosterState, reason } = outcome;
  await markReviewed(act, roster.id, rosterState);
  await freeReservations(act, roster.id);
  await settleGrant(act, grant.id, { state, ...(reason === undefined ? {} : { reason }) });
  await tell(act, grant, roster, state, reason);
}

const ACTS = { approved: 'approve-grant', refused: 'refuse-grant', withdrawn: 'withdraw-grant' } as const;

async function tell(
  act: Act,
  grant: WaitingGrant,
  roster: RosterRow,
  state: keyof typeof ACTS,
  reason?: string,
): Promise<void> {
  const about = { objectKind: 'grant', objectId: grant.id, agencyId: roster.agency_id, unitId: roster.unit_id };
  const detail = { rosterId: roster.id, members: grant.member_count, amountFen: grant.amount_fen, to: state };
  await act.audit({ ...about, act: ACTS[state], detail, ...(reason === undefined ? {} : { personal: { reason } }) });
  await act.emit({ ...about, kind: `grant-${state}` });
}
