import { type Static, Type } from 'typebox';
import { Instant, orNull, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

export const MessagesQuery = Type.Object({ ...pageQuery });

const MessageRow = Type.Object({
  id: Type.Integer(),
  at: Instant,
  kind: Type.String({ description: '事件种类' }),
  objectKind: Type.String(),
  objectId: Uuid,
  payload: Type.Record(Type.String(), Type.Unknown()),
  readAt: orNull(Instant),
});
export type MessageRow = Static<typeof MessageRow>;
export const MessagesAnswer = pageOf(MessageRow);

export const MarkReadBody = Type.Object({
  untilId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: '到这一条为止都已读' }),
});
export const MarkReadAnswer = Type.Object({ marked: Type.Integer({ minimum: 0 }) });
