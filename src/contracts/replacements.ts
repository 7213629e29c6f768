import { type Static, Type } from 'typebox';
import { CivilDate, Instant, MaskedText, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

export const RequestReplacement = Type.Object({
  name: typedText(1, 50, '新参保人姓名'),
  residentId: typedText(15, 20, '身份证号'),
  phone: typedText(7, 20, '手机号'),
});
export const RequestedReplacement = Type.Object({ replacementId: Uuid });

export const DecideReplacement = Type.Object({
  agree: Type.Boolean({ description: '同意，或不同意' }),
  reason: Type.Optional(typedText(0, 500, '不同意的原因')),
});
export const DecidedReplacement = Type.Object({
  replacedOn: orNull(Type.String({ format: 'date', description: '原参保人保障的最后一天' })),
});

export const ReplacementsQuery = Type.Object({
  ...pageQuery,
  waiting: Type.Optional(Type.Boolean({ description: '只列待决定的' })),
});

const Person = Type.Object({ name: MaskedText, residentId: MaskedText });

export const ReplacementRow = Type.Object({
  id: Uuid,
  orderId: Uuid,
  unitName: Type.String(),
  state: Type.Union([Type.Literal('requested'), Type.Literal('done'), Type.Literal('refused')], {
    description: '待决定、已置换、不同意',
  }),
  leaver: Person,
  joiner: Person,
  replacedOn: orNull(CivilDate),
  reason: orNull(Type.String()),
  requestedAt: Instant,
  isOwn: Type.Boolean({ description: '是自己提出的，不能自己决定' }),
});
export type ReplacementRow = Static<typeof ReplacementRow>;
export const ReplacementsAnswer = pageOf(ReplacementRow);
