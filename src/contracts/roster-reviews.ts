import { type Static, Type } from 'typebox';
import { Fen, Instant, MaskedText, orNull, Uuid } from './basic.ts';

export const PassRosters = Type.Object({
  rosterIds: Type.Array(Uuid, { minItems: 1, maxItems: 20, description: '没有提示的名单，一次不超过 20 份' }),
});

export const PassedRosters = Type.Object({
  passed: Type.Array(Type.Object({ rosterId: Uuid, orderReference: orNull(Type.String()) })),
  notPassed: Type.Array(Type.Object({ rosterId: Uuid, code: Type.String(), message: Type.String() })),
});
export type PassedRosters = Static<typeof PassedRosters>;

const Figures = Type.Object({
  accepted: Type.Integer(),
  eligible: Type.Integer(),
  payers: Type.Array(
    Type.Object({
      source: Type.Union([
        Type.Literal('unit-subsidy'),
        Type.Literal('union-funds'),
        Type.Literal('members'),
        Type.Literal('grant'),
      ]),
      payerName: Type.String(),
      amountFen: Fen,
    }),
  ),
});

export const RosterChanges = Type.Object({
  returnedAt: Instant,
  before: Figures,
  now: Figures,
  leftOut: Type.Integer({ description: '没有被退回、这次不再参加的人数' }),
  added: Type.Integer({ description: '退回后加进来的行，更正的也在内' }),
  rows: Type.Array(
    Type.Object({
      row: Type.Integer(),
      name: MaskedText,
      residentId: MaskedText,
      sentBackFor: orNull(Type.String({ description: '退回的原因' })),
      became: Type.Union([Type.Literal('kept'), Type.Literal('dropped'), Type.Literal('open'), Type.Literal('added')], {
        description: '照原样保留、不再参加或已更正、还没有处理、退回后加进来',
      }),
      note: orNull(Type.String()),
    }),
  ),
  isCut: Type.Boolean({ description: '变动的行太多，这里只列出一部分' }),
});
export type RosterChanges = Static<typeof RosterChanges>;
