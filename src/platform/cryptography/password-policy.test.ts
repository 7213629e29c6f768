import { describe, expect, test } from 'vitest';
import { passwordFault, passwordFaultWords } from './password-policy.ts';

describe('a password', () => {
  test.each([
    ['Wang#Lei88', undefined],
    ['Wang#Lei8', 'too-short'],
    ['x7'.repeat(64), 'common'],
    [`${'correct horse battery '.repeat(6)}`.slice(0, 128), undefined],
    [`${'correct horse battery '.repeat(6)}`.slice(0, 129), 'too-long'],
    ['wanglei88xx', 'too-few-kinds'],
    ['wanglei88xx#', undefined],
    ['correct horse b', 'too-few-kinds'],
    ['correct horse ba', undefined],
    ['四个不相干的词连在一起', 'too-few-kinds'],
    ['春江水暖鸭先知Abc7', undefined],
  ])('%j: %s', (password, fault) => {
    expect(passwordFault(password, 'liwei')).toBe(fault);
  });

  test.each(['xxLiwei#2031', '##iewil#Xy77', 'ＬＩＷＥＩ#xy771'])('%j holds the sign-in name', (password) => {
    expect(passwordFault(password, 'LiWei')).toBe('holds-sign-in');
  });

  test('may hold a sign-in name of one or two characters', () => {
    expect(passwordFault('Wang#Lei88', 'le')).toBeUndefined();
  });

  test.each([
    'Password123!',
    'P@ssw0rd2024',
    'Admin@123456',
    '1qaz2wsx3EDC',
    'Qwerty123456',
    'Abcd1234ABCD!',
    'Tongzhou@2026',
    'Zhoukou2026!!',
    'Woaini520.1314',
    'aaaaaaaaaaaaaaaaaaaa',
    'Aa1!Aa1!Aa1!',
    '123456789012345678',
    'zyxwvutsrqponmlkji',
    '1q2w3e4r5T!!',
  ])('%j is common', (password) => {
    expect(passwordFault(password, 'liwei')).toBe('common');
  });

  test('is refused with words that say what to do', () => {
    expect(passwordFaultWords('too-short')).toBe('密码太短，至少要 10 个字符。');
    for (const fault of ['too-long', 'too-few-kinds', 'holds-sign-in', 'common'] as const)
      expect(passwordFaultWords(fault)).toMatch(/^[^a-z]+。$/);
  });
});
