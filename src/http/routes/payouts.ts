import { type Static, Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import {
  type BankLayout as BankLayoutContract,
  BankLayoutsAnswer,
  ChangedPayoutBatch,
  DecideBankLayout,
  DecidedBankLayout,
  MadePayoutBatch,
  MakePayoutBatch,
  PayoutBatchDetail,
  PayoutBatchesAnswer,
  PayoutBatchesQuery,
  type PayoutBatchRow,
  ProposeBankLayout,
  ProposedBankLayout,
  RegisteredPayeeAccounts,
  RegisterPayeeAccounts,
  SendPayoutBatch,
  SentPayoutBatch,
  WaitingForCard,
  WithdrawPayoutBatch,
} from '#contracts/payouts.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, file, type Route } from '#http/route.ts';
import { streamedFile } from '#http/streamed-file.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  approvePayoutBatch,
  type BankLayout,
  decideBankLayout,
  EXAMPLE_BANK_LAYOUT,
  findBankLayouts,
  findPayoutBatch,
  findPayoutBatches,
  findWaitingForCard,
  makePayoutBatch,
  type PayoutBatch,
  proposeBankLayout,
  registerPayeeAccounts,
  sendPayoutBatch,
  withdrawPayoutBatch,
  writePayoutFile,
} from '#modules/payouts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['付款'];
const params = Type.Object({ batchId: Uuid });
const LARGEST_CARDS_BYTES = 2 * 1024 * 1024;

export interface PayoutDeps {
  readonly platform: Platform;
  /** Display names of accounts by id. */
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Benefits on their way to the bank: cards, batches by maker and checker, the bank's file. */
export function payoutRoutes({ platform, namesOf }: PayoutDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/payee-accounts',
      permission: 'payee.register',
      summary: '登记会员本人的收款银行卡，全部登记或全部不登记',
      tags,
      input: { body: RegisterPayeeAccounts },
      output: RegisteredPayeeAccounts,
      refusals: [
        'too-many-accounts',
        'card-number-wrong',
        'bank-number-wrong',
        'member-unknown',
        'idempotency-key-reused',
      ],
      bodyLimitBytes: LARGEST_CARDS_BYTES,
      handle: (call) => registerPayeeAccounts(platform, callerOf(call), call.input.body),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/payout-batches',
      permission: 'payout.read',
      summary: '付款批次，最近的在前；可以只列一种状态的',
      tags,
      input: { query: PayoutBatchesQuery },
      output: PayoutBatchesAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { state, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['instant', 'id']);
        if (!key.ok) return key;
        const madeAt = Number(key.value?.[0] ?? 0);
        if (Number.isNaN(madeAt)) return fail({ code: 'bad-cursor' });
        const caller = callerOf(call);
        const rows = await findPayoutBatches(platform, caller, {
          state,
          after: key.value === undefined ? undefined : { madeAt, batchId: String(key.value[1]) },
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const names = await namesOf(caller, peopleOf(shown));
        const items = shown.map((batch) => batchAnswer(batch, names, caller));
        const last = shown.at(-1);
        const hasMore = rows.length > limit && last !== undefined;
        return ok(hasMore ? { items, next: cursorOf([last.madeAt, last.batchId]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/payout-batches/:batchId',
      permission: 'payout.read',
      summary: '一个付款批次：复核前的各项检查，银行答复到哪里',
      tags,
      input: { params },
      output: PayoutBatchDetail,
      refusals: ['payout-batch-unknown'],
      handle: async (call) => {
        const caller = callerOf(call);
        const found = await findPayoutBatch(platform, caller, call.input.params.batchId);
        if (!found.ok) return found;
        const { answers, remarks, held, batchLimitFen, dayLimitFen, approvedTodayFen, layoutName, ...batch } =
          found.value;
        const names = await namesOf(caller, peopleOf([batch]));
        return ok({
          ...batchAnswer(batch, names, caller),
          answers: [...answers],
          remarks,
          held,
          batchLimitFen,
          dayLimitFen,
          approvedTodayFen,
          layoutName: layoutName ?? null,
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/bank-layouts',
      permission: 'payout.read',
      summary: '银行批量文本和回盘的版式：示例，和本办事处先后用过、提出的',
      tags,
      input: {},
      output: BankLayoutsAnswer,
      refusals: [],
      handle: async (call) => {
        const caller = callerOf(call);
        const rows = await findBankLayouts(platform, caller);
        const names = await namesOf(
          caller,
          rows.flatMap(({ proposed_by, decided_by }) =>
            decided_by === null ? [proposed_by] : [proposed_by, decided_by],
          ),
        );
        const layouts = rows.map((row) => ({
          layoutId: row.id,
          name: row.name,
          layout: mutable(row.layout),
          state: row.state,
          proposedAt: new Date(row.proposed_at).toISOString(),
          proposedBy: names.get(row.proposed_by) ?? '经办人',
          decidedAt: row.decided_at === null ? null : new Date(row.decided_at).toISOString(),
          decidedBy: row.decided_by === null ? null : (names.get(row.decided_by) ?? '经办人'),
          isOwn: row.proposed_by === caller.access.actorId,
        }));
        return ok({ example: mutable(EXAMPLE_BANK_LAYOUT), layouts });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/bank-layouts',
      permission: 'payout.make',
      summary: '提出新的银行文本版式，由另一人批准后启用',
      tags,
      input: { body: ProposeBankLayout },
      output: ProposedBankLayout,
      refusals: ['bank-layout-wrong', 'bank-layout-waits', 'idempotency-key-reused'],
      successStatus: 201,
      handle: (call) => proposeBankLayout(platform, callerOf(call), call.input.body),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/bank-layouts/:layoutId/decision',
      permission: 'payout.approve',
      summary: '启用或不启用提出的版式；已送交的批次仍用原来的',
      tags,
      input: { params: Type.Object({ layoutId: Uuid }), body: DecideBankLayout },
      output: DecidedBankLayout,
      refusals: ['bank-layout-unknown', 'bank-layout-state', 'own-bank-layout', 'idempotency-key-reused'],
      handle: (call) => decideBankLayout(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/payouts/waiting-for-card',
      permission: 'payout.read',
      summary: '已核准、在等收款人登记银行卡的互助金：笔数和金额',
      tags,
      input: {},
      output: WaitingForCard,
      refusals: [],
      handle: async (call) => ok(await findWaitingForCard(platform, callerOf(call))),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/payout-batches',
      permission: 'payout.make',
      summary: '把已核准的互助金编成付款批次，由另一人复核',
      tags,
      input: { body: MakePayoutBatch },
      output: MadePayoutBatch,
      refusals: ['nothing-to-pay-out', 'payout-batch-limit', 'idempotency-key-reused'],
      successStatus: 201,
      handle: (call) => makePayoutBatch(platform, callerOf(call), call.input.body),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/payout-batches/:batchId/approval',
      permission: 'payout.approve',
      summary: '复核付款批次',
      tags,
      input: { params },
      output: ChangedPayoutBatch,
      refusals: [
        'payout-batch-unknown',
        'payout-batch-state',
        'own-batch',
        'batch-payouts-held',
        'payout-day-limit',
        'idempotency-key-reused',
      ],
      handle: (call) => approvePayoutBatch(platform, callerOf(call), { batchId: call.input.params.batchId }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/payout-batches/:batchId/withdrawal',
      permission: 'payout.make',
      summary: '撤回还没有送交银行的批次，其中的互助金可编入别的批次',
      tags,
      input: { params, body: WithdrawPayoutBatch },
      output: ChangedPayoutBatch,
      refusals: ['payout-batch-unknown', 'payout-batch-state', 'batch-reason-missing', 'idempotency-key-reused'],
      handle: (call) =>
        withdrawPayoutBatch(platform, callerOf(call), { batchId: call.input.params.batchId, ...call.input.body }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/payout-batches/:batchId/sending',
      permission: 'payout.make',
      summary: '把已复核的批次送交银行：记入在途，之后可以下载文件',
      tags,
      input: { params, body: SendPayoutBatch },
      output: SentPayoutBatch,
      refusals: [
        'payout-batch-unknown',
        'payout-batch-state',
        'payout-layout-chosen',
        'office-account-missing',
        'batch-payouts-held',
        'ledger-month-closed',
        'names-not-in-gbk',
        'idempotency-key-reused',
      ],
      handle: (call) =>
        sendPayoutBatch(platform, callerOf(call), { batchId: call.input.params.batchId, ...call.input.body }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/payout-batches/:batchId/file',
      permission: 'payout.make',
      summary: '已送交批次的银行文件，每次下载都相同',
      tags,
      input: { params },
      output: file('application/xml', 'text/plain'),
      refusals: ['payout-batch-unknown', 'payout-batch-not-sent'],
      handle: async (call) =>
        await streamedFile((take, begin) =>
          writePayoutFile(platform, callerOf(call), call.input.params.batchId, take, begin),
        ),
    }),
  ];
}

function peopleOf(batches: readonly PayoutBatch[]): readonly string[] {
  return batches.flatMap(({ madeBy, approvedBy }) => (approvedBy === undefined ? [madeBy] : [madeBy, approvedBy]));
}

function batchAnswer(
  { madeBy, approvedBy, approvedAt, madeAt, sentAt, layout, ...batch }: PayoutBatch,
  names: ReadonlyMap<string, string>,
  { access }: Caller,
): Static<typeof PayoutBatchRow> {
  return {
    ...batch,
    madeAt: new Date(madeAt).toISOString(),
    madeBy: names.get(madeBy) ?? '经办人',
    approvedAt: approvedAt === undefined ? null : new Date(approvedAt).toISOString(),
    approvedBy: approvedBy === undefined ? null : (names.get(approvedBy) ?? '经办人'),
    layout: layout ?? null,
    sentAt: sentAt === undefined ? null : new Date(sentAt).toISOString(),
    isOwn: madeBy === access.actorId,
  };
}

/** As the contract's types have it. */
function mutable(layout: BankLayout): Static<typeof BankLayoutContract> {
  return structuredClone(layout) as Static<typeof BankLayoutContract>;
}
