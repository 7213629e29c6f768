import type { FieldFault, Problem } from '#contracts/problem.ts';
import type { RefusalAnswer, RefusalStatus } from '#http/refusal-table.ts';
import { type RefusalCode, type RefusalExtras, type RefusalOf, refusals } from '#http/refusals.ts';

const TITLES: Readonly<Record<RefusalStatus, string>> = {
  400: '请求有误',
  401: '需要登录',
  403: '没有权限',
  404: '没有找到',
  405: '方法不支持',
  408: '请求超时',
  409: '与当前状态冲突',
  410: '已失效',
  413: '内容太大',
  415: '格式不支持',
  422: '无法处理',
  429: '请求过多',
  431: '请求头太大',
  500: '系统错误',
  503: '暂停服务',
};

/** The status under which a refusal is answered. */
export function statusOf(code: RefusalCode): RefusalStatus {
  return refusals[code].status;
}

/** A refusal as problem+json. Only words of the table, clauses and fields get out: no other data of the refusal. */
export function problemOf<Code extends RefusalCode>(refusal: RefusalOf<Code>, traceId: string): Problem {
  const { code, clauses, fields } = refusal as { code: RefusalCode } & RefusalExtras;
  const answer = refusals[code] as RefusalAnswer<unknown>;
  const detail = wordsOf(answer.detail, refusal);
  return {
    type: `urn:tongzhou:problem:${code}`,
    title: TITLES[answer.status],
    status: answer.status,
    code,
    message: wordsOf(answer.message, refusal) ?? '',
    ...(detail === undefined ? {} : { detail }),
    ...(clauses === undefined ? {} : { clauses: [...clauses] }),
    ...(fields === undefined ? {} : { fields: fields.map(({ path, message }): FieldFault => ({ path, message })) }),
    traceId,
  };
}

function wordsOf(words: RefusalAnswer<unknown>['detail'], refusal: unknown): string | undefined {
  return typeof words === 'function' ? words(refusal) : words;
}
