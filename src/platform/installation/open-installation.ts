import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Clock } from '../clock.ts';
import { bulkOfPresentRing } from '../cryptography/bulk/bulk-of-present-ring.ts';
import { followRingFile } from '../cryptography/follow-ring-file.ts';
import { createKeyRing, deriveSecret, type KeyRing } from '../cryptography/key-ring.ts';
import { KEY_RING_VARIABLE, loadKeyRing, saveKeyRing } from '../cryptography/key-ring-source.ts';
import { Database } from '../database/database.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../database/embedded/embedded-server.ts';
import { applicationUrl, migrate } from '../database/migrate.ts';
import { uuidMaker } from '../identifier.ts';
import type { Platform } from '../platform.ts';
import { belongsToRing, keepRingCheck, lookIntoDatabase } from './ring-check.ts';

export interface InstallationOptions {
  /** Holds the key ring and, without `databaseUrl`, the embedded database. Made where it is missing. */
  readonly folder: string;
  readonly migrations: string;
  readonly clock: Clock;
  /** Of a server's owner; the embedded one where left out. */
  readonly databaseUrl?: string | undefined;
  /** The key ring in base64, in place of the file. */
  readonly keyRing?: string | undefined;
  /**
   * Of the application's role; follows from the key ring where left out. Roles belong to the whole server: installations
   * that share one share this too.
   */
  readonly applicationPassword?: string | undefined;
  readonly connections?: number;
  readonly bulkThreads?: number;
  /** `false` for scratch databases: faster, and lost with the machine. */
  readonly isDurable?: boolean;
  /** Hears what takes longer than a moment, in Chinese. */
  readonly say?: (line: string) => void;
}

/** A program's hold on its database and its keys. */
export interface Installation {
  readonly platform: Platform;
  readonly isEmbedded: boolean;
  /** Of the database's owner: for installing what belongs to it; never to be logged. */
  readonly ownerUrl: string;
  /** Where the key ring stands; `undefined` where it came from the environment. */
  readonly keyRingFile: string | undefined;
  /** Of the application's role. */
  readonly applicationUrl: string;
  /** The server ended by itself; only an embedded one tells. */
  onServerExit(listener: (message: string) => void): void;
  close(): Promise<void>;
}

export interface InstallationRefusal {
  readonly code: 'key-ring' | 'database' | 'migration';
  /** A sentence in Chinese: what stands in the way and what to do. */
  readonly message: string;
}

/**
 * Opens the database (embedded, or that of `databaseUrl`), the key ring (made at the first start, and never over a
 * database that has data), and brings the tables up to date. Everything that stands in the way is a sentence.
 */
export async function openInstallation(
  options: InstallationOptions,
): Promise<Result<Installation, InstallationRefusal>> {
  mkdirSync(options.folder, { recursive: true });
  const server = await openServer(options);
  if (!server.ok) return server;
  const { ownerUrl, embedded } = server.value;
  let opened: Result<KeyRing, InstallationRefusal>;
  try {
    opened = await openDatabase(options, ownerUrl);
  } catch (error) {
    opened = fail({ code: 'database', message: `数据库连不上或不能用：${plainReason(error)}` });
  }
  if (!opened.ok) {
    await embedded?.stop();
    return opened;
  }
  const first = opened.value;
  const keyRingFile = options.keyRing === undefined ? ringFile(options) : undefined;
  const ring =
    keyRingFile === undefined
      ? () => first
      : followRingFile(keyRingFile, first, options.say === undefined ? {} : { say: options.say });
  const url = applicationUrl(ownerUrl, applicationPassword(options, first));
  const database = new Database({ url, connections: options.connections ?? 10 });
  const bulk = bulkOfPresentRing(ring, { threads: options.bulkThreads ?? 2 });
  return ok({
    platform: { database, clock: options.clock, ring, newId: uuidMaker(options.clock), bulk: () => bulk },
    isEmbedded: embedded !== undefined,
    ownerUrl,
    keyRingFile,
    applicationUrl: url,
    onServerExit: (listener) => embedded?.onExit((reason) => listener(reason.message)),
    close: async () => {
      await bulk.close();
      await database.close();
      await embedded?.stop();
    },
  });
}

/** The ring that belongs to the database, and the tables up to date; nothing is touched before the two are seen to agree. */
async function openDatabase(
  options: InstallationOptions,
  ownerUrl: string,
): Promise<Result<KeyRing, InstallationRefusal>> {
  const found = await lookIntoDatabase(ownerUrl);
  const ring = await openKeyRing(options, found.hasData);
  if (!ring.ok) return ring;
  if (found.ringCheck !== undefined && !belongsToRing(found.ringCheck, ring.value)) {
    return fail({ code: 'key-ring', message: anotherRing(options) });
  }
  const password = applicationPassword(options, ring.value);
  const migrated = await migrate({ ownerUrl, applicationPassword: password, folder: options.migrations });
  if (!migrated.ok) return fail({ code: 'migration', message: migrated.error.message });
  // two first starts at the same moment, each with a ring of its own: the database belongs to one
  if (!belongsToRing(await keepRingCheck(ownerUrl, ring.value), ring.value)) {
    return fail({ code: 'key-ring', message: anotherRing(options) });
  }
  return ring;
}

function applicationPassword(options: InstallationOptions, ring: KeyRing): string {
  return options.applicationPassword ?? deriveSecret(ring, 'database application role').toString('base64url');
}

function ringFile({ folder }: InstallationOptions): string {
  return join(folder, 'keys.json');
}

async function openKeyRing(
  options: InstallationOptions,
  hasData: boolean,
): Promise<Result<KeyRing, InstallationRefusal>> {
  const file = ringFile(options);
  const source =
    options.keyRing === undefined
      ? ({ kind: 'file', path: file } as const)
      : ({ kind: 'environment', value: options.keyRing } as const);
  const loaded = await loadKeyRing(source);
  if (loaded.ok) return loaded;
  if (loaded.error.code !== 'absent') return fail({ code: 'key-ring', message: loaded.error.message });
  if (hasData) {
    const message = `数据库里已有数据，却找不到它的密钥环 ${file}。没有新建：新的密钥打不开已加密的内容。请从备份取回原来的文件放在那里，或用环境变量 ${KEY_RING_VARIABLE} 给出；若本想用一个新库，请检查 DATABASE_URL 和 TONGZHOU_DATA。`;
    return fail({ code: 'key-ring', message });
  }
  chmodSync(options.folder, 0o711);
  const saved = await saveKeyRing(file, createKeyRing(), 'new');
  if (!saved.ok && saved.error.code !== 'exists') return fail({ code: 'key-ring', message: saved.error.message });
  const made = await loadKeyRing(source);
  return made.ok ? made : fail({ code: 'key-ring', message: made.error.message });
}

function anotherRing(options: InstallationOptions): string {
  const ring = options.keyRing === undefined ? ringFile(options) : `环境变量 ${KEY_RING_VARIABLE} 里的密钥环`;
  return `${ring} 不是这个数据库的密钥环，没有打开，什么也没有改动。请换上这个数据库原来的密钥环（见备份），或检查 DATABASE_URL 是否指向了别的库。`;
}

interface OpenedServer {
  readonly ownerUrl: string;
  readonly embedded: EmbeddedServer | undefined;
}

async function openServer(options: InstallationOptions): Promise<Result<OpenedServer, InstallationRefusal>> {
  if (options.databaseUrl !== undefined) return ok({ ownerUrl: options.databaseUrl, embedded: undefined });
  const started = await startEmbeddedServer({
    folder: join(options.folder, 'database'),
    isDurable: options.isDurable ?? true,
    ...(options.say === undefined ? {} : { say: options.say }),
  });
  if (!started.ok) return fail({ code: 'database', message: started.error.message });
  return ok({ ownerUrl: started.value.superuserUrl, embedded: started.value });
}

/** What a driver says of a failed connection, without addresses or passwords. */
function plainReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return '没有服务器在那个地址上接听，请检查 DATABASE_URL 和服务器是否启动。';
    case 'ENOTFOUND':
      return '找不到那台主机，请检查 DATABASE_URL 里的主机名。';
    case '28P01':
    case '28000':
      return '用户名或密码不对，请检查 DATABASE_URL。';
    case '3D000':
      return '没有那个数据库，请先建立它或改正 DATABASE_URL。';
    default:
      return `数据库报告错误 ${code === '' ? '（没有代码）' : code}。`;
  }
}

/** What the environment says about where the data stand: DATABASE_URL, TONGZHOU_KEY_RING, TONGZHOU_DATA. */
export function installationFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  root: string,
): Pick<InstallationOptions, 'folder' | 'migrations' | 'databaseUrl' | 'keyRing' | 'applicationPassword'> {
  return {
    folder: environment['TONGZHOU_DATA'] ?? join(root, 'var'),
    migrations: join(root, 'migrations'),
    databaseUrl: environment['DATABASE_URL'],
    keyRing: environment[KEY_RING_VARIABLE],
    applicationPassword: environment['TONGZHOU_DATABASE_PASSWORD'],
  };
}
