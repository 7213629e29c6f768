import { adjudicate } from '#scheme/adjudicate.ts';
import { readCase } from '#scheme/read-case.ts';
import { writeDecisionTo, writeFault } from '#scheme/write-decision.ts';
import { LineBytes } from './line-bytes.ts';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** A longer line is no case; it is passed over in constant memory. 4 MiB. */
export const LONGEST_LINE_BYTES = 4 * 1024 * 1024;

/** Decisions are handed on in pieces of about this size. */
const PIECE_BYTES = 256 * 1024;

/** What a run over a file of cases came to. */
export interface AdjudicatedLines {
  readonly decisions: number;
  readonly faults: number;
}

/**
 * Cases, one JSON a line → decisions, one JSON a line, in order; a line that is no case gives an error object in its
 * place and the run goes on.
 *
 * Memory is constant: a piece of input, a piece of output, and the longest line. A byte order mark at the beginning and
 * `\r\n` are taken; a file may end with or without a line's end; an empty line is a faulty one, so that line n of the
 * output always answers line n of the input.
 */
export async function* adjudicateLines(
  input: AsyncIterable<Uint8Array>,
  outcome: (lines: AdjudicatedLines) => void,
): AsyncGenerator<Buffer> {
  const run = new Run();
  for await (const chunk of input) {
    run.take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    const piece = run.piece(PIECE_BYTES);
    if (piece !== undefined) yield piece;
  }
  run.end();
  const last = run.piece(1);
  if (last !== undefined) yield last;
  outcome({ decisions: run.decisions, faults: run.faults });
}

class Run {
  decisions = 0;
  faults = 0;
  private line = 0;
  /** Beginning of a line whose end has not come yet. */
  private rest: Buffer[] = [];
  private restBytes = 0;
  private readonly out = new LineBytes();

  take(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      if (this.restBytes === 0) this.decideLine(chunk, from, at);
      else {
        this.keep(chunk.subarray(from, at));
        this.decideRest();
      }
      from = at + 1;
    }
    if (from < chunk.length) this.keep(chunk.subarray(from));
  }

  end(): void {
    if (this.restBytes > 0) this.decideRest();
  }

  /** What has been decided so far, once it is at least `least` bytes; `undefined` else. */
  piece(least: number): Buffer | undefined {
    return this.out.length < least ? undefined : this.out.take();
  }

  private keep(part: Buffer): void {
    // past the limit only the count grows, so that a line of gigabytes costs nothing
    if (this.restBytes <= LONGEST_LINE_BYTES) this.rest.push(Buffer.from(part));
    this.restBytes += part.length;
  }

  private decideRest(): void {
    if (this.restBytes > LONGEST_LINE_BYTES) {
      this.line++;
      this.fault(null, '', `这一行有 ${this.restBytes} 字节，超过上限 ${LONGEST_LINE_BYTES} 字节`);
    } else {
      const whole = this.rest.length === 1 ? (this.rest[0] as Buffer) : Buffer.concat(this.rest);
      this.decideLine(whole, 0, whole.length);
    }
    this.rest = [];
    this.restBytes = 0;
  }

  private decideLine(bytes: Buffer, from: number, to: number): void {
    this.line++;
    const end = to > from && bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to;
    if (end - from > LONGEST_LINE_BYTES) {
      this.fault(null, '', `这一行有 ${end - from} 字节，超过上限 ${LONGEST_LINE_BYTES} 字节`);
      return;
    }
    let text = bytes.toString('utf8', from, end);
    if (this.line === 1 && text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      this.fault(null, '', text.trim() === '' ? '这一行是空的' : '这一行不是合法的 JSON');
      return;
    }
    const read = readCase(value);
    if (read.ok) {
      this.decisions++;
      writeDecisionTo(this.out, adjudicate(read.value));
      this.out.endLine();
    } else this.fault(idOf(value), read.error.field, read.error.message);
  }

  private fault(id: string | null, field: string, message: string): void {
    this.faults++;
    this.out.json(writeFault(id, { field, message: `第 ${this.line} 行：${message}` }));
    this.out.endLine();
  }
}

/** The case's own id where it has one, so that the fault can be found again. */
function idOf(value: unknown): string | null {
  const id = typeof value === 'object' && value !== null ? (value as { readonly id?: unknown }).id : undefined;
  return typeof id === 'string' ? id : null;
}
