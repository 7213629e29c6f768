import { createServer } from 'node:net';
import { errorCode } from './database-refusal.ts';

/** Below the range from which Linux draws the ports of outgoing connections (32768 on). */
const FIRST_PORT = 15_432;
const LAST_PORT = 15_931;

/** Whether nobody listens on that port of the loopback address. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if (errorCode(error) === 'EADDRINUSE') resolve(false);
      else if (errorCode(error) === 'EACCES')
        resolve(true); // the server itself will tell
      else reject(error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free port from `from` on; `undefined` when all are taken. */
export async function findFreePort(from: number = FIRST_PORT): Promise<number | undefined> {
  for (let port = from; port <= LAST_PORT; port += 1) {
    if (await isPortFree(port)) return port;
  }
  return undefined;
}
