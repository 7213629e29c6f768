/** `npm run bench -- <name> [arguments]`: runs bench/<name>.ts in this process; without a name lists what there is. */
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';

const folder = join(import.meta.dirname, '../bench');
const names = globSync('*.ts', { cwd: folder, exclude: ['*.test.ts'] }).map((file) => basename(file, '.ts'));
const [name] = process.argv.slice(2);

if (name !== undefined && names.includes(name)) {
  const file = join(folder, `${name}.ts`);
  process.argv.splice(1, 2, file);
  await import(file);
} else {
  console.error(`用法：npm run bench -- <名称>。有：${names.sort().join('、') || '（还没有）'}。`);
  process.exitCode = 2;
}
