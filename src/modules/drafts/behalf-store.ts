import sql, { empty } from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';

export interface BehalfRow {
  readonly id: string;
  readonly member_id: string;
  readonly program: ProgramId;
  readonly benefit: Benefit;
  readonly opened_by: string;
  readonly changed_at: number;
  readonly claim_id: string | null;
  readonly version: number;
}

/** A page of drafts that a unit, or staff, began for members, the latest first. Sees what the transaction's scope sees. */
export async function findBehalfPage(
  transaction: Transaction,
  officeId: string,
  page: { readonly origin: 'unit' | 'agency'; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly BehalfRow[]> {
  return await transaction.rows<BehalfRow>(sql`
    SELECT id, member_id, program, benefit, opened_by, changed_at, claim_id, version FROM tenant.claim_draft
    WHERE office_id = ${officeId} AND origin = ${page.origin} AND withdrawn_at IS NULL
      ${page.after === undefined ? empty : sql`AND id < ${page.after}`}
    ORDER BY id DESC LIMIT ${page.limit}`);
}

/** In which states these claims stand; nothing else of them. */
export async function findClaimStates(
  transaction: Transaction,
  officeId: string,
  claimIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.rows<{ id: string; state: string }>(sql`
    SELECT c.id, c.state FROM unnest(${claimIds}::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (SELECT id, state FROM tenant.claim WHERE office_id = ${officeId} AND id = wanted.id OFFSET 0) c`);
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** From now on it is another's: of the member himself, say, who went on with what his unit began. */
export async function changeOrigin(
  { transaction, officeId }: Act,
  draftId: string,
  origin: 'member' | 'unit' | 'agency' | 'relative',
): Promise<void> {
  await transaction.run(
    sql`UPDATE tenant.claim_draft SET origin = ${origin} WHERE office_id = ${officeId} AND id = ${draftId}`,
  );
}
