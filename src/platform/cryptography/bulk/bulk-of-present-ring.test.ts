import { afterAll, expect, test } from 'vitest';
import { addVersion, createKeyRing, type KeyRing } from '../key-ring.ts';
import { bulkOfPresentRing } from './bulk-of-present-ring.ts';

let ring: KeyRing = createKeyRing();
const bulk = bulkOfPresentRing(() => ring, { threads: 1 });
afterAll(() => bulk.close());

test('work under way ends with its ring, and the next call has the new one', async () => {
  const texts = Array.from({ length: 3_000 }, (_, at) => `text ${at}`);
  const before = bulk.hashTexts('phone', texts);
  const added = addVersion(ring, 'lookup');
  if (!added.ok) throw new Error(added.error);
  ring = added.value;
  const after = bulk.hashTexts('phone', texts);
  expect((await before).filter(({ other }) => other === undefined)).toHaveLength(3_000);
  expect((await after).filter(({ other }) => other?.version === 2)).toHaveLength(3_000);
});
