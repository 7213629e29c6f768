import type { Static } from 'typebox';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import {
  ChangedVoucher,
  DecideVoucher,
  ProposeAllocation,
  ProposedVoucher,
  ProposeReserves,
  ProposeReversal,
  ProposeVoucher,
  ReserveRates,
  ReserveReckoning,
  ReservesQuery,
  SetReserveRate,
  type VoucherRow as VoucherAnswer,
  VoucherDetail,
  VoucherParams,
  VouchersAnswer,
  VouchersQuery,
  YearEnd,
  YearParams,
} from '#contracts/vouchers.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  findReserveRates,
  findYearEnd,
  proposeReserves,
  reckonReserves,
  setReserveRate,
} from '#modules/books/index.ts';
import {
  decideVoucher,
  findVoucher,
  findVouchers,
  proposeAllocation,
  proposeCarrying,
  proposeReversal,
  proposeVoucher,
  type VoucherRow,
  withdrawVoucher,
} from '#modules/vouchers/index.ts';
import type { PayoutDeps } from './payouts.ts';

const tags = ['凭证'];
const ofProposals = [
  'voucher-summary-missing',
  'personal-number-typed',
  'voucher-day-ahead',
  'idempotency-key-reused',
] as const;

/** What people post, always two of them: vouchers, year-end, reserves; and the office's rates. */
export function voucherRoutes({ platform, namesOf }: PayoutDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/vouchers',
      permission: 'ledger.read',
      summary: '凭证，最近的在前',
      tags,
      input: { query: VouchersQuery },
      output: VouchersAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { state, after, limit = DEFAULT_PAGE_ROWS } = call.input.query;
        const key = readCursor(after, ['instant', 'id']);
        if (!key.ok) return key;
        const at = Number(key.value?.[0] ?? 0);
        if (Number.isNaN(at)) return fail({ code: 'bad-cursor' });
        const caller = callerOf(call);
        const found = await findVouchers(platform, caller, {
          state,
          after: key.value === undefined ? undefined : { at, id: String(key.value[1]) },
          limit: limit + 1,
        });
        const shown = found.slice(0, limit);
        const names = await namesOf(caller, peopleOf(shown));
        const items = shown.map((row) => answerOf(row, names, caller.access.actorId));
        const last = shown.at(-1);
        const hasMore = found.length > limit && last !== undefined;
        return ok(hasMore ? { items, next: cursorOf([last.proposedAt, last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/vouchers/:voucherId',
      permission: 'ledger.read',
      summary: '一张凭证和它的分录',
      tags,
      input: { params: VoucherParams },
      output: VoucherDetail,
      refusals: ['voucher-unknown'],
      handle: async (call) => {
        const caller = callerOf(call);
        const found = await findVoucher(platform, caller, call.input.params.voucherId);
        if (found === undefined) return fail({ code: 'voucher-unknown' });
        const names = await namesOf(caller, peopleOf([found]));
        return ok({
          ...answerOf(found, names, caller.access.actorId),
          lines: [...found.lines],
          // written by `proposeReserves`, and by nothing else
          basis: found.basis as Static<typeof VoucherDetail>['basis'],
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/vouchers',
      permission: 'voucher.propose',
      summary: '提出手工凭证，由另一人复核后记账；业务自动记账的科目不能用',
      tags,
      input: { body: ProposeVoucher },
      output: ProposedVoucher,
      refusals: ['voucher-faulty', ...ofProposals],
      successStatus: 201,
      handle: (call) => {
        const { onDay, ...body } = call.input.body;
        return proposeVoucher(platform, callerOf(call), { ...body, onDay: parseDate(onDay) });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/vouchers/:voucherId/reversal',
      permission: 'voucher.propose',
      summary: '提出冲正一张已记账的凭证',
      tags,
      input: { params: VoucherParams, body: ProposeReversal },
      output: ProposedVoucher,
      refusals: ['voucher-unknown', 'voucher-not-reversible', 'voucher-reversed-already', ...ofProposals],
      successStatus: 201,
      handle: (call) => {
        const { onDay, summary } = call.input.body;
        return proposeReversal(platform, callerOf(call), { ...call.input.params, summary, onDay: parseDate(onDay) });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/vouchers/:voucherId/decision',
      permission: 'voucher.decide',
      summary: '复核凭证：记账或不通过',
      tags,
      input: { params: VoucherParams, body: DecideVoucher },
      output: ChangedVoucher,
      refusals: [
        'voucher-unknown',
        'voucher-state',
        'own-voucher',
        'decline-reason-missing',
        'personal-number-typed',
        'ledger-month-closed',
        'fund-short',
        'year-not-over',
        'earlier-month-open',
        'nothing-to-carry',
        'books-moved',
        'voucher-reversed-already',
        'idempotency-key-reused',
      ],
      handle: (call) => decideVoucher(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/vouchers/:voucherId/withdrawal',
      permission: 'voucher.propose',
      summary: '撤回还没有复核的凭证',
      tags,
      input: { params: VoucherParams },
      output: ChangedVoucher,
      refusals: ['voucher-unknown', 'voucher-state', 'idempotency-key-reused'],
      handle: (call) => withdrawVoucher(platform, callerOf(call), { ...call.input.params }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/ledger/years/:year',
      permission: 'ledger.read',
      summary: '年终：还没有结转的收入和费用，净资产和两项基金的余额',
      tags,
      input: { params: YearParams },
      output: YearEnd,
      refusals: [],
      handle: async (call) => {
        const found = await findYearEnd(platform, callerOf(call), call.input.params.year);
        return ok({ ...found, lastDay: formatDate(found.lastDay), lines: [...found.lines] });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/ledger/years/:year/carrying',
      permission: 'voucher.propose',
      summary: '提出年终结转：收入和费用转入非限定性净资产，由另一人复核',
      tags,
      input: { params: YearParams },
      output: ProposedVoucher,
      refusals: ['year-not-over', 'earlier-month-open', 'ledger-month-closed', 'nothing-to-carry', ...ofProposals],
      successStatus: 201,
      handle: (call) => proposeCarrying(platform, callerOf(call), { ...call.input.params }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/ledger/allocations',
      permission: 'voucher.propose',
      summary: '提出结余分配：净资产转入互助互济金和事业发展基金，由另一人复核',
      tags,
      input: { body: ProposeAllocation },
      output: ProposedVoucher,
      refusals: ['nothing-to-allocate', 'fund-short', ...ofProposals],
      successStatus: 201,
      handle: (call) => {
        const { onDay, ...body } = call.input.body;
        return proposeAllocation(platform, callerOf(call), { ...body, onDay: parseDate(onDay) });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/reserves',
      permission: 'ledger.read',
      summary: '月末的准备金应是多少、怎样算出来的，现在是多少',
      tags,
      input: { query: ReservesQuery },
      output: ReserveReckoning,
      refusals: [],
      handle: async (call) => {
        const month = parseDate(`${call.input.query.month}-01`);
        const { onDay, months, factors, ...reckoned } = await reckonReserves(platform, callerOf(call), month);
        return ok({
          ...reckoned,
          onDay: formatDate(onDay),
          months: months.map((each) => ({
            ...each,
            month: formatDate(each.month).slice(0, 7),
            byDelayFen: [...each.byDelayFen],
          })),
          factors: [...factors],
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/reserves',
      permission: 'voucher.propose',
      summary: '提出计提或转回准备金，使月末余额成为所填的数，由另一人复核',
      tags,
      input: { body: ProposeReserves },
      output: ProposedVoucher,
      refusals: ['reserves-unchanged', ...ofProposals],
      successStatus: 201,
      handle: (call) => {
        const { month, ...body } = call.input.body;
        return proposeReserves(platform, callerOf(call), { ...body, month: parseDate(`${month}-01`) });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/reserve-rates',
      permission: 'ledger.read',
      summary: '准备金和结余分配的比例，含历史',
      tags,
      input: {},
      output: ReserveRates,
      refusals: [],
      handle: async (call) => {
        const caller = callerOf(call);
        const rates = await findReserveRates(platform, caller);
        const names = await namesOf(caller, [...new Set(rates.map(({ setBy }) => setBy))]);
        return ok(
          rates.map(({ fromDay, setAt, setBy, ...rate }) => ({
            ...rate,
            fromDay: formatDate(fromDay),
            setAt: new Date(setAt).toISOString(),
            setBy: names.get(setBy) ?? '经办人',
          })),
        );
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/reserve-rates',
      permission: 'reserve-rate.set',
      summary: '从某日起设定比例；以前算过的不变',
      tags,
      input: { body: SetReserveRate },
      output: nothing,
      refusals: ['rate-used', 'rate-there', 'idempotency-key-reused'],
      handle: async (call) => {
        const { fromDay, ...rate } = call.input.body;
        const set = await setReserveRate(platform, callerOf(call), { ...rate, fromDay: parseDate(fromDay) });
        return set.ok ? ok(undefined) : set;
      },
    }),
  ];
}

function peopleOf(rows: readonly VoucherRow[]): string[] {
  return [...new Set(rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy ?? []].flat()))];
}

function answerOf(row: VoucherRow, names: ReadonlyMap<string, string>, actorId: string): VoucherAnswer {
  const { id, number, kind, summary, state, totalFen, declineReason, reversesId, reversedById } = row;
  const nameOf = (account: string): string => names.get(account) ?? '经办人';
  return {
    voucherId: id,
    number,
    kind,
    onDay: formatDate(row.onDay),
    summary,
    state,
    totalFen,
    proposedAt: new Date(row.proposedAt).toISOString(),
    proposedBy: nameOf(row.proposedBy),
    isOwn: row.proposedBy === actorId,
    decidedAt: row.decidedAt === null ? null : new Date(row.decidedAt).toISOString(),
    decidedBy: row.decidedBy === null ? null : nameOf(row.decidedBy),
    declineReason,
    reversesId,
    reversedById,
  };
}
