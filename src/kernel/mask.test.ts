import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskBankAccount, maskName, maskPhone, maskResidentId, maskResidentIdForPublic } from '#kernel/mask.ts';

describe('maskName', () => {
  it.each([
    ['张三', '张*'],
    ['张小三', '张*三'],
    ['张小小三', '张**三'],
    ['欧阳修', '欧阳*'],
    ['欧阳小修', '欧阳*修'],
    ['诸葛亮', '诸葛*'],
    ['司马', '司*'],
    ['阿卜杜拉·买买提', '阿***·**提'],
    ['𠮷田', '𠮷*'],
    ['𠮷田𠮷', '𠮷*𠮷'],
    ['John Smith', 'J********h'],
    ['张', '*'],
    ['', ''],
  ])('shows %j as %j', (name, masked) => expect(maskName(name)).toBe(masked));

  it('hides at least one character of every name and keeps its length', () => {
    const characters = fc.constantFrom(...'张三欧阳𠮷A');
    fc.assert(
      fc.property(fc.array(characters, { minLength: 1, maxLength: 8 }), (list) => {
        const masked = Array.from(maskName(list.join('')));
        expect(masked).toHaveLength(list.length);
        expect(masked).toContain('*');
      }),
    );
  });
});

describe('maskResidentId', () => {
  it('hides the birth date', () => {
    expect(maskResidentId('411602199001011234')).toBe('411602********1234');
    expect(maskResidentId('11010519491231002X')).toBe('110105********002X');
  });

  it('hides everything of a number of another length', () => {
    expect(maskResidentId('E12345678')).toBe('*********');
    expect(maskResidentId('')).toBe('');
  });

  it('leaves the public only both ends', () => {
    expect(maskResidentIdForPublic('411602199001011234')).toBe(`4${'*'.repeat(16)}4`);
  });
});

describe('maskPhone', () => {
  it('hides the middle four', () => {
    expect(maskPhone('13812345678')).toBe('138****5678');
  });

  it('hides everything of a number of another length', () => {
    expect(maskPhone('+8613812345678')).toBe('*'.repeat(14));
    expect(maskPhone('8222222')).toBe('*******');
  });
});

describe('maskBankAccount', () => {
  it.each([
    ['6217001234567891234', '6217 **** **** 1234'],
    ['6217001234561234', '6217 **** **** 1234'],
    ['255993175316', '**** **** 5316'],
    ['12345678', '********'],
    ['', ''],
  ])('shows %j as %j', (number, masked) => expect(maskBankAccount(number)).toBe(masked));
});
