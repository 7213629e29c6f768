import type { RefusalTable } from '#http/refusal-table.ts';

/** What any route may refuse, and what the server refuses before a route is reached. */
export type FrameRefusal =
  | { readonly code: 'bad-input' }
  | { readonly code: 'bad-json' }
  | { readonly code: 'bad-cursor' }
  | { readonly code: 'bad-upload' }
  | { readonly code: 'bad-request' }
  | { readonly code: 'idempotency-key-missing' }
  | { readonly code: 'not-signed-in' }
  | { readonly code: 'not-permitted' }
  | { readonly code: 'second-factor-needed' }
  | { readonly code: 'foreign-origin' }
  | { readonly code: 'not-found' }
  | { readonly code: 'no-such-route' }
  | { readonly code: 'method-not-allowed' }
  | { readonly code: 'request-too-slow' }
  | { readonly code: 'version-outdated' }
  | { readonly code: 'idempotency-key-in-use' }
  | { readonly code: 'too-large'; readonly limitBytes?: number }
  | { readonly code: 'unsupported-media-type' }
  | { readonly code: 'idempotency-key-reused' }
  | { readonly code: 'too-many-requests'; readonly retryAfterSeconds: number }
  | { readonly code: 'headers-too-large' }
  | { readonly code: 'unexpected' }
  | { readonly code: 'unavailable' }
  | { readonly code: 'not-ready'; readonly failedChecks: readonly string[] };

export const frameRefusals = {
  'bad-input': { status: 400, message: '填写的内容有误，请按下面逐项的提示修改后再提交。' },
  'bad-json': { status: 400, message: '请求内容不是正确的 JSON，请检查后重发。' },
  'bad-cursor': { status: 400, message: '翻页标记已失效，请从第一页重新查询。' },
  'bad-upload': { status: 400, message: '上传的内容不完整或格式不对，请重新选择文件上传。' },
  'bad-request': { status: 400, message: '请求格式不对，服务器无法读取。' },
  'idempotency-key-missing': {
    status: 400,
    message: '缺少请求头 Idempotency-Key（8 至 64 位字母、数字、短横线或下划线），请为每次提交生成一个，重试时不变。',
  },
  'not-signed-in': { status: 401, message: '尚未登录或登录已过期，请登录后再试。' },
  'not-permitted': { status: 403, message: '您的账号没有这项权限，如有需要请联系本单位的管理员。' },
  'second-factor-needed': { status: 403, message: '请先完成二次验证。' },
  'foreign-origin': { status: 403, message: '请求不是从本平台的页面发出的，已拒绝。请从平台页面重新操作。' },
  'not-found': { status: 404, message: '没有找到，或者不在您可以查看的范围内。' },
  'no-such-route': { status: 404, message: '没有这个接口，请核对地址。' },
  'method-not-allowed': { status: 405, message: '这个接口不支持这种请求方法。' },
  'request-too-slow': { status: 408, message: '请求没有在规定时间内发完，请检查网络后重试。' },
  'version-outdated': { status: 409, message: '内容已被他人修改，请刷新后在最新内容上重新操作。' },
  'idempotency-key-in-use': { status: 409, message: '同一次提交正在处理，请稍候再查看结果。' },
  'too-large': {
    status: 413,
    message: ({ limitBytes }) =>
      limitBytes === undefined
        ? '内容太大，超过了上限。'
        : `内容太大，上限为 ${sizeText(limitBytes)}。请压缩或拆分后再上传。`,
  },
  'unsupported-media-type': { status: 415, message: '不接受这种内容格式，请使用接口说明中的 Content-Type。' },
  'idempotency-key-reused': {
    status: 422,
    message: '这个 Idempotency-Key 已用于另一次内容不同的提交，请换一个新的再提交。',
  },
  'too-many-requests': {
    status: 429,
    message: ({ retryAfterSeconds }) => `操作过于频繁，请在 ${retryAfterSeconds} 秒后再试。`,
  },
  'headers-too-large': { status: 431, message: '请求头太大，服务器无法读取。' },
  unexpected: { status: 500, message: '系统出了问题，操作没有完成。请稍后再试；如仍不行，请把请求编号告诉管理员。' },
  'not-ready': {
    status: 503,
    message: ({ failedChecks }) => `服务尚未就绪，没有通过的检查：${failedChecks.join('、')}。`,
  },
  unavailable: { status: 503, message: '系统暂时无法提供服务，请稍后再试。' },
} as const satisfies RefusalTable<FrameRefusal>;

function sizeText(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.floor(bytes / 1_048_576)} MB` : `${Math.floor(bytes / 1024)} KB`;
}
