import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { errorCode } from './database-refusal.ts';
import { readPidFile } from './pid-file.ts';
import { isAlive, type ProcessIdentity } from './processes.ts';

const POLL_MILLISECONDS = 10;

/** Recovery after a crash replays up to 2 GiB of WAL, which may take minutes on a slow disk. */
const LONGEST_RECOVERY_MILLISECONDS = 600_000;
const RECOVERY_NEWS_MILLISECONDS = 5_000;

/** A server that says of itself that it is ready answers within that time. */
const ANSWER_MILLISECONDS = 10_000;

export type Readiness = 'ready' | 'ended' | 'silent' | 'other-password';

/** Waits until the server answers a query, as long as it recovers; tells of that now and then. */
export async function waitUntilReady(
  server: ProcessIdentity,
  data: string,
  url: (port: number) => string,
  say: (line: string) => void,
): Promise<Readiness> {
  const start = performance.now();
  let saidAt = start;
  let readyAt: number | undefined;
  while (await isAlive(server)) {
    const now = performance.now();
    const { pid, port, status } = await readPidFile(data);
    if (status === 'ready' && pid === server.pid) {
      readyAt ??= now;
      const answer = await ask(url(port));
      if (answer !== 'silent') return answer;
    }
    if (now - start > LONGEST_RECOVERY_MILLISECONDS) return 'silent';
    if (readyAt !== undefined && performance.now() - readyAt > ANSWER_MILLISECONDS) return 'silent';
    if (now - saidAt > RECOVERY_NEWS_MILLISECONDS) {
      say(`数据库还没有就绪，可能在恢复上次没有写完的数据，已等 ${Math.round((now - start) / 1000)} 秒……`);
      saidAt = now;
    }
    await sleep(POLL_MILLISECONDS);
  }
  return 'ended';
}

/** PostgreSQL's codes: a wrong password; no connection left, which is an answer too. */
const WRONG_PASSWORD = '28P01';
const TOO_MANY_CONNECTIONS = '53300';

async function ask(url: string): Promise<Exclude<Readiness, 'ended'>> {
  const patience = ANSWER_MILLISECONDS / 2;
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
    ssl: false,
    application_name: 'tongzhou start',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    await client.end();
    return 'ready';
  } catch (error) {
    const code = errorCode(error);
    if (code === WRONG_PASSWORD) return 'other-password';
    return code === TOO_MANY_CONNECTIONS ? 'ready' : 'silent';
  }
}
