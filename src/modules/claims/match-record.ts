import { joinedStay, settlementCase } from '#intake/decide-settlements.ts';
import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { Act } from '#platform/acts/act.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import { differingFacts } from './compare-facts.ts';
import { openDecision } from './decide-again.ts';
import { findSealedClaims, keepRecords } from './record-store.ts';
import { type ClaimSecrets, claimContext, opened, personKey } from './sealed-claim.ts';
import type { ClaimState } from './states.ts';
import { type ClaimRow, findStandingDecisions } from './store.ts';

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

export interface MatchedRecord {
  readonly claim: ClaimRow;
  readonly stay: readonly SettlementRow[];
}

/** Claims whose secrets stand in memory at a time. */
const CLAIMS_PER_BATCH = 500;

/**
 * The insurer's records of stays that their members have claimed already, each claim once: they become part of those
 * claims. Where one tells otherwise than the member did, the claim says so, and so is he told; nothing is decided by it
 * alone. Set by set, no query per claim.
 */
export async function attachRecords(act: Act, matched: readonly MatchedRecord[]): Promise<void> {
  for (let from = 0; from < matched.length; from += CLAIMS_PER_BATCH) {
    await attachBatch(act, matched.slice(from, from + CLAIMS_PER_BATCH));
  }
}

async function attachBatch(act: Act, matched: readonly MatchedRecord[]): Promise<void> {
  const claims = matched.map(({ claim }) => claim);
  const stored = new Map((await findSealedClaims(act, claims)).map((row) => [row.id, row]));
  const standing = await findStandingDecisions(act, claims);
  const attached = matched.flatMap(({ claim, stay }) => {
    const decision = standing.get(claim.id);
    const { sealed, wrapped_key: wrappedKey } = stored.get(claim.id) ?? {};
    if (decision === undefined || sealed === undefined || !wrappedKey) return [];
    const key = personKey(act.platform.ring(), act.officeId, claim.person_id, wrappedKey);
    const context = claimContext(act.officeId, claim.id);
    const secrets = opened<ClaimSecrets>(key, context, sealed);
    const decided = openDecision(act, claim, { ...decision, wrapped_key: wrappedKey }).case as StoredClaim;
    const differs = differingFacts(decided.claim, recordedFacts(stay)).length > 0;
    const withRecord = { ...secrets, settlements: [...secrets.settlements, ...stay] };
    const trail = { objectKind: 'claim', objectId: claim.id, agencyId: claim.agency_id, unitId: claim.unit_id };
    return { claim, trail, settlements: stay.length, differs, sealed: sealJson(key, context, withRecord) };
  });
  await keepRecords(
    act,
    attached.map(({ claim, sealed, differs }) => ({ claim, sealed, flag: differs ? FIGURES_DIFFER : undefined })),
  );
  await act.auditMany(
    attached.map(({ trail, settlements, differs }) => ({
      ...trail,
      act: 'match-claim',
      detail: { settlements, differs },
    })),
  );
  await act.emitMany(
    attached
      .filter(({ differs }) => differs)
      .map(({ trail, claim }) => ({ ...trail, kind: 'claim-figures-differ', personId: claim.person_id })),
  );
}

interface StoredClaim {
  readonly claim: Readonly<Record<string, unknown>>;
}

/** A stay as the insurer tells it, in the form of a case's claim. */
export function recordedFacts(settlements: readonly SettlementRow[]): Readonly<Record<string, unknown>> {
  return (settlementCase(joinedStay(settlements), [], []) as StoredClaim).claim;
}
