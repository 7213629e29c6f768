/**
 * The one text of a JSON value by RFC 8785 (JSON Canonicalization Scheme), for hashing: keys in order, no spaces.
 *
 * Members that are `undefined` are left out, as `JSON.stringify` does. Throws a TypeError for what JSON can't carry
 * faithfully (NaN, bigint, half a surrogate pair, Date and other instances): a hash over a guess would prove nothing.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('half a surrogate pair has no canonical JSON');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : canonicalObject(value);
    default:
      throw new TypeError(`a ${typeof value} has no canonical JSON`);
  }
}

function canonicalObject(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError('an instance of a class has no canonical JSON');
  const members: string[] = [];
  // the default order is by UTF-16 code units, as the RFC wants it
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member !== undefined) members.push(`${canonicalJson(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}
