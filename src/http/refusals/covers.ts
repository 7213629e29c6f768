import type { RefusalTable } from '#http/refusal-table.ts';
import type { AddScanRefusal } from '#modules/covers/index.ts';

export const coverRefusals = {
  'certificate-unknown': { status: 404, message: '这份缴费通知还没有确认书，或它已作废。' },
  'scan-refused': { status: 422, message: '这个文件不能收：请上传完整的 PDF、JPG 或 PNG，不要加密，不要带宏或附件。' },
} as const satisfies RefusalTable<AddScanRefusal>;
