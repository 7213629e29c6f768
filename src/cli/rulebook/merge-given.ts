/** What stands in YAML or JSON. */
export type Json = null | boolean | number | string | readonly Json[] | JsonRecord;

export interface JsonRecord {
  readonly [key: string]: Json;
}

export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * `over` laid upon `base`: objects are merged key by key; everything else (a list too, and `null`) takes the place of
 * what stood there.
 *
 * @throws where one is an object and the other neither an object nor `null`: such a case says something else than it
 * seems to.
 */
export function mergeGiven(base: Json | undefined, over: Json | undefined, path = 'given'): Json | undefined {
  if (over === undefined) return base;
  if (base === undefined || base === null || over === null) return over;
  if (isRecord(base) !== isRecord(over)) throw new Error(`${path}: an object stands against something else`);
  if (!isRecord(base) || !isRecord(over)) return over;
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    merged[key] = mergeGiven(base[key], value, `${path}.${key}`) ?? value;
  }
  return merged;
}

/** `value` without the key at the end of `path` (`claim.bills[0].on`). @throws where it has no such key. */
export function withoutKey(value: Json, path: string): Json {
  const [key = '', ...rest] = path.split(/[.[\]]+/).filter((part) => part !== '');
  const next = rest.join('.');
  if (Array.isArray(value)) {
    const at = Number(key);
    if (next === '' || !(at in value)) throw new Error(`without: no ${path}`);
    return value.map((item, index) => (index === at ? withoutKey(item, next) : item));
  }
  if (!isRecord(value)) throw new Error(`without: no ${path}`);
  const { [key]: inner, ...others } = value;
  if (inner === undefined) throw new Error(`without: no ${path}`);
  return next === '' ? others : { ...value, [key]: withoutKey(inner, next) };
}

/** `9,000.00元`, `-0.01元`: an amount as a clerk writes it. */
const YUAN = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?元$/;

/** The amount in fen of a text that ends with 元. @throws where it is no amount, or names less than a fen. */
export function fenOf(text: string): number {
  const match = YUAN.exec(text);
  if (match === null) throw new Error(`${text} is no amount: write 9,000.00元`);
  const fen = Number((match[2] ?? '').replaceAll(',', '')) * 100 + Number(match[3] ?? 0);
  return match[1] === '-' ? -fen : fen;
}

/** `value` with every text that ends with 元 as its amount in fen. */
export function inFen(value: Json): Json {
  if (typeof value === 'string') return value.endsWith('元') ? fenOf(value) : value;
  if (Array.isArray(value)) return value.map(inFen);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inFen(inner)]));
}
