import { type TArray, type TObject, type TOptional, type TSchema, type TString, Type } from 'typebox';

/** Rows of a page where the request does not say. */
export const DEFAULT_PAGE_ROWS = 50;
/** The longest page. */
export const LARGEST_PAGE_ROWS = 200;

/**
 * What every list takes: a page is found by the key of the row before it, never by counting rows, so that the
 * millionth page costs what the first does.
 */
export const pageQuery = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: LARGEST_PAGE_ROWS, description: `每页行数，不写为 ${DEFAULT_PAGE_ROWS}` }),
  ),
  after: Type.Optional(
    Type.String({ maxLength: 512, pattern: '^[A-Za-z0-9_-]+$', description: '上一页给出的 next，原样带回' }),
  ),
};

/** One page of a list: the rows, and `next` where more follow. */
export function pageOf<S extends TSchema>(item: S): TObject<{ items: TArray<S>; next: TOptional<TString> }> {
  return Type.Object({
    items: Type.Array(item),
    next: Type.Optional(Type.String({ description: '还有下一页时给出，带到下一次请求的 after' })),
  });
}
