import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { Problem } from '#contracts/problem.ts';
import { problemOf } from '#http/problem.ts';
import type { RefusalTable } from '#http/refusal-table.ts';
import { type RefusalCode, type RefusalOf, refusals } from '#http/refusals.ts';

const PARTS = join(import.meta.dirname, 'refusals');

/** What the words of some refusal need, and a number that none of them may show. */
const DATA = {
  limitBytes: 1,
  retryAfterSeconds: 1,
  failedChecks: ['数据库'],
  message: '文件读不出来。',
  fault: 'too-short',
  caseFault: { field: 'id', message: '缺少' },
  waitingForCard: { count: 1, totalFen: 1 },
  voided: [],
  first: { row: 1, postedOn: 20_000, amountFen: 1 },
  names: ['结算单'],
  setting: 'idleMinutes',
  month: '2025-05',
  usedOn: '2025-05-31',
  residentId: '410105',
};

type Planted = { readonly code: 'full'; readonly limit: number } | { readonly code: 'closed' };

describe('the table of refusals', () => {
  it('holds every part, and no code twice', async () => {
    const files = readdirSync(PARTS).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    const codes: string[] = [];
    for (const name of files) {
      const part = (await import(join(PARTS, name))) as Record<string, object>;
      for (const table of Object.values(part)) codes.push(...Object.keys(table));
    }
    expect(codes.toSorted()).toEqual([...new Set(codes)].toSorted());
    expect(codes.toSorted()).toEqual(Object.keys(refusals).toSorted());
  });

  it('has for each code a sentence in Chinese and no more than the contract’s fields', () => {
    for (const code of Object.keys(refusals) as RefusalCode[]) {
      const data = { ...DATA, code };
      const problem = problemOf(data as unknown as RefusalOf<RefusalCode>, 'trace');
      expect(problem.message, code).toMatch(/^[\p{Script=Han}“《\d].*[。！？]$/u);
      expect(Value.Check(Problem, problem)).toBe(true);
      expect(JSON.stringify(problem), code).not.toContain('410105');
    }
  });

  it('does not compile without a code, or with one that is nobody’s', () => {
    // @ts-expect-error: `closed` is missing
    const incomplete = { full: { status: 409, message: '已满。' } } satisfies RefusalTable<Planted>;
    const foreign = {
      full: { status: 409, message: ({ limit }) => `已满 ${limit} 项。` },
      closed: { status: 409, message: '已关闭。' },
      // @ts-expect-error: no refusal of this name
      opened: { status: 409, message: '已打开。' },
    } satisfies RefusalTable<Planted>;
    expect(Object.keys({ ...incomplete, ...foreign })).toEqual(['full', 'closed', 'opened']);
  });
});
