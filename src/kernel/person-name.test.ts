import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAME_DOT, normaliseNameDots, personNameFault, surnameLength } from '#kernel/person-name.ts';

describe('personNameFault', () => {
  it.each([
    '赖鹏',
    '欧阳娜娜',
    '阿卜杜拉·买买提',
    '尼萨孜古丽·如则麦麦提·阿卜杜热合曼',
    '王䶮', // extension A
    '𠮷田', // extension B, two UTF-16 units
    '李𬬻', // extension E
    '张𰻞', // extension G
    '李〇',
    '卓玛',
    'A·买买提',
    'John Smith',
    "Conor O'Brien",
    'Conor O’Brien',
    'Jean-Paul Müller',
    'J. R. Smith',
    'Smith Jr.',
    '王Lily',
  ])('takes %s', (name) => {
    expect(personNameFault(name)).toBeUndefined();
  });

  it.each([
    ['', 'missing'],
    ['张', 'too-short'],
    ['𠮷', 'too-short'],
    ['A', 'too-short'],
    ['王'.repeat(51), 'too-long'],
    ['张三1', 'characters'],
    ['411602197401225', 'characters'],
    ['张 三', 'characters'],
    ['张三 ', 'characters'],
    [' 张三', 'characters'],
    ['张\u3000三', 'characters'],
    ['张三，李四', 'characters'],
    ['张三、李四', 'characters'],
    ['张三(男)', 'characters'],
    ['张三（男）', 'characters'],
    ['阿卜杜拉•买买提', 'characters'],
    ['阿卜杜拉·', 'characters'],
    ['·买买提', 'characters'],
    ['阿卜杜拉··买买提', 'characters'],
    ['·', 'characters'],
    ['张*三', 'characters'],
    ['张-三', 'characters'],
    ['Smith-', 'characters'],
    ['John  Smith', 'characters'],
    ['.Smith', 'characters'],
    ['张\u0000三', 'characters'],
    ['张\n三', 'characters'],
    ['张\u200b三', 'characters'],
    ['=cmd', 'characters'],
    ['@SUM', 'characters'],
    ['😀😀', 'characters'],
    ['가나', 'characters'],
    ['1', 'characters'],
    ['王?', 'lost-character'],
    ['王？', 'lost-character'],
    ['王□', 'lost-character'],
    ['王\ufffd', 'lost-character'],
    ['王\ud842', 'lost-character'],
    ['王\ue863', 'lost-character'],
    ['王\u{f0001}', 'lost-character'],
    ['1?', 'lost-character'],
  ] as const)('refuses %j as %s', (name, fault) => {
    expect(personNameFault(name)).toBe(fault);
  });

  it('counts characters, not UTF-16 units', () => {
    expect(personNameFault('𠮷'.repeat(50))).toBeUndefined();
    expect(personNameFault('𠮷'.repeat(51))).toBe('too-long');
  });
});

describe('normaliseNameDots', () => {
  it.each([...'·•‧∙⋅・･．.。｡․˙ᐧ⸱ꞏ﹒ㆍ\u0387'])(
    'turns %j between two Chinese characters into the dot of identity cards',
    (dot) => {
      expect(normaliseNameDots(`阿卜杜拉${dot}买买提`)).toBe('阿卜杜拉·买买提');
    },
  );

  it('leaves the full stops of Latin names', () => {
    expect(normaliseNameDots('J. R. Smith Jr.')).toBe('J. R. Smith Jr.');
    expect(normaliseNameDots('王.')).toBe('王.');
  });

  it('takes a character beyond the base plane for a Chinese one', () => {
    expect(normaliseNameDots('𠮷.𠮷')).toBe('𠮷·𠮷');
  });

  it('changes nothing the second time and keeps the length in characters', () => {
    const characters = fc.constantFrom(...'阿买𠮷A.。•・· ');
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 12 }), (list) => {
        const once = normaliseNameDots(list.join(''));
        expect(normaliseNameDots(once)).toBe(once);
        expect(Array.from(once)).toHaveLength(list.length);
        expect(Array.from(once).every((character, at) => character === list[at] || character === NAME_DOT)).toBe(true);
      }),
    );
  });
});

describe('surnameLength', () => {
  it.each([
    ['欧阳修', 2],
    ['諸葛孔明', 2],
    ['司马', 1],
    ['张三', 1],
    ['阿卜杜拉·买买提', 1],
    ['𠮷田一', 1],
    ['', 1],
  ] as const)('finds for %j a surname of %i', (name, length) => {
    expect(surnameLength(name)).toBe(length);
  });
});
