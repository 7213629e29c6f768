import { beforeAll, describe, expect, test } from 'vitest';
import type { WallsReport } from '../../scripts/walls.ts';
import { inspectWalls } from '../../scripts/walls.ts';
import { withPlantedTree } from './planted-tree.ts';

/** Files that keep to the list of edges. */
const HOUSE: Readonly<Record<string, string>> = {
  'src/kernel/day.ts': `import { zero } from '#kernel/zero.ts';\nexport const day = zero;\n`,
  'src/kernel/zero.ts': `export const zero = 0;\n`,
  'src/scheme/rule.ts': `import { day } from '#kernel/day.ts';\nexport const rule = day;\n`,
  'src/intake/reader.ts': `import { rule } from '#scheme/rule.ts';\nexport const reader = rule;\n`,
  'src/contracts/claim.ts': `import { day } from '#kernel/day.ts';\nexport const claim = day;\n`,
  'src/platform/clock.ts': `import { env } from 'node:process';\nimport { day } from '#kernel/day.ts';\nexport const clock = [env, day];\n`,
  'src/modules/claims/index.ts': `export { store } from './store.ts';\n`,
  'src/modules/claims/store.ts': `import sql from 'sql-template-tag';\nimport { rule } from '#scheme/rule.ts';\nexport const store = [sql, rule];\n`,
  'src/modules/units/index.ts': `import { rule } from '#scheme/rule.ts';\nexport const units = rule;\n`,
  'src/http/routes.ts': `import { store } from '../modules/claims/index.ts';\nexport const routes = store;\n`,
  'src/cli/main.ts': `import { readFileSync } from 'node:fs';\nimport { reader } from '#intake/reader.ts';\nexport const main = [readFileSync, reader];\n`,
  'src/web/screen.tsx': `import type { ReactElement } from 'react';\nimport { reader } from '#intake/reader.ts';\nimport { claim } from '../contracts/claim.ts';\nexport const screen: [ReactElement?, number?, number?] = [undefined, reader, claim];\n`,
};

/** Imports that each break a wall: by file, then by what it imports, the end of the edge that must be named. */
const PLANTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'src/kernel/zero.ts': {
    '#scheme/rule.ts': 'src/scheme/rule.ts',
    'node:fs': 'fs',
    'fast-check': 'node_modules/fast-check/',
  },
  'src/scheme/rule.ts': {
    '#intake/reader.ts': 'src/intake/reader.ts',
    '../contracts/claim.ts': 'src/contracts/claim.ts',
    'node:crypto': 'crypto',
    process: 'process',
    react: 'node_modules/react/',
  },
  'src/intake/reader.ts': {
    '../cli/main.ts': 'src/cli/main.ts',
    'node:zlib': 'zlib',
    yaml: 'node_modules/yaml/',
  },
  'src/contracts/claim.ts': { '#scheme/rule.ts': 'src/scheme/rule.ts' },
  'src/platform/clock.ts': { '#scheme/rule.ts': 'src/scheme/rule.ts' },
  'src/modules/claims/store.ts': {
    '../units/index.ts': 'src/modules/units/index.ts',
    '../../http/routes.ts': 'src/http/routes.ts',
    '../../cli/main.ts': 'src/cli/main.ts',
  },
  'src/http/routes.ts': {
    '../modules/claims/store.ts': 'src/modules/claims/store.ts',
    '../web/screen.tsx': 'src/web/screen.tsx',
  },
  'src/cli/main.ts': {
    '../modules/claims/store.ts': 'src/modules/claims/store.ts',
    '../web/screen.tsx': 'src/web/screen.tsx',
  },
  'src/web/screen.tsx': {
    '../modules/claims/store.ts': 'src/modules/claims/store.ts',
    '../modules/claims/index.ts': 'src/modules/claims/index.ts',
    '../cli/main.ts': 'src/cli/main.ts',
    'node:path': 'path',
    vite: 'node_modules/vite/',
  },
};

const plantings = Object.entries(PLANTED).flatMap(([from, targets]) =>
  Object.entries(targets).map(([specifier, to]) => ({ from, specifier, to })),
);

/** The house with every planting in its file; types only, which must not slip through either. */
function houseWithPlantings(): Record<string, string> {
  const house = { ...HOUSE };
  for (const [index, { from, specifier }] of plantings.entries()) {
    house[from] =
      `import type * as planted${index} from '${specifier}';\nexport type P${index} = typeof planted${index};\n${house[from]}`;
  }
  return house;
}

describe('the list of allowed imports', () => {
  let report: WallsReport;
  beforeAll(async () => {
    report = await withPlantedTree(houseWithPlantings(), inspectWalls);
  });

  test('lets the house pass without the plantings, and has seen all of it', async () => {
    const { breaches, modules, edges } = await withPlantedTree(HOUSE, inspectWalls);
    expect(breaches).toEqual([]);
    expect(modules).toBe(Object.keys(HOUSE).length);
    // through #kernel and #scheme too: an edge that does not resolve would be no edge
    expect(edges).toBeGreaterThanOrEqual(Object.keys(HOUSE).length);
  });

  test.each(plantings)('catches $from importing $specifier', ({ from, to }) => {
    const edge = `not-in-allowed: ${from} → `;
    const targets = report.breaches
      .filter((breach) => breach.startsWith(edge))
      .map((breach) => breach.slice(edge.length));
    expect(targets).toContainEqual(expect.stringMatching(new RegExp(`(^|/)${to}`)));
  });

  test('names no import that was not planted', () => {
    expect(report.breaches.filter((breach) => breach.startsWith('not-in-allowed'))).toHaveLength(plantings.length);
  });

  test('catches a cycle', async () => {
    const cycle = { 'src/kernel/zero.ts': `import { day } from '#kernel/day.ts';\nexport const zero: number = day;\n` };
    const { breaches } = await withPlantedTree({ ...HOUSE, ...cycle }, inspectWalls);
    expect(breaches.map((breach) => breach.split(':')[0])).toEqual(['no-cycle']);
  });

  test('catches a file that nothing imports and that imports nothing', async () => {
    const forgotten = { 'src/kernel/forgotten.ts': 'export const forgotten = 1;\n' };
    const { breaches } = await withPlantedTree({ ...HOUSE, ...forgotten }, inspectWalls);
    expect(breaches).toEqual(['no-orphan: src/kernel/forgotten.ts → src/kernel/forgotten.ts']);
  });

  test('catches an import of a file that is not there', async () => {
    const lost = { 'src/kernel/zero.ts': `export { zero } from '#kernel/nowhere.ts';\n` };
    const { breaches } = await withPlantedTree({ ...HOUSE, ...lost }, inspectWalls);
    expect(breaches).toContain('no-unresolvable: src/kernel/zero.ts → #kernel/nowhere.ts');
  });

  test('catches a test that the product imports', async () => {
    const files = {
      'src/kernel/zero.test.ts': 'export const sample = 0;\n',
      'src/kernel/zero.ts': `export { sample as zero } from './zero.test.ts';\n`,
    };
    const { breaches } = await withPlantedTree({ ...HOUSE, ...files }, inspectWalls);
    expect(breaches).toContain('no-test-in-product: src/kernel/zero.ts → src/kernel/zero.test.ts');
  });

  test('catches SQL in a use case and in a route', async () => {
    const query = `import sql from 'sql-template-tag';\nexport const query = sql;\n`;
    const files = {
      'src/modules/claims/decide-claim.ts': query,
      'src/modules/claims/queue-store.ts': query,
      'src/http/query.ts': query,
    };
    const { breaches } = await withPlantedTree({ ...HOUSE, ...files }, inspectWalls);
    expect(breaches.filter((breach) => breach.startsWith('no-sql')).map((breach) => breach.split(' → ')[0])).toEqual([
      'no-sql-outside-stores: src/http/query.ts',
      'no-sql-outside-stores: src/modules/claims/decide-claim.ts',
    ]);
  });

  test('does not pass over nothing', async () => {
    const { breaches } = await withPlantedTree({}, inspectWalls);
    expect(breaches).toEqual(['nothing-seen: no source file under src']);
  });
});
