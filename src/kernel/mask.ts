import { NAME_DOT, surnameLength } from '#kernel/person-name.ts';

/** One for each hidden code point (of a bank account four for each group), so that no rare character is halved. */
const STAR = '*';

/**
 * The surname, and from three characters on the last one: `张三` → `张*`, `张小三` → `张*三`, `欧阳小修` → `欧阳*修`.
 *
 * A compound surname (复姓) stays whole, and at least one character is always hidden: `欧阳修` → `欧阳*`. The dots of a
 * minority name stay: `阿卜杜拉·买买提` → `阿***·**提`.
 */
export function maskName(name: string): string {
  const characters = Array.from(name);
  const first = characters.length < 2 ? 0 : surnameLength(name);
  const last = characters.length - first >= 2 && characters.length >= 3 ? 1 : 0;
  return characters
    .map((character, at) => (at < first || at >= characters.length - last || character === NAME_DOT ? character : STAR))
    .join('');
}

/** For people who work on the case: region and the last four, no birth date. `411602199001011234` → `411602********1234`. */
export function maskResidentId(number: string): string {
  return maskMiddle(number, 18, 6, 4);
}

/** For the public: only first and last. `411602199001011234` → `4****************4`. */
export function maskResidentIdForPublic(number: string): string {
  return maskMiddle(number, 18, 1, 1);
}

/** `13812345678` → `138****5678`. */
export function maskPhone(number: string): string {
  return maskMiddle(number, 11, 3, 4);
}

/** `6217001234567891234` → `6217 **** **** 1234`, whatever its length; a corporate account shows its last four only. */
export function maskBankAccount(number: string): string {
  const characters = Array.from(number);
  if (characters.length < 9) return STAR.repeat(characters.length);
  const last = characters.slice(-4).join('');
  return characters.length < 16 ? `**** **** ${last}` : `${characters.slice(0, 4).join('')} **** **** ${last}`;
}

/** Shows both ends of a text of the expected length; of any other length nothing, since its ends may be its secret. */
function maskMiddle(text: string, length: number, first: number, last: number): string {
  const characters = Array.from(text);
  if (characters.length !== length) return STAR.repeat(characters.length);
  const hidden = STAR.repeat(length - first - last);
  return `${characters.slice(0, first).join('')}${hidden}${characters.slice(-last).join('')}`;
}
