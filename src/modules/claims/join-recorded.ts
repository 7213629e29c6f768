import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import type { Case } from '#scheme/case.ts';
import { differingFacts } from './compare-facts.ts';
import { findEarlierStays, isSameStay } from './earlier-stays.ts';
import { FIGURES_DIFFER, recordedFacts } from './match-record.ts';
import { type ClaimSecrets, claimContext, opened, personKey, type ToldClaim } from './sealed-claim.ts';
import { type ClaimRow, findClaim, joinTold } from './store.ts';

/** A claim as it is told. */
interface Telling {
  readonly person: { readonly id: string; readonly wrappedKey: Buffer };
  readonly told: ToldClaim;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly flags: readonly string[];
}

type Joined = Pick<ClaimRow, 'state' | 'outcome'> & { readonly claimId: string; readonly amountFen: Fen };

/** A claim that the insurer's data brought and that waits for review, of the very stay that a member now tells of. */
export async function findRecorded(act: Act, told: Case, personId: string): Promise<ClaimRow | undefined> {
  if (told.program !== 'henan-inpatient') return undefined;
  const stays = (await findEarlierStays(act, [personId])).get(personId) ?? [];
  const { stay } = told.claim;
  return stays.find(
    (each) =>
      each.claim?.origin === 'settlement' &&
      (each.claim.state === 'in-review' || each.claim.state === 'referred') &&
      isSameStay(each, stay),
  )?.claim;
}

/**
 * What a member tells of a stay joins the claim that the insurer's record of it made: one claim, whose figures stay the
 * insurer's. Where he tells otherwise, the claim says so.
 */
export async function joinRecorded(act: Act, claim: ClaimRow, input: Telling): Promise<Joined> {
  const stored = await findClaim(act.transaction, act.officeId, claim.id);
  if (stored === undefined) throw new Error('a claim of the person is out of sight');
  const { person, told, facts } = input;
  const key = personKey(act.platform.ring(), act.officeId, person.id, person.wrappedKey);
  const context = claimContext(act.officeId, claim.id);
  const secrets = opened<ClaimSecrets>(key, context, stored.sealed);
  const differs = differingFacts(facts, recordedFacts(secrets.settlements)).length > 0;
  const sealed = sealJson(key, context, { ...secrets, told: { ...told, facts } });
  const flags = [...new Set([...claim.flags, ...input.flags, ...(differs ? [FIGURES_DIFFER] : [])])];
  await joinTold(act, claim, { sealed, flags });
  const { agency_id: agencyId, unit_id: unitId, state, amount_fen: amountFen, outcome } = claim;
  const trail = { objectKind: 'claim', objectId: claim.id, agencyId, unitId };
  await act.emit({ ...trail, kind: differs ? 'claim-figures-differ' : 'claim-submitted', personId: person.id });
  return { claimId: claim.id, state, amountFen, outcome };
}
