import type { FastifyInstance } from 'fastify';

const LAST_PORT = 65_535;

/** Listens on the wished port, or on the next free one of `portsTried`. Tells which. */
export async function listenFrom(
  app: FastifyInstance,
  host: string,
  port: number,
  portsTried: number,
): Promise<number> {
  for (let tried = port; ; tried++) {
    try {
      await app.listen({ host, port: tried });
      break;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || tried + 1 >= port + portsTried || tried >= LAST_PORT) throw error;
    }
  }
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
