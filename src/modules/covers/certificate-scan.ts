import { createSecretKey } from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { deriveSecret, type KeyRing } from '#platform/cryptography/key-ring.ts';
import { openFile, type SealContext, sealFile } from '#platform/cryptography/sealing.ts';
import { cleanFile, type PaperFault, type PaperType } from '#platform/documents/clean-file.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';
import { certificateOf } from './read-store.ts';
import { findScan, insertScan, type ListedScan, listScans } from './scan-store.ts';

export type AddScanRefusal =
  | { readonly code: 'certificate-unknown' }
  | { readonly code: 'scan-refused'; readonly fault: PaperFault };

/**
 * Takes the stamped certificate of an order in: a PDF, a JPEG or a PNG by its content, kept sealed in the store. A later
 * scan stands in front of an earlier one, which stays.
 */
export async function addCertificateScan(
  platform: Platform,
  store: DocumentStore,
  caller: Caller,
  input: { readonly orderId: string },
  file: Buffer,
): Promise<Result<{ readonly scanId: string }, AddScanRefusal | IdempotencyRefusal>> {
  const cleaned = cleanFile(file);
  if (!cleaned.ok) return fail({ code: 'scan-refused', fault: cleaned.error });
  const { type, bytes } = cleaned.value;
  return await perform(
    platform,
    caller,
    { name: 'add-certificate-scan', input: { ...input, bytes: bytes.length } },
    async (act): Promise<Result<{ readonly scanId: string }, AddScanRefusal>> => {
      const certificate = await certificateOf(act.transaction, act.officeId, input.orderId);
      if (certificate === undefined) return fail({ code: 'certificate-unknown' });
      const scanId = act.newId();
      const address = await store.put(sealFile(scanKey(platform.ring()), contextOf(act.officeId, scanId), bytes));
      const place = await insertScan(act, certificate.id, { id: scanId, type, bytes: bytes.length, address });
      await act.audit({
        act: 'add-certificate-scan',
        objectKind: 'certificate',
        objectId: certificate.id,
        agencyId: place.agency_id,
        unitId: place.unit_id,
        detail: { scanId, type, bytes: bytes.length },
      });
      return ok({ scanId });
    },
  );
}

export interface CertificateScan {
  readonly type: PaperType;
  readonly bytes: Buffer;
}

/** The latest scan of an order's certificate, opened; `undefined` where there is none, or none that the caller sees. */
export async function findCertificateScan(
  platform: Platform,
  store: DocumentStore,
  { access }: Caller,
  orderId: string,
): Promise<CertificateScan | undefined> {
  const scan = await platform.database.transaction(access, (transaction) =>
    findScan(transaction, access.officeId, orderId),
  );
  if (scan === undefined) return undefined;
  const sealed = await store.find(scan.address);
  if (sealed === undefined) throw new Error('a scan is missing from the store');
  const opened = openFile(scanKey(platform.ring()), contextOf(access.officeId, scan.id), sealed);
  if (!opened.ok) throw new Error(`a scan does not open: ${opened.error}`);
  return { type: scan.media_type, bytes: opened.value };
}

/** The scans that were uploaded of an order's certificate, newest first; the first is the one that counts. */
export async function findCertificateScans(
  platform: Platform,
  { access }: Caller,
  orderId: string,
): Promise<readonly ListedScan[]> {
  return await platform.database.transaction(access, (transaction) => listScans(transaction, access.officeId, orderId));
}

const KEY_BYTES = 16;

/** Never rotated, as files are never sealed anew: they belong to no person whose key could be deleted. */
function scanKey(ring: KeyRing): ReturnType<typeof createSecretKey> {
  return createSecretKey(deriveSecret(ring, 'certificate-scan/1').subarray(0, KEY_BYTES));
}

function contextOf(officeId: string, id: string): SealContext {
  return { table: 'certificate_scan', officeId, id };
}
