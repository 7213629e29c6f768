import { type Static, Type } from 'typebox';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** One fault of the input: where (`body.bank.number`, `query.limit`, `headers.idempotency-key`), and what to do. */
export const FieldFault = Type.Object({ path: Type.String(), message: Type.String() });

/** Every answer that is no success (RFC 9457). People read `message`; programs go by `code`. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'urn:tongzhou:problem: 加上 code' }),
    title: Type.String({ description: '状态码的中文名称' }),
    status: Type.Integer(),
    code: Type.String({ description: '给程序判断的代码' }),
    message: Type.String({ description: '给人看的一句话：出了什么事，怎么办' }),
    detail: Type.Optional(Type.String({ description: '补充说明' })),
    clauses: Type.Optional(Type.Array(Type.String(), { description: '依据的条款编号' })),
    fields: Type.Optional(Type.Array(FieldFault, { description: '逐项指出哪里不对' })),
    traceId: Type.String({ description: '请求编号，报障时提供' }),
  },
  { title: 'Problem', description: '问题说明（application/problem+json）' },
);

export type FieldFault = Static<typeof FieldFault>;
export type Problem = Static<typeof Problem>;
