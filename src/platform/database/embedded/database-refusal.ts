import { statfs } from 'node:fs/promises';

type DatabaseRefusalCode =
  | 'no-binaries'
  | 'no-user'
  | 'folder-not-writable'
  | 'folder-of-another-user'
  | 'not-a-database'
  | 'other-version'
  | 'password-missing'
  | 'busy'
  | 'port-taken'
  | 'disk-full'
  | 'not-answering'
  | 'server-ended'
  | 'start-failed';

/** Why there is no database: a code, and a Chinese sentence that says what happened, where, and what to do. */
export interface DatabaseRefusal {
  readonly code: DatabaseRefusalCode;
  readonly message: string;
}

export function refusal(code: DatabaseRefusalCode, message: string): DatabaseRefusal {
  return { code, message };
}

/** Below this nothing can be started: one WAL segment and a little. */
const LEAST_FREE_BYTES = 20 * 1024 * 1024;

/**
 * The sentence for what initdb or the server complained of.
 *
 * On a full disk the complaint itself may not have been written, so the free space is asked as well.
 */
export async function explainComplaint(complaint: string, folder: string, what: string): Promise<DatabaseRefusal> {
  const freeBytes = await findFreeBytes(folder);
  if (complaint.includes('No space left on device') || freeBytes < LEAST_FREE_BYTES) return diskFull(folder, freeBytes);
  if (complaint.includes('Permission denied') || complaint.includes('Read-only file system')) {
    return refusal(
      'folder-not-writable',
      `${what}：数据库程序不能读写 ${folder}。请检查这个文件夹的权限，再启动一次。`,
    );
  }
  const lines = complaint.trim().split('\n');
  const fatal = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? '';
  const reason = fatal === '' ? '它没有说明原因' : `原因是“${fatal.replace(/^.*?(FATAL|PANIC|error): */, '')}”`;
  return refusal('start-failed', `${what}，${reason}。请查看 ${folder} 中的 server.log。`);
}

/** For an error that the file system gave while `folder` was being prepared. */
export function explainFileError(error: unknown, folder: string): DatabaseRefusal {
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder, 0);
    case 'ENOTDIR':
    case 'EEXIST':
      return refusal(
        'folder-not-writable',
        `数据文件夹 ${folder} 的路径上有一个同名的文件。请移走它，或换一个文件夹。`,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
      return refusal(
        'folder-not-writable',
        `不能写入数据文件夹 ${folder}。请给运行本程序的用户写入权限，或换一个文件夹。`,
      );
    default:
      throw error;
  }
}

/** For a server that ended although nobody stopped it. */
export async function explainLoss(folder: string, port: number): Promise<DatabaseRefusal> {
  const freeBytes = await findFreeBytes(folder);
  if (freeBytes < LEAST_FREE_BYTES) return diskFull(folder, freeBytes);
  return refusal(
    'server-ended',
    `数据库（127.0.0.1:${port}）意外结束了。已保存的数据没有丢，请再启动一次；原因见 ${folder} 中的 server.log。`,
  );
}

/** The name that the operating system gives to an error, such as `ENOENT`; empty for other errors. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function diskFull(folder: string, freeBytes: number): DatabaseRefusal {
  const megabytes = Math.floor(freeBytes / 1024 / 1024);
  return refusal(
    'disk-full',
    `磁盘满了：${folder} 所在的磁盘只剩 ${megabytes} MB。已保存的数据没有丢；请腾出空间后再启动一次。`,
  );
}

async function findFreeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
