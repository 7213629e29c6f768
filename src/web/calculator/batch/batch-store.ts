import { useSyncExternalStore } from 'react';
import { calculatorClient } from '#web/calculator/worker/calculator-client.ts';
import type { BatchEnd, BatchProgress, BatchRequest, FileKind } from '#web/calculator/worker/protocol.ts';

/** What the page knows of the batch. It outlives the page, so that a look at the clauses loses nothing. */
export interface BatchState {
  readonly files: Readonly<Record<FileKind, File | undefined>>;
  /** While work is going on, and only once it takes longer than a moment. */
  readonly progress: BatchProgress | undefined;
  readonly isRunning: boolean;
  readonly end: BatchEnd | undefined;
  /** The worker broke, which is our fault. */
  readonly broken: string | undefined;
  /** Rises with each result, so that lists know when theirs is old. */
  readonly version: number;
}

let state: BatchState = {
  files: { roster: undefined, settlements: undefined },
  progress: undefined,
  isRunning: false,
  end: undefined,
  broken: undefined,
  version: 0,
};
const listeners = new Set<() => void>();

function change(parts: Partial<BatchState>): void {
  state = { ...state, ...parts };
  for (const listener of listeners) listener();
}

export function useBatch(): BatchState {
  return useSyncExternalStore(listen, () => state);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function putFile(kind: FileKind, file: File | undefined): void {
  change({ files: { ...state.files, [kind]: file } });
}

type Settings = Pick<BatchRequest, 'program' | 'startOn' | 'submittedOn'>;

let lastRun = '';
let runs = 0;
/** Files are told apart by the object: the same file chosen again may have been mended meanwhile. */
const fileNumbers = new WeakMap<File, number>();
let filesSeen = 0;

function numberOf(file: File | undefined): number {
  if (file === undefined) return 0;
  const number = fileNumbers.get(file) ?? ++filesSeen;
  fileNumbers.set(file, number);
  return number;
}

/** Runs the batch unless these very files and settings were the last to run. */
export function runBatch(settings: Settings, again = false): void {
  const { roster, settlements } = state.files;
  const { program, startOn, submittedOn } = settings;
  const key = [program, startOn, submittedOn, numberOf(roster), numberOf(settlements)].join(' ');
  if (key === lastRun && !again) return;
  lastRun = key;
  const run = ++runs;
  if (roster === undefined && settlements === undefined) {
    calculatorClient().cancel();
    change({ isRunning: false, progress: undefined, end: undefined, broken: undefined, version: state.version + 1 });
    return;
  }
  const client = calculatorClient();
  client.onProgress = (progress) => change({ progress });
  change({ isRunning: true, progress: undefined, broken: undefined });
  // the accident program has no settlements to import: its files are rosters only
  const request = {
    program,
    startOn,
    submittedOn,
    roster,
    settlements: program === 'henan-inpatient' ? settlements : undefined,
  };
  client.ask({ type: 'run', request }).then(
    (end) => {
      if (run === runs) change({ isRunning: false, progress: undefined, end, version: state.version + 1 });
    },
    (error: Error) => {
      if (run === runs) change({ isRunning: false, progress: undefined, end: undefined, broken: error.message });
    },
  );
}

export function cancelBatch(): void {
  calculatorClient().cancel();
}
