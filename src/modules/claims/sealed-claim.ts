import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { Fen } from '#kernel/money.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { personKeyContext } from '#platform/cryptography/seal-person.ts';
import { type DataKey, openJson, type SealContext, unwrapPersonKey } from '#platform/cryptography/sealing.ts';
import type { DeterminedPart } from '#scheme/words/determined-words.ts';
import type { LimitChangeCause } from '#scheme/words/limit-change-words.ts';

/** What was told with a claim, sealed under the person's key: nothing of it stands open. */
export interface ClaimSecrets {
  /** Of one stay, in order; the last gave the claim its day. */
  readonly settlements: readonly SettlementRow[];
  /** What a member, or somebody for him, told beside the figures of the case; absent where the insurer's data brought it. */
  readonly told?: ToldClaim;
}

export interface ToldClaim {
  /** The draft that it was: its papers stand under this id. */
  readonly draftId: string;
  /** What happened, in the member's words (附件1-7.2). */
  readonly statement: string;
  /** Of a stay. */
  readonly hospitalName: string;
  /** To whom a death benefit goes; their shares add up to the whole. */
  readonly recipients: readonly Recipient[];
  /** As they were typed, where the insurer's record of that stay was there first and its figures stand. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Kinds of papers that were not there when it was submitted. */
  readonly missing: readonly string[];
}

export interface Recipient {
  readonly name: string;
  readonly residentId: string;
  readonly kinship: 'spouse' | 'parent' | 'child';
  /** Of the whole, which is 10,000. */
  readonly shareBasisPoints: number;
}

/** Everything a decision rests on, and what it says, so that anyone entitled can recompute it. */
export interface DecisionSecrets {
  /** In the format of the rules' page §4. */
  readonly case: unknown;
  /** As `writeDecision` writes it: outcome, amount, reasons, notices, steps, readings. */
  readonly line: string;
  /** Of an accident told late: only a part of its costs can be determined (附件2-7.1). */
  readonly determined?: DeterminedCosts;
  /** Why it was decided again by itself; absent where somebody decided it. */
  readonly because?: LimitChange;
}

/** What an investigation could determine, with what was claimed bill by bill before anything was taken off. */
export interface DeterminedCosts extends DeterminedPart {
  readonly claimedBillsFen: readonly Fen[];
}

/** What made the limits of a period count otherwise. */
export interface LimitChange {
  /** `settled`: the bank's answer, for which a change had to wait. */
  readonly by: LimitChangeCause;
  /** Of which claim of the period. */
  readonly claimId: string;
  /** What that claim took of the limits, and what it takes from then on. */
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
}

export function claimContext(officeId: string, claimId: string): SealContext {
  return { table: 'claim', officeId, id: claimId };
}

export function decisionContext(officeId: string, claimId: string, number: number): SealContext {
  return { table: 'decision', officeId, id: `${claimId} ${number}` };
}

/** Where the comment of a review stands, sealed under the ring. */
export function reviewContext(
  officeId: string,
  claimId: string,
  round: number,
  agencyId: string,
  step: string,
): SealContext {
  return { table: 'claim_review', officeId, id: `${claimId} ${round} ${agencyId} ${step}` };
}

/** A person's key; throws where the stored one is not his: the row was tampered with. */
export function personKey(ring: KeyRing, officeId: string, personId: string, wrapped: Uint8Array): DataKey {
  const key = unwrapPersonKey(ring, personKeyContext(officeId, personId), wrapped);
  if (!key.ok) throw new Error(`a person's key does not open: ${key.error}`);
  return key.value;
}

/** Opens what this module sealed; throws where it does not open. */
export function opened<T>(key: DataKey, context: SealContext, sealed: Uint8Array): T {
  const value = openJson<T>(key, context, sealed);
  if (!value.ok) throw new Error(`a sealed ${context.table} does not open: ${value.error}`);
  return value.value;
}
