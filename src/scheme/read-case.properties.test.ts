import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCase } from '#scheme/read-case.ts';
import { arbitraryCase } from '../../test/support/arbitrary-case.ts';
import type { CaseJson } from '../../test/support/case-json.ts';

const RUNS = { numRuns: 1_000 };

/** A third of a second each on an idle machine; a crowded one needs more. */
const PATIENCE = { timeout: 60_000 };

/** The last three keys of a payment need not be there. */
const OPTIONAL = /^paid\[\d+\]\.(?:eventId|deductibleFen|stayUsed)$/;

type Key = string | number;

/** The way to every key of a JSON value, from the top. */
function waysInto(value: unknown, way: readonly Key[] = []): (readonly Key[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const next = [...way, Array.isArray(value) ? Number(key) : key];
    return [next, ...waysInto(inner, next)];
  });
}

function pathOf(way: readonly Key[]): string {
  return way.map((key, at) => (typeof key === 'number' ? `[${key}]` : at === 0 ? key : `.${key}`)).join('');
}

/** What stands at a key, and whether it is an amount, a count or a grade. */
function valueAt(value: unknown, way: readonly Key[]): unknown {
  return way.reduce<unknown>((inner, key) => (inner as Record<Key, unknown>)[key], value);
}

/** A copy of the case in which `change` was done to the object or list that holds the last key of the way. */
function spoilt(
  valid: CaseJson,
  way: readonly Key[],
  change: (holder: Record<Key, unknown>, key: Key) => void,
): unknown {
  const copy: unknown = structuredClone(valid);
  change(valueAt(copy, way.slice(0, -1)) as Record<Key, unknown>, way.at(-1) ?? '');
  return copy;
}

function faultOf(value: unknown): string | undefined {
  const read = readCase(value);
  return read.ok ? undefined : read.error.field;
}

/** Asserts of a valid case and one of its keys. */
function ofEveryKey(holds: (valid: CaseJson, way: readonly Key[]) => void): void {
  fc.assert(
    fc.property(arbitraryCase, fc.nat(), (valid, pick) => {
      const ways = waysInto(valid);
      holds(valid, ways[pick % ways.length] ?? []);
    }),
    RUNS,
  );
}

describe('the reader of cases', PATIENCE, () => {
  it('takes every valid case', () => {
    fc.assert(
      fc.property(arbitraryCase, (valid) => {
        expect(faultOf(valid)).toBeUndefined();
      }),
      RUNS,
    );
  });

  it('takes a case that went through JSON as the case itself, and keeps no reference into it', () => {
    fc.assert(
      fc.property(arbitraryCase, (valid) => {
        const through: { readonly periods: { startOn: string }[] } = JSON.parse(JSON.stringify(valid));
        const read = readCase(through);
        expect(read).toEqual(readCase(valid));
        const before = JSON.stringify(read);
        for (const period of through.periods) period.startOn = '1990-01-01';
        expect(JSON.stringify(read)).toBe(before);
      }),
      RUNS,
    );
  });

  it('names a key that is missing', () => {
    ofEveryKey((valid, way) => {
      if (typeof way.at(-1) === 'number' || OPTIONAL.test(pathOf(way))) return;
      const missing = spoilt(valid, way, (holder, key) => {
        delete holder[key];
      });
      expect(faultOf(missing)).toBe(pathOf(way));
    });
  });

  it('names a key that it does not know, or the one in whose place that stands', () => {
    ofEveryKey((valid, way) => {
      if (typeof way.at(-1) === 'number') return;
      const misspelt = spoilt(valid, way, (holder, key) => {
        holder[`${key}s`] = holder[key];
        delete holder[key];
      });
      expect([pathOf(way), `${pathOf(way)}s`]).toContain(faultOf(misspelt));
      const added = spoilt(valid, way, (holder, key) => {
        holder[`${key}s`] = holder[key];
      });
      expect(faultOf(added)).toBe(`${pathOf(way)}s`);
    });
  });

  it('names a number below 0, with a fraction or out of reach', () => {
    fc.assert(
      fc.property(arbitraryCase, fc.nat(), fc.constantFrom(-1, 0.5, -0.01, 1e15, Number.NaN), (valid, pick, bad) => {
        const ways = waysInto(valid).filter((way) => typeof valueAt(valid, way) === 'number');
        const way = ways[pick % ways.length];
        if (way === undefined) return;
        const wrong = spoilt(valid, way, (holder, key) => {
          holder[key] = bad;
        });
        expect(faultOf(wrong)).toBe(pathOf(way));
      }),
      RUNS,
    );
  });

  it('names a value of another kind', () => {
    const kinds = fc.constantFrom({}, [], 'x', '2025-02-29', true, 7.5);
    fc.assert(
      fc.property(arbitraryCase, fc.nat(), kinds, (valid, pick, other) => {
        const leaves = waysInto(valid).filter((way) => !isHolder(valueAt(valid, way)));
        const way = leaves[pick % leaves.length] ?? [];
        if (typeof valueAt(valid, way) === typeof other && typeof other !== 'object') return;
        const wrong = spoilt(valid, way, (holder, key) => {
          holder[key] = other;
        });
        expect(faultOf(wrong)).toBe(pathOf(way));
      }),
      RUNS,
    );
  });
});

function isHolder(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
