import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ICruiseResult } from 'dependency-cruiser';

const root = join(import.meta.dirname, '..');

export interface WallsReport {
  readonly modules: number;
  readonly edges: number;
  /** One line each; none means that every import keeps to the list in .dependency-cruiser.js. */
  readonly breaches: readonly string[];
}

/**
 * Checks the imports of every source file under `folder`/src against .dependency-cruiser.js.
 *
 * A checker that sees nothing finds nothing wrong (dependency-cruiser passes over zero files where it can't use the
 * installed TypeScript), so a source file that it did not see is a breach, and so is an empty src.
 */
export async function inspectWalls(folder: string = root): Promise<WallsReport> {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: folder });
  if (files.length === 0) return { modules: 0, edges: 0, breaches: ['nothing-seen: no source file under src'] };
  const { modules, summary } = await cruise(folder);
  const seen = new Set(modules.map((module) => module.source));
  return {
    modules: files.length,
    edges: summary.totalDependenciesCruised ?? 0,
    breaches: [
      ...summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
      ...files.filter((file) => !seen.has(file)).map((file) => `not-seen: ${file}`),
    ],
  };
}

async function cruise(folder: string): Promise<ICruiseResult> {
  const command = join(root, 'node_modules/.bin/depcruise');
  const args = [command, 'src', '--config', join(folder, '.dependency-cruiser.js'), '--output-type', 'json'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  // its exit code is the number of violations, so only the output tells whether it ran
  if (!output.startsWith('{')) throw new Error(`dependency-cruiser failed: ${complaint}${output}`);
  return JSON.parse(output);
}
