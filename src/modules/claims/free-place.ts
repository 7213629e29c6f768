import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { findUsesOf, lockCounters } from './benefit-store.ts';
import { decideAgain, nextDecision, ruledBy, usedBy } from './decide-again.ts';
import { beginAnew, findLimitedBy, shrinkUse } from './free-place-store.ts';
import { appendDecisions, type ClaimRow, findStandingDecisions, lockClaims, moveClaims } from './store.ts';
import { hold } from './submission-store.ts';

export interface FreedPlace {
  /** What counts against the limits no more. */
  readonly freedFen: Fen;
  /** Nothing of the benefit is left: its stay counts no more either. */
  readonly isWhole: boolean;
  /** Claims that a limit had declined and that pay now; nobody has reviewed them yet. */
  readonly reopened: readonly string[];
}

/** Reasons that rest on what was paid before. */
const LIMITS: ReadonlySet<string> = new Set(['stay-limit', 'amount-limit']);

/**
 * Gives back to a period what a paid benefit used of it, as far as its money has come back: a benefit that the member has
 * not kept is none that he has received (附件1-4.4 「只能领取两次」, 附件2-4.3 「累计最高可以领取」). The stay counts until all of
 * the benefit is back (docs/adr/0014-a-recovered-benefit.md).
 *
 * Claims of the period that a limit declined are decided again in the order in which they were decided; what pays now
 * starts its review anew from its first level. Those that were paid in part stay as they are: there the member appeals.
 */
export async function freePlace(
  act: Act,
  { claimId, amountFen }: { readonly claimId: string; readonly amountFen: Fen },
): Promise<FreedPlace> {
  const limited = await findLimitedBy(act, claimId);
  const locked = await lockClaims(act, [claimId, ...limited]);
  const paid = locked.find(({ id }) => id === claimId);
  if (paid === undefined) throw new Error('a claim whose money came back is not there');
  await lockCounters(act, [paid.person_id]);
  const use = (await findUsesOf(act, [paid.person_id])).find(({ claim_id }) => claim_id === claimId);
  if (use === undefined || use.state !== 'reserved') throw new Error('a benefit was paid that counts against no limit');
  const isWhole = use.amount_fen === amountFen;
  await shrinkUse(act, use, amountFen);
  const reopened: string[] = [];
  for (const claim of locked) {
    if (claim.state === 'declined' && (await reopen(act, claim))) reopened.push(claim.id);
  }
  return { freedFen: amountFen, isWhole, reopened };
}

/** Decides a declined claim again where a limit declined it; whether it pays now. */
async function reopen(act: Act, claim: ClaimRow): Promise<boolean> {
  const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
  if (standing === undefined) throw new Error('a claim without its decision');
  const { wrapped_key, source, reasons } = standing;
  const isLimited = source === 'rules' && reasons.some(({ code }) => LIMITS.has(code));
  if (wrapped_key === null || !isLimited || claim.period_id === null) return false;
  const again = decideAgain(act, claim, { ...standing, wrapped_key }, await findUsesOf(act, [claim.person_id]));
  if (again.decision.outcome !== 'pay') return false;
  const { secrets, saying } = ruledBy(again);
  await appendDecisions(act, [nextDecision(act, claim, { ...standing, wrapped_key }, secrets, saying)]);
  await hold(act, claim, again.decision.amountFen, usedBy(again));
  await beginAnew(act, claim);
  await moveClaims(act, [claim], 'in-review', claim.agency_id);
  const { id: objectId, agency_id: agencyId, unit_id: unitId, person_id: personId } = claim;
  await act.audit({
    act: 'reopen-claim',
    objectKind: 'claim',
    objectId,
    agencyId,
    unitId,
    detail: { from: 'declined', to: 'in-review', amountFen: again.decision.amountFen },
  });
  await act.emit({
    kind: 'claim-reopened',
    objectKind: 'claim',
    objectId,
    agencyId,
    unitId,
    personId,
    payload: { waitsForAgencyId: agencyId },
  });
  return true;
}
