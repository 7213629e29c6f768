/**
 * The texts of docs/scheme as data: a strict parser of the clause documents and of the readings.
 *
 * Strict so that a slip of an editor is an error with file and line, never a clause that silently changes or
 * disappears. The form is described for editors in docs/scheme/README.md.
 */

import { parentClauseId } from '#scheme/clause-id.ts';

export interface Clause {
  readonly id: string;
  /** The clause's words, one entry a paragraph, its own number included. */
  readonly paragraphs: readonly string[];
  /** The editor's remarks (`注：`), not part of the clause. */
  readonly notes: readonly string[];
}

export interface ClauseDocument {
  readonly title: string;
  /** SHA-256 of the source's part that this document holds, by {@link normalizeText}. */
  readonly sourceDigest: string;
  readonly clauses: readonly Clause[];
}

/** A choice made where the text leaves one open (读法). */
export interface ReadingEntry {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly seeAlso: readonly string[];
  readonly from: string;
  readonly openPoint: string;
  readonly text: string;
  readonly reason: string;
}

const CLAUSE_ID =
  /^(?:附件[12](?:-\d{1,2}(?:\([一二三四五六七八九十]\))?(?:\.\d{1,2})?)?|附件2-附表|通知(?:-[一二三四五六七八九十](?:\([一二三四五六七八九十]\))?(?:\.\d{1,2})?)?|通知-落款)$/;
const HEADING = /^(#{2,6}) (.*)$/;
const DIGEST_LINE = /^原文摘要：([0-9a-f]{64})$/;
const READING_HEADING = /^### (读法-(\d+)) (\S.*)$/;
const READING_FIELD = /^- (条款|另见|起用|未定|取法|理由)：(\S.*)$/;
const READING_FIELDS = ['条款', '另见', '起用', '未定', '取法', '理由'];
const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A text without white space and without the lines that hold nothing but a page number: what two copies must share. */
export function normalizeText(text: string): string {
  return text
    .replaceAll('\f', '\n')
    .replace(/^\s*\d{1,3}\s*$/gm, '')
    .replace(/\s+/g, '');
}

/** Parses one clause document; throws with `name:line` at the first line that departs from the form. */
export function parseClauseDocument(name: string, markdown: string): ClauseDocument {
  const lines = splitLines(name, markdown);
  const title = /^# (\S.*)$/.exec(lines[0] ?? '')?.[1] ?? refuse(name, 1, 'the first line must be "# title"');
  const sourceDigest = DIGEST_LINE.exec(lines[2] ?? '')?.[1] ?? refuse(name, 3, 'the third line must be "原文摘要：…"');
  const clauses: { id: string; paragraphs: string[]; notes: string[] }[] = [];
  const seen = new Set<string>();
  let previous = '';
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    if (index === 0 || index === 2) continue;
    const current = clauses.at(-1);
    const heading = HEADING.exec(line);
    if (heading !== null) {
      if (current?.paragraphs.length === 0) refuse(name, number, `${current.id} has no text`);
      const id = heading[2] ?? '';
      checkClauseHeading(name, number, id, heading[1]?.length ?? 0, seen);
      seen.add(id);
      clauses.push({ id, paragraphs: [], notes: [] });
    } else if (line.startsWith('> ')) {
      const text = line.slice(2);
      const opensQuote = current?.paragraphs.length === 0 && previous === '';
      const continuesQuote = previous === '>' && current !== undefined && current.paragraphs.length > 0;
      if (text.trim() !== text || text === '' || !(opensQuote || continuesQuote))
        refuse(name, number, 'stray clause text');
      current?.paragraphs.push(text);
    } else if (line === '>') {
      if (!previous.startsWith('> ')) refuse(name, number, 'stray empty line of a quote');
    } else if (line.startsWith('注：')) {
      if (current === undefined || current.paragraphs.length === 0 || previous !== '' || line.length === 2) {
        refuse(name, number, 'stray note');
      }
      current?.notes.push(line.slice(2));
    } else if (line !== '') {
      refuse(name, number, `neither heading, clause text nor note: ${line}`);
    }
    if (previous === '>' && !line.startsWith('> ')) refuse(name, number, 'a quote ends with an empty line');
    previous = line;
  }
  if (previous === '>') refuse(name, lines.length, 'a quote ends with an empty line');
  const last = clauses.at(-1) ?? refuse(name, lines.length, 'no clause');
  if (last.paragraphs.length === 0) refuse(name, lines.length, `${last.id} has no text`);
  return { title, sourceDigest, clauses };
}

/**
 * Parses the readings; `clauseIds` are the clauses that they may cite.
 *
 * What stands before the first reading is prose for people and is passed over.
 */
export function parseReadings(name: string, markdown: string, clauseIds: ReadonlySet<string>): readonly ReadingEntry[] {
  const readings: ReadingEntry[] = [];
  let open: { number: number; id: string; title: string; fields: Map<string, string> } | undefined;
  const close = (): void => {
    if (open !== undefined) readings.push(completeReading(name, open, clauseIds));
  };
  for (const [index, line] of splitLines(name, markdown).entries()) {
    const number = index + 1;
    const heading = READING_HEADING.exec(line);
    if (heading !== null) {
      close();
      if (Number(heading[2]) !== readings.length + 1) refuse(name, number, `expected 读法-${readings.length + 1}`);
      open = { number, id: heading[1] ?? '', title: heading[3] ?? '', fields: new Map() };
    } else if (open !== undefined && line !== '') {
      const field = READING_FIELD.exec(line) ?? refuse(name, number, `no field of a reading: ${line}`);
      const [, key = '', value = ''] = field;
      const lastKey = [...open.fields.keys()].at(-1);
      if (lastKey !== undefined && READING_FIELDS.indexOf(key) <= READING_FIELDS.indexOf(lastKey)) {
        refuse(name, number, `${key} is out of order`);
      }
      open.fields.set(key, value);
    }
  }
  close();
  return readings;
}

function checkClauseHeading(name: string, line: number, id: string, level: number, seen: ReadonlySet<string>): void {
  if (!CLAUSE_ID.test(id)) refuse(name, line, `no clause id: ${id}`);
  if (seen.has(id)) refuse(name, line, `${id} stands twice`);
  const parent = parentClauseId(id);
  if (parent === undefined ? seen.size > 0 : !seen.has(parent))
    refuse(name, line, `${id} stands before ${parent ?? 'all'}`);
  const expected = 2 + (id.includes('(') ? 1 : 0) + (id.includes('.') ? 1 : 0);
  if (level !== expected) refuse(name, line, `${id} must be a heading of level ${expected}`);
}

function completeReading(
  name: string,
  open: { number: number; id: string; title: string; fields: ReadonlyMap<string, string> },
  clauseIds: ReadonlySet<string>,
): ReadingEntry {
  const field = (key: string): string => open.fields.get(key) ?? refuse(name, open.number, `${open.id} lacks ${key}`);
  const clause = field('条款');
  const seeAlso = open.fields.get('另见')?.split('、') ?? [];
  for (const cited of [clause, ...seeAlso]) {
    if (!clauseIds.has(cited)) refuse(name, open.number, `${open.id} cites ${cited}, which is no clause`);
  }
  const from = field('起用');
  if (!CIVIL_DATE.test(from)) refuse(name, open.number, `${open.id}: 起用 must be a date`);
  const { id, title } = open;
  return { id, title, clause, seeAlso, from, openPoint: field('未定'), text: field('取法'), reason: field('理由') };
}

function splitLines(name: string, markdown: string): string[] {
  if (markdown.includes('\r')) refuse(name, 1, 'line ends must be LF');
  return markdown.replace(/\n$/, '').split('\n');
}

function refuse(name: string, line: number, message: string): never {
  throw new Error(`${name}:${line}: ${message}`);
}
