import { join } from 'node:path';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type DatabaseRefusal, refusal } from './database-refusal.ts';
import { findFreePort, isPortFree } from './free-port.ts';
import type { DatabaseFolder } from './initialize-data.ts';
import { readPidFile } from './pid-file.ts';
import type { ProcessIdentity } from './processes.ts';
import type { ServerBinaries } from './server-binaries.ts';
import {
  commandLineOf,
  explainEnd,
  failedForPort,
  fileSize,
  findRunningServer,
  spawnServer,
  stopServer,
} from './server-process.ts';
import { waitUntilReady } from './server-readiness.ts';
import { type SettingsNeeds, serverArguments, serverSettings } from './server-settings.ts';
import type { ServerUser } from './server-user.ts';

interface ServerPlan {
  readonly place: DatabaseFolder;
  readonly binaries: ServerBinaries;
  readonly user: ServerUser;
  readonly password: string;
  /** Whether other living programs use the folder's server. */
  readonly isShared: boolean;
  /** The one asked for. */
  readonly port: number | undefined;
  readonly needs: Omit<SettingsNeeds, 'port'>;
  readonly overrides: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

export interface StartedServer {
  readonly process: ProcessIdentity;
  readonly port: number;
  readonly superuserUrl: string;
}

/** Each turn something else changed: a server ended, a port was taken. More often than that is no coincidence. */
const MOST_TURNS = 10;

type Turn = Result<StartedServer, DatabaseRefusal> | 'again';

/** One start on prepared data, under the folder's lock: joins what runs there or starts anew, until a server answers. */
export class ServerStart {
  private readonly plan: ServerPlan;
  private nextPort: number | undefined;

  constructor(plan: ServerPlan) {
    this.plan = plan;
  }

  async run(): Promise<Result<StartedServer, DatabaseRefusal>> {
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      const running = await findRunningServer(this.plan.place.data);
      const turn = running === undefined ? await this.startAnew() : await this.join(running);
      if (turn !== 'again') return turn;
    }
    const message = `数据库试了 ${MOST_TURNS} 次都没有启动起来。请查看 ${this.plan.place.log}。`;
    return fail(refusal('start-failed', message));
  }

  /** Takes over the running server. Nobody else's is restarted where it doesn't answer or is set otherwise than asked. */
  private async join(running: ProcessIdentity): Promise<Turn> {
    const { isShared, say, place } = this.plan;
    if (!isShared && !(await this.isAsAsked(running))) {
      say('上次留下的数据库还在运行，但程序或设置已经改变，正在重新启动它……');
      await stopServer(running);
      return 'again';
    }
    const readiness = await this.waitFor(running);
    switch (readiness) {
      case 'ready':
        say(isShared ? '与另一个程序共用已经启动的数据库。' : '接着用上次留下的数据库。');
        return ok(await this.describe(running));
      case 'ended':
        return 'again';
      case 'other-password':
        return fail(this.passwordMissing());
      case 'silent':
        if (isShared) {
          const message = `${place.folder} 的数据库正被另一个程序使用，但没有应答。请先结束那个程序，再启动一次。`;
          return fail(refusal('not-answering', message));
        }
        say('上次留下的数据库没有应答，正在重新启动它……');
        await stopServer(running, { isHung: true });
        return 'again';
    }
  }

  private async startAnew(): Promise<Turn> {
    const { place, binaries, user, port: asked } = this.plan;
    if (asked !== undefined && !(await isPortFree(asked))) return fail(this.portTaken(asked));
    const port = asked ?? (await findFreePort(this.nextPort));
    if (port === undefined) return fail(refusal('port-taken', '没有空闲的端口可给数据库用。请用 port 指定一个。'));
    const logStart = await fileSize(place.log);
    const server = await spawnServer(place, binaries, user, this.argumentsFor(port));
    const readiness = server === undefined ? 'ended' : await this.waitFor(server);
    if (server !== undefined && readiness === 'ready') return ok(await this.describe(server));
    if (server !== undefined && readiness !== 'ended') await stopServer(server);
    if (readiness === 'other-password') return fail(this.passwordMissing());
    if (await failedForPort(place, logStart)) {
      if (asked !== undefined) return fail(this.portTaken(asked));
      this.nextPort = port + 1;
      return 'again';
    }
    if ((await findRunningServer(place.data)) !== undefined) return 'again';
    return fail(await explainEnd(place, logStart));
  }

  private waitFor(server: ProcessIdentity): ReturnType<typeof waitUntilReady> {
    const { place, say } = this.plan;
    return waitUntilReady(server, place.data, (port) => this.url(port), say);
  }

  private async isAsAsked(running: ProcessIdentity): Promise<boolean> {
    const { port } = await readPidFile(this.plan.place.data);
    const wanted = [join(this.plan.binaries.folder, 'postgres'), ...this.argumentsFor(this.plan.port ?? port)];
    return (await commandLineOf(running)).join('\0') === wanted.join('\0');
  }

  private argumentsFor(port: number): string[] {
    return serverArguments(serverSettings({ ...this.plan.needs, port }, this.plan.overrides));
  }

  private async describe(process: ProcessIdentity): Promise<StartedServer> {
    const { port } = await readPidFile(this.plan.place.data);
    return { process, port, superuserUrl: this.url(port) };
  }

  private url(port: number): string {
    return `postgres://postgres:${encodeURIComponent(this.plan.password)}@127.0.0.1:${port}/postgres`;
  }

  private portTaken(port: number): DatabaseRefusal {
    return refusal('port-taken', `端口 ${port} 已被别的程序占用。请结束那个程序，或给数据库换一个端口。`);
  }

  private passwordMissing(): DatabaseRefusal {
    const { passwordFile } = this.plan.place;
    return refusal('password-missing', `口令文件 ${passwordFile} 与数据库不符。请从备份里取回原来的文件，再启动一次。`);
  }
}
