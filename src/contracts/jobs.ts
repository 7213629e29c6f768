import { Type } from 'typebox';
import { Instant, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

export const SetAsideQuery = Type.Object({ ...pageQuery });

export const SetAsideJobsAnswer = pageOf(
  Type.Object({
    id: Uuid,
    kind: Type.String({ description: '任务种类' }),
    payload: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), { description: '只有编号' }),
    setAsideAt: Instant,
    tries: Type.Integer(),
    failure: Type.String({ description: '最后一次失败的原因' }),
  }),
);

export const JobParams = Type.Object({ id: Uuid });

export const SetAsideEventsAnswer = pageOf(
  Type.Object({
    id: Type.Integer(),
    kind: Type.String({ description: '事件种类' }),
    objectKind: Type.String(),
    objectId: Uuid,
    at: Instant,
    setAsideAt: Instant,
    attempts: Type.Integer(),
    failure: Type.String({ description: '最后一次失败的原因' }),
  }),
);

export const EventParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
