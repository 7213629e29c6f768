import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { LogTarget } from '#http/request-log.ts';
import { resolveActorBy } from '#http/resolve-actor.ts';
import { createServer, type HttpServer } from '#http/server.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { accountNames } from '#modules/accounts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { type Clock, systemClock } from '#platform/clock.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import {
  type Installation,
  type InstallationRefusal,
  installationFromEnvironment,
  openInstallation,
} from '#platform/installation/open-installation.ts';
import { JobQueue } from '#platform/jobs/job-queue.ts';
import { migrateJobs } from '#platform/jobs/migrate-jobs.ts';
import { createPapers } from '#platform/papers/papers.ts';
import { createPictureReader } from '#platform/reading/picture-reader.ts';
import { createSmsOutbox } from '#platform/sms/sms-outbox.ts';
import { JOB_KINDS, jobHandlers } from './jobs.ts';
import { startLoops } from './loops.ts';
import type { DemonstrationPeople } from './people.ts';
import { platformRoutes } from './routes.ts';

export interface ProgramOptions {
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The built screens. */
  readonly screensFolder: string;
  readonly host: string;
  /** 0 takes any. */
  readonly port: number;
  readonly portsTried: number;
  readonly version: string;
  readonly clock?: Clock;
  readonly isDurable?: boolean;
  readonly log: LogTarget;
  /**
   * Fills the installation before it serves, and names its people, whom a click signs in: the demonstration. Only on the
   * embedded database and a loopback address.
   */
  readonly prepare?: (installation: Installation) => Promise<DemonstrationPeople>;
  readonly say: (line: string) => void;
}

export interface RunningProgram {
  readonly address: string;
  readonly installation: Installation;
  /** Resolves with a sentence when the database's server ended by itself. */
  readonly serverEnded: Promise<string>;
  close(): Promise<void>;
}

export interface DemonstrationRefusal {
  readonly code: 'demonstration';
  readonly message: string;
}

/** Everything put together: database, keys, jobs, papers, routes, screens. The one place that knows all of it. */
export async function startProgram(
  options: ProgramOptions,
): Promise<Result<RunningProgram, InstallationRefusal | DemonstrationRefusal>> {
  const { environment, root, say } = options;
  const exposed = options.prepare === undefined ? undefined : whatExposes(options);
  if (exposed !== undefined) return fail({ code: 'demonstration', message: exposed });
  const clock = options.clock ?? systemClock;
  const opened = await openInstallation({
    ...installationFromEnvironment(environment, root),
    clock,
    say,
    isDurable: options.isDurable ?? true,
  });
  if (!opened.ok) return fail(opened.error);
  const installation = opened.value;
  const { platform } = installation;
  const closing: (() => Promise<void>)[] = [() => installation.close()];
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const serverEnded = new Promise<string>((resolve) => installation.onServerExit(resolve));
    await migrateJobs(installation.ownerUrl);
    const queue = await JobQueue.open({
      url: installation.applicationUrl,
      kinds: JOB_KINDS,
      onError: (error, name) => say(`后台任务${name === undefined ? '队列' : ` ${name}`} 出错：${nameOf(error)}`),
    });
    closing.push(() => queue.stop());
    const papers = createPapers({ threads: 1 });
    closing.push(() => papers.close());
    const reader = createPictureReader({ idleMilliseconds: 60_000, longestMilliseconds: 90_000, mostWaiting: 20 });
    closing.push(async () => reader.close());
    const people = (await options.prepare?.(installation)) ?? [];
    await queue.work(jobHandlers(platform));
    closing.push(startLoops(platform, (what, error) => say(`${what}时出错，稍后再试：${nameOf(error)}`)));
    const namesOf = (caller: Caller, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
      accountNames(platform, caller.access.officeId, ids);
    let address = '';
    const server: HttpServer = await createServer({
      host: options.host,
      port: options.port,
      portsTried: options.portsTried,
      version: options.version,
      routes: platformRoutes({
        platform,
        queue,
        papers,
        documents: openFolderStore(join(installationFromEnvironment(environment, root).folder, 'documents')),
        reader,
        sms: createSmsOutbox(platform),
        onFailure: (error) => say(`发送短信时出错：${nameOf(error)}`),
        namesOf,
        publicOrigin: () => address,
        people,
      }),
      resolveActor: resolveActorBy(platform),
      screens: { folder: options.screensFolder, homeApp: 'home' },
      clock,
      randomBytes,
      log: options.log,
      readinessChecks: [{ name: '数据库', check: () => checkDatabase(installation) }],
      gauges: [{ name: 'database_connections', help: 'Connections of the pool', read: () => loadOf(installation) }],
      ...(environment['TONGZHOU_ORIGIN'] === undefined ? {} : { publicOrigin: environment['TONGZHOU_ORIGIN'] }),
      ...(environment['TONGZHOU_METRICS_TOKEN'] === undefined
        ? {}
        : { metricsToken: environment['TONGZHOU_METRICS_TOKEN'] }),
    });
    closing.push(() => server.close());
    address = (await server.listen()).address;
    return ok({ address, installation, serverEnded, close: closeAll });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Why there may be no demonstration: whoever reaches it signs in as anybody. */
function whatExposes({ environment, host }: ProgramOptions): string | undefined {
  const { DATABASE_URL: url, TONGZHOU_ORIGIN: origin } = environment;
  const meant = '正式运行请用 node src/main.ts';
  if (url !== undefined) return `演示只用自带的数据库，请去掉环境变量 DATABASE_URL；${meant}。`;
  if (origin !== undefined) return `演示只给本机用，请去掉环境变量 TONGZHOU_ORIGIN；${meant}。`;
  if (host !== '127.0.0.1' && host !== '::1') return `演示只给本机用，不能在 ${host} 上提供；${meant}。`;
  return undefined;
}

async function checkDatabase({ platform }: Installation): Promise<boolean> {
  await platform.database.transaction({ scope: 'platform', actorId: SYSTEM_ACTOR_ID }, () => Promise.resolve());
  return true;
}

function loadOf({ platform }: Installation): Readonly<Record<string, number>> {
  return { ...platform.database.load };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '未知错误';
}
