import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { repeat } from './repeat.ts';

test('a run that throws is told and followed by the next; stopping waits for the one under way', async () => {
  const errors: unknown[] = [];
  let begun = 0;
  let ended = 0;
  const stop = repeat(
    async () => {
      begun += 1;
      await sleep(20);
      if (begun === 1) throw new Error('the first');
      ended += 1;
    },
    { everyMs: 1, onError: (error) => errors.push(error) },
  );
  while (begun < 3) await sleep(1);
  await stop();
  expect(errors).toEqual([new Error('the first')]);
  expect(ended).toBe(begun - 1);
  const after = begun;
  await sleep(60);
  expect(begun).toBe(after);
});

test('a long wait between runs does not hold up the end', async () => {
  let runs = 0;
  const run = (): Promise<void> => {
    runs += 1;
    return Promise.resolve();
  };
  const stop = repeat(run, { everyMs: 600_000, onError: () => undefined });
  while (runs === 0) await sleep(1);
  const start = performance.now();
  await stop();
  expect(performance.now() - start).toBeLessThan(20_000);
});
