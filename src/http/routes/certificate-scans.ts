import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { CertificateScansAnswer } from '#contracts/covers.ts';
import { callerOf } from '#http/caller-of.ts';
import { withReceivedFile } from '#http/received-file.ts';
import { defineRoute, file, type Route } from '#http/route.ts';
import { fail, ok } from '#kernel/result.ts';
import { addCertificateScan, findCertificateScan, findCertificateScans } from '#modules/covers/index.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['保障'];
const params = Type.Object({ orderId: Uuid });
const LARGEST_SCAN_BYTES = 15 * 1024 * 1024;
const EXTENSIONS = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' } as const;

export interface CertificateScanDeps {
  readonly platform: Platform;
  readonly documents: DocumentStore;
}

/** The certificate as the unit stamped it. */
export function certificateScanRoutes({ platform, documents }: CertificateScanDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/orders/:orderId/certificate-scan',
      permission: 'roster.submit',
      summary: '上传盖章后的确认书扫描件（PDF 或照片，不超过 15 MB）',
      tags,
      input: { params },
      output: Type.Object({ scanId: Uuid }),
      refusals: ['bad-upload', 'certificate-unknown', 'scan-refused', 'idempotency-key-reused'],
      successStatus: 201,
      upload: { maxFiles: 1, maxBytesPerFile: LARGEST_SCAN_BYTES },
      handle: async (call) =>
        await withReceivedFile(call.files, async ({ blob }) => {
          const bytes = Buffer.from(await blob.arrayBuffer());
          const { orderId } = call.input.params;
          return await addCertificateScan(platform, documents, callerOf(call), { orderId }, bytes);
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/orders/:orderId/certificate-scan',
      permission: 'certificate.read',
      summary: '盖章后的确认书扫描件',
      tags,
      input: { params },
      output: file('application/pdf', 'image/jpeg', 'image/png'),
      refusals: ['not-found'],
      handle: async (call) => {
        const scan = await findCertificateScan(platform, documents, callerOf(call), call.input.params.orderId);
        if (scan === undefined) return fail({ code: 'not-found' });
        const fileName = `确认书-盖章.${EXTENSIONS[scan.type]}`;
        return ok({ contentType: scan.type, fileName, body: scan.bytes, isInline: true });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/orders/:orderId/certificate-scans',
      permission: 'certificate.read',
      summary: '上传过的盖章确认书，新的在前',
      tags,
      input: { params },
      output: CertificateScansAnswer,
      refusals: [],
      handle: async (call) => {
        const scans = await findCertificateScans(platform, callerOf(call), call.input.params.orderId);
        return ok({
          items: scans.map(({ id, media_type, byte_count, uploaded_at }) => ({
            id,
            mediaType: media_type,
            bytes: byte_count,
            uploadedAt: new Date(uploaded_at).toISOString(),
          })),
        });
      },
    }),
  ];
}
