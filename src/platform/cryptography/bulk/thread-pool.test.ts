import { afterEach, describe, expect, test } from 'vitest';
import { startThreadPool, type ThreadPool } from './thread-pool.ts';

/** Answers each task with its own bytes, and dies at the byte 1 by throwing, at 2 by leaving. */
const PROGRAM = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ id, bytes }) => {
    if (bytes[0] === 1) throw new Error('deadly');
    if (bytes[0] === 2) process.exit(0);
    parentPort.postMessage(bytes[0] === 3 ? { id, failure: 'refused' } : { id, bytes });
  });
`;

const pools: ThreadPool[] = [];
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

function pool(program: string, size: number): ThreadPool {
  const started = startThreadPool(new URL(`data:text/javascript,${encodeURIComponent(program)}`), undefined, size);
  pools.push(started);
  return started;
}

function run(on: ThreadPool, byte: number): Promise<number | undefined> {
  return on.run({ of: 'persons' }, () => Uint8Array.of(byte)).then((bytes) => bytes[0]);
}

describe('a pool of threads', { timeout: 30_000 }, () => {
  test('answers each task with its own result, however many are waiting', async () => {
    const threads = pool(PROGRAM, 3);
    const bytes = Array.from({ length: 100 }, (_, at) => 100 + at);
    expect(await Promise.all(bytes.map((byte) => run(threads, byte)))).toEqual(bytes);
  });

  test('rejects one failed task and goes on', async () => {
    const threads = pool(PROGRAM, 1);
    await expect(run(threads, 3)).rejects.toThrow('refused');
    expect(await run(threads, 9)).toBe(9);
  });

  test('rejects a task that cannot be packed and goes on', async () => {
    const threads = pool(PROGRAM, 1);
    const unpackable = threads.run({ of: 'persons' }, () => {
      throw new TypeError('not JSON');
    });
    await expect(unpackable).rejects.toThrow('not JSON');
    expect(await run(threads, 9)).toBe(9);
  });

  test.each([
    [1, 'a thread of the pool died'],
    [2, 'a thread of the pool ended'],
  ])(
    'outlives the death of a thread (%i): what the thread had is rejected, the rest is done',
    async (byte, message) => {
      const threads = pool(PROGRAM, 1);
      const deadly = run(threads, byte);
      const beside = run(threads, 8);
      const later = Promise.all([run(threads, 9), run(threads, 10)]);
      await expect(deadly).rejects.toThrow(message);
      await expect(beside).rejects.toThrow(message);
      expect(await later).toEqual([9, 10]);
    },
  );

  test('rejects every task, and does not spin, where threads die at their start', async () => {
    const threads = pool(`throw new Error('no start')`, 2);
    const tasks = await Promise.allSettled(Array.from({ length: 7 }, () => run(threads, 9)));
    expect(tasks.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 'rejected'));
  });
});

test('a pool without threads is a mistake of the program', () => {
  expect(() => pool(PROGRAM, 0)).toThrow(RangeError);
});
