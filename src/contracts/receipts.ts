import { type Static, Type } from 'typebox';
import { CivilDate, Fen, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';
import { Program } from './rosters.ts';

export const ReceiptsQuery = Type.Object({
  ...pageQuery,
  orderId: Type.Optional(Uuid),
  unitId: Type.Optional(Uuid),
});

export const ReceiptRow = Type.Object({
  id: Uuid,
  orderId: Uuid,
  unitName: Type.String(),
  program: Program,
  code: Type.String({ description: '票据代码' }),
  number: Type.String({ description: '票据号码' }),
  checkCode: Type.String({ description: '校验码' }),
  payerName: Type.String({ description: '缴款人' }),
  payerCode: orNull(Type.String()),
  amountFen: Fen,
  issuedOn: CivilDate,
  isReversed: Type.Boolean({ description: '已被红字票据冲销' }),
  redOfNumber: orNull(Type.String({ description: '红字票据所冲销的票据号码' })),
  reason: orNull(Type.String({ description: '冲销原因' })),
});
export type ReceiptRow = Static<typeof ReceiptRow>;
export const ReceiptsAnswer = pageOf(ReceiptRow);

export const ReceiptSeries = Type.Array(
  Type.Object({
    code: Type.String({ description: '票据代码' }),
    first: Type.String(),
    last: Type.String(),
    count: Type.Integer(),
    missing: Type.Integer({ description: '缺号；0 为连续' }),
    amountFen: Type.Integer({ description: '合计，红字为负，整数分' }),
  }),
);
export type ReceiptSeries = Static<typeof ReceiptSeries>;

export const IssuedReceipts = Type.Object({ receiptIds: Type.Array(Uuid) });

export const CorrectReceipt = Type.Object({
  payerName: typedText(1, 100, '正确的缴款人'),
  payerCode: Type.Optional(typedText(0, 18, '统一社会信用代码')),
  reason: typedText(2, 200, '冲销原因'),
});
export const CorrectedReceipt = Type.Object({ redId: Uuid, receiptId: Uuid });
