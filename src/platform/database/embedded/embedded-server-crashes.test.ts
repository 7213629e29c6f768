import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, open, readdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { DatabaseFolders, DatabaseProgram, isServed, query } from '../../../../test/support/start-database-program.ts';
import { type EmbeddedServer, type EmbeddedServerOptions, startEmbeddedServer } from './embedded-server.ts';
import { readPidFile } from './pid-file.ts';
import { findPostgresIn, findProcess } from './processes.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;

const folders = new DatabaseFolders();
const programs: DatabaseProgram[] = [];
const servers: EmbeddedServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const program of programs.splice(0)) await program.kill('SIGKILL');
  await folders.remove();
});

afterAll(() => folders.removePrepared());

async function start(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const started = await startEmbeddedServer({ isDurable: false, ...options });
  if (!started.ok) throw new Error(started.error.message);
  servers.push(started.value);
  return started.value;
}

function launch(options: EmbeddedServerOptions): DatabaseProgram {
  const program = new DatabaseProgram({ isDurable: false, ...options });
  programs.push(program);
  return program;
}

/** A program whose server is ready, and how to reach it. */
async function launchReady(options: EmbeddedServerOptions): Promise<{ program: DatabaseProgram; url: string }> {
  const program = launch(options);
  const { kind, url = '', message } = await program.next();
  expect(message ?? kind).toBe('ready');
  return { program, url };
}

const serverPid = async (folder: string): Promise<number> => (await readPidFile(join(folder, 'data'))).pid;
const logOf = (folder: string): Promise<string> => readFile(join(folder, 'server.log'), 'utf8');

describe('a program that is asked to end', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('by %s stops its server in order', async (signal) => {
    const folder = await folders.makeWithData();
    const { program } = await launchReady({ folder });
    await program.kill(signal);
    expect((await program.next()).kind).toBe('stopped');
    expect(await isServed(folder)).toBe(false);
    expect(await logOf(folder)).toMatch(/database system is shut down\n$/);
    expect(await readdir(join(folder, 'programs'))).toEqual([]);
  });

  test('by Ctrl-C, which reaches the whole group of processes, does so too', async () => {
    const folder = await folders.makeWithData();
    const { program, url } = await launchReady({ folder });
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    program.interrupt();
    expect((await program.next()).kind).toBe('stopped');
    const again = await start({ folder });
    expect(await query(again.superuserUrl, 'TABLE kept')).toEqual([{ answer: 42 }]);
    expect(await logOf(folder)).not.toContain('not properly shut down');
  });
});

describe('kill -9 of the program', () => {
  test('leaves a server that the next start takes over and stops at its end', async () => {
    const folder = await folders.makeWithData();
    const { program, url } = await launchReady({ folder });
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = await serverPid(folder);
    await program.kill('SIGKILL');
    expect(await isServed(folder)).toBe(true);
    const said: string[] = [];
    const next = await start({ folder, say: (line) => said.push(line) });
    expect(await serverPid(folder)).toBe(pid);
    expect(said).toEqual(['接着用上次留下的数据库。']);
    expect(await query(next.superuserUrl, 'TABLE kept')).toEqual([{ answer: 42 }]);
    await next.stop();
    expect(await isServed(folder)).toBe(false);
  });

  test('while it starts is no obstacle to the next start, at whatever moment', async () => {
    const folder = await folders.makeWithData();
    for (const milliseconds of [120, 160, 200, 240, 280, 320, 360, 400, 450, 500]) {
      const program = launch({ folder });
      await sleep(milliseconds);
      await program.kill('SIGKILL');
    }
    const { superuserUrl } = await start({ folder });
    expect(await query(superuserUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('leaves a server that is started anew where it is to be set otherwise', async () => {
    const folder = await folders.makeWithData();
    const { program } = await launchReady({ folder });
    const pid = await serverPid(folder);
    await program.kill('SIGKILL');
    const next = await start({ folder, settings: { work_mem: '7MB' } });
    expect(await serverPid(folder)).not.toBe(pid);
    expect(await query(next.superuserUrl, 'SHOW work_mem')).toEqual([{ work_mem: '7MB' }]);
  });

  test('leaves a server that is started anew where it does not answer', async () => {
    const folder = await folders.makeWithData();
    const { program } = await launchReady({ folder });
    await program.kill('SIGKILL');
    const pid = await serverPid(folder);
    process.kill(pid, 'SIGSTOP');
    const said: string[] = [];
    const next = await start({ folder, say: (line) => said.push(line) });
    expect(said).toContain('上次留下的数据库没有应答，正在重新启动它……');
    expect(await serverPid(folder)).not.toBe(pid);
    expect(await query(next.superuserUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('in the middle of the first start leaves an initdb that is redone', async () => {
    const folder = await folders.make();
    const program = launch({ folder });
    const unfinished = join(folder, 'data.unfinished');
    await vi.waitFor(() => stat(join(unfinished, 'base')), { timeout: 20_000, interval: 5 });
    await program.kill('SIGKILL');
    const left = await findPostgresIn(unfinished);
    expect(left.length).toBeGreaterThan(0);
    const { superuserUrl } = await start({ folder });
    expect(await query(superuserUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await readdir(folder)).sort()).toEqual(['data', 'programs', 'server.log', 'superuser-password']);
    for (const { pid } of left) expect(await findProcess(pid)).toBeUndefined();
  });
});

describe('kill -9 of the server', () => {
  test('is noticed by the program, and starting again recovers every commit', async () => {
    const folder = await folders.makeWithData();
    const server = await start({ folder, isDurable: true });
    const reasons: { code: string; message: string }[] = [];
    server.onExit((reason) => reasons.push(reason));
    await query(server.superuserUrl, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number');
    process.kill(await serverPid(folder), 'SIGKILL');
    await vi.waitFor(() => expect(reasons).toHaveLength(1), 5_000);
    expect(reasons[0]).toEqual({
      code: 'server-ended',
      message: `数据库（127.0.0.1:${server.port}）意外结束了。已保存的数据没有丢，请再启动一次；原因见 ${folder} 中的 server.log。`,
    });
    const again = await start({ folder, isDurable: true });
    expect(await query(again.superuserUrl, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }]);
    expect(await logOf(folder)).toContain('database system was not properly shut down');
  });

  test('is recovered from though a busy backend outlives it', async () => {
    const folder = await folders.makeWithData();
    const server = await start({ folder });
    const client = new pg.Client({ connectionString: server.superuserUrl });
    client.on('error', () => undefined);
    await client.connect();
    client.query('SELECT count(*) FROM generate_series(1, 100000000) AS a').catch(() => undefined);
    await sleep(300);
    process.kill(await serverPid(folder), 'SIGKILL');
    expect(await isServed(folder)).toBe(true);
    const again = await start({ folder });
    expect(await query(again.superuserUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test.runIf(isRoot)('leaves a postmaster.pid whose number another process of the same user bears now', async () => {
    const folder = await folders.makeWithData();
    await start({ folder });
    const { uid } = await stat(join(folder, 'data'));
    process.kill(await serverPid(folder), 'SIGKILL');
    const sleeper = spawn('sleep', ['60'], { uid, stdio: 'ignore', cwd: '/' });
    try {
      const path = join(folder, 'data', 'postmaster.pid');
      const lines = (await readFile(path, 'utf8')).split('\n');
      await writeFile(path, [String(sleeper.pid), ...lines.slice(1)].join('\n'));
      const { superuserUrl } = await start({ folder });
      expect(await query(superuserUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(sleeper.exitCode).toBeNull();
    } finally {
      sleeper.kill();
    }
  });
});

describe('two programs on one folder', () => {
  test('share its server, which ends with the last of them', async () => {
    const folder = await folders.makeWithData();
    const first = await launchReady({ folder });
    const second = await launchReady({ folder });
    expect(second.url).toBe(first.url);
    await first.program.kill('SIGTERM');
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.program.kill('SIGTERM');
    expect(await isServed(folder)).toBe(false);
  });

  test('that start at the same moment from nothing make one database', async () => {
    const folder = await folders.make();
    const ready = await Promise.all([launchReady({ folder }), launchReady({ folder }), launchReady({ folder })]);
    expect(new Set(ready.map(({ url }) => url)).size).toBe(1);
  });

  test('of which the first is killed: the second goes on and stops the server at its end', async () => {
    const folder = await folders.makeWithData();
    const first = await launchReady({ folder });
    const second = await launchReady({ folder });
    await first.program.kill('SIGKILL');
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.program.kill('SIGTERM');
    expect(await isServed(folder)).toBe(false);
  });

  test('with different settings: the server of the first is not restarted', async () => {
    const folder = await folders.makeWithData();
    await launchReady({ folder });
    const pid = await serverPid(folder);
    const said: string[] = [];
    await start({ folder, settings: { work_mem: '7MB' }, say: (line) => said.push(line) });
    expect(await serverPid(folder)).toBe(pid);
    expect(said).toEqual(['与另一个程序共用已经启动的数据库。']);
  });
});

/** 64 kB that don't compress, in SQL. */
const NOISE = "(SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 2000))";

/** Whether this process may mount a file system of its own (root outside of a closed container). */
const mayMount = isRoot && tryMount();

function tryMount(): boolean {
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    execFileSync('rmdir', [folder]);
  }
}

describe.runIf(mayMount)('on a disk of its own', () => {
  async function onDisk(megabytes: number, work: (folder: string) => Promise<void>): Promise<void> {
    const folder = await folders.make();
    await mkdir(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder]);
    try {
      await work(join(folder, 'database'));
    } finally {
      for (const server of servers.splice(0)) await server.stop();
      execFileSync('umount', ['--lazy', folder]);
    }
  }

  /** Leaves that much room. */
  async function fill(folder: string, room: number): Promise<string> {
    const path = join(dirname(folder), 'filler');
    const { bavail, bsize } = await statfs(folder);
    const file = await open(path, 'w');
    for (let left = bavail * bsize - room; left > 0; left -= 1 << 20) {
      const written = await file.write(Buffer.alloc(Math.min(left, 1 << 20))).catch(() => undefined);
      if (written === undefined) break;
    }
    await file.close();
    return path;
  }

  test('too small for a first start: a sentence, and no half-made data', async () => {
    await onDisk(20, async (folder) => {
      const started = await startEmbeddedServer({ folder });
      expect(started.ok ? '' : started.error.code).toBe('disk-full');
      expect(started.ok ? '' : started.error.message).toMatch(/^磁盘满了：.*只剩 \d+ MB/);
      expect(await readdir(folder)).not.toContain('data');
      expect(await readdir(folder)).not.toContain('data.unfinished');
    });
  });

  /** Runs statement after statement until one fails; how many were acknowledged. */
  async function runUntilFull(url: string, statement: string): Promise<number> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    let acknowledged = 0;
    try {
      for (;;) {
        await client.query(statement, [acknowledged + 1, `${acknowledged}`]);
        acknowledged += 1;
      }
    } catch (error) {
      expect(String(error)).toMatch(/No space left|terminat|recovery/);
    }
    await client.end().catch(() => undefined);
    return acknowledged;
  }

  test('that fills up with data: the statement fails, no acknowledged commit is lost, and it runs on once there is room', async () => {
    await onDisk(160, async (folder) => {
      const settings = { min_wal_size: '32MB', max_wal_size: '32MB' };
      const { superuserUrl } = await start({ folder, isDurable: true, settings });
      await query(superuserUrl, 'CREATE TABLE kept (number int PRIMARY KEY, filler text)');
      const filler = await fill(folder, 3 << 20);
      const acknowledged = await runUntilFull(superuserUrl, `INSERT INTO kept VALUES ($1, $2 || ${NOISE})`);
      expect(acknowledged).toBeGreaterThan(0);
      expect(await query(superuserUrl, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: acknowledged }]);
      await rm(filler);
      await query(superuserUrl, "INSERT INTO kept VALUES (-1, '')");
    });
  });

  test('that has no room for the log of commits: the program hears why its server ended, and all is there once there is room', async () => {
    await onDisk(160, async (folder) => {
      const settings = { min_wal_size: '32MB', max_wal_size: '1GB' };
      const server = await start({ folder, isDurable: true, settings });
      const reasons: string[] = [];
      server.onExit(({ code }) => reasons.push(code));
      await query(server.superuserUrl, 'CREATE TABLE kept (number int, filler text)');
      await query(server.superuserUrl, "INSERT INTO kept VALUES (0, '')");
      const filler = await fill(folder, 1 << 20);
      const statement = `UPDATE kept SET number = $1, filler = $2 RETURNING pg_logical_emit_message(true, 'noise', ${NOISE})`;
      const acknowledged = await runUntilFull(server.superuserUrl, statement);
      await vi.waitFor(() => expect(reasons).toEqual(['disk-full']), 20_000);
      const refused = await startEmbeddedServer({ folder, settings });
      expect(refused.ok ? '' : refused.error.code).toBe('disk-full');
      await rm(filler);
      const again = await start({ folder, isDurable: true, settings });
      const [row] = await query(again.superuserUrl, 'SELECT number FROM kept');
      expect([acknowledged, acknowledged + 1]).toContain(row?.['number']);
    });
  });

  test('that can only be read: a sentence', async () => {
    await onDisk(120, async (folder) => {
      await (await start({ folder })).stop();
      execFileSync('mount', ['-o', 'remount,ro', dirname(folder)]);
      const started = await startEmbeddedServer({ folder });
      expect(started.ok ? '' : started.error.code).toBe('folder-not-writable');
    });
  });
});

test('a machine that was shut down hard leaves files of programs that live no more', async () => {
  const folder = await folders.makeWithData();
  await mkdir(join(folder, 'programs'), { recursive: true });
  await writeFile(join(folder, 'programs', `${process.pid}-old`), '12345 00000000-0000-0000-0000-000000000000\n');
  await chmod(join(folder, 'programs'), 0o700);
  const server = await start({ folder });
  expect(await readdir(join(folder, 'programs'))).not.toContain(`${process.pid}-old`);
  await server.stop();
  expect(await isServed(folder)).toBe(false);
});
