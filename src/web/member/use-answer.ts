import { useCallback, useEffect, useState } from 'react';
import { askApi } from '#web/app/api/ask.ts';

export interface Asked<T> {
  readonly answer: T | undefined;
  readonly failure: Error | undefined;
  readonly again: () => void;
}

/** An answer of the interface; asked again where `again` is called. Keeps the one before meanwhile. */
export function useAsked<T>(path: string): Asked<T> {
  const [answer, setAnswer] = useState<T>();
  const [failure, setFailure] = useState<Error>();
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same again
  useEffect(() => {
    const stop = new AbortController();
    askApi<T>(path, {}, stop.signal).then(
      (given) => {
        setAnswer(given);
        setFailure(undefined);
      },
      (error: Error) => {
        if (!stop.signal.aborted) setFailure(error);
      },
    );
    return () => stop.abort();
  }, [path, round]);
  return { answer, failure, again: useCallback(() => setRound((at) => at + 1), []) };
}
