import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import { fenOf, inFen, isRecord, type Json, type JsonRecord, mergeGiven, withoutKey } from './merge-given.ts';

/** A case that a clerk can read and check: what is given, what must come of it, and the hand calculation. */
export interface WrittenCase {
  readonly title: string;
  /** Ids of rules, as `henan-inpatient/waiting-time`. */
  readonly covers: readonly string[];
  /** The whole case, or the facts of a joining rule, amounts in fen. */
  readonly given: Json;
  readonly expect: Expectation;
  /** The hand calculation, line by line. */
  readonly working: readonly string[];
  /** Path from the folder of cases, with `/`. */
  readonly file: string;
  /** Where the case begins in its file, counted from 1. */
  readonly line: number;
}

export interface CodeAndClause {
  readonly code: string;
  readonly clause: string;
}

export interface ExpectedDecision {
  readonly kind: 'decision';
  readonly outcome: string;
  readonly amountFen: number;
  readonly reasons: readonly CodeAndClause[];
  readonly notices: readonly CodeAndClause[];
  /** All readings that the decision rests on, where the case says so. */
  readonly readings: readonly string[] | undefined;
  /** Every line of the receipt, label and figure, where the case shows it. */
  readonly receipt: readonly string[] | undefined;
}

/** A decision, a fault at a field of the case, or what a joining rule answers. */
export type Expectation =
  | ExpectedDecision
  | { readonly kind: 'fault'; readonly field: string }
  | { readonly kind: 'answer'; readonly answer: Json };

/** Every case under `folder`, file by file in the order of their paths; a folder `base` holds what others extend. */
export function readCases(folder: string): readonly WrittenCase[] {
  const files = globSync('**/*.yaml', { cwd: folder })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.split('/').includes('base'))
    .sort();
  return files.flatMap((file) => readCaseFile(folder, file));
}

/**
 * The cases of one file; its form is described in cases/README.md.
 *
 * @throws with file and line where it departs from that form.
 */
export function readCaseFile(folder: string, file: string): readonly WrittenCase[] {
  const { content, lines } = parse(folder, file);
  const shared = sharedGiven(folder, file, content, []);
  const cases = content['cases'];
  if (!Array.isArray(cases) || cases.length === 0) throw new Error(`${file}: no list of cases`);
  return cases.map((entry: Json, index) => {
    const line = lines[index] ?? 1;
    try {
      return caseOf(entry, shared, file, line);
    } catch (error) {
      throw new Error(`${file}:${line}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}

const FILE_KEYS = ['extends', 'given', 'cases', 'anchors'];
const CASE_KEYS = ['title', 'covers', 'given', 'without', 'expect', 'working'];
const EXPECT_KEYS = ['outcome', 'amount', 'reasons', 'notices', 'readings', 'receipt', 'error', 'answer'];

function parse(folder: string, file: string): { readonly content: JsonRecord; readonly lines: readonly number[] } {
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(join(folder, file), 'utf8'), { lineCounter: counter, version: '1.2' });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) throw new Error(`${file}:${fault.linePos?.[0].line ?? 1}: ${fault.message}`);
  const content: Json = document.toJS();
  if (!isRecord(content)) throw new Error(`${file}:1: not a map`);
  expectKeys(content, FILE_KEYS, file);
  const cases = document.get('cases');
  const lines = isSeq(cases)
    ? cases.items.map((item) => (isNode(item) && item.range ? counter.linePos(item.range[0]).line : 1))
    : [];
  return { content, lines };
}

/** What all cases of a file share: its own `given` upon that of the file which it extends. */
function sharedGiven(folder: string, file: string, content: JsonRecord, under: readonly string[]): Json | undefined {
  const base = content['extends'];
  if (base === undefined) return content['given'];
  if (typeof base !== 'string') throw new Error(`${file}: extends names a file`);
  const path = normalize(join(dirname(file), base)).replaceAll('\\', '/');
  if (path.startsWith('..')) throw new Error(`${file}: extends ${base}, outside of the cases`);
  if (under.includes(path)) throw new Error(`${file}: extends itself`);
  return mergeGiven(sharedGiven(folder, path, parse(folder, path).content, [...under, path]), content['given']);
}

function caseOf(entry: Json, shared: Json | undefined, file: string, line: number): WrittenCase {
  if (!isRecord(entry)) throw new Error('a case is a map');
  expectKeys(entry, CASE_KEYS, 'case');
  const title = textOf(entry['title'], 'title');
  const covers = textsOf(entry['covers'], 'covers');
  const expect = expectationOf(entry['expect']);
  // a case that can't be read reaches no rule
  if ((covers.length === 0) !== (expect.kind === 'fault')) throw new Error('covers no rule, or a rule with an error');
  let given = mergeGiven(shared, entry['given']);
  if (given === undefined) throw new Error('nothing given');
  for (const path of textsOf(entry['without'], 'without')) given = withoutKey(given, path);
  const working = entry['working'] === undefined ? '' : textOf(entry['working'], 'working');
  return {
    title,
    covers,
    given: inFen(given),
    expect,
    working: working.split('\n').filter((each) => each.trim() !== ''),
    file,
    line,
  };
}

function expectationOf(expect: Json | undefined): Expectation {
  if (!isRecord(expect)) throw new Error('expect is a map');
  expectKeys(expect, EXPECT_KEYS, 'expect');
  const { outcome, amount, error, answer } = expect;
  const told = [outcome, error, answer].filter((each) => each !== undefined);
  if (told.length !== 1) throw new Error('expect tells an outcome, an error or an answer');
  if (error !== undefined) return { kind: 'fault', field: textOf(error, 'error') };
  if (answer !== undefined) return { kind: 'answer', answer: inFen(answer) };
  const { readings, receipt } = expect;
  return {
    kind: 'decision',
    outcome: textOf(outcome, 'outcome'),
    amountFen: amount === undefined ? 0 : fenOf(textOf(amount, 'amount')),
    reasons: textsOf(expect['reasons'], 'reasons').map(codeAndClause),
    notices: textsOf(expect['notices'], 'notices').map(codeAndClause),
    readings: readings === undefined ? undefined : textsOf(readings, 'readings'),
    receipt: receipt === undefined ? undefined : textsOf(receipt, 'receipt'),
  };
}

/** `waiting-time 附件1-4.2`. */
function codeAndClause(text: string): CodeAndClause {
  const [code = '', clause = '', ...rest] = text.split(' ');
  if (clause === '' || rest.length > 0) throw new Error(`${text} is not a code and a clause`);
  return { code, clause };
}

function textOf(value: Json | undefined, name: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Error(`${name} is a text`);
  return value;
}

/** A list of texts; none where it is not there. */
function textsOf(value: Json | undefined, name: string): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Error(`${name} is a list`);
  return value.map((each: Json) => textOf(each, name));
}

function expectKeys(record: JsonRecord, known: readonly string[], name: string): void {
  for (const key of Object.keys(record)) if (!known.includes(key)) throw new Error(`${name}: no key ${key}`);
}
