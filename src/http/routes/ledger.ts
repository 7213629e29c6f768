import {
  LedgerChart,
  LedgerEntriesAnswer,
  LedgerEntriesQuery,
  type LedgerEntryRow,
  TrialBalanceAnswer,
  TrialBalanceQuery,
} from '#contracts/ledger.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { type CursorKey, cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import { findTargets } from '#modules/books/index.ts';
import {
  CHART,
  type EntryCursor,
  findEntries,
  isPostedByHand,
  type LedgerEntry,
  trialBalance,
} from '#modules/ledger/index.ts';
import type { PayoutDeps } from './payouts.ts';

/** The books: chart of accounts, trial balance, entries. */
export function ledgerRoutes({ platform, namesOf }: PayoutDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/ledger/accounts',
      permission: 'ledger.read',
      summary: '会计科目表',
      tags: ['账簿'],
      input: {},
      output: LedgerChart,
      refusals: [],
      handle: () =>
        Promise.resolve(ok(CHART.map((account) => ({ ...account, isByHand: isPostedByHand(account.code) })))),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/ledger/trial-balance',
      permission: 'ledger.read',
      summary: '试算平衡表：期初余额、本期发生额、期末余额',
      tags: ['账簿'],
      input: { query: TrialBalanceQuery },
      output: TrialBalanceAnswer,
      refusals: ['bad-input'],
      handle: async (call) => {
        const { fromDay, onDay } = call.input.query;
        if (fromDay !== undefined && fromDay > onDay) {
          return fail({ code: 'bad-input', fields: [{ path: 'query.fromDay', message: '不能晚于截止日期。' }] });
        }
        const found = await trialBalance(platform, callerOf(call), {
          onDay: parseDate(onDay),
          ...(fromDay !== undefined && { fromDay: parseDate(fromDay) }),
        });
        return ok({ ...found, onDay, rows: [...found.rows] });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/ledger/entries',
      permission: 'ledger.read',
      summary: '分录，按业务日期从近到远',
      tags: ['账簿'],
      input: { query: LedgerEntriesQuery },
      output: LedgerEntriesAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { account, objectId, fromDay, untilDay, limit = DEFAULT_PAGE_ROWS } = call.input.query;
        const key = readCursor(call.input.query.after, ['day', 'whole']);
        if (!key.ok) return key;
        const after = entryCursor(key.value);
        if (after === 'bad') return fail({ code: 'bad-cursor' });
        const caller = callerOf(call);
        const found = await findEntries(platform, caller, {
          limit: limit + 1,
          ...(account !== undefined && { account }),
          ...(objectId !== undefined && { objectId }),
          ...(fromDay !== undefined && { fromDay: parseDate(fromDay) }),
          ...(untilDay !== undefined && { untilDay: parseDate(untilDay) }),
          ...(after !== undefined && { after }),
        });
        const shown = found.slice(0, limit);
        const targetOf = await findTargets(platform, caller, shown);
        const names = await namesOf(caller, [...new Set(shown.map(({ actorId }) => actorId))]);
        const items = shown.map((entry) => ({
          ...rowOf(entry),
          actorName: names.get(entry.actorId) ?? '经办人',
          target: targetOf(entry),
        }));
        const last = items.at(-1);
        return ok(
          found.length > limit && last !== undefined ? { items, next: cursorOf([last.onDay, last.id]) } : { items },
        );
      },
    }),
  ];
}

function entryCursor(key: CursorKey | undefined): EntryCursor | 'bad' | undefined {
  if (key === undefined) return undefined;
  const onDay = parseDate(String(key[0]));
  const id = Number(key[1]);
  return Number.isNaN(onDay) || !Number.isSafeInteger(id) ? 'bad' : { onDay, id };
}

function rowOf({ occurrence: _, ...entry }: LedgerEntry): Omit<LedgerEntryRow, 'actorName' | 'target'> {
  return {
    ...entry,
    onDay: formatDate(entry.onDay),
    refersToDay: entry.refersToDay === null ? null : formatDate(entry.refersToDay),
    at: new Date(entry.at).toISOString(),
  };
}
