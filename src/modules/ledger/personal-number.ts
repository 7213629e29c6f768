/** Business words stand in the open, so an identity card, a phone or a bank card has no place in them. */
export interface PersonalNumberTyped {
  readonly code: 'personal-number-typed';
}

/** Eleven digits in a row are a phone at least, whatever stands between them. */
const LONG_NUMBER = /(?:\d[\s-]?){10}[\dXx]/;

/** Whether words hold what may be a personal number. */
export function holdsPersonalNumber(words: string): boolean {
  return LONG_NUMBER.test(words.normalize('NFKC'));
}
