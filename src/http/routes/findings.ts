import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  DecidedFinding,
  DecideFinding,
  FindingsAnswer,
  FindingsQuery,
  ProposedFinding,
  ProposeFinding,
} from '#contracts/findings.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { maskName } from '#kernel/mask.ts';
import { ok } from '#kernel/result.ts';
import { decideFinding, findFindings, type ListedFinding, proposeFinding } from '#modules/explanations/index.ts';
import type { PayoutDeps } from './payouts.ts';

const tags = ['到账'];

/** What two people say that an entry of the statement is which no movement of ours explains. */
export function findingRoutes({ platform, namesOf }: PayoutDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/bank-entries/:entryId/findings',
      permission: 'remittance.match',
      summary: '提出一笔流水是什么：银行收费、管理费用、利息、与另一笔互抵；由另一人同意',
      tags,
      input: { params: Type.Object({ entryId: Uuid }), body: ProposeFinding },
      output: ProposedFinding,
      refusals: ['entry-unknown', 'finding-direction', 'finding-waits', 'idempotency-key-reused'],
      successStatus: 201,
      handle: (call) => proposeFinding(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/findings/:findingId/decision',
      permission: 'receipt.confirm',
      summary: '第二人同意或不同意对一笔流水的说明',
      tags,
      input: { params: Type.Object({ findingId: Uuid }), body: DecideFinding },
      output: DecidedFinding,
      refusals: [
        'finding-unknown',
        'second-person-needed',
        'entry-unknown',
        'entry-amount',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      handle: (call) => decideFinding(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/findings',
      permission: 'remittance.read',
      summary: '对流水的说明，新的在前；waiting 只列等第二人决定的',
      tags,
      input: { query: FindingsQuery },
      output: FindingsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { waiting = false, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const caller = callerOf(call);
        const rows = await findFindings(platform, caller, {
          waiting,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const people = shown.flatMap(({ proposed_by, decided_by }) => [proposed_by, decided_by ?? []].flat());
        const names = await namesOf(caller, [...new Set(people)]);
        const items = shown.map((row) => ({
          id: row.id,
          entryId: row.entry_id,
          kind: row.kind,
          amountFen: row.amount_fen,
          reason: row.reason,
          state: row.state,
          entry: namedOf(row.entry),
          other: row.other === undefined ? null : namedOf(row.other),
          proposedBy: names.get(row.proposed_by) ?? '工作人员',
          proposedAt: new Date(row.proposed_at).toISOString(),
          decidedBy: row.decided_by === null ? null : (names.get(row.decided_by) ?? '工作人员'),
          decidedAt: row.decided_at === null ? null : new Date(row.decided_at).toISOString(),
          isOwn: row.proposed_by === call.actor.accountId,
        }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
  ];
}

/** Who was paid may be a person: masked. */
function namedOf({ direction, postedOn, amountFen, counterparty }: ListedFinding['entry']): {
  readonly direction: 'credit' | 'debit';
  readonly postedOn: string;
  readonly amountFen: number;
  readonly counterparty: string;
} {
  return {
    direction,
    postedOn: formatDate(postedOn),
    amountFen,
    counterparty: direction === 'credit' ? counterparty : maskName(counterparty),
  };
}
