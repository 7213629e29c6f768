import { type Static, Type } from 'typebox';
import { CivilDate, Instant, MaskedText, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';
import { Program } from './rosters.ts';

export const CoversQuery = Type.Object({
  ...pageQuery,
  orderId: Type.Optional(Uuid),
  unitId: Type.Optional(Uuid),
  name: Type.Optional(typedText(0, 50, '姓名里有的字')),
});

export const CoverRow = Type.Object({
  id: Uuid,
  memberId: Uuid,
  name: MaskedText,
  residentId: MaskedText,
  program: Program,
  shares: Type.Integer(),
  startOn: CivilDate,
  endOn: CivilDate,
  waitingUntil: orNull(CivilDate),
  state: Type.Union(
    [Type.Literal('scheduled'), Type.Literal('in-force'), Type.Literal('cancelled'), Type.Literal('replaced')],
    { description: '待生效、保障中、已取消、已置换' },
  ),
});
export type CoverRow = Static<typeof CoverRow>;
export const CoversAnswer = pageOf(CoverRow);

export const CertificateScansAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Uuid,
      mediaType: Type.String(),
      bytes: Type.Integer(),
      uploadedAt: Instant,
    }),
    { description: '新的在前，第一份为准' },
  ),
});
export type CertificateScansAnswer = Static<typeof CertificateScansAnswer>;

export const VerifiedCertificate = Type.Object({
  unitName: Type.String(),
  program: Program,
  startOn: CivilDate,
  endOn: CivilDate,
  members: Type.Integer(),
  standing: Type.Union(
    [Type.Literal('valid'), Type.Literal('not-begun'), Type.Literal('ended'), Type.Literal('void')],
    { description: '今天是否有效：保障中、未到起保日、已期满、已作废' },
  ),
});
export type VerifiedCertificate = Static<typeof VerifiedCertificate>;
