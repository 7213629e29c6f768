import { Type } from 'typebox';
import { orNull, typedText, Uuid } from './basic.ts';

const LARGEST_BYTES = 15 * 1024 * 1024;

export const BeginUpload = Type.Object({
  material: Type.String({ minLength: 1, maxLength: 40, description: '材料种类' }),
  fileName: typedText(1, 200, '文件名'),
  byteCount: Type.Integer({ minimum: 1, maximum: LARGEST_BYTES, description: '整个文件多少字节，不超过 15 MB' }),
});
export const BegunUpload = Type.Object({ uploadId: Uuid });

export const UploadPieceQuery = Type.Object({
  memberId: Type.Optional(Uuid),
  at: Type.Integer({ minimum: 0, maximum: LARGEST_BYTES, description: '这一段从第几个字节起' }),
});

export const UploadState = Type.Object({
  received: Type.Integer({ description: '服务器已有多少字节，从这里接着传' }),
  documentId: orNull(Uuid),
});
