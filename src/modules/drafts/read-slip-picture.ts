import { readSlip, type SlipReading } from '#intake/slip/read-slip.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';
import type { PictureReader, ReadingRefusal } from '#platform/reading/picture-reader.ts';
import { type ReadDocumentRefusal, readDocument } from './read-document.ts';

export type ReadSlipRefusal = ReadDocumentRefusal | ReadingRefusal | { readonly code: 'paper-not-a-picture' };

/**
 * What the picture of a settlement slip says, for whoever may see the paper (and as that look: staff's stands in the
 * trail). Nothing is stored: what counts is what the person then leaves or corrects.
 */
export async function readSlipPicture(
  platform: Platform,
  store: DocumentStore,
  reader: PictureReader,
  caller: Caller,
  documentId: string,
): Promise<Result<SlipReading, ReadSlipRefusal | IdempotencyRefusal>> {
  const paper = await readDocument(platform, store, caller, documentId);
  if (!paper.ok) return paper;
  if (paper.value.type === 'application/pdf') return fail({ code: 'paper-not-a-picture' });
  const page = await reader.read(paper.value.bytes);
  return page.ok ? ok(readSlip(page.value)) : page;
}
