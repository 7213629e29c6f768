import { type Static, Type } from 'typebox';
import { CivilDate, Fen } from './basic.ts';

const place = {
  confidence: Type.Number({ minimum: 0, maximum: 1, description: '识别的把握，0 到 1' }),
  box: Type.Object(
    { left: Type.Number(), top: Type.Number(), right: Type.Number(), bottom: Type.Number() },
    { description: '在照片上的位置，以整张照片的宽和高为 1' },
  ),
};

/** What was read from the picture of a settlement slip; to be looked at and corrected, never taken unseen. */
export const SlipReadingAnswer = Type.Object({
  amounts: Type.Array(
    Type.Object({ field: Type.String({ description: '项目，同医保结算文件的列' }), fen: Fen, ...place }),
  ),
  days: Type.Array(
    Type.Object({
      field: Type.String({ description: 'admittedOn 入院、dischargedOn 出院、settledOn 结算' }),
      day: CivilDate,
      ...place,
    }),
  ),
  faults: Type.Array(Type.Object({ field: Type.String(), message: Type.String() }), {
    description: '识别出的金额之间对不上的地方：有一项认错了',
  }),
});
export type SlipReadingAnswer = Static<typeof SlipReadingAnswer>;
