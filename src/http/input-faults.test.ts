import { type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { orNull, typedText } from '#contracts/basic.ts';
import { inputFaults } from './input-faults.ts';

/** What the client is told of a body of this schema. */
function told(schema: TSchema, value: unknown): Record<string, string> {
  const faults = inputFaults(Compile(schema).Errors(value) as never, 'body');
  return Object.fromEntries(faults.map(({ path, message }) => [path, message]));
}

const Payment = Type.Union([
  Type.Object({ kind: Type.Literal('transfer'), accountName: Type.String({ minLength: 1 }) }),
  Type.Object({ kind: Type.Literal('cash'), tillNumber: Type.Integer({ minimum: 1 }) }),
]);

describe('faults of the input', () => {
  it('name all that a choice allows', () => {
    const choice = Type.Union([Type.Literal('open'), Type.Literal('closed')]);
    expect(told(choice, 'half')).toEqual({ body: '只能是其中之一：open、closed。' });
    expect(told(Type.Enum(['open', 'closed']), 'half')).toEqual({ body: '只能是其中之一：open、closed。' });
    expect(told(orNull(Type.String()), 5)).toEqual({ body: '应当是文字或空值。' });
  });

  it('speak of the variant that was meant, and of its kind where none was', () => {
    expect(told(Payment, { kind: 'transfer', accountName: '' })).toEqual({ 'body.accountName': '必须填写。' });
    expect(told(Payment, { kind: 'cash' })).toEqual({ 'body.tillNumber': '必须填写。' });
    expect(told(Payment, { kind: 'shell' })).toMatchObject({ 'body.kind': '只能是其中之一：transfer、cash。' });
    expect(told(Type.Array(Payment), [{ kind: 'cash', tillNumber: 0 }])).toEqual({
      'body.0.tillNumber': '不能小于 1。',
    });
  });

  it.each<[TSchema, unknown, string]>([
    [Type.String({ minLength: 2 }), '一', '至少 2 个字。'],
    [Type.String({ maxLength: 2 }), '一二三', '最多 2 个字。'],
    [typedText(1, 9, '备注'), 'a\u0000', '含有不允许的字符，或格式不对。'],
    [Type.String({ format: 'date' }), '2025-02-29', '格式不对，应当是日期（如 2026-11-25）。'],
    [Type.String({ format: 'date-time' }), '昨天', '格式不对，应当是时刻（如 2026-11-25T08:00:00+08:00）。'],
    [Type.String({ format: 'ipv4' }), 'x', '格式不对，应当是规定的格式。'],
    [Type.Number({ exclusiveMinimum: 0 }), 0, '必须大于 0。'],
    [Type.Number({ exclusiveMaximum: 9 }), 9, '必须小于 9。'],
    [Type.Number({ maximum: 9 }), 10, '不能大于 9。'],
    [Type.Integer({ multipleOf: 100 }), 150, '必须是 100 的倍数。'],
    [Type.Array(Type.Integer(), { minItems: 1 }), [], '至少 1 项。'],
    [Type.Array(Type.Integer(), { maxItems: 1 }), [1, 2], '最多 1 项。'],
    [Type.Array(Type.Integer(), { uniqueItems: true }), [1, 1], '不能有重复的项。'],
    [Type.Literal(true), false, '只能是 true。'],
    [Type.Boolean(), 'yes', '应当是 true 或 false。'],
    [Type.Object({}, { minProperties: 1 }), {}, '不符合要求，请对照接口说明。'],
  ])('%j refuses %j', (schema, value, message) => {
    expect(told(schema, value)).toEqual({ body: message });
  });
});
