import { beforeAll, describe, expect, test } from 'vitest';
import { runTool, withPlantedTree } from './planted-tree.ts';

const HOUSE: Readonly<Record<string, string>> = {
  'src/kernel/day.ts': 'export const day: number = 1;\n',
  'src/scheme/rule.ts': `import { day } from '#kernel/day.ts';\nexport const rule: number = day;\n`,
  'src/scheme/term.ts': 'export const term: number = 2;\n',
  'src/intake/reader.ts': `import { rule } from '#scheme/rule.ts';\nexport const reader: number = rule;\n`,
  'src/cli/main.ts': `import { reader } from '#intake/reader.ts';\nexport const main: number = reader;\n`,
};

/** Code that must not compile where it stands, with the compiler's error. */
const PLANTINGS = [
  { path: 'src/kernel/planted-scheme.ts', code: `export { rule } from '#scheme/rule.ts';`, error: 'TS6307' },
  { path: 'src/kernel/planted-path.ts', code: `export { term } from '../scheme/term.ts';`, error: 'TS6307' },
  { path: 'src/scheme/planted-intake.ts', code: `export { reader } from '#intake/reader.ts';`, error: 'TS6307' },
  { path: 'src/intake/planted-cli.ts', code: `export { main } from '../cli/main.ts';`, error: 'TS6307' },
  ...['kernel', 'scheme'].flatMap((layer) => [
    { path: `src/${layer}/planted-file.ts`, code: `export { readFileSync } from 'node:fs';`, error: 'TS2591' },
    ...['console', 'process', 'performance', 'crypto', 'fetch', 'setTimeout', 'document', 'Buffer', 'Temporal'].map(
      (name) => ({ path: `src/${layer}/planted-${name}.ts`, code: `export const x: unknown = ${name};`, error: 'TS2' }),
    ),
  ]),
  { path: 'src/intake/planted-node.ts', code: `export { readFileSync } from 'node:fs';`, error: 'TS2591' },
  { path: 'src/intake/planted-document.ts', code: 'export const x: unknown = document;', error: 'TS2' },
];

const PROJECTS = ['src/kernel', 'src/scheme', 'src/intake', 'src/cli'];

/** The compiler's complaints over these files, by path. */
async function compile(files: Record<string, string>): Promise<Map<string, string>> {
  const output = await withPlantedTree(files, (folder) =>
    runTool(folder, 'tsc', ['-b', '--pretty', 'false', ...PROJECTS]),
  );
  const complaints = output.matchAll(/^(?<path>[^\s(]+)\(\d+,\d+\): error (?<code>TS\d+)/gm);
  return new Map([...complaints].map(({ groups }) => [groups?.['path'] ?? '', groups?.['code'] ?? '']));
}

describe('TypeScript project references and pure libraries', () => {
  let complaints: Map<string, string>;
  beforeAll(async () => {
    const planted = Object.fromEntries(PLANTINGS.map(({ path, code }) => [path, `${code}\n`]));
    complaints = await compile({ ...HOUSE, ...planted });
  });

  test.each(PLANTINGS)('refuse $path: $code', ({ path, error }) => {
    expect(complaints.get(path)).toMatch(new RegExp(`^${error}`));
  });

  test('let the house pass once the plantings are gone', async () => {
    const emptied = Object.fromEntries(PLANTINGS.map(({ path }) => [path, 'export const x: number = 1;\n']));
    expect(await compile({ ...HOUSE, ...emptied })).toEqual(new Map());
  });
});
