import sql, { join, type Sql } from 'sql-template-tag';
import type { Transaction } from '#platform/database/transaction.ts';

/** What an entry or a difference is of. */
export interface ObjectRef {
  readonly objectKind: string;
  readonly objectId: string | null;
}

/** The page on which somebody sees it, and of which thing. */
export interface Target {
  readonly page: TargetPage;
  readonly id: string;
}

export type TargetPage =
  | 'order'
  | 'claim'
  | 'payout-batch'
  | 'statement'
  | 'recovery'
  | 'refund'
  | 'roster'
  | 'voucher';

/** Kinds that have a page of their own. */
const OWN_PAGES: ReadonlyMap<string, TargetPage> = new Map([
  ['contribution-order', 'order'],
  ['claim', 'claim'],
  ['payout-batch', 'payout-batch'],
  ['recovery', 'recovery'],
  ['refund', 'refund'],
  ['roster', 'roster'],
  ['voucher', 'voucher'],
]);

/** Kinds that are seen on the page of something else, and by which of their columns. */
const PARTS: readonly (readonly [
  kind: string,
  page: TargetPage,
  query: (ids: readonly string[], officeId: string) => Sql,
])[] = [
  [
    'allocation',
    'order',
    (ids, officeId) =>
      sql`SELECT id, order_id AS target FROM tenant.allocation WHERE office_id = ${officeId} AND id = ANY (${ids}::uuid[])`,
  ],
  [
    'bank-entry',
    'statement',
    (ids, officeId) =>
      sql`SELECT id, statement_id AS target FROM tenant.bank_entry WHERE office_id = ${officeId} AND id = ANY (${ids}::uuid[])`,
  ],
  [
    'bank-explanation',
    'statement',
    (ids, officeId) => sql`
        SELECT x.id, e.statement_id AS target FROM tenant.bank_explanation x
        JOIN tenant.bank_entry e ON e.office_id = x.office_id AND e.id = x.entry_id
        WHERE x.office_id = ${officeId} AND x.id = ANY (${ids}::uuid[])`,
  ],
  [
    'payout',
    'payout-batch',
    (ids, officeId) =>
      sql`SELECT id, batch_id AS target FROM tenant.payout WHERE office_id = ${officeId} AND id = ANY (${ids}::uuid[])`,
  ],
  [
    'coverage-period',
    'order',
    (ids, officeId) =>
      sql`SELECT id, order_id AS target FROM tenant.coverage_period WHERE office_id = ${officeId} AND id = ANY (${ids}::uuid[])`,
  ],
  [
    'receipt',
    'order',
    (ids, officeId) =>
      sql`SELECT id, order_id AS target FROM tenant.receipt WHERE office_id = ${officeId} AND id = ANY (${ids}::uuid[])`,
  ],
];

/** Where each is seen, by kind and id; what has no page is left out. A page of rows at a time. */
export async function findTargetsWithin(
  transaction: Transaction,
  officeId: string,
  refs: readonly ObjectRef[],
): Promise<ReadonlyMap<string, Target>> {
  const targets = new Map<string, Target>();
  for (const { objectKind, objectId } of refs) {
    const page = OWN_PAGES.get(objectKind);
    if (page !== undefined && objectId !== null) targets.set(keyOf({ objectKind, objectId }), { page, id: objectId });
  }
  const wanted = PARTS.flatMap(([kind, page, query]) => {
    const ids = [
      ...new Set(refs.flatMap((ref) => (ref.objectKind === kind && ref.objectId !== null ? ref.objectId : []))),
    ];
    return ids.length === 0
      ? []
      : sql`SELECT ${kind}::text AS kind, ${page}::text AS page, id, target FROM (${query(ids, officeId)}) AS part`;
  });
  if (wanted.length === 0) return targets;
  const rows = await transaction.rows<{ kind: string; page: TargetPage; id: string; target: string | null }>(
    join(wanted, ' UNION ALL '),
  );
  for (const { kind, page, id, target } of rows) {
    if (target !== null) targets.set(keyOf({ objectKind: kind, objectId: id }), { page, id: target });
  }
  return targets;
}

export function keyOf({ objectKind, objectId }: ObjectRef): string {
  return `${objectKind} ${objectId ?? ''}`;
}
