import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type AdjudicatedLines, adjudicateLines, LONGEST_LINE_BYTES } from './adjudicate-lines.ts';

const CASE = {
  id: '案件一',
  program: 'national-accident',
  periods: [{ id: 'p', startOn: '2025-05-02', endOn: '2026-05-01', shares: 2 }],
  paid: [],
  claim: {
    benefit: 'death',
    submittedOn: '2025-09-20',
    notifiedOn: '2025-08-03',
    exclusions: [],
    event: { id: 'e', on: '2025-08-01', treatedAbroad: false },
    death: { on: '2025-08-02' },
  },
};

async function run(
  chunks: readonly (string | Uint8Array)[],
): Promise<{ lines: Record<string, unknown>[]; counts: AdjudicatedLines | undefined }> {
  let counts: AdjudicatedLines | undefined;
  const pieces: Buffer[] = [];
  const input = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  for await (const piece of adjudicateLines(input, (all) => {
    counts = all;
  })) {
    pieces.push(piece);
  }
  const text = Buffer.concat(pieces).toString('utf8');
  const lines = text.split('\n').slice(0, -1);
  return { lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>), counts };
}

describe('adjudicateLines', () => {
  it('answers every line in order, a faulty one with an error object, and goes on', async () => {
    const line = JSON.stringify(CASE);
    const { lines, counts } = await run([`${line}\nnot json\n\n{"id":"x"}\n${line}\n`]);
    expect(lines.map((each) => [each['id'], each['outcome'] ?? (each['error'] as { field: string }).field])).toEqual([
      ['案件一', 'pay'],
      [null, ''],
      [null, ''],
      ['x', 'program'],
      ['案件一', 'pay'],
    ]);
    expect(counts).toEqual({ decisions: 2, faults: 3 });
    expect(lines[1]).toMatchObject({ error: { message: expect.stringContaining('第 2 行') } });
  });

  it('does not care where chunks end, whatever the bytes', async () => {
    const bytes = Buffer.from(`${JSON.stringify(CASE)}\r\n${JSON.stringify({ ...CASE, id: '二' })}`);
    const whole = await run([bytes]);
    expect(whole.counts).toEqual({ decisions: 2, faults: 0 });
    for (const size of [1, 7, 100]) {
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
      expect((await run(chunks)).lines).toEqual(whole.lines);
    }
  });

  it('takes a byte order mark and a file without a last line end; an empty file gives nothing', async () => {
    expect((await run([`\uFEFF${JSON.stringify(CASE)}`])).counts).toEqual({ decisions: 1, faults: 0 });
    expect(await run([])).toEqual({ lines: [], counts: { decisions: 0, faults: 0 } });
  });

  it('passes over a line that is too long and goes on with the next', async () => {
    const piece = 'a'.repeat(1024 * 1024);
    const tooLong = Array.from({ length: LONGEST_LINE_BYTES / piece.length + 2 }, () => piece);
    const { lines, counts } = await run([...tooLong, '\n', `${JSON.stringify(CASE)}\n`]);
    expect(counts).toEqual({ decisions: 1, faults: 1 });
    expect(lines[0]).toMatchObject({ id: null, error: { message: expect.stringContaining('超过上限') } });
    expect(lines[1]).toMatchObject({ id: '案件一', outcome: 'pay', amountFen: 10_000_000 });
  });
});
