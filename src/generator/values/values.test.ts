import { describe, expect, it } from 'vitest';
import { diceAt } from '#generator/dice.ts';
import { DIAGNOSES, PSYCHIATRIC_DIAGNOSES } from '#generator/values/diagnoses.ts';
import { GRADE_ONE_HOSPITALS, HENAN_HOSPITALS, OTHER_PROVINCE_HOSPITALS } from '#generator/values/hospitals.ts';
import { bankCardOf, bankNumberOf, corporateAccountOf, creditCodeOf } from '#generator/values/numbers.ts';
import { UnitNames } from '#generator/values/unit-names.ts';
import { gradeOf, regionOfHospital, regionOfPlace } from '#intake/settlements/hospital-terms.ts';
import { splitDiagnosis } from '#intake/settlements/split-diagnosis.ts';
import { parseCardNumber, parseCorporateAccount } from '#kernel/bank-account.ts';
import { parseBankNumber } from '#kernel/bank-number.ts';
import { parseCreditCode } from '#kernel/credit-code.ts';

describe('generated numbers', () => {
  it('of units and unions are credit codes of their kind', () => {
    for (let number = 0; number < 2_000; number++) {
      const dice = diceAt(1, number);
      expect(parseCreditCode(creditCodeOf('91', '411627', number, dice))).toMatchObject({
        ok: true,
        value: { kind: 'enterprise', region: '411627' },
      });
      expect(parseCreditCode(creditCodeOf('81', '411600', number, dice))).toMatchObject({
        ok: true,
        value: { kind: 'grassroots-union' },
      });
    }
  });

  it('of cards have 16 to 19 digits, each length occurs, and none comes twice', () => {
    const cards = Array.from({ length: 5_000 }, (_, number) => bankCardOf(number, diceAt(2, number)));
    expect(cards.every((card) => parseCardNumber(card).ok)).toBe(true);
    expect(new Set(cards.map((card) => card.length))).toEqual(new Set([16, 17, 18, 19]));
    expect(new Set(cards).size).toBe(cards.length);
  });

  it('of accounts and branches pass', () => {
    for (let branch = 0; branch < 500; branch++) {
      expect(parseBankNumber(bankNumberOf('104', '5080', branch))).toMatchObject({ ok: true, value: { city: '5080' } });
      expect(parseCorporateAccount(corporateAccountOf(diceAt(3, branch))).ok).toBe(true);
    }
    // the office's own bank, as the notice names it
    expect(bankNumberOf('104', '4910', 6320)).toBe('104491063206');
  });
});

describe('generated names of units', () => {
  it('come once only, in the place where the unit hangs, or in the city', () => {
    const names = new UnitNames(1, 'henan-inpatient');
    const all = Array.from({ length: names.count }, (_, index) => names.at(index, undefined));
    expect(new Set(all).size).toBe(names.count);
    expect(all[0]).toMatch(/^周口市\p{Script=Han}{2,}有限公司$/u);
    expect(names.at(0, '太康县')).toMatch(/^太康县/);
    expect(names.at(0, '川汇区')).toMatch(/^川汇/);
    expect(names.at(0, '黄泛区')).toMatch(/^周口市/);
  });
});

describe('generated hospitals and diagnoses', () => {
  const recognised = (grade: string): boolean => gradeOf(grade) === 2 || gradeOf(grade) === 3;

  it('stand where their codes say, with the grade of their list', () => {
    const all = [...HENAN_HOSPITALS, ...GRADE_ONE_HOSPITALS, ...OTHER_PROVINCE_HOSPITALS];
    for (const { code, place } of all) expect(regionOfHospital(code)).toBe(regionOfPlace(place));
    expect(HENAN_HOSPITALS.every(({ grade }) => recognised(grade))).toBe(true);
    expect(OTHER_PROVINCE_HOSPITALS.every(({ grade }) => recognised(grade))).toBe(true);
    expect(GRADE_ONE_HOSPITALS.every(({ grade }) => gradeOf(grade) === 1)).toBe(true);
  });

  it('are read as name and code, the psychiatric ones in F', () => {
    for (const diagnosis of [...DIAGNOSES, ...PSYCHIATRIC_DIAGNOSES]) {
      const { name, code } = splitDiagnosis(diagnosis, '');
      expect(`${name}|${code}`).toBe(diagnosis.toUpperCase());
      expect(code.startsWith('F')).toBe(PSYCHIATRIC_DIAGNOSES.includes(diagnosis));
    }
  });
});
