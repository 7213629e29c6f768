import { type TNull, type TSchema, type TString, type TUnion, Type } from 'typebox';
import { LARGEST_FEN } from '#kernel/money.ts';

export const Uuid = Type.String({ format: 'uuid', description: '编号（UUID）' });

/** A civil date of Asia/Shanghai that exists in the calendar. */
export const CivilDate = Type.String({ format: 'date', description: '日期，如 2026-11-25' });

/** A moment, in UTC with `Z` or with an offset. */
export const Instant = Type.String({ format: 'date-time', description: '时刻（RFC 3339）' });

/** A non-negative amount in whole fen. */
export const Fen = Type.Integer({ minimum: 0, maximum: LARGEST_FEN, description: '金额，整数分' });

/** What is left of a name, a number or an account after masking: fit to be shown, not to be searched. */
export const MaskedText = Type.String({ description: '已脱敏，如 4116**********1234' });

const TYPED_TEXT = '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$';

/** A text that people type: from `min` to `max` characters, no control characters but line breaks and tabs. */
export function typedText(min: number, max: number, description: string): TString {
  return Type.String({ minLength: min, maxLength: max, pattern: TYPED_TEXT, description });
}

/** The value of a schema, or `null`: for output that always names its fields. */
export function orNull<S extends TSchema>(schema: S): TUnion<[S, TNull]> {
  return Type.Union([schema, Type.Null()]);
}
