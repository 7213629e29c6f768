import { joinedStay, settlementCase } from '#intake/decide-settlements.ts';
import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { Act } from '#platform/acts/act.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import { differingFacts } from './compare-facts.ts';
import { openDecision } from './decide-again.ts';
import { type ClaimSecrets, claimContext, opened, personKey } from './sealed-claim.ts';
import type { ClaimState } from './states.ts';
import { type ClaimRow, findClaim, findStandingDecisions, keepRecord } from './store.ts';

/** In these a claim that somebody sent takes the insurer's record of its stay; what was not paid is looked at by itself. */
const TAKES_RECORD: readonly ClaimState[] = [
  'in-review',
  'referred',
  'sent-back',
  'approved',
  'in-payout',
  'paid',
  'returned',
];

export function takesRecord(claim: Pick<ClaimRow, 'origin' | 'state'>): boolean {
  return claim.origin !== 'settlement' && TAKES_RECORD.includes(claim.state);
}

export const FIGURES_DIFFER = 'figures-differ';

/**
 * The insurer's record of a stay that its member has claimed already: it becomes part of that claim. Where it tells
 * otherwise than he did, the claim says so, and so is he told; nothing is decided by it alone.
 */
export async function attachRecord(act: Act, claim: ClaimRow, settlements: readonly SettlementRow[]): Promise<void> {
  const stored = await findClaim(act.transaction, act.officeId, claim.id);
  const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
  const wrappedKey = stored?.wrapped_key ?? null;
  if (stored === undefined || standing === undefined || wrappedKey === null) return;
  const key = personKey(act.platform.ring(), act.officeId, claim.person_id, wrappedKey);
  const context = claimContext(act.officeId, claim.id);
  const secrets = opened<ClaimSecrets>(key, context, stored.sealed);
  const decided = openDecision(act, claim, { ...standing, wrapped_key: wrappedKey }).case as StoredClaim;
  const differs = differingFacts(decided.claim, recordedFacts(settlements)).length > 0;
  const sealed = sealJson(key, context, { ...secrets, settlements: [...secrets.settlements, ...settlements] });
  await keepRecord(act, claim, { sealed, flag: differs ? FIGURES_DIFFER : undefined });
  const trail = {
    objectKind: 'claim',
    objectId: claim.id,
    agencyId: claim.agency_id,
    unitId: claim.unit_id,
  };
  await act.audit({ ...trail, act: 'match-claim', detail: { settlements: settlements.length, differs } });
  if (differs) await act.emit({ ...trail, kind: 'claim-figures-differ', personId: claim.person_id });
}

interface StoredClaim {
  readonly claim: Readonly<Record<string, unknown>>;
}

/** A stay as the insurer tells it, in the form of a case's claim. */
export function recordedFacts(settlements: readonly SettlementRow[]): Readonly<Record<string, unknown>> {
  return (settlementCase(joinedStay(settlements), [], []) as StoredClaim).claim;
}
