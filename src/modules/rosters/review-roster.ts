import { fail, ok, type Result } from '#kernel/result.ts';
import { type ContributionOrder, orderContribution } from '#modules/contributions/index.ts';
import { deadlineAt, findOwnLevel } from '#modules/reviews/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { violatedConstraint } from '#platform/database/database.ts';
import type { Platform } from '#platform/platform.ts';
import { lastRowOf, sendEntriesBack } from './entry-store.ts';
import { freeReservations } from './reservation-store.ts';
import { insertReturn } from './return-store.ts';
import { rosterFlags } from './roster-flags.ts';
import { ROSTER_EDGES } from './states.ts';
import {
  findUnitForRoster,
  insertReview,
  lockRoster,
  markReviewed,
  payersOf,
  type RosterRow,
  recountRows,
} from './store.ts';

export interface ReviewRosterInput {
  readonly rosterId: string;
  readonly outcome: 'pass' | 'send-back' | 'refuse';
  /** Needed unless it passes. */
  readonly comment?: string | undefined;
  /** Only with `send-back`: rows that are to be corrected or left out, each with its reason. */
  readonly rows?: readonly { readonly row: number; readonly reason: string }[] | undefined;
  /** Of many at once: nothing that asks for a look of its own. */
  readonly onlyUnflagged?: boolean;
}

export interface ReviewedRoster {
  readonly rosterId: string;
  readonly state: 'in-review' | 'passed' | 'sent-back' | 'refused';
  /** The level that reviews next; nobody where the last one has passed. */
  readonly nextAgencyId: string | undefined;
  /** Made when the last level passes. */
  readonly order: ContributionOrder | undefined;
}

export type ReviewRosterRefusal =
  | { readonly code: 'roster-unknown' }
  | { readonly code: 'roster-state' }
  | { readonly code: 'not-this-level' }
  | { readonly code: 'own-submission' }
  | { readonly code: 'reviewed-already' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'rows-not-sent-back' }
  | { readonly code: 'roster-flagged' };

/**
 * One level's review of a roster: county, then city, then office; a unit that hangs under the city starts there.
 *
 * Each level passes, sends back with reasons (row by row where it concerns rows), or refuses. Nobody reviews what he
 * submitted or filed, nobody reviews twice: the database refuses the second. With the office's pass the contribution
 * order is made in the same act.
 */
export async function reviewRoster(
  platform: Platform,
  caller: Caller,
  input: ReviewRosterInput,
): Promise<Result<ReviewedRoster, ReviewRosterRefusal | IdempotencyRefusal>> {
  try {
    return await perform(
      platform,
      caller,
      { name: 'review-roster', input },
      async (act): Promise<Result<ReviewedRoster, ReviewRosterRefusal>> => {
        const { transaction, officeId } = act;
        const roster = await lockRoster(transaction, officeId, input.rosterId);
        if (roster === undefined) return fail({ code: 'roster-unknown' });
        const waits = ROSTER_EDGES[roster.state].pass !== undefined && roster.grant_id === null;
        if (!waits || roster.reviewing_agency_id === null) return fail({ code: 'roster-state' });
        if (roster.submitted_by === act.actorId || roster.filed_by === act.actorId)
          return fail({ code: 'own-submission' });
        const level = await findOwnLevel(transaction, caller.access);
        if (level === undefined || level.id !== roster.reviewing_agency_id) return fail({ code: 'not-this-level' });
        const comment = input.comment?.trim() ?? '';
        const rows = input.rows ?? [];
        if (input.outcome !== 'pass' && comment === '' && rows.length === 0) return fail({ code: 'reason-missing' });
        if (input.outcome !== 'send-back' && rows.length > 0) return fail({ code: 'rows-not-sent-back' });
        const unit = await findUnitForRoster(transaction, officeId, roster.unit_id);
        if (unit === undefined) throw new Error('a roster without its unit');
        const flags = rosterFlags({ ...roster, unit_eligible_count: unit.eligible_count });
        if (input.onlyUnflagged === true && flags.length > 0) return fail({ code: 'roster-flagged' });

        if (input.outcome === 'send-back') await keepReturn(act, roster, rows);
        await insertReview(act, { roster, level, outcome: input.outcome, comment });
        if (rows.length > 0) {
          await sendEntriesBack(act, roster, rows);
          await recountRows(act, roster, 0);
        }
        const nextAgencyId = input.outcome === 'pass' ? (level.parent_id ?? undefined) : undefined;
        const state =
          input.outcome === 'send-back'
            ? 'sent-back'
            : input.outcome === 'refuse'
              ? 'refused'
              : nextAgencyId === undefined
                ? 'passed'
                : 'in-review';
        const next =
          nextAgencyId === undefined
            ? undefined
            : { agencyId: nextAgencyId, dueOn: await deadlineAt(act, nextAgencyId) };
        await markReviewed(act, roster.id, state, next);
        if (state === 'refused') await freeReservations(act, roster.id);

        let order: ContributionOrder | undefined;
        if (state === 'passed') {
          const payers = await payersOf(act, roster.id);
          order = await orderContribution(act, {
            rosterId: roster.id,
            agencyId: roster.agency_id,
            unitId: roster.unit_id,
            program: roster.program,
            shares: roster.shares,
            memberCount: roster.accepted_count,
            amountFen: payers.reduce((sum, { amount_fen }) => sum + amount_fen, 0),
          });
        }
        await act.audit({
          act: 'review-roster',
          objectKind: 'roster',
          objectId: roster.id,
          agencyId: roster.agency_id,
          unitId: roster.unit_id,
          detail: { level: level.kind, outcome: input.outcome, to: state, rows: rows.length },
          ...(comment === '' ? {} : { personal: { comment } }),
        });
        await act.emit({
          kind: `roster-${state}`,
          objectKind: 'roster',
          objectId: roster.id,
          agencyId: roster.agency_id,
          unitId: roster.unit_id,
          payload: nextAgencyId === undefined ? {} : { waitsForAgencyId: nextAgencyId },
        });
        return ok({ rosterId: roster.id, state, nextAgencyId, order });
      },
    );
  } catch (error) {
    if (violatedConstraint(error).startsWith('review_')) return fail({ code: 'reviewed-already' });
    throw error;
  }
}

/** What the roster is, so that it can be told later what the unit changed. */
async function keepReturn(
  act: Act,
  roster: RosterRow,
  rows: readonly { readonly row: number; readonly reason: string }[],
): Promise<void> {
  const payers = (await payersOf(act, roster.id)).map(({ source, payer_name, amount_fen }) => ({
    source,
    payerName: payer_name,
    amountFen: amount_fen,
  }));
  await insertReturn(act, roster, { rows, payers, lastRow: await lastRowOf(act, roster) });
}
