import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aptGet } from './apt-get.ts';

/** The oldest PostgreSQL that the program supports, as Debian 12 carries it. */
const MAJOR_VERSION = 15;
const BINARIES = `/usr/lib/postgresql/${MAJOR_VERSION}/bin`;

const CLUSTER_SETTINGS = '/etc/postgresql-common/createcluster.conf';
const NO_CLUSTER = 'create_main_cluster = false';

/** Debian's PostgreSQL: the folder of its programs, and its major version. */
export interface DebianPostgres {
  readonly folder: string;
  readonly majorVersion: number;
}

/**
 * Finds Debian's PostgreSQL 15, or as root installs it with apt-get, told beforehand to make and start no cluster of its own.
 *
 * Throws an error with a Chinese sentence where neither is possible.
 */
export async function ensureDebianPostgres(): Promise<DebianPostgres> {
  const isThere = (): boolean => existsSync(join(BINARIES, 'postgres')) && existsSync(join(BINARIES, 'initdb'));
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const complaint = !isThere() && mayInstall ? await install() : '';
  if (isThere()) return { folder: BINARIES, majorVersion: MAJOR_VERSION };
  const message = `没有找到 PostgreSQL ${MAJOR_VERSION}：请用 apt-get install postgresql-${MAJOR_VERSION} 安装。\n${complaint}`;
  throw new Error(message.trimEnd());
}

/** What apt-get complained of, empty when it went well. */
async function install(): Promise<string> {
  const complaint =
    (await aptGet(['update'])) || (await aptGet(['install', '--yes', '--no-install-recommends', 'postgresql-common']));
  if (complaint !== '') return complaint;
  const settings = await readFile(CLUSTER_SETTINGS, 'utf8').catch(() => '');
  if (!settings.split('\n').includes(NO_CLUSTER)) await appendFile(CLUSTER_SETTINGS, `\n${NO_CLUSTER}\n`);
  return aptGet(['install', '--yes', '--no-install-recommends', `postgresql-${MAJOR_VERSION}`]);
}
