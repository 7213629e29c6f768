import { type Static, Type } from 'typebox';
import { Fen, Instant, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';
import { Payers } from './rosters.ts';

const OrderChangeKind = Type.Union([Type.Literal('void'), Type.Literal('reissue'), Type.Literal('release-payouts')], {
  description: '作废（名单退回单位）、作废并重开（换缴费方）、解除暂停拨付',
});

export const ProposeOrderChange = Type.Object({
  kind: OrderChangeKind,
  reason: typedText(2, 500, '原因'),
  payers: Type.Optional(Payers),
});
export const ProposedOrderChange = Type.Object({ changeId: Uuid });

export const DecideOrderChange = Type.Object({ agree: Type.Boolean({ description: '同意，或不同意' }) });
export const DecidedOrderChange = Type.Object({
  orderId: Uuid,
  replacementId: Type.Optional(Type.String({ format: 'uuid', description: '重开的缴费通知' })),
});

export const OrderChangesQuery = Type.Object({
  ...pageQuery,
  waiting: Type.Optional(Type.Boolean({ description: '只列等第二人决定的' })),
  orderId: Type.Optional(Uuid),
});

export const OrderChangeRow = Type.Object({
  id: Uuid,
  orderId: Uuid,
  unitName: Type.String(),
  reference: Type.String(),
  amountFen: Fen,
  kind: OrderChangeKind,
  reason: Type.String(),
  payers: orNull(
    Type.Array(Type.Object({ source: Payers.items.properties.source, payerName: Type.String(), amountFen: Fen }), {
      description: '重开后由谁出多少',
    }),
  ),
  state: Type.Union([Type.Literal('proposed'), Type.Literal('done'), Type.Literal('declined')], {
    description: '待第二人决定、已办、不同意',
  }),
  proposedBy: Type.String({ description: '提出人' }),
  proposedAt: Instant,
  decidedBy: orNull(Type.String()),
  decidedAt: orNull(Instant),
  isOwn: Type.Boolean({ description: '是自己提出的，不能自己决定' }),
});
export type OrderChangeRow = Static<typeof OrderChangeRow>;
export const OrderChangesAnswer = pageOf(OrderChangeRow);

export const UnmatchCredit = Type.Object({ orderId: Uuid, reason: typedText(2, 500, '原因') });
