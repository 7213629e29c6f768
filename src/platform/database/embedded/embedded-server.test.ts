import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { DatabaseFolders, DatabaseProgram, isServed, query } from '../../../../test/support/start-database-program.ts';
import { type EmbeddedServer, type EmbeddedServerOptions, startEmbeddedServer } from './embedded-server.ts';
import { folderKey, lockFolder } from './folder-lock.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

/** Whether an ordinary user can run this checkout: not where it lies under a folder of root's own. */
const mayRunAsNobody = isRoot && spawnSync(process.execPath, ['--version'], { uid: NOBODY, cwd: '/' }).status === 0;

const folders = new DatabaseFolders();
const servers: EmbeddedServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  await folders.remove();
});

afterAll(() => folders.removePrepared());

async function start(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const started = await startEmbeddedServer({ isDurable: false, ...options });
  if (!started.ok) throw new Error(started.error.message);
  servers.push(started.value);
  return started.value;
}

async function refusalOf(options: EmbeddedServerOptions): Promise<{ code: string; message: string }> {
  const started = await startEmbeddedServer({ isDurable: false, ...options });
  if (started.ok) servers.push(started.value);
  return started.ok ? { code: 'none', message: '' } : started.error;
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('from nothing', () => {
  test('a durable server with checksums, UTF-8 and collation C answers on the loopback only, and knows Chinese order', async () => {
    const folder = await folders.make('数据 库');
    const said: string[] = [];
    const server = await start({ folder, isDurable: true, say: (line) => said.push(line) });
    const shown = await query(
      server.superuserUrl,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('data_checksums') AS checksums,
              current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
              current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets,
              (SELECT datcollate FROM pg_database WHERE datname = 'postgres') AS collation,
              (SELECT left(rolpassword, 13) FROM pg_authid WHERE rolname = 'postgres') AS password`,
    );
    expect(shown).toEqual([
      {
        encoding: 'UTF8',
        checksums: 'on',
        fsync: 'on',
        commit: 'on',
        addresses: '127.0.0.1',
        sockets: '',
        collation: 'C',
        password: 'SCRAM-SHA-256',
      },
    ]);
    const sorted = await query(
      server.superuserUrl,
      `SELECT string_agg(name, '' ORDER BY name COLLATE "zh-x-icu") AS names FROM unnest(ARRAY['张', '李', '阿', '王']) AS name`,
    );
    expect(sorted).toEqual([{ names: '阿李王张' }]);
    expect(said).toEqual(['第一次启动，正在建立数据库……']);
  });

  test('the extensions that the product uses are there', async () => {
    const server = await start({ folder: await folders.makeWithData() });
    for (const name of ['ltree', 'pg_trgm', 'pgcrypto', 'btree_gist']) {
      await query(server.superuserUrl, `CREATE EXTENSION ${name}`);
    }
    expect(await query(server.superuserUrl, "SELECT 'a.b'::ltree <@ 'a'::ltree AS below")).toEqual([{ below: true }]);
  });

  test('the password lies in a file for its owner only, and in no command line', async () => {
    const folder = await folders.makeWithData();
    const server = await start({ folder });
    const file = join(folder, 'superuser-password');
    const password = (await readFile(file, 'utf8')).trim();
    expect(server.superuserUrl).toContain(password);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const commandLines = await Promise.all(
      (await readdir('/proc'))
        .filter((name) => /^\d+$/.test(name))
        .map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    expect(commandLines.some((line) => line.includes('cluster_name=tongzhou'))).toBe(true);
    expect(commandLines.filter((line) => line.includes(password))).toEqual([]);
    await expect(query(server.superuserUrl.replace(password, 'wrong'), 'SELECT 1')).rejects.toThrow(/authentication/);
  });

  test('an empty folder in the place of the data is no obstacle', async () => {
    const folder = await folders.make();
    await mkdir(join(folder, 'data'), { recursive: true });
    await start({ folder });
  });

  test('further settings are taken', async () => {
    const server = await start({ folder: await folders.makeWithData(), settings: { work_mem: '7MB' } });
    expect(await query(server.superuserUrl, 'SHOW work_mem')).toEqual([{ work_mem: '7MB' }]);
  });
});

test('data outlives a stop, and stopping twice is stopping once', async () => {
  const folder = await folders.makeWithData();
  const first = await start({ folder });
  await query(first.superuserUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await Promise.all([first.stop(), first.stop()]);
  expect(await isServed(folder)).toBe(false);
  const second = await start({ folder });
  expect(await query(second.superuserUrl, 'TABLE kept')).toEqual([{ answer: 42 }]);
});

test('the log repeats neither values nor statements', async () => {
  const folder = await folders.makeWithData();
  const { superuserUrl } = await start({ folder });
  await query(superuserUrl, 'CREATE TABLE person (id text PRIMARY KEY)');
  await query(superuserUrl, "INSERT INTO person VALUES ('412701199003071234')");
  await expect(query(superuserUrl, "INSERT INTO person VALUES ('412701199003071234')")).rejects.toThrow(/duplicate/);
  const log = await readFile(join(folder, 'server.log'), 'utf8');
  expect(log).toContain('duplicate key');
  expect(log).not.toContain('412701199003071234');
});

test('a log that has grown large is set aside at the next start', async () => {
  const folder = await folders.makeWithData();
  await writeFile(join(folder, 'server.log'), 'x'.repeat(9 * 1024 * 1024));
  await start({ folder });
  expect((await stat(join(folder, 'server.log'))).size).toBeLessThan(10_000);
  expect((await stat(join(folder, 'server.log.1'))).size).toBe(9 * 1024 * 1024);
});

describe('the port', () => {
  test('is the next one where another program listens', async () => {
    const first = await start({ folder: await folders.makeWithData() });
    const second = await start({ folder: await folders.makeWithData() });
    expect(second.port).toBeGreaterThan(first.port);
  });

  test('is refused with a sentence where it was asked for and is taken', async () => {
    const other = await listen(0);
    try {
      const port = portOf(other);
      expect(await refusalOf({ folder: await folders.makeWithData(), port })).toEqual({
        code: 'port-taken',
        message: `端口 ${port} 已被别的程序占用。请结束那个程序，或给数据库换一个端口。`,
      });
    } finally {
      other.close();
    }
  });

  test('is the one asked for where it is free', async () => {
    const other = await listen(0);
    const port = portOf(other);
    await new Promise((resolve) => other.close(resolve));
    expect((await start({ folder: await folders.makeWithData(), port })).port).toBe(port);
  });
});

describe('a folder that can not be used gives a sentence', () => {
  test('data of another major version', async () => {
    const folder = await folders.makeWithData();
    await (await start({ folder })).stop();
    await writeFile(join(folder, 'data', 'PG_VERSION'), '17\n');
    const { code, message } = await refusalOf({ folder });
    expect(code).toBe('other-version');
    expect(message).toContain('PostgreSQL 17 的数据，本程序用的是 PostgreSQL 18');
  });

  test('other files in the place of the data, which stay', async () => {
    const folder = await folders.make();
    await mkdir(join(folder, 'data'), { recursive: true });
    await writeFile(join(folder, 'data', '照片.txt'), '');
    if (isRoot) await chownToNobody(join(folder, 'data'));
    expect((await refusalOf({ folder })).code).toBe('not-a-database');
    expect(await readdir(join(folder, 'data'))).toEqual(['照片.txt']);
  });

  test('a file on its path', async () => {
    const folder = await folders.make();
    await writeFile(folder, '');
    expect((await refusalOf({ folder })).code).toBe('folder-not-writable');
    expect((await refusalOf({ folder: join(folder, 'below') })).code).toBe('folder-not-writable');
  });

  test('data without its password, or with another one', async () => {
    const folder = await folders.makeWithData();
    await (await start({ folder })).stop();
    await writeFile(join(folder, 'superuser-password'), 'another');
    expect((await refusalOf({ folder })).code).toBe('password-missing');
    expect(await isServed(folder)).toBe(false);
    await rm(join(folder, 'superuser-password'));
    const { code, message } = await refusalOf({ folder });
    expect(code).toBe('password-missing');
    expect(message).toContain(join(folder, 'superuser-password'));
  });

  test('data that the server itself refuses', async () => {
    const folder = await folders.makeWithData();
    await (await start({ folder })).stop();
    await rm(join(folder, 'data', 'global', 'pg_control'));
    const { code, message } = await refusalOf({ folder });
    expect(code).toBe('start-failed');
    expect(message).toContain('数据库没有启动起来，原因是“');
    expect(message).toContain('server.log');
  });

  test('a setting that PostgreSQL does not know', async () => {
    const { code, message } = await refusalOf({
      folder: await folders.makeWithData(),
      settings: { no_such_setting: '1' },
    });
    expect(code).toBe('start-failed');
    expect(message).toContain('no_such_setting');
  });
});

describe.runIf(isRoot)('as root', () => {
  test('the server runs as another user, also under a folder that this user can not cross', async () => {
    const folder = await folders.makeWithData();
    await chmod(dirname(folder), 0o700);
    const server = await start({ folder, isDurable: true });
    await query(server.superuserUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const owner = (await stat(join(folder, 'data'))).uid;
    expect(owner).not.toBe(0);
    await server.stop();
    const again = await start({ folder });
    expect(await query(again.superuserUrl, 'TABLE kept')).toEqual([{ answer: 42 }]);
  });

  test.runIf(mayRunAsNobody)(
    'data of an ordinary user is run as that user, and he can not open what is the server user’s',
    async () => {
      const folder = await folders.make();
      await chmod(dirname(folder), 0o777);
      const program = new DatabaseProgram({ folder, isDurable: false }, NOBODY);
      expect((await program.next()).kind).toBe('ready');
      await program.kill('SIGTERM');
      await (await start({ folder })).stop();
      expect((await stat(join(folder, 'data'))).uid).toBe(NOBODY);

      const roots = await folders.makeWithData();
      await chmod(dirname(roots), 0o777);
      await chmod(roots, 0o777);
      expect(await new DatabaseProgram({ folder: roots }, NOBODY).next()).toMatchObject({
        code: 'folder-of-another-user',
      });
    },
  );

  test.runIf(mayRunAsNobody)('an ordinary user who may not write gets a sentence', async () => {
    const folder = await folders.make();
    await chmod(dirname(folder), 0o755);
    expect(await new DatabaseProgram({ folder }, NOBODY).next()).toMatchObject({
      kind: 'refused',
      code: 'folder-not-writable',
      message: `不能写入数据文件夹 ${folder}。请给运行本程序的用户写入权限，或换一个文件夹。`,
    });
  });

  test('data that was given to root gets a sentence', async () => {
    const folder = await folders.make();
    await mkdir(join(folder, 'data'), { recursive: true });
    await writeFile(join(folder, 'data', 'PG_VERSION'), '18\n');
    expect((await refusalOf({ folder })).code).toBe('folder-of-another-user');
  });
});

test('a program waits while another one starts or stops the server, and says so', async () => {
  const folder = await folders.make();
  await mkdir(folder);
  const lock = await lockFolder(await folderKey(folder), 0, () => undefined);
  const said: string[] = [];
  const started = start({ folder, say: (line) => said.push(line) });
  await vi.waitFor(() => expect(said).toHaveLength(1), 5_000);
  expect(said[0]).toBe(`另一个程序正在启动或停止 ${folder} 的数据库，等它完成……`);
  expect(await lockFolder(await folderKey(folder), 0, () => undefined)).toBeUndefined();
  await lock?.release();
  await started;
});

function chownToNobody(path: string): Promise<void> {
  return new Promise((resolve) => {
    spawn('chown', [String(NOBODY), path]).once('exit', () => resolve());
  });
}
