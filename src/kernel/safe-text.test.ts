import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personNameFault } from '#kernel/person-name.ts';
import { parseResidentId } from '#kernel/resident-id.ts';
import { looksDamagedByExcel, repairCode, repairName, toHalfWidth } from '#kernel/safe-text.ts';

/** Any UTF-16 at all, half pairs too; a third of it from the ranges that get repaired. */
const ANY_TEXT = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0, max: 0xff }),
      fc.constantFrom(...Array.from(" \u3000\u200b\ufeffａＸ０x'‘＇", (character) => character.charCodeAt(0))),
    ),
    { maxLength: 30 },
  )
  .map((units) => String.fromCharCode(...units));

describe('repairCode', () => {
  it.each([
    ['411602197401225029', '411602197401225029', []],
    ['', '', []],
    ['４１１６０２１９７４０１２２５０２Ｘ', '41160219740122502X', ['full-width']],
    ['41162119681006951x', '41162119681006951X', ['lower-case']],
    [' 412702199502076583  ', '412702199502076583', ['spaces']],
    ['\u3000412702 19950207\u00a06583\t\r\n', '412702199502076583', ['spaces']],
    ['\ufeff41270219950207\u200b6583', '412702199502076583', ['spaces']],
    ['\u202d13812345678\u202c', '13812345678', ['spaces']],
    ["'412702199502076583", '412702199502076583', ['leading-apostrophe']],
    ['‘412702199502076583', '412702199502076583', ['leading-apostrophe']],
    ['＇４１２７０２１９９５０２０７６５８３', '412702199502076583', ['full-width', 'leading-apostrophe']],
    [' ’４1162119681006951ｘ', '41162119681006951X', ['full-width', 'spaces', 'lower-case', 'leading-apostrophe']],
    ['91411600e315g01d8x', '91411600E315G01D8X', ['lower-case']],
    ['   ', '', ['spaces']],
    ['无', '无', []],
    ['4.11602e+17', '4.11602E+17', ['lower-case']],
  ])('makes %j to %j', (text, repaired, repairs) => {
    expect(repairCode(text)).toEqual({ text: repaired, repairs });
  });

  it('says that it did something exactly where the text changed, and has nothing to do twice', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        const once = repairCode(text);
        expect(once.repairs.length > 0).toBe(once.text !== text);
        expect(repairCode(once.text)).toEqual({ text: once.text, repairs: [] });
      }),
    );
  });

  it('never turns a sound number into another one', () => {
    const sound = '11010519491231002X';
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...' \u3000\t\u200b\u00a0'), { maxLength: 6 }), fc.nat(18), (blanks, at) => {
        const { text } = repairCode(sound.slice(0, at) + blanks.join('') + sound.slice(at));
        expect(parseResidentId(text)).toMatchObject({ ok: true, value: { number: sound } });
      }),
    );
  });

  it('takes a cell of a hundred thousand characters in its stride', () => {
    expect(repairCode(' x'.repeat(50_000)).text).toHaveLength(50_000);
  });
});

describe('repairName', () => {
  it.each([
    ['赖鹏', '赖鹏', []],
    ['', '', []],
    [' 赖鹏　', '赖鹏', ['spaces']],
    ['赖　鹏', '赖鹏', ['spaces']],
    ['赖 小 鹏', '赖小鹏', ['spaces']],
    ['欧阳 娜娜', '欧阳娜娜', ['spaces']],
    ['古丽 阿依', '古丽 阿依', []],
    ['阿卜杜拉  买买提', '阿卜杜拉 买买提', ['spaces']],
    ['赖\u200b鹏\ufeff', '赖鹏', ['spaces']],
    ['葛\u{e0100}小鹏', '葛小鹏', ['spaces']],
    ['阿卜杜拉·买买提', '阿卜杜拉·买买提', []],
    ['阿卜杜拉•买买提', '阿卜杜拉·买买提', ['name-dot']],
    ['阿卜杜拉 · 买买提', '阿卜杜拉·买买提', ['spaces']],
    ['阿卜杜拉 . 买买提', '阿卜杜拉·买买提', ['spaces', 'name-dot']],
    ['阿卜杜拉．买买提', '阿卜杜拉·买买提', ['full-width', 'name-dot']],
    ['Ｊｏｈｎ　 Smith', 'John Smith', ['full-width', 'spaces']],
    ['J. R. Smith', 'J. R. Smith', []],
    ['⻢云⻰', '马云龙', ['look-alike']],
    ['⻩　⽂', '黄文', ['spaces', 'look-alike']],
    ['\uf9d1六', '六六', ['look-alike']],
    ['\u{2f81a}\uf90a', '冬金', ['look-alike']],
    ['Jose\u0301', 'José', ['look-alike']],
    ['𠮷 田', '𠮷田', ['spaces']],
    ['王﨑', '王﨑', []],
    ['𠮷 . 𠮷', '𠮷·𠮷', ['spaces', 'name-dot']],
  ])('makes %j to %j', (text, repaired, repairs) => {
    expect(repairName(text)).toEqual({ text: repaired, repairs });
  });

  it('says that it did something exactly where the text changed, and has nothing to do twice', () => {
    const characters = fc.constantFrom(..."赖鹏𠮷⻢⽂阿Aｂ é.·•。．\u3000 \t\u200b\u0301-'", '\u{2f81a}', '\u{e0100}');
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 14 }), (list) => {
        const text = list.join('');
        const once = repairName(text);
        expect(once.repairs.length > 0).toBe(once.text !== text);
        expect(repairName(once.text)).toEqual({ text: once.text, repairs: [] });
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves a plausible name alone, but for forms that only look right', () => {
    const characters = fc.constantFrom(...'赖鹏𠮷阿买提AbZé·');
    fc.assert(
      fc.property(fc.array(characters, { minLength: 2, maxLength: 14 }), (list) => {
        const name = list.join('');
        fc.pre(personNameFault(name) === undefined);
        expect(repairName(name)).toEqual({ text: name, repairs: [] });
      }),
    );
  });

  it('takes a cell of a hundred thousand characters in its stride', () => {
    expect(repairName('阿 . '.repeat(25_000)).text.length).toBeLessThan(100_000);
    expect(repairName(`A${'\u0301'.repeat(100_000)}`).text.length).toBeGreaterThan(0);
  });
});

describe('toHalfWidth', () => {
  it('changes the full-width forms of ASCII and nothing else', () => {
    expect(toHalfWidth('！０９ＡＺａｚ～　￥。、·阿')).toBe('!09AZaz~　￥。、·阿');
  });
});

describe('looksDamagedByExcel', () => {
  it.each([
    '1.4E+17',
    '4.11602E+17',
    '4.11628197612281E+017',
    '4.11602e+17',
    '4E+17',
    '1.38E+10',
    '1.38E10',
    '########',
    '411628197612281000',
    '6217000000000000000',
  ])('recognises %s', (text) => {
    expect(looksDamagedByExcel(text)).toBe(true);
  });

  it.each([
    '',
    '#',
    '411628197612281001',
    '41162819761228100X',
    '11010519491231002X',
    '13800000000',
    '100000000000000',
    '6217000000000000',
    '255993175316',
    '1.4',
    'E+17',
    '12.5E+17',
    '1.4E-17',
    '1.4E+1700',
    '91411600E315G01D8X',
    '无',
  ])('says nothing of %s', (text) => {
    expect(looksDamagedByExcel(text)).toBe(false);
  });

  it('calls every numeric cell of more than fifteen digits damaged, whatever its last ones', () => {
    expect(looksDamagedByExcel('411628197612281001', 'number')).toBe(true);
    expect(looksDamagedByExcel('6217000000000010', 'number')).toBe(true);
    expect(looksDamagedByExcel('411628197612281', 'number')).toBe(false);
    expect(looksDamagedByExcel('13800138000', 'number')).toBe(false);
  });
});
