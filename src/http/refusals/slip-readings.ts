import type { RefusalTable } from '#http/refusal-table.ts';
import type { ReadDocumentRefusal, ReadSlipRefusal } from '#modules/drafts/index.ts';

type SlipRefusal = Exclude<ReadSlipRefusal, ReadDocumentRefusal>;

export const slipReadingRefusals = {
  'paper-not-a-picture': {
    status: 422,
    message: '只能从照片里识别，这份材料是 PDF。请照着结算单填写，或另拍一张照片。',
  },
  'picture-unreadable': {
    status: 422,
    message: '这张照片里认不出字。请把结算单放平、光线亮一些重拍；也可以照着结算单自己填写。',
  },
  'reading-busy': { status: 503, message: '正在识别的照片太多，请过一会儿再试；也可以照着结算单自己填写。' },
} satisfies RefusalTable<SlipRefusal>;
