import type { RefusalTable } from '#http/refusal-table.ts';
import type { CreditCodeFault } from '#kernel/credit-code.ts';
import type { InviteAccountRefusal } from '#modules/accounts/index.ts';
import type {
  AddUnitPaperRefusal,
  AmendUnitRefusal,
  CloseAgencyRefusal,
  MergeUnitsRefusal,
  MoveUnitAcrossRefusal,
  MoveUnitRefusal,
  OpenAgencyRefusal,
  OpenOfficeRefusal,
  RegisterUnitRefusal,
  ReviewUnitRefusal,
  SplitUnitRefusal,
  UnitState,
} from '#modules/organisations/index.ts';

const CODE_FAULTS: Readonly<Record<CreditCodeFault, string>> = {
  length: '要 18 位',
  characters: '有不该出现的字符（没有字母 I、O、S、V、Z）',
  'check-character': '校验位不符，可能有一位填错或两位颠倒',
};

const STATES: Readonly<Record<UnitState, string>> = {
  registered: '待审核',
  active: '已审核通过',
  refused: '未通过审核',
  moved: '已迁往其他办事处',
  merged: '已并入其他单位',
  closed: '已停用',
};

export const organisationRefusals = {
  'office-taken': { status: 409, message: '这个办事处的代码或名称已被使用。' },
  'not-of-the-office': { status: 403, message: '这是办事处系统管理员的事项，您的账号不能办理。' },
  'agency-not-found': { status: 404, message: '没有这个机构，或者不在您可以管理的范围内。' },
  'agency-closed': { status: 409, message: '这个机构已停用，请选择其他机构。' },
  'agency-level': { status: 422, message: '机构的级别不对：办事处下设市、县，市下设县，县下不再设机构。' },
  'agency-taken': { status: 409, message: '机构代码或同级机构名称已被使用，请换一个。' },
  'agency-is-root': { status: 409, message: '办事处本级机构不能停用。' },
  'agency-in-use': {
    status: 409,
    message: ({ agencies, units }: { readonly agencies: number; readonly units: number }) =>
      `下面还有 ${agencies} 个机构、${units} 个单位，请先调整它们的隶属，再停用。`,
  },
  'unit-name-missing': { status: 422, message: '请填写单位名称。' },
  'unit-code-faulty': {
    status: 422,
    message: ({ fault }: { readonly fault: CreditCodeFault }) => `单位统一社会信用代码不对：${CODE_FAULTS[fault]}。`,
  },
  'union-code-faulty': {
    status: 422,
    message: '工会统一社会信用代码不对：工会的代码以 81 或 89 开头，18 位。工会没有自己的代码时请留空。',
  },
  'unit-counts-faulty': { status: 422, message: '人数不对：女职工人数、可参加人数都不能多于职工总数。' },
  'unit-code-taken': {
    status: 409,
    message: '这个统一社会信用代码已有单位登记。如果是同一家单位，请联系所属经办机构。',
  },
  'unit-not-found': { status: 404, message: '没有这个单位，或者不在您可以查看的范围内。' },
  'unit-state': {
    status: 409,
    message: ({ state }: { readonly state: UnitState }) =>
      `这个单位现在是“${STATES[state]}”，不能做这项操作，请刷新后查看。`,
  },
  'split-counts-faulty': {
    status: 422,
    message: '分出的人数不对：职工、女职工、符合条件的人数都不能多于原单位的，分出以后原单位还要有职工。',
  },
  'too-many-papers': {
    status: 409,
    message: ({ most }: { readonly most: number }) => `一个单位最多保存 ${most} 份证照，请只传看得清的。`,
  },
  'paper-refused': {
    status: 422,
    message: '这个文件不能收：请上传完整的 PDF、JPG 或 PNG，不要加密，不要带宏或附件。',
  },
  'refusal-reason-missing': { status: 422, message: '请写明不予通过的原因。' },
  'unit-is-there': { status: 409, message: '这个单位已经在那里，不用再调整。' },
} as const satisfies RefusalTable<
  Exclude<
    | AmendUnitRefusal
    | CloseAgencyRefusal
    | MergeUnitsRefusal
    | MoveUnitAcrossRefusal
    | MoveUnitRefusal
    | OpenAgencyRefusal
    | OpenOfficeRefusal
    | RegisterUnitRefusal
    | ReviewUnitRefusal
    | SplitUnitRefusal
    | AddUnitPaperRefusal,
    InviteAccountRefusal
  >
>;
