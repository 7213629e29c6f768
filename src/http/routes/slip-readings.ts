import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { ForMemberQuery } from '#contracts/member-claims.ts';
import { SlipReadingAnswer } from '#contracts/slip-readings.ts';
import { callerOf } from '#http/caller-of.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import { findRelativeView, readSlipPicture } from '#modules/drafts/index.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';
import type { PictureReader } from '#platform/reading/picture-reader.ts';

export interface SlipReadingDeps {
  readonly platform: Platform;
  readonly documents: DocumentStore;
  readonly reader: PictureReader;
}

/** The figures of a settlement slip read from its picture: the person's own, or those that a reviewer may look at. */
export function slipReadingRoutes({ platform, documents, reader }: SlipReadingDeps): readonly Route[] {
  return (['claim.read', 'claim.read-own'] as const).map((permission) =>
    defineRoute({
      method: 'GET',
      path: permission === 'claim.read' ? '/api/documents/:documentId/slip' : '/api/my/documents/:documentId/slip',
      permission,
      summary:
        permission === 'claim.read'
          ? '从结算单的照片里识别各项金额；等于查看这份材料，留痕'
          : '从本人结算单的照片里识别各项金额，供核对和改正',
      tags: ['申领'],
      input: { params: Type.Object({ documentId: Uuid }), query: ForMemberQuery },
      output: SlipReadingAnswer,
      refusals: [
        'document-unknown',
        'person-erased',
        'paper-not-a-picture',
        'picture-unreadable',
        'reading-busy',
        'idempotency-key-reused',
      ],
      // each takes a processor for a second
      rateLimit: { maxRequests: 20, perSeconds: 60 },
      handle: async (call) => {
        const { documentId } = call.input.params;
        const isOwn = permission === 'claim.read-own';
        const view = await findRelativeView(platform, callerOf(call), isOwn ? call.input.query.memberId : undefined);
        if (!view.mayRead({ documentId })) return fail({ code: 'document-unknown' });
        const read = await readSlipPicture(platform, documents, reader, view.caller, documentId);
        if (!read.ok) return read;
        const { amounts, days, faults } = read.value;
        return ok({
          amounts: [...amounts],
          days: days.map(({ day, ...rest }) => ({ ...rest, day: formatDate(day) })),
          faults: [...faults],
        });
      },
    }),
  );
}
