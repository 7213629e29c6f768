import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { getRootAgencyId } from '#modules/reviews/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { contributionOf } from '#scheme/joining/contribution.ts';
import { type GrantFunding, type GrantKind, insertGrant, markGranted } from './grant-store.ts';
import type { RosterDeclaration, VoidedRow } from './roster.ts';
import { ROSTER_EDGES } from './states.ts';
import { lockRoster, replacePayers } from './store.ts';
import { settleEntries } from './submit-roster.ts';

export interface ProposeGrantInput {
  /** A draft that the office filed itself. */
  readonly rosterId: string;
  readonly kind: GrantKind;
  readonly purpose: string;
  readonly funding: GrantFunding;
  /** Who gives: the office, or the union that will transfer the money. */
  readonly payerName: string;
  readonly declaration: RosterDeclaration;
}

export interface ProposedGrant {
  readonly grantId: string;
  readonly members: number;
  readonly amountFen: Fen;
  readonly voided: readonly VoidedRow[];
}

export type ProposeGrantRefusal =
  | { readonly code: 'grant-office-only' }
  | { readonly code: 'roster-unknown' }
  | { readonly code: 'roster-state' }
  | { readonly code: 'grant-roster-not-yours' }
  | { readonly code: 'not-declared' }
  | { readonly code: 'grant-purpose-missing' }
  | { readonly code: 'roster-empty'; readonly voided: readonly VoidedRow[] };

/**
 * The office proposes cover for people whose contribution somebody gives (赠送保障): hardship workers, model workers, those who
 * serve at an event. Ages, standing covers, reservations and the contribution are those of any roster; how many of a unit take
 * part is not asked, since the office chooses whom it gives to. A second person decides.
 */
export async function proposeGrant(
  platform: Platform,
  caller: Caller,
  input: ProposeGrantInput,
): Promise<Result<ProposedGrant, ProposeGrantRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'propose-grant', input },
    async (act): Promise<Result<ProposedGrant, ProposeGrantRefusal>> => {
      if (caller.access.scope !== 'office') return fail({ code: 'grant-office-only' });
      const roster = await lockRoster(act.transaction, act.officeId, input.rosterId);
      if (roster === undefined) return fail({ code: 'roster-unknown' });
      if (roster.state !== 'draft' || ROSTER_EDGES[roster.state].submit === undefined) {
        return fail({ code: 'roster-state' });
      }
      if (roster.filed_by !== act.actorId) return fail({ code: 'grant-roster-not-yours' });
      if (!input.declaration.healthy || !input.declaration.eligible) return fail({ code: 'not-declared' });
      const purpose = input.purpose.trim();
      const payerName = input.payerName.trim();
      if (purpose === '' || payerName === '') return fail({ code: 'grant-purpose-missing' });
      const submittedOn = today(platform.clock);
      const { voided, participants } = await settleEntries(act, roster, submittedOn, []);
      if (participants === 0) return fail({ code: 'roster-empty', voided });
      const { program, shares } = roster;
      const amountFen = contributionOf.evaluate({ program, submittedOn, shares, participants });
      const grantId = act.newId();
      const { kind, funding } = input;
      await replacePayers(act, roster, [{ source: 'grant', payerName, amountFen }]);
      await insertGrant(act, roster, {
        id: grantId,
        kind,
        purpose,
        funding,
        payerName,
        members: participants,
        amountFen,
      });
      const rootAgencyId = await getRootAgencyId(act.transaction, act.officeId);
      await markGranted(act, roster, { grantId, rootAgencyId, submittedOn, members: participants });
      const about = { objectKind: 'grant', objectId: grantId, agencyId: roster.agency_id, unitId: roster.unit_id };
      const detail = { rosterId: roster.id, kind, funding, members: participants, amountFen, voided: voided.length };
      await act.audit({ ...about, act: 'propose-grant', detail });
      await act.emit({ ...about, kind: 'grant-proposed', payload: { amountFen } });
      return ok({ grantId, members: participants, amountFen, voided });
    },
  );
}
