import type { RefusalTable } from '#http/refusal-table.ts';
import type { DecideReplacementRefusal, RequestReplacementRefusal } from '#modules/rosters/index.ts';

type ReplacementRefusal = Exclude<
  RequestReplacementRefusal | DecideReplacementRefusal,
  { code: 'own-submission' } | { code: 'reason-missing' }
>;

const JOINER_FIELDS = { name: '姓名', residentId: '身份证号', phone: '手机号' } as const;

export const replacementRefusals = {
  'period-unknown': { status: 404, message: '没有找到这个人在保障中的记录，可能已经置换，请刷新后再看。' },
  'replacement-not-offered': { status: 422, message: '住院活动不能置换参保人，只有意外活动可以。' },
  'joiner-data': {
    status: 422,
    message: ({ field }: { field?: keyof typeof JOINER_FIELDS }) =>
      `新参保人的${JOINER_FIELDS[field ?? 'residentId']}不对，请核对后重新填写。`,
  },
  'joiner-age': { status: 422, message: '新参保人今天的年龄不在 16 至 60 周岁之间，不能参加。' },
  'joiner-covered': { status: 409, message: '新参保人在这项活动里已有保障或正在报送，同一时间只能参加一次。' },
  'replacement-waits': { status: 409, message: '这个人已有一项置换申请在等决定。' },
  'replacement-unknown': { status: 404, message: '没有找到这项待决定的置换申请，可能已由别人决定。' },
  'outside-period': { status: 409, message: '今天不在原参保人的保障期内，不能置换。' },
  'last-day': { status: 409, message: '今天是保障期最后一天，置换后没有剩余的保障，请等续保。' },
  'benefit-claimed': { status: 409, message: '原参保人在本保障期内已领取或正在申领互助金，不能置换。' },
} as const satisfies RefusalTable<ReplacementRefusal>;
