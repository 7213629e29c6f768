import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import {
  type ChangeableOrder,
  type ChangeFilter,
  insertChange,
  type ListedChange,
  linkReplacement,
  listChanges,
  lockChange,
  lockChangeableOrder,
  markChange,
  type OrderChange,
  type OrderChangeKind,
  type OrderPayer,
  releasePayouts,
  replaceOrderPayers,
  voidOrder,
} from './change-store.ts';
import { orderContribution } from './order-contribution.ts';

export interface ProposeOrderChangeInput {
  readonly orderId: string;
  /**
   * - `void`: nobody pays it; the roster goes back to its unit, which corrects and submits it again
   * - `reissue`: another order takes its place at once, with other payers
   * - `release-payouts`: the hold that a credit taken back has put on payouts ends
   */
  readonly kind: OrderChangeKind;
  readonly reason: string;
  /** Of `reissue`: they add up to the same amount. */
  readonly payers?: readonly OrderPayer[] | undefined;
}

export type ProposeOrderChangeRefusal =
  | { readonly code: 'order-unknown' }
  | { readonly code: 'order-not-open' }
  | { readonly code: 'order-paid-in-part' }
  | { readonly code: 'payouts-not-held' }
  | { readonly code: 'payers-do-not-add-up'; readonly contributionFen: number; readonly payersFen: number }
  | { readonly code: 'change-waits' };

/** Proposes what takes a second person: nothing happens before he agrees. */
export async function proposeOrderChange(
  platform: Platform,
  caller: Caller,
  input: ProposeOrderChangeInput,
): Promise<Result<{ readonly changeId: string }, ProposeOrderChangeRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'propose-order-change', input },
    async (act): Promise<Result<{ readonly changeId: string }, ProposeOrderChangeRefusal>> => {
      const order = await lockChangeableOrder(act, input.orderId);
      if (order === undefined) return fail({ code: 'order-unknown' });
      const obstacle = obstacleTo(order, input);
      if (obstacle !== undefined) return fail(obstacle);
      const { kind, reason, payers } = input;
      const changeId = act.newId();
      if (!(await insertChange(act, order, { id: changeId, kind, reason, payers }))) {
        return fail({ code: 'change-waits' });
      }
      await auditChange(act, order, 'propose-order-change', { changeId, kind, reason });
      return ok({ changeId });
    },
  );
}

export type DecideOrderChangeRefusal =
  | { readonly code: 'change-unknown' }
  | { readonly code: 'second-person-needed' }
  | ProposeOrderChangeRefusal;

export interface DecidedOrderChange {
  readonly orderId: string;
  /** Of the order that takes its place. */
  readonly replacementId: string | undefined;
}

/** A second person agrees, and it happens at once; or declines, and nothing does. */
export async function decideOrderChange(
  platform: Platform,
  caller: Caller,
  input: { readonly changeId: string; readonly agree: boolean },
): Promise<Result<DecidedOrderChange, DecideOrderChangeRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'decide-order-change', input },
    async (act): Promise<Result<DecidedOrderChange, DecideOrderChangeRefusal>> => {
      const change = await lockChange(act, input.changeId);
      if (change === undefined) return fail({ code: 'change-unknown' });
      if (input.agree && change.proposed_by === act.actorId) return fail({ code: 'second-person-needed' });
      const order = await lockChangeableOrder(act, change.order_id);
      if (order === undefined) throw new Error('a change of no order');
      const obstacle = input.agree ? obstacleTo(order, { ...change, payers: change.payers ?? undefined }) : undefined;
      if (obstacle !== undefined) return fail(obstacle);
      await markChange(act, change.id, input.agree ? 'done' : 'declined');
      const replacementId = input.agree ? await carryOut(act, order, change) : undefined;
      await auditChange(act, order, input.agree ? 'change-order' : 'decline-order-change', {
        changeId: change.id,
        kind: change.kind,
        ...(replacementId === undefined ? {} : { replacementId }),
      });
      return ok({ orderId: order.id, replacementId });
    },
  );
}

/** What is decided and what waits, newest first. */
export async function findOrderChanges(
  platform: Platform,
  { access }: Caller,
  filter: ChangeFilter,
): Promise<readonly ListedChange[]> {
  return await platform.database.transaction(access, (transaction) =>
    listChanges(transaction, access.officeId, filter),
  );
}

type Wanted = Pick<ProposeOrderChangeInput, 'kind' | 'payers'>;

function obstacleTo(order: ChangeableOrder, { kind, payers }: Wanted): ProposeOrderChangeRefusal | undefined {
  if (kind === 'release-payouts') return order.payouts_held ? undefined : { code: 'payouts-not-held' };
  if (order.state !== 'open') return { code: 'order-not-open' };
  if (order.received_fen > 0) return { code: 'order-paid-in-part' };
  if (kind === 'void') return undefined;
  const payersFen = (payers ?? []).reduce((sum, { amountFen }) => sum + amountFen, 0);
  const contributionFen = order.amount_fen;
  return payersFen === contributionFen ? undefined : { code: 'payers-do-not-add-up', contributionFen, payersFen };
}

async function carryOut(act: Act, order: ChangeableOrder, change: OrderChange): Promise<string | undefined> {
  const about = {
    objectKind: 'contribution-order',
    objectId: order.id,
    agencyId: order.agency_id,
    unitId: order.unit_id,
  };
  if (change.kind === 'release-payouts') {
    await releasePayouts(act, order.id);
    await act.emit({ ...about, kind: 'payouts-released' });
    return undefined;
  }
  await voidOrder(act, order, change.kind === 'void' ? 'sent-back' : 'passed');
  await act.emit({ ...about, kind: 'order-voided' });
  if (change.kind === 'void') return undefined;
  await replaceOrderPayers(act, order, change.payers ?? []);
  const replacement = await orderContribution(act, {
    rosterId: order.roster_id,
    agencyId: order.agency_id,
    unitId: order.unit_id,
    program: order.program,
    shares: order.shares,
    memberCount: order.member_count,
    amountFen: order.amount_fen,
  });
  await linkReplacement(act, replacement.id, order.id);
  return replacement.id;
}

async function auditChange(
  act: Act,
  order: ChangeableOrder,
  name: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await act.audit({
    act: name,
    objectKind: 'contribution-order',
    objectId: order.id,
    agencyId: order.agency_id,
    unitId: order.unit_id,
    detail,
  });
}
