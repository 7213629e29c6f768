import { describe, expect, it } from 'vitest';
import { parseMobilePhone } from '#kernel/mobile-phone.ts';

describe('parseMobilePhone', () => {
  it.each(['13812345678', '14700000000', '15037450001', '16651234567', '17012345678', '18887455328', '19952795029'])(
    'takes %s',
    (text) => expect(parseMobilePhone(text)).toEqual({ ok: true, value: text }),
  );

  it.each([
    ['', 'length'],
    ['1996410326', 'length'],
    ['138123456789', 'length'],
    ['10086', 'length'],
    ['03948222222', 'prefix'],
    ['12345678901', 'prefix'],
    ['11012345678', 'prefix'],
    ['23812345678', 'prefix'],
    ['+8613812345678', 'characters'],
    ['138-1234-5678', 'characters'],
    ['138 1234 5678', 'characters'],
    ['１3812345678', 'characters'],
    ['1.38123E+10', 'characters'],
    ['1381234567\n', 'characters'],
    ['无', 'characters'],
  ] as const)('refuses %j for its %s', (text, fault) => {
    expect(parseMobilePhone(text)).toEqual({ ok: false, error: fault });
  });
});
