import sql, { empty, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { ReviewLevel } from '#modules/reviews/index.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { ClaimState } from './states.ts';
import { CLAIM_COLUMNS, type ListedClaim } from './store.ts';

export interface ClaimFilter {
  /** Those that wait for this node. */
  readonly reviewingAgencyId?: string | undefined;
  readonly state?: ClaimState | undefined;
  readonly importId?: string | undefined;
  /** Of one kind; `any`: of whatever kind, `none`: without. */
  readonly flag?: string | undefined;
  /** Those whose deadline lies before this day. */
  readonly dueBefore?: DayNumber | undefined;
  readonly assigneeId?: string | undefined;
  /** Submitted between these days, both included. */
  readonly from?: DayNumber | undefined;
  readonly until?: DayNumber | undefined;
  /** Those whose standing decision pays nothing by this clause. */
  readonly declinedBy?: string | undefined;
  /** Of which a level said that: `send-back`, or anything at all. */
  readonly reviewed?: { readonly level?: ReviewLevel['kind'] | undefined; readonly isSentBack: boolean } | undefined;
  readonly order?: ClaimOrder | undefined;
  /** Where the page before ended. */
  readonly after?: ClaimCursor | undefined;
  readonly limit: number;
}

/** By day of submission, by deadline, both the first first; by amount, the largest first. */
export type ClaimOrder = 'submitted' | 'due' | 'amount';

/** The last row of a page: a day, or an amount where that is the order. */
export interface ClaimCursor {
  readonly at: number;
  readonly claimId: string;
}

/** By what rows stand in an order. Claims from before there were deadlines stand by their day. */
const KEYS: Readonly<Record<ClaimOrder, Sql>> = {
  submitted: sql`c.submitted_on`,
  due: sql`c.waits_on`,
  amount: sql`c.amount_fen`,
};

/** A page of claims. */
export async function findClaimPage(
  transaction: Transaction,
  officeId: string,
  filter: ClaimFilter,
): Promise<ListedClaim[]> {
  const { reviewingAgencyId, state, importId, flag, dueBefore, assigneeId, order = 'submitted', after, limit } = filter;
  const { from, until, declinedBy, reviewed } = filter;
  const key = KEYS[order];
  const isFalling = order === 'amount';
  const at =
    after === undefined ? empty : order === 'amount' ? sql`${after.at}::bigint` : sql`${dayValue(after.at)}::date`;
  return await transaction.rows<ListedClaim>(sql`
    SELECT ${CLAIM_COLUMNS}, m.sealed AS sealed_member, p.wrapped_key
    FROM tenant.claim c
    JOIN tenant.member m ON m.office_id = c.office_id AND m.id = c.member_id
    JOIN tenant.person p ON p.office_id = c.office_id AND p.id = c.person_id
    WHERE c.office_id = ${officeId}
      ${reviewingAgencyId === undefined ? empty : sql`AND c.reviewing_agency_id = ${reviewingAgencyId}`}
      ${state === undefined ? empty : sql`AND c.state = ${state}`}
      ${importId === undefined ? empty : sql`AND c.import_id = ${importId}`}
      ${flag === undefined ? empty : flagged(flag)}
      ${dueBefore === undefined ? empty : sql`AND c.reviewing_agency_id IS NOT NULL AND c.due_on < ${dayValue(dueBefore)}`}
      ${from === undefined ? empty : sql`AND c.submitted_on >= ${dayValue(from)}`}
      ${until === undefined ? empty : sql`AND c.submitted_on <= ${dayValue(until)}`}
      ${declinedBy === undefined ? empty : declined(officeId, declinedBy)}
      ${reviewed === undefined ? empty : withReview(officeId, reviewed)}
      ${assigneeId === undefined ? empty : sql`AND c.assignee_id = ${assigneeId}`}
      ${after === undefined ? empty : sql`AND (${key}, c.id) ${isFalling ? sql`<` : sql`>`} (${at}, ${after.claimId})`}
    ORDER BY ${key} ${isFalling ? sql`DESC` : sql`ASC`}, c.id ${isFalling ? sql`DESC` : sql`ASC`} LIMIT ${limit}`);
}

function declined(officeId: string, clause: string): Sql {
  return sql`AND c.outcome = 'decline' AND EXISTS (
    SELECT FROM (SELECT reasons FROM tenant.decision WHERE office_id = ${officeId} AND submitted_on = c.submitted_on
      AND claim_id = c.id AND number = c.decision_count OFFSET 0) d
    WHERE d.reasons @> ${JSON.stringify([{ clause }])}::jsonb)`;
}

function withReview(officeId: string, { level, isSentBack }: NonNullable<ClaimFilter['reviewed']>): Sql {
  return sql`AND EXISTS (
    SELECT FROM (SELECT level, outcome FROM tenant.claim_review
      WHERE office_id = ${officeId} AND claim_id = c.id OFFSET 0) r
    WHERE ${level === undefined ? sql`true` : sql`r.level = ${level}`}
      ${isSentBack ? sql`AND r.outcome = 'send-back'` : empty})`;
}

function flagged(flag: string): Sql {
  if (flag === 'none') return sql`AND c.flags = '{}'`;
  return flag === 'any' ? sql`AND c.flags <> '{}'` : sql`AND ${flag} = ANY (c.flags)`;
}
