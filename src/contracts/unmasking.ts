import { Type } from 'typebox';
import { typedText, Uuid } from './basic.ts';

export const UnmaskBody = Type.Object({
  kind: Type.Union([Type.Literal('member'), Type.Literal('unit-contact'), Type.Literal('account')]),
  id: Uuid,
  fields: Type.Array(Type.Union([Type.Literal('name'), Type.Literal('phone'), Type.Literal('residentId')]), {
    minItems: 1,
    maxItems: 3,
    uniqueItems: true,
  }),
  reason: typedText(2, 200, '为什么要看，记入留痕'),
});

export const UnmaskAnswer = Type.Object({
  name: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  residentId: Type.Optional(Type.String()),
});
