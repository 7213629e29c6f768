import { execFile } from 'node:child_process';
import { isDeepStrictEqual, promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { addVersion, createKeyRing, type KeyRing } from '../key-ring.ts';
import { lookupHashes } from '../lookup-hash.ts';
import { allNameTokens } from '../name-tokens.ts';
import { openPerson, type PersonToSeal, sealPerson } from '../seal-person.ts';
import { createBulkCryptography } from './bulk-cryptography.ts';

function rotating(): KeyRing {
  const withLookup = addVersion(createKeyRing(), 'lookup');
  const withToken = addVersion(withLookup.ok ? withLookup.value : createKeyRing(), 'token');
  if (!withToken.ok) throw new Error(withToken.error);
  return withToken.value;
}

const ring = rotating();
const bulk = createBulkCryptography(ring, { threads: 2 });
afterAll(() => bulk.close());

const persons = Array.from(
  { length: 2_137 },
  (_, at): PersonToSeal => ({
    officeId: BigInt(at % 3),
    personId: `person-${at}`,
    wrappedKey: undefined,
    name: at % 5 === 0 ? '阿卜杜拉·买买提' : `张${String.fromCodePoint(0x4e00 + at)}𠮷`,
    residentId: `41270119900101${String(at).padStart(4, '0')}`,
    phone: at % 2 === 0 ? undefined : `1380000${String(at).padStart(4, '0')}`,
    fields: { card: `6217${at}`, ...(at % 7 === 0 ? { note: '长'.repeat(at) } : {}) },
  }),
);

describe('a roster sealed on threads', { timeout: 30_000 }, () => {
  test('comes back in order, and opens to what went in', async () => {
    const sealed = await bulk.sealPersons(persons);
    expect(sealed).toHaveLength(persons.length);
    const differing = persons.filter((person, at) => {
      const row = sealed[at];
      if (row === undefined) return true;
      const { officeId, personId, name, residentId, phone, fields } = person;
      const opened = openPerson(ring, { officeId, personId, ...row });
      return !isDeepStrictEqual(
        [opened, row.isAsBefore, row.phoneHashes, row.nameTokens],
        [
          { ok: true, value: { name, residentId, ...(phone === undefined ? {} : { phone }), fields } },
          false,
          phone === undefined ? undefined : lookupHashes(ring, 'phone', phone),
          allNameTokens(ring, name),
        ],
      );
    });
    expect(differing).toEqual([]);
    expect(sealed[1]?.phoneHashes?.other?.version).toBe(2);
  });

  test('keeps the key of a person who is there already', async () => {
    const [person] = persons;
    if (person === undefined) throw new Error('no person');
    const first = sealPerson(ring, person);
    if (!first.ok) throw new Error(first.error);
    const changed = { ...person, phone: '13900000000', wrappedKey: first.value.wrappedKey };
    const [again] = await bulk.sealPersons([changed]);
    expect(again?.wrappedKey).toEqual(first.value.wrappedKey);
    const { officeId, personId } = person;
    const opened = openPerson(ring, {
      officeId,
      personId,
      wrappedKey: first.value.wrappedKey,
      sealed: again?.sealed ?? Buffer.alloc(0),
    });
    expect(opened).toMatchObject({ ok: true, value: { phone: '13900000000' } });
  });

  test('leaves what is sealed of a person where it says just the same, and seals anew where it does not', async () => {
    const before = await bulk.sealPersons(persons.slice(0, 3));
    const again = persons.slice(0, 3).map((person, at): PersonToSeal => {
      const { wrappedKey, sealed } = before[at] ?? {};
      return { ...person, wrappedKey, sealedBefore: sealed, ...(at === 2 ? { name: '改了名' } : {}) };
    });
    const after = await bulk.sealPersons(again);
    expect(after.map(({ isAsBefore }) => isAsBefore)).toEqual([true, true, false]);
    expect(after.map(({ sealed }, at) => sealed.equals(before[at]?.sealed ?? Buffer.alloc(0)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('is refused whole when a stored key is that of another person, without a word about him', async () => {
    const [person, other] = persons;
    if (person === undefined || other === undefined) throw new Error('no persons');
    const sealed = sealPerson(ring, other);
    if (!sealed.ok) throw new Error(sealed.error);
    const mixed = [...persons.slice(1), { ...person, wrappedKey: sealed.value.wrappedKey }];
    await expect(bulk.sealPersons(mixed)).rejects.toThrow(
      /^the stored key of person person-0 does not open: not-authentic$/,
    );
    await expect(bulk.sealPersons([person])).resolves.toHaveLength(1);
  });

  test('is nothing when there is nobody on it', async () => {
    expect(await bulk.sealPersons([])).toEqual([]);
  });

  test('hashes texts in order', async () => {
    const texts = Array.from({ length: 3_001 }, (_, at) => `6217${at}`);
    expect(await bulk.hashTexts('card', texts)).toEqual(texts.map((text) => lookupHashes(ring, 'card', text)));
  });

  test('serves several callers at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => bulk.hashTexts('phone', [String(at)])));
    expect(answers.flat()).toEqual(Array.from({ length: 20 }, (_, at) => lookupHashes(ring, 'phone', String(at))));
  });
});

describe('the end of the threads', { timeout: 30_000 }, () => {
  test('rejects what is under way and what comes later', async () => {
    const closing = createBulkCryptography(ring, { threads: 1 });
    const underWay = closing.sealPersons(persons);
    const closed = closing.close();
    await expect(underWay).rejects.toThrow('closed');
    await closed;
    await expect(closing.hashTexts('phone', ['1'])).rejects.toThrow('closed');
  });

  test('needs no thread to have started', async () => {
    await expect(createBulkCryptography(ring, { threads: 4 }).close()).resolves.toBeUndefined();
  });

  test('lets the process end by itself, with the code 0', async () => {
    const program = `
      const { createKeyRing } = await import('#platform/cryptography/key-ring.ts');
      const { createBulkCryptography } = await import('#platform/cryptography/bulk/bulk-cryptography.ts');
      const bulk = createBulkCryptography(createKeyRing(), { threads: 2 });
      const hashes = await bulk.hashTexts('phone', Array.from({ length: 2500 }, (_, at) => String(at)));
      await bulk.close();
      process.stdout.write(String(hashes.length));
    `;
    const run = promisify(execFile)(process.execPath, ['--eval', program], {
      cwd: new URL('../../../..', import.meta.url),
      timeout: 25_000,
    });
    expect(await run).toEqual({ stdout: '2500', stderr: '' });
  });
});
