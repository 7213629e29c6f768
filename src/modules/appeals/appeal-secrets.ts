import type { RulingChange } from '#modules/claims/index.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { personKeyContext } from '#platform/cryptography/seal-person.ts';
import { type DataKey, openJson, type SealContext, unwrapPersonKey } from '#platform/cryptography/sealing.ts';

/** What stands sealed of an appeal under its person's key, by where it stands. */
interface AppealSecrets {
  /** What the member says. */
  readonly appeal: { readonly reason: string };
  /** What the office found. */
  readonly appeal_finding: { readonly finding: string };
  /** Why it goes before the committee. */
  readonly appeal_escalation: { readonly reason: string };
  /** What the committee ruled, with its reasons. */
  readonly appeal_ruling: { readonly reasons: string };
  /** What is put to the vote. */
  readonly appeal_proposal: { readonly reasons: string; readonly change: RulingChange | undefined };
  /** Why somebody voted as he did; its id is that of the proposal and of the voter. */
  readonly appeal_vote: { readonly reason: string };
}

type Place = keyof AppealSecrets;

/** Where a secret of this kind stands. */
export function appealContext(table: Place, officeId: string, id: string): SealContext {
  return { table, officeId, id };
}

/** A person's key; throws where the stored one is not his: the row was tampered with. */
export function keyOf(ring: KeyRing, officeId: string, personId: string, wrapped: Uint8Array): DataKey {
  const key = unwrapPersonKey(ring, personKeyContext(officeId, personId), wrapped);
  if (!key.ok) throw new Error(`a person's key does not open: ${key.error}`);
  return key.value;
}

/** Opens what stands there; `undefined` where nothing does. Throws where it does not open. */
export function openSecret<P extends Place>(
  key: DataKey,
  place: P,
  { officeId, id, sealed }: { readonly officeId: string; readonly id: string; readonly sealed: Uint8Array | null },
): AppealSecrets[P] | undefined {
  if (sealed === null) return undefined;
  const value = openJson<AppealSecrets[P]>(key, appealContext(place, officeId, id), sealed);
  if (!value.ok) throw new Error(`a sealed ${place} does not open: ${value.error}`);
  return value.value;
}
