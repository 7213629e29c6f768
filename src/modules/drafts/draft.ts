import type { Recipient } from '#modules/claims/index.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { personKeyContext } from '#platform/cryptography/seal-person.ts';
import { type DataKey, openJson, type SealContext, unwrapPersonKey } from '#platform/cryptography/sealing.ts';

/** What was typed so far; sealed under the person's key. */
export interface DraftContent {
  /** As the form keeps it: its own business, opened by it alone. */
  readonly form: unknown;
  /** The figures in the format of the rules' page §4, once they are complete; `null` before. */
  readonly facts: Readonly<Record<string, unknown>> | null;
  /** What happened, in the member's words. */
  readonly statement: string;
  readonly hospitalName: string;
  readonly recipients: readonly DraftRecipient[];
  /** The days of each slip where a stay was settled in several parts; its figures are added up in `facts`. */
  readonly slips?: readonly SlipDays[];
}

/** YYYY-MM-DD */
export interface SlipDays {
  readonly from: string;
  readonly until: string;
  readonly settledOn: string;
}

/** A relative with the card in his own name; somebody who claims for a member may leave the card to the office. */
export interface DraftRecipient extends Recipient {
  readonly cardNumber?: string;
  readonly bankName?: string;
}

export const EMPTY_CONTENT: DraftContent = { form: null, facts: null, statement: '', hospitalName: '', recipients: [] };

export function draftContext(officeId: string, id: string): SealContext {
  return { table: 'claim_draft', officeId, id };
}

/** Where the name of a paper stands. */
export function documentContext(officeId: string, id: string): SealContext {
  return { table: 'document', officeId, id };
}

/** Where a paper itself stands, in the document store. */
export function documentFileContext(officeId: string, id: string): SealContext {
  return { table: 'document_file', officeId, id };
}

export function reportContext(officeId: string, id: string): SealContext {
  return { table: 'event_report', officeId, id };
}

export function keyOf(ring: KeyRing, officeId: string, personId: string, wrappedKey: Uint8Array): DataKey {
  const key = unwrapPersonKey(ring, personKeyContext(officeId, personId), wrappedKey);
  if (!key.ok) throw new Error(`a person's key does not open: ${key.error}`);
  return key.value;
}

export function openSealed<T>(key: DataKey, context: SealContext, sealed: Uint8Array): T {
  const opened = openJson<T>(key, context, sealed);
  if (!opened.ok) throw new Error(`a sealed ${context.table} does not open: ${opened.error}`);
  return opened.value;
}
