/**
 * The code that a unit writes into its transfer, by which the credit finds its contribution order: 8 characters, the last
 * one a check, out of an alphabet in which none looks like another (no 0 O 1 I L, 2 Z, 5 S, 8 B, U V).
 *
 * The alphabet has a prime number of characters and the weights are all different, so every single wrong character and
 * every two that changed places are noticed.
 */
const ALPHABET = '34679ACDEFGHJKMNPQRTWXY';
const BASE = ALPHABET.length;
const LENGTH = 8;

/** 5^i mod 23, a primitive root: eight different weights, the check character's is 1. */
const WEIGHTS = [17, 8, 20, 4, 10, 2, 5, 1] as const;

/** So many orders an office can number: 23^7. */
export const MOST_ORDER_REFERENCES = BASE ** (LENGTH - 1);

/** Shares no factor with {@link MOST_ORDER_REFERENCES}: every number has its own place, neighbours far apart. */
const SPREAD = 2_107_281_553n;

/**
 * The reference of an office's order number `counter`, counted from 0. Neighbours look nothing alike, so that a slip of
 * the pen doesn't lead to the next order.
 *
 * Throws a RangeError outside of 0 to {@link MOST_ORDER_REFERENCES} − 1.
 */
export function makeOrderReference(counter: number): string {
  if (!Number.isSafeInteger(counter) || counter < 0 || counter >= MOST_ORDER_REFERENCES) {
    throw new RangeError('an order number is a whole number below 23^7');
  }
  let rest = Number((BigInt(counter) * SPREAD) % BigInt(MOST_ORDER_REFERENCES));
  let body = '';
  for (let place = 0; place < LENGTH - 1; place++) {
    body += ALPHABET.charAt(rest % BASE);
    rest = Math.floor(rest / BASE);
  }
  return body + ALPHABET.charAt((BASE - (weightedSum(body) % BASE)) % BASE);
}

/** Whether a text is a reference as it is stored: 8 capitals and digits, the check right. */
export function isOrderReference(text: string): boolean {
  if (text.length !== LENGTH) return false;
  const sum = weightedSum(text);
  return sum >= 0 && sum % BASE === 0;
}

/** `QK7W9RHA` → `QK7W-9RHA`, as people copy it. */
export function formatOrderReference(reference: string): string {
  return `${reference.slice(0, LENGTH / 2)}-${reference.slice(LENGTH / 2)}`;
}

/**
 * The references in a remark, each once, in the order of the text: full-width, small letters, spaces and hyphens
 * within are all right. A code that is part of a longer word or number is none.
 */
export function findOrderReferences(text: string): readonly string[] {
  const found = new Set<string>();
  for (const run of text.normalize('NFKC').toUpperCase().match(RUN) ?? []) {
    const words = run.split(SEPARATORS);
    for (let first = 0; first < words.length; first++) {
      let joined = '';
      for (let last = first; last < words.length && joined.length < LENGTH; last++) joined += words[last] ?? '';
      if (isOrderReference(joined)) found.add(joined);
    }
  }
  return [...found];
}

/** Letters and digits with what people put between groups of them. */
const RUN = /[0-9A-Z]+(?:[\s\-_.\u2010-\u2015]{1,3}[0-9A-Z]+)*/g;
const SEPARATORS = /[\s\-_.\u2010-\u2015]+/;

/** `NaN` where a character isn't in the alphabet. */
function weightedSum(text: string): number {
  let sum = 0;
  for (let place = 0; place < text.length; place++) {
    const value = ALPHABET.indexOf(text.charAt(place));
    sum += value < 0 ? Number.NaN : value * (WEIGHTS[place] ?? 0);
  }
  return sum;
}
