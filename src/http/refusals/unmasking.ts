import type { RefusalTable } from '#http/refusal-table.ts';
import type { UnmaskRefusal } from '#modules/unmasking/index.ts';

export const unmaskingRefusals = {
  'unmasked-not-found': { status: 404, message: '没有找到要查看的资料，或者不在您可以查看的范围内。' },
  'person-deleted': { status: 410, message: '这个人的资料已按规定删除，不能再查看。' },
} as const satisfies RefusalTable<UnmaskRefusal>;
