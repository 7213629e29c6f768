import { BatchRunner } from '#web/calculator/worker/batch-runner.ts';
import { makeExport } from '#web/calculator/worker/make-export.ts';
import type { Answers, Ask, FromWorker, ToWorker } from '#web/calculator/worker/protocol.ts';

/** The worker of the calculator: the files are read and decided here, off the page's thread, and go nowhere from here. */

/** What a worker has of its global scope that this one uses; the page's types know only the window. */
interface WorkerScope {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
}

const scope = self as unknown as WorkerScope;
const runner = new BatchRunner((progress) => post({ type: 'progress', progress }));

function post(message: FromWorker): void {
  scope.postMessage(message);
}

scope.addEventListener('message', (event) => {
  const message = event.data;
  if (message.type === 'cancel') runner.cancel();
  else {
    const { call } = message;
    answer(message.ask).then(
      (value) => post({ type: 'answer', call, answer: value }),
      (error: unknown) =>
        post({ type: 'broken', call, message: error instanceof Error ? error.message : String(error) }),
    );
  }
});

/** One at a time: a new run waits until the one before has come to its end or was stopped. */
let running: Promise<unknown> = Promise.resolve();

async function answer(ask: Ask): Promise<Answers[keyof Answers]> {
  switch (ask.type) {
    case 'run': {
      runner.cancel();
      const run = running.then(
        () => runner.run(ask.request),
        () => runner.run(ask.request),
      );
      running = run;
      return await run;
    }
    case 'count':
      return runner.lists.count(ask.query);
    case 'rows':
      return runner.lists.rows(ask.query, ask.from, ask.to);
    case 'detail':
      return runner.lists.detail(ask.query, ask.index);
    case 'export':
      return await makeExport(ask.what, runner.results);
  }
}

post({ type: 'ready' });
