import { createHmac, type KeyObject } from 'node:crypto';
import { normaliseNameDots } from '#kernel/person-name.ts';
import { currentKey, type KeyRing, otherKey } from '#platform/cryptography/key-ring.ts';

/** While the `token` key rotates, a name has two sets of tokens; that of version n stands in column n mod 2. */
export interface NameTokens {
  readonly version: number;
  /** Signed 64-bit numbers as PostgreSQL's bigint, each once: equality on them is leakproof, so an index serves a policy. */
  readonly tokens: readonly bigint[];
}

/** Single characters and pairs recur from name to name: their tokens are remembered, at most so many for each key. */
const MOST_REMEMBERED = 50_000;

const remembered = new WeakMap<KeyObject, Map<string, bigint>>();

/**
 * The keyed tokens of a name under the current key: each character, each pair of neighbours, and the whole name.
 *
 * Who holds the database without the key sees how often a token occurs, and so may guess common surnames, but no name
 * that is rare. `张三丰` has six: 张, 三, 丰, 张三, 三丰, and the whole.
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
 * The tokens that a name must all have for a part of it to read `query`: of the character, or of each pair.
 *
 * Exact for one and two characters. A longer query also finds names with the same pairs elsewhere (`王小王` finds
 * `小王小`): the caller compares after opening, see {@link nameMatches}.
 * Empty where the query holds nothing to search for.
 */
export function searchTokens(ring: KeyRing, query: string): readonly bigint[] {
  const characters = charactersOf(query);
  const { key } = currentKey(ring, 'token');
  const [only] = characters;
  if (only === undefined) return [];
  const grams = characters.length === 1 ? [only] : pairsOf(characters);
  return [...new Set(grams.map((gram) => gramToken(key, gram)))];
}

/** The one token by which a whole name is found, and no longer name that holds it. */
export function wholeNameToken(ring: KeyRing, name: string): bigint {
  return wholeToken(currentKey(ring, 'token').key, charactersOf(name));
}

/** Whether an opened name really holds the query, by the same normal form as the tokens. */
export function nameMatches(name: string, query: string): boolean {
  return charactersOf(name).join('').includes(charactersOf(query).join(''));
}

function tokensWith(key: KeyObject, name: string): readonly bigint[] {
  const characters = charactersOf(name);
  if (characters.length === 0) return [];
  const tokens = new Set<bigint>();
  for (const gram of characters) tokens.add(gramToken(key, gram));
  for (const gram of pairsOf(characters)) tokens.add(gramToken(key, gram));
  tokens.add(wholeToken(key, characters));
  return [...tokens];
}

/** One form for what people type in different ways: compatibility forms, dots, Latin case; spaces do not count. */
function charactersOf(name: string): readonly string[] {
  return Array.from(normaliseNameDots(name).normalize('NFKC').toLowerCase().replaceAll(/\s/gu, ''));
}

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
    token = tokenOf(key, `part\0${gram}`);
    if (tokens.size < MOST_REMEMBERED) tokens.set(gram, token);
  }
  return token;
}

function wholeToken(key: KeyObject, characters: readonly string[]): bigint {
  return tokenOf(key, `whole\0${characters.join('')}`);
}

function tokenOf(key: KeyObject, text: string): bigint {
  return createHmac('sm3', key).update(text).digest().readBigInt64BE(0);
}
