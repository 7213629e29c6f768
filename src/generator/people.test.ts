import { describe, expect, it } from 'vitest';
import { type AgeBand, People } from '#generator/people.ts';
import { parseCardNumber } from '#kernel/bank-account.ts';
import { ageOn, parseDate } from '#kernel/civil-date.ts';
import { parseMobilePhone } from '#kernel/mobile-phone.ts';
import { NAME_DOT, personNameFault, surnameLength } from '#kernel/person-name.ts';
import { parseResidentId } from '#kernel/resident-id.ts';
import { repairName } from '#kernel/safe-text.ts';

const ON = parseDate('2025-05-10');
const people = new People(1, ON);
const COUNT = 20_000;
const sample = Array.from({ length: COUNT }, (_, number) => people.at(number));

describe('people', () => {
  it('have IDs, phones, cards and names that pass every check of the kernel', () => {
    for (const { name, sex, residentId, bornOn, phone, card } of sample) {
      expect(parseResidentId(residentId)).toMatchObject({ ok: true, value: { sex, bornOn } });
      expect(parseMobilePhone(phone).ok).toBe(true);
      expect(parseCardNumber(card)).toMatchObject({ ok: true, value: { isUnionPay: true } });
      expect(personNameFault(name)).toBeUndefined();
      expect(repairName(name).repairs).toEqual([]);
    }
  });

  it('differ from each other in ID, phone and card', () => {
    for (const field of ['residentId', 'phone', 'card'] as const) {
      expect(new Set(sample.map((person) => person[field])).size).toBe(COUNT);
    }
  });

  it('are of all regions of Zhoukou, with old codes and new, and of both sexes', () => {
    const regions = new Set(sample.map(({ residentId }) => residentId.slice(0, 6)));
    expect(regions.size).toBe(20);
    expect(sample.filter(({ residentId }) => residentId.startsWith('4127')).length).toBeGreaterThan(COUNT * 0.45);
    expect(sample.filter(({ sex }) => sex === 'female').length).toBeGreaterThan(COUNT * 0.45);
  });

  it('have mostly names of three characters, and some compound, rare and with a dot', () => {
    const ofLength = (length: number): number => sample.filter(({ name }) => Array.from(name).length === length).length;
    expect(ofLength(3)).toBeGreaterThan(COUNT * 0.7);
    expect(ofLength(2)).toBeGreaterThan(COUNT * 0.1);
    const names = sample.map(({ name }) => name);
    expect(names.some((name) => surnameLength(name) === 2)).toBe(true);
    expect(names.some((name) => name.includes(NAME_DOT))).toBe(true);
    expect(names.some((name) => name.length > Array.from(name).length)).toBe(true);
  });

  it.each<[AgeBand, number, number]>([
    ['under-age', 10, 15],
    ['adult', 18, 60],
    ['delayed-retirement', 61, 63],
    ['over-age', 64, 70],
  ])('of the band %s are %i to %i years old, and both ends occur', (band, youngest, oldest) => {
    const ages = Array.from({ length: 5_000 }, (_, number) => ageOn(people.at(number, band).bornOn, ON));
    expect([Math.min(...ages), Math.max(...ages)]).toEqual([youngest, oldest]);
  });

  it('keep to their ages also where the day asked about is 29 February', () => {
    const leap = parseDate('2024-02-29');
    const others = new People(4, leap);
    for (let number = 0; number < 5_000; number++) {
      const age = ageOn(others.at(number).bornOn, leap);
      expect(age >= 18 && age <= 60).toBe(true);
    }
  });

  it('are the same for the same seed and others for another', () => {
    expect(new People(1, ON).at(77)).toEqual(people.at(77));
    expect(new People(2, ON).at(77).residentId).not.toBe(people.at(77).residentId);
  });
});
