export interface RepeatOptions {
  /** Between the end of one run and the start of the next. */
  readonly everyMs: number;
  /** Hears what a run threw; the next one comes all the same. */
  readonly onError: (error: unknown) => void;
}

/**
 * Runs something again and again, never twice at the same time: sealing the trail, emptying the outbox. It must bear to
 * run in several processes at once, and gets a signal that is aborted when the program stops.
 *
 * Gives what ends it: no further run begins, and it resolves when the one under way is over.
 */
export function repeat(
  work: (signal: AbortSignal) => Promise<unknown>,
  { everyMs, onError }: RepeatOptions,
): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await work(signal);
      } catch (error) {
        onError(error);
      }
      await pause(everyMs, signal);
    }
  };
  const running = run();
  return async () => {
    stopping.abort();
    await running;
  };
}

/** A wait that ends early when the program stops. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
