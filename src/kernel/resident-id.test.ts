import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, dayNumber, formatDate } from '#kernel/civil-date.ts';
import {
  EARLIEST_BIRTH_YEAR,
  parseResidentId,
  type ResidentIdFault,
  residentIdCheckDigit,
} from '#kernel/resident-id.ts';

function faultOf(text: string): ResidentIdFault | undefined {
  const parsed = parseResidentId(text);
  return parsed.ok ? undefined : parsed.error;
}

function withCheckDigit(first17: string): string {
  return first17 + residentIdCheckDigit(first17);
}

const BIRTHDAY = fc.integer({ min: dayNumber(EARLIEST_BIRTH_YEAR, 1, 1), max: dayNumber(2100, 12, 31) });
const SIX_DIGITS = fc.integer({ min: 0, max: 999_999 }).map((region) => String(region).padStart(6, '0'));
const SEQUENCE = fc.integer({ min: 0, max: 999 });

function compose(region: string, bornOn: number, sequence: number): string {
  return withCheckDigit(region + formatDate(bornOn).replaceAll('-', '') + String(sequence).padStart(3, '0'));
}

describe('parseResidentId', () => {
  it('reads the sample of the standard', () => {
    expect(parseResidentId('11010519491231002X')).toEqual({
      ok: true,
      value: { number: '11010519491231002X', bornOn: dayNumber(1949, 12, 31), sex: 'female', region: '110105' },
    });
  });

  it('reads back every number composed by the standard, whatever its region', () => {
    fc.assert(
      fc.property(SIX_DIGITS, BIRTHDAY, SEQUENCE, (region, bornOn, sequence) => {
        const number = compose(region, bornOn, sequence);
        expect(parseResidentId(number)).toEqual({
          ok: true,
          value: { number, bornOn, sex: sequence % 2 === 1 ? 'male' : 'female', region },
        });
      }),
    );
  });

  it('notices every single wrong digit', () => {
    fc.assert(
      fc.property(
        SIX_DIGITS,
        BIRTHDAY,
        SEQUENCE,
        fc.nat(16),
        fc.integer({ min: 1, max: 9 }),
        (region, bornOn, sequence, at, by) => {
          const number = compose(region, bornOn, sequence);
          const wrong = (Number(number[at]) + by) % 10;
          expect(['check-digit', 'birth-date']).toContain(faultOf(number.slice(0, at) + wrong + number.slice(at + 1)));
        },
      ),
    );
  });

  it('notices two neighbouring digits that changed places', () => {
    fc.assert(
      fc.property(SIX_DIGITS, BIRTHDAY, SEQUENCE, fc.nat(15), (region, bornOn, sequence, at) => {
        const number = compose(region, bornOn, sequence);
        fc.pre(number[at] !== number[at + 1]);
        const swapped = `${number.slice(0, at)}${number[at + 1]}${number[at]}${number.slice(at + 2)}`;
        expect(['check-digit', 'birth-date']).toContain(faultOf(swapped));
      }),
    );
  });

  it.each([
    ['周口地区 before 2000', '412727'],
    ['川汇区', '411602'],
    ['港澳台居民居住证 of Hong Kong', '810000'],
    ['港澳台居民居住证 of Macao', '820000'],
    ['港澳台居民居住证 of Taiwan', '830000'],
    ['the permanent residence card of 2023', '911840'],
    ['a region that never was', '000000'],
  ])('takes the region of %s', (_, region) => {
    const parsed = parseResidentId(withCheckDigit(`${region}19900307104`));
    expect(parsed).toMatchObject({ ok: true, value: { region, bornOn: dayNumber(1990, 3, 7), sex: 'female' } });
  });

  it.each([
    '',
    '1101051949123100',
    '11010519491231002',
    '11010519491231002X ',
    '11010519491231002XX',
    'ABC110105194912',
  ])('refuses %j for its length', (text) => expect(faultOf(text)).toBe('length'));

  it('names a number of the first generation', () => {
    expect(faultOf('110105491231002')).toBe('fifteen-digits');
  });

  it.each([
    '11010519491231002x',
    '1101051949123100２X',
    '11010519491231X02X',
    'X1010519491231002X',
    '11010519491231002Y',
    '11010519 91231002X',
    '+1010519491231002X',
    '1.010519491231E017',
    '一一〇一〇五一九四九一二三一〇〇二',
  ])('refuses the characters of %j', (text) => {
    expect(faultOf(text)).toBe(text.length === 18 ? 'characters' : 'length');
  });

  it.each(['20250229', '19000229', '19991301', '19990001', '19990100', '19990431', '18491231', '00010101'])(
    'refuses the birth date %s even with a right check digit',
    (date) => expect(faultOf(withCheckDigit(`411602${date}001`))).toBe('birth-date'),
  );

  it.each(['20240229', '20000229', '19991231', '18500101'])('takes the birth date %s', (date) => {
    const parsed = parseResidentId(withCheckDigit(`411602${date}001`));
    const { year, month, day } = calendarDay(parsed.ok ? parsed.value.bornOn : Number.NaN);
    expect(`${year * 10_000 + month * 100 + day}`).toBe(date);
  });

  it('tells a wrong check digit', () => {
    expect(faultOf('110105194912310021')).toBe('check-digit');
    expect(faultOf('411621199001010010')).toBe('check-digit');
  });

  it('takes nothing but 17 digits and a check digit, whatever else has 18 characters', () => {
    const characters = fc.constantFrom(...'0123456789Xx １Ａ-.阿\u0000');
    fc.assert(
      fc.property(fc.array(characters, { minLength: 18, maxLength: 18 }), (list) => {
        const text = list.join('');
        fc.pre(!/^[0-9]{17}[0-9X]$/.test(text));
        expect(faultOf(text)).toBe('characters');
      }),
    );
  });
});

describe('residentIdCheckDigit', () => {
  it('gives X for a remainder of two', () => {
    expect(residentIdCheckDigit('11010519491231002')).toBe('X');
  });

  it.each(['', '1101051949123100', '110105194912310021', '1101051949123100X'])('throws for %j', (text) => {
    expect(() => residentIdCheckDigit(text)).toThrow(RangeError);
  });
});
