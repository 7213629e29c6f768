import type { Answers, Ask, BatchProgress, FromWorker, ToWorker } from '#web/calculator/worker/protocol.ts';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** The page's side of the worker: a question goes out, a promise of its answer comes back. */
export class CalculatorClient {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;
  /** Hears of the progress of a run. */
  onProgress: (progress: BatchProgress) => void = () => {};
  /** Resolves once the worker's program has arrived and runs. */
  readonly ready: Promise<void>;

  constructor() {
    this.worker = new Worker(new URL('./calculator-worker.ts', import.meta.url), {
      type: 'module',
      name: 'calculator',
    });
    this.ready = new Promise((resolve) => {
      this.worker.addEventListener('message', (event: MessageEvent<FromWorker>) => this.hear(event.data, resolve));
    });
    // a worker that could not start, or broke outside of an answer: nobody will answer any more
    this.worker.addEventListener('error', (event) => this.giveUp(new Error(event.message)));
  }

  ask<Type extends Ask['type']>(ask: Extract<Ask, { type: Type }>): Promise<Answers[Type]> {
    const call = ++this.calls;
    return new Promise((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      this.post({ type: 'ask', call, ask });
    });
  }

  cancel(): void {
    this.post({ type: 'cancel' });
  }

  private post(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  private hear(message: FromWorker, ready: () => void): void {
    switch (message.type) {
      case 'ready':
        ready();
        break;
      case 'progress':
        this.onProgress(message.progress);
        break;
      case 'answer':
        this.take(message.call)?.resolve(message.answer as never);
        break;
      case 'broken':
        this.take(message.call)?.reject(new Error(message.message));
        break;
    }
  }

  private take(call: number): Waiting | undefined {
    const waiting = this.waiting.get(call);
    this.waiting.delete(call);
    return waiting;
  }

  private giveUp(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

let client: CalculatorClient | undefined;

/** The one worker of the page, started when first asked for. */
export function calculatorClient(): CalculatorClient {
  client ??= new CalculatorClient();
  return client;
}
