import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import type { ProgramId } from '#scheme/case.ts';
import { sharesAllowed } from '#scheme/joining/contribution.ts';
import { copyCovered, findLastCover, insertRenewalDraft } from './renewal-store.ts';
import { findUnitForRoster } from './store.ts';

export interface PrepareRenewalInput {
  readonly unitId: string;
  readonly program: ProgramId;
  /** As before where left out. */
  readonly shares?: number | undefined;
  /** Staff less those who do not meet the conditions; the unit's own figure where left out. */
  readonly eligibleCount?: number | undefined;
  /** Who does not go on. */
  readonly leaverMemberIds?: readonly string[] | undefined;
}

export interface PreparedRenewal {
  readonly rosterId: string;
  readonly rows: number;
}

export type PrepareRenewalRefusal =
  | { readonly code: 'unit-unknown' }
  | { readonly code: 'unit-not-active' }
  | { readonly code: 'nothing-to-renew' }
  | { readonly code: 'shares-not-allowed' };

/**
 * Makes a draft out of everybody whom the unit's last cover of a program covers, without a file (附件1-3.5). Joiners come
 * in by `extendRoster`; ages and other covers are looked at when it is submitted.
 */
export async function prepareRenewal(
  platform: Platform,
  caller: Caller,
  input: PrepareRenewalInput,
): Promise<Result<PreparedRenewal, PrepareRenewalRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'prepare-renewal', input },
    async (act): Promise<Result<PreparedRenewal, PrepareRenewalRefusal>> => {
      const { unitId, program } = input;
      const unit = await findUnitForRoster(act.transaction, act.officeId, unitId);
      if (unit === undefined) return fail({ code: 'unit-unknown' });
      if (unit.state !== 'active') return fail({ code: 'unit-not-active' });
      const order = await findLastCover(act.transaction, act.officeId, { unitId, program });
      if (order === undefined) return fail({ code: 'nothing-to-renew' });
      const filedOn = today(platform.clock);
      const shares = input.shares ?? order.shares;
      if (!sharesAllowed.evaluate({ program, submittedOn: filedOn, shares }))
        return fail({ code: 'shares-not-allowed' });
      const rosterId = act.newId();
      const place = { rosterId, unitId, agencyId: unit.agency_id, filedOn, order };
      const rows = await copyCovered(act, { ...place, leaverMemberIds: input.leaverMemberIds ?? [] });
      await insertRenewalDraft(act, {
        ...place,
        program,
        shares,
        rows,
        eligibleCount: input.eligibleCount ?? unit.eligible_count,
        sourceHash: createHash('sm3').update(order.id).digest(),
      });
      await act.audit({
        act: 'prepare-renewal',
        objectKind: 'roster',
        objectId: rosterId,
        agencyId: unit.agency_id,
        unitId,
        detail: { program, shares, renewsOrderId: order.id, rows },
      });
      return ok({ rosterId, rows });
    },
  );
}
