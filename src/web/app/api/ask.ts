import type { Problem } from '#contracts/problem.ts';
import { CancelledError, ProblemError, UnreachableError } from '#web/app/api/failures.ts';

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** A write as it is sent: JSON, or one file; never both. */
export interface Write {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: QueryValues;
  readonly body?: unknown;
  readonly file?: File;
}

/** An address of the interface; values that are not given leave no trace. */
export function apiAddress(path: string, query: QueryValues = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(key, String(value));
  }
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

/** Reads from the interface. Rejects with one of the failures. */
export async function askApi<T>(path: string, query: QueryValues = {}, signal?: AbortSignal): Promise<T> {
  return (await fetched(apiAddress(path, query), { ...(signal !== undefined && { signal }) })) as T;
}

/** Sends a write as JSON. `key` names the act: sent again under the same key it happens once. */
export async function sendJson<T>({ method, path, query, body }: Write, key: string): Promise<T> {
  const headers: Record<string, string> = { 'idempotency-key': key };
  if (body !== undefined) headers['content-type'] = 'application/json';
  return (await fetched(apiAddress(path, query), {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })) as T;
}

async function fetched(address: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, { ...init, credentials: 'same-origin' });
    text = await response.text();
  } catch (error) {
    // a question that nobody waits for any more is no failure of the network
    if (init.signal?.aborted === true) throw error;
    throw new UnreachableError('not reached', { cause: error });
  }
  return answerOf(response.status, text);
}

/** How far an upload has come, 0 to 1; at 1 the server has it all and works on it. */
export type OnShare = (share: number) => void;

/**
 * Sends a file as multipart/form-data. `XMLHttpRequest`, since `fetch` tells nobody how far an upload has come.
 *
 * Aborting stops it: before the server has it all nothing has happened.
 */
export function sendFile<T>(
  write: Write & { readonly file: File },
  key: string,
  onShare: OnShare,
  signal: AbortSignal,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(write.method, apiAddress(write.path, write.query));
    request.setRequestHeader('idempotency-key', key);
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total === 0 ? 1 : loaded / total));
    request.addEventListener('load', () => {
      try {
        resolve(answerOf(request.status, request.responseText) as T);
      } catch (error) {
        reject(error);
      }
    });
    request.addEventListener('error', () => reject(new UnreachableError('not reached')));
    request.addEventListener('abort', () => reject(new CancelledError('stopped by its reader')));
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', write.file);
    request.send(form);
  });
}

function answerOf(status: number, text: string): unknown {
  const answer = parsed(text);
  if (status >= 200 && status < 300) return answer;
  if (isProblem(answer)) throw new ProblemError(answer);
  throw new UnreachableError(`answered with ${status}, and not by the platform`);
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(answer: unknown): answer is Problem {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    typeof (answer as Partial<Problem>).code === 'string' &&
    typeof (answer as Partial<Problem>).message === 'string'
  );
}
