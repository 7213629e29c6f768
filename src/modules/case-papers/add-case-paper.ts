import { fail, ok, type Result } from '#kernel/result.ts';
import { lockAppealedClaim } from '#modules/claims/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { personKeyContext } from '#platform/cryptography/seal-person.ts';
import { type DataKey, type SealContext, sealFile, sealJson, unwrapPersonKey } from '#platform/cryptography/sealing.ts';
import { cleanFile, type PaperFault } from '#platform/documents/clean-file.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';
import { findCasePaperRows, insertCasePaper, type PaperSubject } from './store.ts';

export interface CasePaperToAdd extends PaperSubject {
  readonly claimId: string;
  /** What it is, in a few words; the file's name where nothing was said. */
  readonly title: string;
}

/** In order of precedence. */
export type AddCasePaperRefusal =
  | { readonly code: 'document-refused'; readonly fault: PaperFault }
  | { readonly code: 'claim-unknown' }
  | { readonly code: 'person-erased' }
  | { readonly code: 'too-many-documents' };

/** Of one appeal or investigation. */
const MOST_PAPERS = 60;
/** Of one file. */
export const LARGEST_CASE_PAPER_BYTES = 15 * 1024 * 1024;

/**
 * Adds a paper to an appeal or an investigation of a claim: by its content a PDF, a JPEG or a PNG, sealed under the person's
 * key. Whether the subject is one of that claim is the caller's to have seen.
 */
export async function addCasePaper(
  platform: Platform,
  store: DocumentStore,
  caller: Caller,
  input: CasePaperToAdd,
  file: Buffer,
): Promise<Result<{ readonly paperId: string }, AddCasePaperRefusal | IdempotencyRefusal>> {
  const cleaned = cleanFile(file);
  if (!cleaned.ok) return fail({ code: 'document-refused', fault: cleaned.error });
  const { type, bytes } = cleaned.value;
  type Adding = Result<{ readonly paperId: string }, AddCasePaperRefusal>;
  const named = { ...input, bytes: bytes.length };
  return await perform(platform, caller, { name: 'add-case-paper', input: named }, async (act): Promise<Adding> => {
    const claim = await lockAppealedClaim(act, input.claimId);
    if (claim === undefined) return fail({ code: 'claim-unknown' });
    if (claim.wrapped_key === null) return fail({ code: 'person-erased' });
    const standing = await findCasePaperRows(act.transaction, act.officeId, input.subjectId);
    if (standing.length >= MOST_PAPERS) return fail({ code: 'too-many-documents' });
    const id = act.newId();
    const key = casePaperKey(platform, act.officeId, claim.person_id, claim.wrapped_key);
    const address = await store.put(sealFile(key, casePaperContext('case_paper_file', act.officeId, id), bytes));
    const sealed = sealJson(key, casePaperContext('case_paper', act.officeId, id), { title: input.title });
    await insertCasePaper(act, claim, input, { id, media_type: type, byte_count: bytes.length, address, sealed });
    await act.audit({
      act: 'add-case-paper',
      objectKind: 'claim',
      objectId: claim.id,
      agencyId: claim.agency_id,
      unitId: claim.unit_id,
      detail: { subject: input.subject, paperId: id, type, bytes: bytes.length },
    });
    return ok({ paperId: id });
  });
}

export function casePaperContext(table: 'case_paper' | 'case_paper_file', officeId: string, id: string): SealContext {
  return { table, officeId, id };
}

/** Throws where the stored key is not the person's: the row was tampered with. */
export function casePaperKey(platform: Platform, officeId: string, personId: string, wrapped: Uint8Array): DataKey {
  const key = unwrapPersonKey(platform.ring(), personKeyContext(officeId, personId), wrapped);
  if (!key.ok) throw new Error(`a person's key does not open: ${key.error}`);
  return key.value;
}
