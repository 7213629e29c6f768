import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  DifferenceParams,
  DifferencesAnswer,
  DifferencesQuery,
  ExplainDifference,
  ExplainedDifference,
  Reconciled,
  ReconciliationsAnswer,
  ReconciliationsQuery,
} from '#contracts/books.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  CAUSE_WORDS,
  explainDifference,
  findDifferences,
  findReconciliations,
  findTargets,
  reconcile,
} from '#modules/books/index.ts';
import type { PayoutDeps } from './payouts.ts';

const tags = ['对账'];

/** The daily check of the whole chain: run, looked into, explained. */
export function reconciliationRoutes({ platform, namesOf }: PayoutDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/reconciliations',
      permission: 'reconciliation.run',
      summary: '立即对账：名单、缴费、到账、保障、核定、付款、账簿、流水逐环核对',
      tags: tags,
      input: {},
      output: Reconciled,
      refusals: ['idempotency-key-reused'],
      successStatus: 201,
      handle: async (call) => {
        const done = await reconcile(platform, callerOf(call));
        if (!done.ok) return done;
        const { reconciliationId, differenceCount } = done.value;
        return ok({ reconciliationId, differenceCount });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/reconciliations',
      permission: 'reconciliation.read',
      summary: '对账记录，最近的在前',
      tags: tags,
      input: { query: ReconciliationsQuery },
      output: ReconciliationsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['instant', 'id']);
        if (!key.ok) return key;
        const at = Number(key.value?.[0] ?? 0);
        if (Number.isNaN(at)) return fail({ code: 'bad-cursor' });
        const rows = await findReconciliations(platform, callerOf(call), {
          after: key.value === undefined ? undefined : { at, id: String(key.value[1]) },
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const items = shown.map((row) => ({
          reconciliationId: row.id,
          onDay: formatDate(row.onDay),
          at: new Date(row.at).toISOString(),
          differenceCount: row.differenceCount,
          unexplainedCount: row.unexplainedCount,
          checks: Object.entries(row.checks).map(([cause, count]) => ({ cause, words: wordsOf(cause), count })),
        }));
        const last = shown.at(-1);
        const hasMore = rows.length > limit && last !== undefined;
        return ok(hasMore ? { items, next: cursorOf([last.at, last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/reconciliations/:reconciliationId/differences',
      permission: 'reconciliation.read',
      summary: '一次对账查到的不一致，逐条附对象和金额',
      tags: tags,
      input: { params: Type.Object({ reconciliationId: Uuid }), query: DifferencesQuery },
      output: DifferencesAnswer,
      refusals: ['bad-cursor', 'reconciliation-unknown'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['row']);
        if (!key.ok) return key;
        const number = Number(key.value?.[0] ?? 0);
        if (!Number.isSafeInteger(number)) return fail({ code: 'bad-cursor' });
        const caller = callerOf(call);
        const found = await findDifferences(platform, caller, call.input.params.reconciliationId, {
          after: number,
          limit: limit + 1,
        });
        if (!found.ok) return found;
        const rows = found.value;
        const shown = rows.slice(0, limit);
        const targetOf = await findTargets(platform, caller, shown);
        const names = await namesOf(caller, [...new Set(shown.flatMap(({ explainedBy }) => explainedBy ?? []))]);
        const items = shown.map((row) => ({
          ...row,
          words: wordsOf(row.cause),
          target: targetOf(row),
          firstOn: row.firstOn === null ? null : formatDate(row.firstOn),
          explainedAt: row.explainedAt === null ? null : new Date(row.explainedAt).toISOString(),
          explainedBy: row.explainedBy === null ? null : (names.get(row.explainedBy) ?? '经办人'),
        }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.number]) } : { items });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/reconciliations/:reconciliationId/differences/:number/explanation',
      permission: 'reconciliation.explain',
      summary: '说明一处不一致：在它不变以前不再报警',
      tags,
      input: { params: DifferenceParams, body: ExplainDifference },
      output: ExplainedDifference,
      refusals: ['difference-unknown', 'explanation-missing', 'personal-number-typed', 'idempotency-key-reused'],
      handle: (call) => explainDifference(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
  ];
}

/** Of a check that is no more its code. */
function wordsOf(cause: string): string {
  return CAUSE_WORDS.get(cause) ?? cause;
}
