import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ReadPage } from '#kernel/read-page.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { ReadingAnswer, ReadingTask } from '#platform/reading/reading-program.ts';

/** `reading-busy`: too many wait already. `picture-unreadable`: no picture, too large, or it took too long. */
export type ReadingRefusal = { readonly code: 'reading-busy' } | { readonly code: 'picture-unreadable' };

/** Reads the letters of pictures (PNG, JPEG), one after the other, in a process of its own (ADR 0015). */
export interface PictureReader {
  /** About a second for a slip on a quiet core; the first one starts the process, a second more. */
  read(picture: Uint8Array): Promise<Result<ReadPage, ReadingRefusal>>;
  /** Ends the process; what is still under way is unreadable. */
  close(): void;
}

export interface PictureReaderOptions {
  /** The process holds 0.6 GB; it ends after so long without a picture. */
  readonly idleMilliseconds: number;
  /** A picture that takes longer ends the process, and is unreadable. */
  readonly longestMilliseconds: number;
  readonly mostWaiting: number;
}

const PROGRAM = fileURLToPath(new URL('./reading-program.ts', import.meta.url));

interface Waiter {
  readonly picture: Uint8Array;
  readonly answer: (result: Result<ReadPage, ReadingRefusal>) => void;
}

export function createPictureReader(options: PictureReaderOptions): PictureReader {
  const waiting: Waiter[] = [];
  let program: ChildProcess | undefined;
  let current: Waiter | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lastId = 0;
  let isClosed = false;

  function start(): ChildProcess {
    // nothing of the platform's environment: it holds keys, and a picture from outside is decoded there
    const started = fork(PROGRAM, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { PATH: process.env['PATH'] ?? '' },
      execArgv: [],
    });
    started.on('message', (message: ReadingAnswer) => {
      if (message.id !== lastId) return;
      finish('page' in message ? ok(message.page) : fail({ code: 'picture-unreadable' }));
    });
    const ended = (): void => {
      if (program !== started) return;
      program = undefined;
      if (current !== undefined) finish(fail({ code: 'picture-unreadable' }));
    };
    started.on('error', ended);
    started.on('exit', ended);
    return started;
  }

  function rest(): void {
    const idle = program;
    program = undefined;
    idle?.disconnect();
  }

  function finish(result: Result<ReadPage, ReadingRefusal>): void {
    const done = current;
    current = undefined;
    clearTimeout(timer);
    done?.answer(result);
    next();
  }

  function next(): void {
    if (current !== undefined) return;
    current = waiting.shift();
    if (current === undefined) {
      timer = setTimeout(rest, options.idleMilliseconds);
      timer.unref();
      return;
    }
    clearTimeout(timer);
    program ??= start();
    lastId += 1;
    const asked = program;
    timer = setTimeout(() => asked.kill('SIGKILL'), options.longestMilliseconds);
    asked.send({ id: lastId, picture: current.picture } satisfies ReadingTask, (error) => {
      if (error !== null) asked.kill('SIGKILL');
    });
  }

  return {
    read: (picture) => {
      if (isClosed || waiting.length >= options.mostWaiting) {
        return Promise.resolve(fail({ code: isClosed ? 'picture-unreadable' : 'reading-busy' }));
      }
      const { promise, resolve } = Promise.withResolvers<Result<ReadPage, ReadingRefusal>>();
      waiting.push({ picture, answer: resolve });
      next();
      return promise;
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      for (const { answer } of waiting.splice(0)) answer(fail({ code: 'picture-unreadable' }));
      program?.kill('SIGKILL');
    },
  };
}
