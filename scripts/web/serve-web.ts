import { randomBytes } from 'node:crypto';
import { createServer } from '#http/server.ts';
import { systemClock } from '#platform/clock.ts';

/** How many ports, from the wished one on, are tried. */
const PORTS_TRIED = 21;

export interface WebServer {
  readonly address: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Serves the built screens alone to this machine, without database and sign-in; on the next free port where the wished one is taken. */
export async function serveWeb(folder: string, wishedPort: number): Promise<WebServer> {
  const server = await createServer({
    host: '127.0.0.1',
    port: wishedPort,
    portsTried: PORTS_TRIED,
    version: '0',
    routes: [],
    screens: { folder, homeApp: 'calculator' },
    resolveActor: () => Promise.resolve(undefined),
    clock: systemClock,
    randomBytes,
    log: { level: 'silent' },
    limits: { drainSeconds: 0 },
  });
  const { address, port } = await server.listen();
  return { address: `${address}/`, port, close: () => server.close() };
}
