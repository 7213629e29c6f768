import { spawn } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '../..');

/** What the real checks are configured with; a planted tree is judged by the very same files. */
const CONFIGURATION = ['biome.json', 'package.json', 'tsconfig*.json', '.dependency-cruiser.js', 'src/*/tsconfig.json'];

/**
 * Judges a copy of the house with only the given files in it: outside the real tree, gone afterwards.
 *
 * @param files source text by path from the project's root
 */
export async function withPlantedTree<T>(
  files: Readonly<Record<string, string>>,
  judge: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tongzhou-planted-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const file of globSync(CONFIGURATION, { cwd: root })) cpSync(join(root, file), join(folder, file));
    for (const [path, source] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), source);
    }
    return await judge(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a tool of node_modules/.bin prints on stdout when run in a folder, whatever its exit code. */
export async function runTool(folder: string, tool: string, args: readonly string[]): Promise<string> {
  const child = spawn(join(root, 'node_modules/.bin', tool), args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return await text(child.stdout);
}
