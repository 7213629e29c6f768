/**
 * The server: `node src/main.ts`, or `npm start` with a demonstration scheme.
 *
 * | variable | meaning | without it |
 * | --- | --- | --- |
 * | `DATABASE_URL` | a PostgreSQL from 15 on, its owner's address | the embedded one |
 * | `TONGZHOU_DATA` | folder of keys and of the embedded database | `var` |
 * | `TONGZHOU_DATABASE_PASSWORD` | of the role `tongzhou_app`, where installations share a server | follows from the key ring |
 * | `TONGZHOU_KEY_RING` | the key ring in base64 | the file `keys.json` of that folder |
 * | `TONGZHOU_ORIGIN` | where people reach the platform, `https://…` | this machine only |
 * | `TONGZHOU_METRICS_TOKEN` | opens `/api/metrics` to others than this machine | this machine only |
 * | `HOST`, `PORT` | where to listen | `127.0.0.1`, 8080 |
 */
import { join } from 'node:path';
import { startProgram } from '#composition/start-program.ts';

const root = join(import.meta.dirname, '..');
const say = (line: string): void => void process.stdout.write(`同舟：${line}\n`);
const port = Number(process.env['PORT'] ?? 8080);

const started = await startProgram({
  root,
  environment: process.env,
  screensFolder: join(root, 'dist/web'),
  host: process.env['HOST'] ?? '127.0.0.1',
  port,
  portsTried: 1,
  version: '0.1.0',
  log: { level: 'info' },
  say,
});
if (started.ok) {
  const { address, serverEnded, close } = started.value;
  say(`已在 ${address} 提供服务。`);
  const stop = (): void => void close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  void serverEnded.then((reason) => {
    say(reason);
    void close().finally(() => process.exit(1));
  });
} else {
  process.stderr.write(`同舟：${started.error.message}\n`);
  process.exitCode = 1;
}
