import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addVersion, createKeyRing } from './key-ring.ts';
import { allNameTokens, nameMatches, nameTokens, searchTokens } from './name-tokens.ts';

const ring = createKeyRing();

function finds(query: string, name: string): boolean {
  const tokens = new Set(nameTokens(ring, name));
  const sought = searchTokens(ring, query);
  return sought.length > 0 && sought.every((token) => tokens.has(token));
}

const name = fc.array(fc.constantFrom(...'张三丰小明王李𠮷·Aa'), { minLength: 1, maxLength: 8 });

describe('the tokens of a name', () => {
  test('are one for each pair, or for the only character, each once, as PostgreSQL bigints', () => {
    expect(nameTokens(ring, '张三丰')).toHaveLength(2);
    expect(nameTokens(ring, '王')).toHaveLength(1);
    expect(nameTokens(ring, '王王王')).toHaveLength(1);
    for (const token of nameTokens(ring, '欧阳娜娜')) expect(BigInt.asIntN(64, token)).toBe(token);
  });

  test('are the same each time, and unrelated under another ring', () => {
    const tokens = nameTokens(ring, '张三丰');
    expect(nameTokens(ring, '张三丰')).toEqual(tokens);
    expect(nameTokens(createKeyRing(), '张三丰').some((token) => tokens.includes(token))).toBe(false);
  });

  test('do not depend on how a dot, a Latin letter, its width or a space was typed', () => {
    expect(nameTokens(ring, '阿卜杜拉•买买提')).toEqual(nameTokens(ring, '阿卜杜拉·买买提'));
    expect(nameTokens(ring, 'Ｊｏｈｎ Smith')).toEqual(nameTokens(ring, 'john smith'));
    expect(nameTokens(ring, '张　三')).toEqual(nameTokens(ring, '张三'));
  });

  test('are none for an empty name', () => {
    expect(nameTokens(ring, ' ')).toEqual([]);
    expect(searchTokens(ring, ' ')).toEqual([]);
  });

  test('have two sets while the key rotates', () => {
    const added = addVersion(ring, 'token');
    if (!added.ok) throw new Error(added.error);
    const [current, next] = allNameTokens(added.value, '张三');
    expect(current).toEqual({ version: 1, tokens: nameTokens(ring, '张三') });
    expect(next?.version).toBe(2);
    expect(next?.tokens.some((token) => current?.tokens.includes(token))).toBe(false);
    expect(allNameTokens(ring, '张三')).toHaveLength(1);
  });
});

describe('a search', () => {
  test('finds a name by every part of it that has two characters or more', () => {
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(), (characters, one, other) => {
        const from = Math.min(one, other) % characters.length;
        const part = characters.slice(from, from + 1 + (Math.max(one, other) % (characters.length - from)));
        expect(finds(part.join(''), characters.join(''))).toBe(part.length >= 2 || characters.length === 1);
      }),
    );
  });

  test('finds nothing else for two characters; for more, nothing else remains after the comparison', () => {
    fc.assert(
      fc.property(name, name, (characters, query) => {
        const [text, sought] = [characters.join(''), query.join('')];
        const isThere = nameMatches(text, sought);
        if (query.length >= 2) expect(finds(sought, text) && isThere).toBe(isThere);
        if (query.length === 2) expect(finds(sought, text)).toBe(isThere);
      }),
      { numRuns: 500 },
    );
    expect(finds('王小王', '小王小')).toBe(true);
    expect(nameMatches('小王小', '王小王')).toBe(false);
  });
});
