import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { DEFAULT_PAGE_ROWS, LARGEST_PAGE_ROWS, pageQuery } from '#contracts/paging.ts';
import {
  ChangedRecovery,
  ChangedRefund,
  DecideRecovery,
  DecideRefund,
  ExplainByHand,
  ExplainedByHand,
  OutstandingRecoveries,
  OverpaidOrders,
  ProposedRecovery,
  ProposedRefund,
  ProposeRecovery,
  ProposeRefund,
  RecoveriesAnswer,
  RecoveriesQuery,
  RefundsAnswer,
  RefundsQuery,
  UnexplainedDebits,
} from '#contracts/recoveries.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { maskBankAccount, maskName } from '#kernel/mask.ts';
import { ok } from '#kernel/result.ts';
import { explainByHand, findUnexplainedDebits } from '#modules/explanations/index.ts';
import {
  decideRecovery,
  findOutstandingRecoveries,
  findRecoveries,
  proposeRecovery,
} from '#modules/recoveries/index.ts';
import { decideRefund, findOverpaidOrders, findRefunds, proposeRefund } from '#modules/refunds/index.ts';
import type { PayoutDeps } from './payouts.ts';

const tags = ['追回与退费'];

/** Benefits taken back, contributions given back, and the entries of the statement that nobody has explained. */
export function recoveryRoutes({ platform, namesOf }: PayoutDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/recoveries',
      permission: 'recovery.propose',
      summary: '提出追回付错的互助金，由另一人决定',
      tags,
      input: { body: ProposeRecovery },
      output: ProposedRecovery,
      refusals: [
        'recovery-claim-unknown',
        'recovery-claim-not-paid',
        'recovery-amount',
        'recovery-reason-missing',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      handle: (call) => proposeRecovery(platform, callerOf(call), call.input.body),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/recoveries/:recoveryId/decision',
      permission: 'recovery.decide',
      summary: '决定追回或不追回',
      tags,
      input: { params: Type.Object({ recoveryId: Uuid }), body: DecideRecovery },
      output: ChangedRecovery,
      refusals: [
        'recovery-unknown',
        'recovery-state',
        'own-recovery',
        'recovery-nothing-paid',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      handle: (call) => decideRecovery(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/recoveries',
      permission: 'recovery.read',
      summary: '追回，新的在前',
      tags,
      input: { query: RecoveriesQuery },
      output: RecoveriesAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after, state, claimId } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const caller = callerOf(call);
        const rows = await findRecoveries(platform, caller, {
          state,
          claimId,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const names = await namesOf(caller, peopleOf(shown));
        const items = shown.map((row) => ({
          recoveryId: row.id,
          number: row.number,
          claimId: row.claim_id,
          amountFen: row.amount_fen,
          receivedFen: row.received_fen,
          setOffFen: row.set_off_fen,
          freedFen: row.freed_fen,
          memberName: row.memberName === undefined ? null : maskName(row.memberName),
          reason: row.reason,
          cause: row.cause,
          state: row.state,
          ...twoPeople(row, names, caller.access.actorId),
        }));
        const last = shown.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/recoveries/outstanding',
      permission: 'recovery.read',
      summary: '已决定追回、还没有收齐的笔数和金额',
      tags,
      input: {},
      output: OutstandingRecoveries,
      refusals: [],
      handle: async (call) => ok(await findOutstandingRecoveries(platform, callerOf(call))),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/refunds',
      permission: 'refund.propose',
      summary: '提出退费：多缴的会费，或没有缴费通知可对应的到账',
      tags,
      input: { body: ProposeRefund },
      output: ProposedRefund,
      refusals: ['nothing-to-refund', 'idempotency-key-reused'],
      successStatus: 201,
      handle: (call) => proposeRefund(platform, callerOf(call), call.input.body),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/refunds/:refundId/decision',
      permission: 'refund.approve',
      summary: '批准退费或不退',
      tags,
      input: { params: Type.Object({ refundId: Uuid }), body: DecideRefund },
      output: ChangedRefund,
      refusals: [
        'refund-unknown',
        'refund-state',
        'own-refund',
        'refund-credit-changed',
        'refund-order-changed',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      handle: (call) => decideRefund(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/refunds',
      permission: 'recovery.read',
      summary: '退费，新的在前，各附原付款人和账户',
      tags,
      input: { query: RefundsQuery },
      output: RefundsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after, state } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const caller = callerOf(call);
        const rows = await findRefunds(platform, caller, {
          state,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const names = await namesOf(caller, peopleOf(shown));
        const items = shown.map((row) => ({
          refundId: row.id,
          number: row.number,
          orderId: row.order_id,
          entryId: row.entry_id,
          unitName: row.unit_name,
          amountFen: row.amount_fen,
          state: row.state,
          payerName: row.payer?.payerName ?? null,
          payerAccount: row.payer?.payerAccount ?? null,
          paidOn: row.paid_on === null ? null : formatDate(row.paid_on),
          ...twoPeople(row, names, caller.access.actorId),
        }));
        const last = shown.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/overpaid-orders',
      permission: 'recovery.read',
      summary: '多缴了会费、还没有人提出退费的缴费通知',
      tags,
      input: {},
      output: OverpaidOrders,
      refusals: [],
      handle: async (call) => ok([...(await findOverpaidOrders(platform, callerOf(call)))]),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/unexplained-debits',
      permission: 'remittance.read',
      summary: '流水里还没有说明的付款，最早的在前',
      tags,
      input: { query: Type.Object({ limit: pageQuery.limit }) },
      output: UnexplainedDebits,
      refusals: [],
      handle: async (call) => {
        const debits = await findUnexplainedDebits(
          platform,
          callerOf(call),
          call.input.query.limit ?? LARGEST_PAGE_ROWS,
        );
        return ok(
          debits.map(({ payeeName, payeeAccount, names, ...debit }) => ({
            ...debit,
            postedOn: formatDate(debit.postedOn),
            payeeName: maskName(payeeName),
            payeeAccount: maskBankAccount(payeeAccount),
            texts: [...debit.texts],
            names: names ?? null,
          })),
        );
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/bank-entries/:entryId/explanation',
      permission: 'payout.settle',
      summary: '说明一笔流水是哪笔追回款或退费',
      tags,
      input: { params: Type.Object({ entryId: Uuid }), body: ExplainByHand },
      output: ExplainedByHand,
      refusals: [
        'entry-unknown',
        'entry-amount',
        'recovery-unknown',
        'recovery-state',
        'recovery-amount',
        'refund-unknown',
        'refund-state',
        'refund-amount',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      handle: (call) => explainByHand(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
  ];
}

interface DecidedByTwo {
  readonly proposed_at: number;
  readonly proposed_by: string;
  readonly decided_at: number | null;
  readonly decided_by: string | null;
}

function peopleOf(rows: readonly DecidedByTwo[]): readonly string[] {
  return rows.flatMap(({ proposed_by, decided_by }) =>
    decided_by === null ? [proposed_by] : [proposed_by, decided_by],
  );
}

function twoPeople(
  { proposed_at, proposed_by, decided_at, decided_by }: DecidedByTwo,
  names: ReadonlyMap<string, string>,
  actorId: string,
): {
  readonly proposedAt: string;
  readonly proposedBy: string;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly isOwn: boolean;
} {
  return {
    proposedAt: new Date(proposed_at).toISOString(),
    proposedBy: names.get(proposed_by) ?? '经办人',
    decidedAt: decided_at === null ? null : new Date(decided_at).toISOString(),
    decidedBy: decided_by === null ? null : (names.get(decided_by) ?? '经办人'),
    isOwn: proposed_by === actorId,
  };
}
