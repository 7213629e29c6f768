import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'vite';

/** What the built screens are made of. */
const SOURCES = ['src/kernel', 'src/scheme', 'src/intake', 'src/contracts', 'src/web'] as const;
const FURTHER_SOURCES = [
  'package-lock.json',
  'vite.config.ts',
  'src/http/content-security-policy.ts',
  'scripts/web/ensure-web-build.ts',
] as const;
const STAMP = '.sources';

export interface WebBuild {
  readonly folder: string;
  /** Whether something had to be built. */
  readonly isFresh: boolean;
}

/**
 * The built screens under dist/web, built now where the sources have changed since.
 *
 * Builds beside and swaps at the end, so that two that start at the same time do not tread on each other, and a build
 * cut off half-way leaves the old one. About 3 s; `onBuild` hears that it begins.
 */
export async function ensureWebBuild(root: string, onBuild: () => void = () => {}): Promise<WebBuild> {
  const folder = join(root, 'dist/web');
  const stamp = stampOf(root);
  if (readStamp(folder) === stamp) return { folder, isFresh: false };
  onBuild();
  const beside = join(root, 'dist', `web.building-${process.pid}`);
  try {
    await buildForProduction(root, beside);
    writeFileSync(join(beside, STAMP), stamp);
    swapIn(root, beside, stamp);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  return { folder, isFresh: true };
}

/**
 * Vite takes its `mode` only where NODE_ENV is unset. Under a test runner it is `test`, and antd then gives every radio
 * group the one name `test-id`: the groups of a page would uncheck each other.
 */
async function buildForProduction(root: string, outDir: string): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({
      root: join(root, 'src/web'),
      configFile: join(root, 'vite.config.ts'),
      mode: 'production',
      logLevel: 'error',
      build: { outDir },
    });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

function swapIn(root: string, beside: string, stamp: string): void {
  const folder = join(root, 'dist/web');
  const old = join(root, 'dist', `web.old-${process.pid}`);
  if (existsSync(folder)) renameSync(folder, old);
  try {
    renameSync(beside, folder);
  } catch (error) {
    // another process was quicker; its build is as good where its stamp is the same
    if (readStamp(folder) !== stamp) throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

function readStamp(folder: string): string | undefined {
  const file = join(folder, STAMP);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** A hash over the paths and contents of all that the build reads. About 10 ms. */
function stampOf(root: string): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  };
  for (const source of SOURCES) for (const path of filesUnder(join(root, source))) add(path);
  for (const source of FURTHER_SOURCES) add(join(root, source));
  return hash.digest('hex');
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
