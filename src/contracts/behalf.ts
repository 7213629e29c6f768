import { type Static, Type } from 'typebox';
import { Instant, MaskedText, Uuid } from './basic.ts';
import { Benefit } from './member-claims.ts';
import { pageOf } from './paging.ts';
import { Program } from './rosters.ts';

export const BehalfRow = Type.Object({
  draftId: Uuid,
  memberId: Uuid,
  memberName: MaskedText,
  program: Program,
  benefit: Benefit,
  state: Type.Union(
    [Type.Literal('open'), Type.Literal('submitted'), Type.Literal('sent-back'), Type.Literal('ended')],
    { description: '未提交、审核中、退回补充、已办结' },
  ),
  openedBy: Type.String({ description: '谁代办的' }),
  changedAt: Instant,
});
export type BehalfRow = Static<typeof BehalfRow>;
export const BehalfPage = pageOf(BehalfRow);
