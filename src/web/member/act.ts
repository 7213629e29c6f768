import { useRef, useState } from 'react';
import { sendFile, sendJson, type Write } from '#web/app/api/ask.ts';
import { UnreachableError } from '#web/app/api/failures.ts';
import { ActKey } from '#web/app/api/idempotency-key.ts';

const PAUSES_MS = [800, 2_500, 6_000];

/**
 * Sends an act, again under the same key where the server was not reached: on a bad line it happens once, or is told to
 * have failed.
 */
export async function sendAct<T>(write: Write, key: ActKey, onShare: (share: number) => void = () => {}): Promise<T> {
  for (const pause of [...PAUSES_MS, undefined]) {
    try {
      const { file } = write;
      const name = key.for(write);
      const answer =
        file === undefined
          ? await sendJson<T>(write, name)
          : await sendFile<T>({ ...write, file }, name, onShare, new AbortController().signal);
      key.finish();
      return answer;
    } catch (error) {
      if (!(error instanceof UnreachableError) || pause === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  throw new Error('unreachable');
}

export interface Acting<T> {
  readonly send: (write: Write) => Promise<T | undefined>;
  readonly isSending: boolean;
  readonly failure: Error | undefined;
}

/** One kind of act of a screen; `undefined` where it failed, and the failure to show. */
export function useAct<T = undefined>(): Acting<T> {
  const key = useRef(new ActKey());
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const send = async (write: Write): Promise<T | undefined> => {
    setSending(true);
    setFailure(undefined);
    try {
      return (await sendAct<T>(write, key.current)) ?? (true as T);
    } catch (error) {
      setFailure(error as Error);
      return undefined;
    } finally {
      setSending(false);
    }
  };
  return { send, isSending, failure };
}
