import { type Static, Type } from 'typebox';
import { Instant, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

export const AuditTrailQuery = Type.Object({
  objectId: Type.Optional(Uuid),
  agencyId: Type.Optional(Uuid),
  ...pageQuery,
});

export const AuditRow = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  at: Instant,
  actor: Type.Object({ id: Uuid, name: orNull(Type.String({ description: '账号的显示名' })) }),
  behalf: orNull(Type.Object({ id: Uuid, name: orNull(Type.String()) }, { description: '代谁办理' })),
  act: Type.String({ description: '做了什么，如 submit-roster' }),
  objectKind: Type.String(),
  objectId: Uuid,
  agencyId: orNull(Uuid),
  unitId: orNull(Uuid),
  detail: Type.Record(Type.String(), Type.Unknown(), { description: '状态、数量、金额、原因代码，不含个人信息' }),
  hasPersonal: Type.Boolean({ description: '另有加密的个人信息，说明理由后可以查看' }),
  requestId: orNull(Type.String()),
});

export const AuditTrailAnswer = pageOf(AuditRow);

export const AuditRowParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
export const OpenAuditRowBody = Type.Object({ reason: typedText(2, 200, '为什么要看，会留痕') });
export const OpenAuditRowAnswer = Type.Object({ personal: Type.Unknown({ description: '当时加密保存的内容' }) });

export const AuditIntegrityAnswer = Type.Object({
  lastSeal: orNull(
    Type.Object({
      number: Type.Integer({ minimum: 1 }),
      link: Type.String({ description: '链值，十六进制；可以抄录保存，日后核对' }),
      sealedAt: Instant,
    }),
  ),
  lastCheck: orNull(
    Type.Object({
      at: Instant,
      isWhole: Type.Boolean({ description: '没有发现改动' }),
      sealCount: Type.Integer(),
      rowCount: Type.Integer(),
      unsealedCount: Type.Integer({ description: '尚未封存的行数' }),
      faultCount: Type.Integer(),
      faults: Type.Array(
        Type.Object({
          kind: Type.String(),
          rowId: Type.Optional(Type.Integer()),
          sealNumber: Type.Optional(Type.Integer()),
        }),
        { description: '最先发现的一百处' },
      ),
    }),
  ),
});

export type AuditRow = Static<typeof AuditRow>;
