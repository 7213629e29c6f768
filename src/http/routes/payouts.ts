import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import {
  ChangedPayoutBatch,
  MadePayoutBatch,
  MakePayoutBatch,
  PayoutBatchesAnswer,
  PayoutBatchesQuery,
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
  findPayoutBatches,
  findWaitingForCard,
  makePayoutBatch,
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
      summary: '付款批次，最近的在前',
      tags,
      input: { query: PayoutBatchesQuery },
      output: PayoutBatchesAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['instant', 'id']);
        if (!key.ok) return key;
        const madeAt = Number(key.value?.[0] ?? 0);
        if (Number.isNaN(madeAt)) return fail({ code: 'bad-cursor' });
        const caller = callerOf(call);
        const rows = await findPayoutBatches(platform, caller, {
          after: key.value === undefined ? undefined : { madeAt, batchId: String(key.value[1]) },
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const names = await namesOf(
          caller,
          shown.flatMap(({ madeBy, approvedBy }) => (approvedBy === undefined ? [madeBy] : [madeBy, approvedBy])),
        );
        const items = shown.map(({ madeBy, approvedBy, approvedAt, madeAt: made, sentAt, layout, ...batch }) => ({
          ...batch,
          madeAt: new Date(made).toISOString(),
          madeBy: names.get(madeBy) ?? '经办人',
          approvedAt: approvedAt === undefined ? null : new Date(approvedAt).toISOString(),
          approvedBy: approvedBy === undefined ? null : (names.get(approvedBy) ?? '经办人'),
          layout: layout ?? null,
          sentAt: sentAt === undefined ? null : new Date(sentAt).toISOString(),
          isOwn: madeBy === call.actor.access.actorId,
        }));
        const last = shown.at(-1);
        const hasMore = rows.length > limit && last !== undefined;
        return ok(hasMore ? { items, next: cursorOf([last.madeAt, last.batchId]) } : { items });
      },
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
