import type { KeyObject } from 'node:crypto';
import { normaliseNameDots } from '#kernel/person-name.ts';
import { keptHmacSm3 } from '#platform/cryptography/hmac-sm3.ts';
import { currentKey, type KeyRing, otherKey } from '#platform/cryptography/key-ring.ts';

/** While the `token` key rotates, a name has two sets of tokens; that of version n stands in column n mod 2. */
export interface NameTokens {
  readonly version: number;
  /** Signed 64-bit numbers as PostgreSQL's bigint, each once: equality on them is leakproof, so an index serves a policy. */
  readonly tokens: readonly bigint[];
}

/** Pairs recur from name to name: their tokens are remembered, at most so many for each key. */
const MOST_REMEMBERED = 50_000;

const remembered = new WeakMap<KeyObject, Map<string, bigint>>();

/**
 * The keyed tokens of a name under the current key: each pair of neighbours, or the one character that there is.
 *
 * `张三丰` has two: 张三 and 三丰. Single characters and whole names have none: the first would find a tenth of a scheme, the
 * second is found by its pairs, and together they were two thirds of all rows that a roster writes. Who holds the
 * database without the key sees how often a token occurs, and so may guess common names, but none that is rare.
 */
export function nameTokens(ring: KeyRing, name: string): readonly bigint[] {
  return tokensWith(currentKey(ring, 'token').key, name);
}

/** The tokens of both live versions, current first: one set, and two while the key rotates. */
export function allNameTokens(ring: KeyRing, name: string): readonly NameTokens[] {
  const current = currentKey(ring, 'token');
  const other = otherKey(ring, 'token');
  const live = other === undefined ? [current] : [current, other];
  return live.map(({ version, key }) => ({ version, tokens: tokensWith(key, name) }));
}

/**
 * The tokens that a name must all have for a part of it to read `query`: of each pair. One character alone finds only
 * names that are no longer: ask for two.
 *
 * Exact for two characters. A longer query also finds names with the same pairs elsewhere (`王小王` finds
 * `小王小`): the caller compares after opening, see {@link nameMatches}.
 * Empty where the query holds nothing to search for.
 */
export function searchTokens(ring: KeyRing, query: string): readonly bigint[] {
  return tokensWith(currentKey(ring, 'token').key, query);
}

/** Whether an opened name really holds the query, by the same normal form as the tokens. */
export function nameMatches(name: string, query: string): boolean {
  return charactersOf(name).join('').includes(charactersOf(query).join(''));
}

function tokensWith(key: KeyObject, name: string): readonly bigint[] {
  const characters = charactersOf(name);
  const grams = characters.length === 1 ? characters : pairsOf(characters);
  return [...new Set(grams.map((gram) => gramToken(key, gram)))];
}

/** One form for what people type in different ways: compatibility forms, dots, Latin case; spaces do not count. */
function charactersOf(name: string): readonly string[] {
  if (ALREADY_NORMAL.test(name)) return name.split('');
  return Array.from(normaliseNameDots(name).normalize('NFKC').toLowerCase().replaceAll(/\s/gu, ''));
}

/** Common Chinese characters: nothing of them has another form. */
const ALREADY_NORMAL = /^[\u4e00-\u9fa5]*$/;

function pairsOf(characters: readonly string[]): readonly string[] {
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}

function gramToken(key: KeyObject, gram: string): bigint {
  let tokens = remembered.get(key);
  if (tokens === undefined) {
    tokens = new Map();
    remembered.set(key, tokens);
  }
  let token = tokens.get(gram);
  if (token === undefined) {
    token = keptHmacSm3(key)(`part\0${gram}`).readBigInt64BE(0);
    if (tokens.size < MOST_REMEMBERED) tokens.set(gram, token);
  }
  return token;
}
