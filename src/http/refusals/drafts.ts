import type { RefusalTable } from '#http/refusal-table.ts';
import type { RequestSignInCodeRefusal, SignInMemberRefusal } from '#modules/accounts/index.ts';
import type { AddCasePaperRefusal, ReadCasePaperRefusal } from '#modules/case-papers/index.ts';
import type { SubmitClaimRefusal } from '#modules/claims/index.ts';
import type {
  AddDocumentRefusal,
  BeginUploadRefusal,
  ContinueUploadRefusal,
  OpenDraftRefusal,
  ReadDocumentRefusal,
  RemoveDocumentRefusal,
  ReportEventRefusal,
  SaveDraftRefusal,
  SubmitDraftRefusal,
  WithdrawDraftRefusal,
} from '#modules/drafts/index.ts';

type DraftRefusal = Exclude<
  | RequestSignInCodeRefusal
  | SignInMemberRefusal
  | OpenDraftRefusal
  | SaveDraftRefusal
  | WithdrawDraftRefusal
  | AddDocumentRefusal
  | RemoveDocumentRefusal
  | ReadDocumentRefusal
  | BeginUploadRefusal
  | ContinueUploadRefusal
  | ReportEventRefusal
  | SubmitDraftRefusal
  | SubmitClaimRefusal
  | AddCasePaperRefusal
  | ReadCasePaperRefusal
  | { readonly code: 'card-holder-differs' }
  | { readonly code: 'own-card-wrong'; readonly cardFault: string },
  {
    readonly code: 'sign-in-locked' | 'case-invalid' | 'person-erased' | 'claim-unknown';
  }
>;

const PAPER_FAULTS: Readonly<Record<string, string>> = {
  'not-a-paper': '只收照片（JPEG、PNG）和 PDF，这个文件不是。请重新拍照或另存为 PDF 再上传。',
  damaged: '文件不完整，可能没有传完或已损坏，请重新拍照或重新选择。',
  'too-many-pixels': '照片的像素太大，请用手机相机的普通模式重拍。',
  'active-content': 'PDF 带有程序、附件或密码，不能收。请打印后拍照，或另存为不带密码的 PDF。',
};

const CARD_FAULTS: Readonly<Record<string, string>> = {
  characters: '卡号只能是数字。',
  length: '卡号应为 16 至 19 位，请对照银行卡逐位核对。',
  'check-digit': '卡号有一位不对，请对照银行卡逐位核对。',
};

export const draftRefusals = {
  'member-identity-faulty': { status: 422, message: '姓名或身份证号的写法不对，请对照身份证核对后再试。' },
  'sign-in-code-too-soon': { status: 429, message: '验证码刚刚要过，请等一分钟再试；一天最多要十次。' },
  'member-sign-in-wrong': {
    status: 401,
    message: '姓名、身份证号或验证码不对，或验证码已过期。手机号换了的，请找单位工会更正后再登录。',
  },
  'member-out-of-sight': { status: 404, message: '没有找到这位会员，或不归您经办。' },
  'benefit-of-other-program': { status: 422, message: '这项互助金不属于所选的保障活动，请重新选择。' },
  'draft-unknown': { status: 404, message: '没有找到这份申领草稿，或不是您填的。' },
  'draft-closed': { status: 409, message: '这份申领已经提交或放弃，不能再改。' },
  'draft-changed-elsewhere': { status: 409, message: '这份申领在别的手机上改过，请刷新后接着填。' },
  'document-refused': {
    status: 422,
    message: ({ fault }: { readonly fault: string }) => PAPER_FAULTS[fault] ?? '这个文件不能收。',
  },
  'material-unknown': { status: 422, message: '这项申领不需要这种材料，请从清单里选。' },
  'too-many-documents': { status: 409, message: '一份申领最多 60 个文件，请先删去重复的。' },
  'too-many-uploads': { status: 409, message: '同时上传的材料太多，请等前面的传完。' },
  'upload-unknown': { status: 404, message: '这次上传已过期或已完成，请重新选择文件上传。' },
  'piece-too-long': { status: 422, message: '传来的比说好的长，请重新选择文件上传。' },
  'document-unknown': { status: 404, message: '没有找到这份材料，或您不能查看。' },
  'event-in-future': { status: 422, message: '日期还没有到，请核对后再报告。' },
  'draft-incomplete': { status: 409, message: '还有没填完的项目，请按页面提示填完再提交。' },
  'consent-missing': { status: 409, message: '请逐项确认同意书后再提交。' },
  'recipients-faulty': { status: 422, message: '受领人的姓名、身份证号有误，或份额合计不是 100%。' },
  'recipient-card-missing': {
    status: 409,
    message: ({ name }: { readonly name: string }) => `请填写受领人${name}本人的银行卡号和开户行；每位受领人都要。`,
  },
  'materials-missing': {
    status: 409,
    message: ({ names }: { readonly names: readonly string[] }) => `还缺必需的材料：${names.join('、')}，请先上传。`,
  },
  'card-missing': { status: 409, message: '还没有登记收款银行卡，请先登记本人的银行卡。' },
  'claim-not-sent-back': { status: 409, message: '这份申领现在不等补正，请刷新后再看。' },
  'card-holder-differs': { status: 422, message: '银行卡必须是会员本人的，开户名和会员姓名不一致。' },
  'own-card-wrong': {
    status: 422,
    message: ({ cardFault }: { readonly cardFault: string }) => CARD_FAULTS[cardFault] ?? '银行卡不对，请核对。',
  },
} as const satisfies RefusalTable<DraftRefusal>;
