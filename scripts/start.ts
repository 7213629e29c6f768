/**
 * `npm start`: builds the screens where the sources have changed, serves them to this machine, and says where.
 *
 * `PORT` chooses another port than 8080; a taken one gives way to the next that is free. Ctrl-C ends it.
 */
import { join } from 'node:path';
import { ensureWebBuild } from './web/ensure-web-build.ts';
import { serveWeb } from './web/serve-web.ts';

const DEFAULT_PORT = 8080;
const root = join(import.meta.dirname, '..');

function wishedPort(): number | undefined {
  const text = process.env['PORT'];
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}

const port = wishedPort();
if (port === undefined) {
  console.error(`同舟：PORT 应当是 0 到 65535 的整数，现在是“${process.env['PORT']}”。`);
  process.exitCode = 2;
} else {
  const startedAt = performance.now();
  const { folder, isFresh } = await ensureWebBuild(root, () => console.log('同舟：正在构建页面……'));
  if (isFresh) console.log(`同舟：构建完成，用了 ${((performance.now() - startedAt) / 1000).toFixed(1)} 秒。`);
  const server = await serveWeb(folder, port);
  if (port !== 0 && server.port !== port) console.log(`同舟：端口 ${port} 已被占用，改用 ${server.port}。`);
  console.log(`同舟核算台已就绪，请在浏览器中打开：${server.address}\n按 Ctrl-C 结束。`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log('\n同舟：已停止。');
      void server.close().then(() => process.exit(0));
    });
  }
}
