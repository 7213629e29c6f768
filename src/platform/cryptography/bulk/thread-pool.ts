import { Worker } from 'node:worker_threads';
import type { Answer, Task, TaskKind } from '#platform/cryptography/bulk/messages.ts';

export interface ThreadPool {
  /** Runs one task on the first thread with room; its bytes are packed only then, so that few wait in memory. */
  run(kind: TaskKind, pack: () => Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

interface Waiting {
  readonly kind: TaskKind;
  readonly pack: () => Uint8Array<ArrayBuffer>;
  readonly resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (reason: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly underWay: Map<number, Waiting>;
}

/** One at work and one in reserve, so that no thread waits for the main one. */
const TASKS_ON_THREAD = 2;

/** What a task makes is gone with its answer: more room for the new costs memory and saves no time. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 4 };

/** The file is the thread's program, `data` what it starts with. */
export function startThreadPool(file: URL, data: unknown, size: number): ThreadPool {
  if (!Number.isInteger(size) || size < 1) throw new RangeError('a pool has at least one thread');
  const threads: Thread[] = [];
  const queue: Waiting[] = [];
  let nextId = 1;
  let end: Error | undefined;

  function startThread(): Thread {
    const worker = new Worker(file, { workerData: data, resourceLimits: RESOURCE_LIMITS });
    const thread: Thread = { worker, underWay: new Map() };
    worker.on('message', (answer: Answer) => {
      take(thread, answer);
      dispatch();
    });
    worker.on('error', (cause) => lose(thread, new Error('a thread of the pool died', { cause })));
    worker.on('exit', () => lose(thread, new Error('a thread of the pool ended')));
    return thread;
  }

  function take({ underWay }: Thread, answer: Answer): void {
    const task = underWay.get(answer.id);
    underWay.delete(answer.id);
    if ('bytes' in answer) task?.resolve(answer.bytes);
    else task?.reject(new Error(answer.failure));
  }

  /** What it had is rejected, since it may have been the cause; the next task starts another thread. */
  function lose(thread: Thread, reason: Error): void {
    const at = threads.indexOf(thread);
    if (at === -1) return;
    threads.splice(at, 1);
    rejectAll(thread.underWay.values(), reason);
    dispatch();
  }

  function dispatch(): void {
    while (end === undefined) {
      const thread = threadWithRoom();
      const task = thread === undefined ? undefined : queue.shift();
      if (thread === undefined || task === undefined) return;
      send(thread, task);
    }
  }

  function threadWithRoom(): Thread | undefined {
    if (queue.length > 0 && threads.length < size) threads.push(startThread());
    const [first, ...rest] = threads;
    if (first === undefined) return undefined;
    const freest = rest.reduce((best, each) => (each.underWay.size < best.underWay.size ? each : best), first);
    return freest.underWay.size < TASKS_ON_THREAD ? freest : undefined;
  }

  function send({ worker, underWay }: Thread, task: Waiting): void {
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = task.pack();
    } catch (error) {
      task.reject(error instanceof Error ? error : new Error('packing failed'));
      return;
    }
    const id = nextId++;
    underWay.set(id, task);
    worker.postMessage({ id, kind: task.kind, bytes } satisfies Task, [bytes.buffer]);
  }

  function run(kind: TaskKind, pack: Waiting['pack']): Promise<Uint8Array<ArrayBuffer>> {
    if (end !== undefined) return Promise.reject(end);
    return new Promise((resolve, reject) => {
      queue.push({ kind, pack, resolve, reject });
      dispatch();
    });
  }

  async function close(): Promise<void> {
    end ??= new Error('the pool of threads is closed');
    const ending = threads.splice(0);
    rejectAll([...ending.flatMap(({ underWay }) => [...underWay.values()]), ...queue.splice(0)], end);
    await Promise.all(ending.map(({ worker }) => worker.terminate()));
  }

  return { run, close };
}

function rejectAll(tasks: Iterable<Waiting>, reason: Error): void {
  for (const task of tasks) task.reject(reason);
}
