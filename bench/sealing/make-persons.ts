import type { PersonToSeal } from '../../src/platform/cryptography/seal-person.ts';

const SURNAMES = Array.from('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高');
const GIVEN = Array.from(
  '伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂英华文辉力志建国玉兰红梅海燕鹏飞雪琴晓东春生永福',
);

/** Made-up persons of a roster, the same on every run: three characters of name, an ID, a phone, a card and an address. */
export function makePersons(count: number): PersonToSeal[] {
  return Array.from({ length: count }, (_, at): PersonToSeal => {
    const name = `${pick(SURNAMES, at)}${pick(GIVEN, at * 7)}${pick(GIVEN, at * 31 + 5)}`;
    const serial = String(at).padStart(8, '0');
    return {
      officeId: 7,
      personId: `0190f3c2-7a00-7000-8000-${String(at).padStart(12, '0')}`,
      wrappedKey: undefined,
      name,
      residentId: `4127011990${serial}`,
      phone: `138${serial}`,
      fields: { bankAccount: `62170000${serial}123`, address: '周口市川汇区某街道某号' },
    };
  });
}

function pick(from: readonly string[], at: number): string {
  return from[at % from.length] ?? '';
}
