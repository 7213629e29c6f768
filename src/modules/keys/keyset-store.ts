import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { KeyColumn } from './sealed-columns.ts';

/** A row with the parts of its key as text, in `key`. */
export interface KeyedRow {
  readonly key: readonly string[];
}

/** The key as an array of texts. */
export function keyAsText(key: readonly KeyColumn[]): Sql {
  return raw(key.length === 0 ? "'{}'::text[]" : `ARRAY[${key.map(([name]) => `t.${name}::text`).join(', ')}]`);
}

/** `AND` the rows after that key; nothing where it is the start. */
export function andAfter(key: readonly KeyColumn[], afterKey: readonly string[]): Sql {
  if (afterKey.length === 0 || key.length === 0) return empty;
  const values = key.map(([, type], at) => sql`${afterKey[at] ?? ''}::${raw(type)}`);
  return sql`AND (${raw(key.map(([name]) => `t.${name}`).join(', '))}) > (${join(values, ', ')})`;
}

/** `ORDER BY` the key. */
export function inOrder(key: readonly KeyColumn[]): Sql {
  return key.length === 0 ? empty : raw(`ORDER BY ${key.map(([name]) => `t.${name}`).join(', ')}`);
}

/** Arrays of the rows' keys for `unnest`, each followed by a comma. */
export function keyArrays(key: readonly KeyColumn[], rows: readonly KeyedRow[]): Sql {
  if (key.length === 0) return empty;
  const arrays = key.map(([, type], at) => sql`${rows.map((row) => row.key[at] ?? '')}::${raw(type)}[],`);
  return join(arrays, ' ');
}

/** Their names in the alias of `unnest`, each followed by a comma. */
export function keyNames(key: readonly KeyColumn[]): Sql {
  return raw(key.map(([name]) => `${name}, `).join(''));
}

/** `AND` the table's row has the key of the row `n`. */
export function andSameKey(key: readonly KeyColumn[]): Sql {
  return raw(key.map(([name]) => `AND t.${name} = n.${name}`).join(' '));
}

/** `<column>_<n>` of the version to come, and of the one before. */
export function pairOf(column: string, coming: 0 | 1): { coming: Sql; before: Sql } {
  return { coming: raw(`${column}_${coming}`), before: raw(`${column}_${1 - coming}`) };
}

/** Of a batch that came back short nothing follows. */
export function lastKeyOf(rows: readonly KeyedRow[], asked: number): readonly string[] | undefined {
  return rows.length < asked ? undefined : rows.at(-1)?.key;
}
