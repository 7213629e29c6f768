import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { runTool, withPlantedTree } from './planted-tree.ts';

/** Ways to a clock, to chance, to the machine, and around this list; each is planted by its bare name. */
const BANNED_GLOBALS = `
  Date Temporal Intl performance setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame
  crypto process Buffer require console fetch XMLHttpRequest WebSocket Worker localStorage sessionStorage indexedDB
  navigator location document window self global globalThis eval Function
  WeakRef FinalizationRegistry Atomics SharedArrayBuffer
`
  .trim()
  .split(/\s+/);

/** The same as one meets them. */
const BANNED_USES = [
  'Date.now()',
  'new Date()',
  'new Date(0)',
  'typeof Date',
  'new Intl.DateTimeFormat().format()',
  'performance.now()',
  'process.env',
  `globalThis['Date']`,
  `Function('return Date')()`,
];

const BANNED_PROPERTIES = [
  'Math.random()',
  `Math['random']()`,
  '(Math as { random(): number }).random()',
  '[Math].map(({ random }) => random())',
  '(1).toLocaleString()',
  `'a'.localeCompare('b')`,
];

const LAYERS = ['kernel', 'scheme'];

interface Planting {
  readonly code: string;
  readonly path: string;
  readonly rule: string;
}

const plantings: Planting[] = LAYERS.flatMap((layer) =>
  [
    ...[...BANNED_GLOBALS, ...BANNED_USES].map((code) => ({ code, rule: 'lint/style/noRestrictedGlobals' })),
    ...BANNED_PROPERTIES.map((code) => ({ code, rule: 'lint/nursery/noJsRestrictedProperties' })),
  ].map(({ code, rule }, index) => ({ code, rule, path: `src/${layer}/planted-${index}.ts` })),
);

interface BiomeConfiguration {
  readonly overrides: readonly {
    readonly linter: {
      readonly rules: {
        readonly style?: { readonly noRestrictedGlobals?: { readonly options: { readonly deniedGlobals: object } } };
      };
    };
  }[];
}

interface Finding {
  readonly category: string;
  readonly severity: string;
  readonly location: { readonly path: string };
}

/** What the project's Biome configuration finds in these files, as `path rule`. */
async function lint(files: Record<string, string>): Promise<string[]> {
  return await withPlantedTree(files, async (folder) => {
    const output = await runTool(folder, 'biome', ['lint', '--reporter=json', '--max-diagnostics=none', 'src']);
    const { diagnostics }: { diagnostics: Finding[] } = JSON.parse(output);
    return diagnostics
      .filter(({ severity }) => severity !== 'information')
      .map(({ category, location }) => `${location.path} ${category}`);
  });
}

const asFiles = (list: readonly Planting[], codeOf: (planting: Planting) => string): Record<string, string> =>
  Object.fromEntries(list.map((planting) => [planting.path, `export const planted: unknown = ${codeOf(planting)};\n`]));

describe('the linter', () => {
  let findings: string[];
  beforeAll(async () => {
    findings = await lint(asFiles(plantings, ({ code }) => code));
  });

  test.each(plantings)('catches $code in $path', ({ path, rule }) => {
    expect(findings).toContain(`${path} ${rule}`);
  });

  test('has a planting for every global that the configuration bans', () => {
    const { overrides }: BiomeConfiguration = JSON.parse(
      readFileSync(new URL('../../biome.json', import.meta.url), 'utf8'),
    );
    const banned = overrides.flatMap(({ linter }) =>
      Object.keys(linter.rules.style?.noRestrictedGlobals?.options.deniedGlobals ?? {}),
    );
    expect(banned.sort()).toEqual([...BANNED_GLOBALS].sort());
  });

  test('finds nothing once the plantings are gone', async () => {
    expect(await lint(asFiles(plantings, () => 'Math.trunc(1.5)'))).toEqual([]);
  });

  test.each([
    ['a default export', 'export default 1;', 'lint/style/noDefaultExport'],
    ['any', 'export const planted: any = 1;', 'lint/suspicious/noExplicitAny'],
    [
      'a non-null assertion',
      'export const planted = (list: number[]): number => list[0]!;',
      'lint/style/noNonNullAssertion',
    ],
    ['an unused variable', 'const planted = 1;', 'lint/correctness/noUnusedVariables'],
    ['a return type left out', 'export function planted() { return 1; }', 'lint/nursery/useExplicitReturnType'],
    [
      'a promise that nobody awaits',
      'async function wait(): Promise<void> { await null; }\nwait();',
      'lint/nursery/noFloatingPromises',
    ],
    ['a console in the product', 'console.log(1);', 'lint/suspicious/noConsole'],
  ])('catches %s everywhere', async (_, code, rule) => {
    expect(await lint({ 'src/cli/planted.ts': `${code}\n` })).toContain(`src/cli/planted.ts ${rule}`);
  });

  test('leaves the layers that may do I/O alone, and the tests', async () => {
    const files = {
      'src/cli/clock.ts': 'export const now: number = Date.now();\n',
      'src/kernel/day.test.ts': 'export const now: number = Date.now();\n',
    };
    const found = await lint(files);
    expect(found.filter((finding) => finding.includes('noRestrictedGlobals'))).toEqual([]);
  });
});
