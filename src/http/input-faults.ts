import type { FieldFault } from '#contracts/problem.ts';
import { FORMAT_NAMES } from '#http/format-names.ts';

/** One error of the schema's validator. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数字',
  boolean: '是或否（true 或 false）',
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
  const telling = errors.filter(({ keyword }) => !EMPTY_KEYWORDS.has(keyword));
  const faults = new Map<string, string>();
  for (const error of telling.length > 0 ? telling : errors) {
    for (const [path, message] of faultsOf(error, part)) if (!faults.has(path)) faults.set(path, message);
  }
  return [...faults].map(([path, message]) => ({ path, message }));
}

function faultsOf({ keyword, instancePath, params }: SchemaError, part: string): [string, string][] {
  const path = part + dotted(instancePath);
  switch (keyword) {
    case 'required':
      return names(params['requiredProperties']).map((name) => [`${path}.${name}`, '必须填写。']);
    case 'additionalProperties':
      return names(params['additionalProperties']).map((name) => [`${path}.${safeName(name)}`, '没有这一项，请去掉。']);
    case 'unevaluatedProperties':
      return names(params['unevaluatedProperties']).map((name) => [
        `${path}.${safeName(name)}`,
        '没有这一项，请去掉。',
      ]);
    default:
      return [[path, sentence(keyword, params)]];
  }
}

function sentence(keyword: string, params: Readonly<Record<string, unknown>>): string {
  const limit = String(params['limit']);
  switch (keyword) {
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

function names(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
