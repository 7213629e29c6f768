import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { openFile, openJson } from '#platform/cryptography/sealing.ts';
import type { PaperType } from '#platform/documents/clean-file.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';
import { casePaperContext, casePaperKey } from './add-case-paper.ts';
import { type CasePaperRow, findCasePaper, findCasePaperRows } from './store.ts';

/** A paper as lists show it. */
export interface CasePaperSummary {
  readonly paperId: string;
  readonly title: string;
  readonly type: PaperType;
  readonly bytes: number;
  readonly uploadedBy: string;
  readonly uploadedAt: number;
}

/** The papers of an appeal or an investigation that the caller may see. */
export async function findCasePapers(
  platform: Platform,
  { access }: Caller,
  subjectId: string,
): Promise<readonly CasePaperSummary[]> {
  const rows = await platform.database.transaction(access, (transaction) =>
    findCasePaperRows(transaction, access.officeId, subjectId),
  );
  return rows.map((row) => ({
    paperId: row.id,
    title: titleOf(platform, access.officeId, row),
    type: row.media_type,
    bytes: row.byte_count,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at,
  }));
}

export interface ReadCasePaper {
  readonly type: PaperType;
  readonly title: string;
  readonly bytes: Buffer;
}

export type ReadCasePaperRefusal = { readonly code: 'document-unknown' } | { readonly code: 'person-erased' };

/** A paper, opened; that somebody looked at it stands in the trail. */
export async function readCasePaper(
  platform: Platform,
  store: DocumentStore,
  caller: Caller,
  paperId: string,
): Promise<Result<ReadCasePaper, ReadCasePaperRefusal | IdempotencyRefusal>> {
  const { officeId } = caller.access;
  const row = await platform.database.transaction(caller.access, (transaction) =>
    findCasePaper(transaction, officeId, paperId),
  );
  if (row === undefined) return fail({ code: 'document-unknown' });
  if (row.wrapped_key === null) return fail({ code: 'person-erased' });
  const sealed = await store.find(row.address);
  if (sealed === undefined) throw new Error('a paper is missing from the store');
  const key = casePaperKey(platform, officeId, row.person_id, row.wrapped_key);
  const opened = openFile(key, casePaperContext('case_paper_file', officeId, row.id), sealed);
  if (!opened.ok) throw new Error(`a paper does not open: ${opened.error}`);
  const { agency_id: agencyId, unit_id: unitId, claim_id: objectId } = row;
  await perform(platform, caller, { name: 'view-case-paper', input: paperId }, async (act) => {
    await act.audit({ act: 'view-case-paper', objectKind: 'claim', objectId, agencyId, unitId, detail: { paperId } });
    return ok(undefined);
  });
  return ok({ type: row.media_type, title: titleOf(platform, officeId, row), bytes: opened.value });
}

function titleOf(platform: Platform, officeId: string, { id, person_id, wrapped_key, sealed }: CasePaperRow): string {
  if (wrapped_key === null) return '';
  const key = casePaperKey(platform, officeId, person_id, wrapped_key);
  const opened = openJson<{ title: string }>(key, casePaperContext('case_paper', officeId, id), sealed);
  if (!opened.ok) throw new Error(`the title of a paper does not open: ${opened.error}`);
  return opened.value.title;
}
