import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { sendFile, sendJson, type Write } from '#web/app/api/ask.ts';
import { CancelledError } from '#web/app/api/failures.ts';
import { ActKey } from '#web/app/api/idempotency-key.ts';

/** One kind of act that a screen may send. */
export interface Writing<Input> {
  readonly send: (input: Input) => void;
  /** The same once more, under the same key: after a broken network. */
  readonly again: () => void;
  readonly isSending: boolean;
  /** Of a file: how much of it the server has. */
  readonly share: number;
  /** Of a file: the key under which the server has it, to ask how far it is. */
  readonly actKey: string;
  /** Stops an upload. */
  readonly cancel: () => void;
  /** The last upload was stopped. */
  readonly isCancelled: boolean;
  readonly failure: Error | undefined;
  /** Forgets what was answered. */
  readonly reset: () => void;
}

/** An act of the interface: `writeOf` says how it is sent. When it is done, all that is shown is asked anew. */
export function useWrite<Input, Output = undefined>(
  writeOf: (input: Input) => Write,
  onDone: (output: Output, input: Input) => void = () => {},
): Writing<Input> {
  const queries = useQueryClient();
  const key = useRef(new ActKey());
  const stop = useRef(new AbortController());
  const [share, setShare] = useState(0);
  const [actKey, setActKey] = useState('');
  const { mutate, variables, isPending, error, reset } = useMutation<Output, Error, Input>({
    mutationFn: async (input) => {
      const write = writeOf(input);
      const { file } = write;
      if (file === undefined) return await sendJson<Output>(write, key.current.for(write));
      stop.current = new AbortController();
      setShare(0);
      setActKey(key.current.for(write));
      return await sendFile<Output>({ ...write, file }, key.current.for(write), setShare, stop.current.signal);
    },
    onSuccess: (output, input) => {
      key.current.finish();
      onDone(output, input);
      return queries.invalidateQueries();
    },
  });
  return {
    send: (input) => {
      if (!isPending) mutate(input);
    },
    again: () => {
      if (variables !== undefined && !isPending) mutate(variables);
    },
    isSending: isPending,
    share,
    actKey,
    cancel: () => stop.current.abort(),
    isCancelled: error instanceof CancelledError,
    failure: error === null || error instanceof CancelledError ? undefined : error,
    reset,
  };
}
