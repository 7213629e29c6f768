import type { FieldFault } from '#contracts/problem.ts';
import { FORMAT_NAMES } from '#http/format-names.ts';

/** One error of the schema's validator. */
export interface SchemaError {
  readonly keyword: string;
  readonly schemaPath: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数字',
  boolean: ' true 或 false',
  array: '列表',
  object: '对象',
  null: '空值',
};

/** Errors that say nothing beside the ones of their parts. */
const EMPTY_KEYWORDS = new Set(['anyOf', 'oneOf', 'allOf', 'if', 'boolean', 'not']);

/**
 * The errors of a schema as faults that people can act on, one for each field: `part` is `body`, `query`, `params`.
 *
 * Never shows the value: it may be personal.
 */
export function inputFaults(errors: readonly SchemaError[], part: string): FieldFault[] {
  const meant = withoutOtherVariants(errors);
  const telling = meant.filter(({ keyword }) => !EMPTY_KEYWORDS.has(keyword));
  const byPath = Map.groupBy(
    (telling.length > 0 ? telling : meant).flatMap((error) => located(error, part)),
    ({ path }) => path,
  );
  return [...byPath].map(([path, found]) => ({ path, message: messageOf(found.map(({ error }) => error)) }));
}

/**
 * Without the errors of the variants that the input did not mean: where a choice of variants failed and the constants
 * of some variant fit (`kind: 'payer'`), only that variant's errors help.
 */
function withoutOtherVariants(errors: readonly SchemaError[]): readonly SchemaError[] {
  let left = errors;
  for (const choice of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const prefix = `${choice.schemaPath}/anyOf/`;
    const variantOf = ({ schemaPath }: SchemaError): string | undefined =>
      schemaPath.startsWith(prefix) ? schemaPath.slice(prefix.length).split('/', 1)[0] : undefined;
    const inside = left.filter((error) => variantOf(error) !== undefined);
    const unmeant = new Set(inside.filter(({ keyword }) => keyword === 'const').map(variantOf));
    if (inside.some((error) => !unmeant.has(variantOf(error)))) {
      left = left.filter((error) => !unmeant.has(variantOf(error)) || variantOf(error) === undefined);
    }
  }
  return left;
}

interface Located {
  readonly path: string;
  readonly error: SchemaError;
}

/** Where the fault stands: a missing or unknown property is a fault of that property. */
function located(error: SchemaError, part: string): Located[] {
  const path = part + dotted(error.instancePath);
  const properties =
    error.params['requiredProperties'] ?? error.params['additionalProperties'] ?? error.params['unevaluatedProperties'];
  if (!Array.isArray(properties)) return [{ path, error }];
  return properties.map((name) => ({ path: `${path}.${safeName(String(name))}`, error }));
}

/** One sentence for a field. The errors of a choice say together what may stand there; else the first says enough. */
function messageOf(errors: readonly SchemaError[]): string {
  const [first] = errors;
  if (first === undefined) return '';
  const same = errors.filter(({ keyword }) => keyword === first.keyword);
  if (first.keyword === 'const' && same.length > 1) {
    return sentence('enum', { allowedValues: same.map(({ params }) => params['allowedValue']) });
  }
  if (first.keyword === 'type') return sentence('type', { type: same.flatMap(({ params }) => params['type']) });
  return sentence(first.keyword, first.params);
}

function sentence(keyword: string, params: Readonly<Record<string, unknown>>): string {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'required':
      return '必须填写。';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return '没有这一项，请去掉。';
    case 'type':
      return `应当是${typeNames(params['type'])}。`;
    case 'format':
      return `格式不对，应当是${FORMAT_NAMES[String(params['format'])] ?? '规定的格式'}。`;
    case 'pattern':
      return '含有不允许的字符，或格式不对。';
    case 'minLength':
      return limit === '1' ? '必须填写。' : `至少 ${limit} 个字。`;
    case 'maxLength':
      return `最多 ${limit} 个字。`;
    case 'minimum':
      return `不能小于 ${limit}。`;
    case 'maximum':
      return `不能大于 ${limit}。`;
    case 'exclusiveMinimum':
      return `必须大于 ${limit}。`;
    case 'exclusiveMaximum':
      return `必须小于 ${limit}。`;
    case 'multipleOf':
      return `必须是 ${String(params['multipleOf'])} 的倍数。`;
    case 'minItems':
      return `至少 ${limit} 项。`;
    case 'maxItems':
      return `最多 ${limit} 项。`;
    case 'uniqueItems':
      return '不能有重复的项。';
    case 'const':
      return `只能是 ${String(params['allowedValue'])}。`;
    case 'enum':
      return `只能是其中之一：${values(params['allowedValues'])}。`;
    default:
      return '不符合要求，请对照接口说明。';
  }
}

/** `/bank/0/number` → `.bank.0.number`. */
function dotted(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => `.${safeName(step.replaceAll('~1', '/').replaceAll('~0', '~'))}`)
    .join('');
}

/** A name that a stranger chose is shown only where it could be a field's. */
function safeName(name: string): string {
  return /^[A-Za-z0-9_-]{1,64}$/.test(name) && !/\d{6}/.test(name) ? name : '?';
}

function typeNames(type: unknown): string {
  return (Array.isArray(type) ? type : [type]).map((name) => TYPE_NAMES[String(name)] ?? '规定的类型').join('或');
}

function values(allowed: unknown): string {
  return Array.isArray(allowed) ? allowed.map(String).join('、') : '';
}
