import { type Static, Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import {
  AskedForCard,
  Beneficiaries,
  ChangedShareCard,
  ChangeShareCard,
  Explained,
  ImportedPayoutResults,
  NameBeneficiaries,
  NamedBeneficiaries,
  PayoutLimitChanges,
  PayoutLimits,
  PayoutResultFilesAnswer,
  PayoutResultFilesQuery,
  PayoutsAnswer,
  PayoutsQuery,
  StrayResult,
} from '#contracts/payout-results.ts';
import type { MaskedAccount } from '#contracts/payouts.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { withReceivedFile } from '#http/received-file.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { type DayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { maskBankAccount, maskName } from '#kernel/mask.ts';
import { fail, ok } from '#kernel/result.ts';
import { explainEntries } from '#modules/explanations/index.ts';
import {
  changeShareCard,
  findBeneficiaries,
  findPayoutLimitChanges,
  findPayoutLimits,
  findPayoutResultFiles,
  findPayouts,
  findStrayResults,
  importPayoutResults,
  nameBeneficiaries,
  type PayeeAccount,
  requestCard,
  setPayoutLimits,
} from '#modules/payouts/index.ts';
import type { PayoutDeps } from './payouts.ts';

const tags = ['付款'];
const LARGEST_RESULT_BYTES = 128 * 1024 * 1024;

/** What the bank answered to payouts, what became of each, and the office's limits. */
export function payoutResultRoutes({ platform, namesOf }: PayoutDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/payout-results',
      permission: 'payout.settle',
      summary: '导入银行回盘文件或 pain.002；只按客户业务编号核对，重复导入没有影响',
      tags,
      input: {},
      output: ImportedPayoutResults,
      refusals: [
        'bad-upload',
        'payout-results-refused',
        'payout-results-known',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      upload: { maxFiles: 1, maxBytesPerFile: LARGEST_RESULT_BYTES },
      handle: async (call) =>
        await withReceivedFile(call.files, async ({ blob, fileName }) => {
          const caller = callerOf(call);
          const imported = await importPayoutResults(platform, caller, blob, { fileName: fileName.slice(0, 200) });
          if (!imported.ok) return imported;
          const explained = await explainEntries(platform, { access: caller.access });
          return explained.ok ? ok({ ...imported.value, explained: explained.value }) : explained;
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/payout-results',
      permission: 'payout.read',
      summary: '导入过的回盘文件，最近的在前',
      tags,
      input: { query: PayoutResultFilesQuery },
      output: PayoutResultFilesAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['instant', 'id']);
        if (!key.ok) return key;
        const importedAt = Number(key.value?.[0] ?? 0);
        if (Number.isNaN(importedAt)) return fail({ code: 'bad-cursor' });
        const caller = callerOf(call);
        const rows = await findPayoutResultFiles(platform, caller, {
          after: key.value === undefined ? undefined : { importedAt, fileId: String(key.value[1]) },
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const names = await namesOf(
          caller,
          shown.map(({ importedBy }) => importedBy),
        );
        const items = shown.map((row) => ({
          ...row,
          importedAt: new Date(row.importedAt).toISOString(),
          importedBy: names.get(row.importedBy) ?? '经办人',
        }));
        const last = shown.at(-1);
        const hasMore = rows.length > limit && last !== undefined;
        return ok(hasMore ? { items, next: cursorOf([last.importedAt, last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/payout-results/:fileId/strays',
      permission: 'payout.read',
      summary: '回盘里对不上、没有改变任何账目的行，请人核对；至多一千行',
      tags,
      input: { params: Type.Object({ fileId: Uuid }) },
      output: Type.Array(StrayResult),
      refusals: ['payout-results-unknown'],
      handle: async (call) => {
        const rows = await findStrayResults(platform, callerOf(call), call.input.params.fileId);
        return rows.ok ? ok(rows.value.map((row) => ({ ...row, onDay: formatDate(row.onDay) }))) : rows;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/payouts',
      permission: 'payout.read',
      summary: '逐笔付款：某一批的，或某种状态的（如退回的）',
      tags,
      input: { query: PayoutsQuery },
      output: PayoutsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after, state, batchId, open, remarked } = call.input.query;
        const key = readCursor(after, ['day', 'id']);
        if (!key.ok) return key;
        const madeOn = key.value === undefined ? undefined : parseDate(String(key.value[0]));
        if (madeOn !== undefined && Number.isNaN(madeOn)) return fail({ code: 'bad-cursor' });
        const rows = await findPayouts(platform, callerOf(call), {
          state,
          batchId,
          isOpen: open,
          isRemarked: remarked,
          after: madeOn === undefined ? undefined : { madeOn, payoutId: String(key.value?.[1]) },
          limit: limit + 1,
        });
        const items = rows.slice(0, limit).map((row) => ({
          ...row,
          madeOn: formatDate(row.madeOn),
          paidOn: dayOf(row.paidOn),
          returnedOn: dayOf(row.returnedOn),
          cardAskedAt: row.cardAskedAt === null ? null : new Date(row.cardAskedAt).toISOString(),
          account: maskedAccount(row.account),
          remarks: [...row.remarks],
        }));
        const last = items.at(-1);
        const hasMore = rows.length > limit && last !== undefined;
        return ok(hasMore ? { items, next: cursorOf([last.madeOn, last.payoutId]) } : { items });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/payouts/:payoutId/card-request',
      permission: 'payout.settle',
      summary: '请退回的一笔的收款人换一张卡：本人和所属机构收到消息',
      tags,
      input: { params: Type.Object({ payoutId: Uuid }) },
      output: AskedForCard,
      refusals: [
        'payout-unknown',
        'payout-not-returned',
        'card-registered',
        'card-asked-lately',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const asked = await requestCard(platform, callerOf(call), { payoutId: call.input.params.payoutId });
        return asked.ok ? ok({ askedAt: new Date(asked.value.askedAt).toISOString() }) : asked;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claims/:claimId/beneficiaries',
      permission: 'claim.read',
      summary: '身故互助金的领取人：各份的金额、银行卡（脱敏）和付款情况',
      tags,
      input: { params: Type.Object({ claimId: Uuid }) },
      output: Beneficiaries,
      refusals: ['death-claim-unknown'],
      handle: async (call) => {
        const found = await findBeneficiaries(platform, callerOf(call), call.input.params.claimId);
        if (!found.ok) return found;
        return ok(
          found.value.map(({ account, paidOn, ...share }) => ({
            ...share,
            account: maskedAccount(account),
            paidOn: dayOf(paidOn),
          })),
        );
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/claims/:claimId/beneficiaries',
      permission: 'payee.register',
      summary: '登记身故互助金的领取人：各亲属的份额和本人银行卡，合计百分之百',
      tags,
      input: { params: Type.Object({ claimId: Uuid }), body: NameBeneficiaries },
      output: NamedBeneficiaries,
      refusals: [
        'death-claim-unknown',
        'beneficiaries-fixed',
        'shares-not-whole',
        'card-number-wrong',
        'bank-number-wrong',
        'idempotency-key-reused',
      ],
      handle: (call) => nameBeneficiaries(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/claims/:claimId/beneficiaries/:share/card',
      permission: 'payee.register',
      summary: '为退回的一份更换亲属的银行卡',
      tags,
      input: {
        params: Type.Object({ claimId: Uuid, share: Type.String({ pattern: '^[1-9][0-9]?$' }) }),
        body: ChangeShareCard,
      },
      output: ChangedShareCard,
      refusals: [
        'death-claim-unknown',
        'share-fixed',
        'card-number-wrong',
        'bank-number-wrong',
        'idempotency-key-reused',
      ],
      handle: (call) => {
        const { claimId, share } = call.input.params;
        const account = call.input.body;
        return changeShareCard(platform, callerOf(call), { claimId, share: Number(share), account });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/payout-limits',
      permission: 'payout.read',
      summary: '付款限额',
      tags,
      input: {},
      output: PayoutLimits,
      refusals: [],
      handle: async (call) => ok(await findPayoutLimits(platform, callerOf(call))),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/payout-limits/changes',
      permission: 'payout.read',
      summary: '付款限额先后的修改，最近的在前，至多一百次',
      tags,
      input: {},
      output: PayoutLimitChanges,
      refusals: [],
      handle: async (call) => {
        const caller = callerOf(call);
        const changes = await findPayoutLimitChanges(platform, caller);
        const names = await namesOf(
          caller,
          changes.map(({ setBy }) => setBy),
        );
        return ok(
          changes.map((change) => ({
            ...change,
            setAt: new Date(change.setAt).toISOString(),
            setBy: names.get(change.setBy) ?? '经办人',
          })),
        );
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/payout-limits',
      permission: 'payout.limit',
      summary: '设定每批和每日的付款限额',
      tags,
      input: { body: PayoutLimits },
      output: PayoutLimits,
      refusals: ['idempotency-key-reused'],
      handle: (call) => setPayoutLimits(platform, callerOf(call), call.input.body),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/bank-entries/explanation',
      permission: 'payout.settle',
      summary: '按我们的编号核对还没有说明的流水',
      tags,
      input: {},
      output: Explained,
      refusals: ['ledger-month-closed', 'idempotency-key-reused'],
      handle: (call) => explainEntries(platform, callerOf(call)),
    }),
  ];
}

function dayOf(day: DayNumber | null): string | null {
  return day === null ? null : formatDate(day);
}

function maskedAccount(account: PayeeAccount | undefined): Static<typeof MaskedAccount> | null {
  if (account === undefined) return null;
  const { holder, cardNumber, bankName, bankNumber } = account;
  return { holder: maskName(holder), cardNumber: maskBankAccount(cardNumber), bankName, bankNumber };
}
