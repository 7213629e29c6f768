import type { RefusalTable } from '#http/refusal-table.ts';
import type { OpenAuditRowRefusal } from '#modules/audit/index.ts';

export const auditRefusals = {
  'audit-row-unknown': { status: 404, message: '没有这条留痕，或者不在您可以查看的范围内。' },
  'audit-row-without-personal': { status: 409, message: '这条留痕没有另外加密的内容，列表里的就是全部。' },
  'audit-row-unreadable': {
    status: 409,
    message: '这条留痕的加密内容打不开：内容被改动过，或者当时的密钥已不在。请先核验留痕，再联系安全管理员。',
  },
} as const satisfies RefusalTable<OpenAuditRowRefusal>;
