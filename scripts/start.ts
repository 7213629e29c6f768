/**
 * `npm start`: builds the screens where the sources have changed, starts the program with the demonstration on this machine,
 * and says where, who can sign in, and where the data lie.
 *
 * `PORT` chooses another port than 8080; a taken one gives way to the next that is free. `TONGZHOU_DATA` chooses another
 * folder than `var`. `--reset` begins the demonstration anew. Ctrl-C ends it.
 */
import { join, relative } from 'node:path';
import { removeDemonstration } from '#composition/demonstration/demonstration-folder.ts';
import { prepareDemonstration, prepareFolder } from '#composition/demonstration/prepare-demonstration.ts';
import type { DemonstrationPeople } from '#composition/people.ts';
import { type RunningProgram, startProgram } from '#composition/start-program.ts';
import type { Result } from '#kernel/result.ts';
import { systemClock, today } from '#platform/clock.ts';
import { ensureWebBuild } from './web/ensure-web-build.ts';

const DEFAULT_PORT = 8080;
const PORTS_TRIED = 21;

const root = join(import.meta.dirname, '..');
const folder = process.env['TONGZHOU_DATA'] ?? join(root, 'var');
const say = (line: string): void => console.log(`同舟：${line}`);

/** Ends the program with a sentence. */
function refuse(sentence: string, exitCode: number): never {
  console.error(`同舟：${sentence}`);
  process.exit(exitCode);
}

function expectDone<T>(result: Result<T, string>): T {
  return result.ok ? result.value : refuse(result.error, 1);
}

function wishedPort(): number {
  const text = process.env['PORT'] ?? '';
  const port = text === '' ? DEFAULT_PORT : Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  return refuse(`PORT 应当是 0 到 65535 的整数，现在是“${text}”。`, 2);
}

function isResetWished(): boolean {
  const [first, ...others] = process.argv.slice(2);
  if (first === undefined || (first === '--reset' && others.length === 0)) return first !== undefined;
  return refuse(`不认识“${[first, ...others].join(' ')}”；npm start 只有一个选项：npm start -- --reset`, 2);
}

function describe(address: string, people: DemonstrationPeople): string {
  const place = relative(process.cwd(), folder);
  return [
    '',
    `  首页    ${address}/`,
    `  核算台  ${address}/calculator/`,
    '',
    '在首页上点一下，就以下面任何一个人登录：',
    ...people.map(({ title }) => `  ${title}`),
    '',
    `数据都是编造的，放在 ${place === '' || place.startsWith('..') ? folder : place}/；要从头再来：npm start -- --reset`,
    '按 Ctrl-C 结束。',
  ].join('\n');
}

const port = wishedPort();
const onDay = today(systemClock);
if (isResetWished()) expectDone(await removeDemonstration(folder));

const stopping = new AbortController();
let program: RunningProgram | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    console.log('\n同舟：正在停止……');
    stopping.abort();
    void program?.close().then(leave);
  });
}

function leave(): never {
  say('已停止。');
  process.exit(0);
}

const startedAt = performance.now();
expectDone(await prepareFolder({ folder, today: onDay, say }));
let people: DemonstrationPeople = [];
try {
  const build = await ensureWebBuild(root, () => say('正在构建页面……'));
  const started = await startProgram({
    root,
    environment: { ...process.env, TONGZHOU_DATA: folder },
    screensFolder: build.folder,
    host: '127.0.0.1',
    port,
    portsTried: PORTS_TRIED,
    version: '0.1.0',
    log: { level: 'warn' },
    prepare: async (installation) => {
      people = await prepareDemonstration(installation, { folder, today: onDay, say, signal: stopping.signal });
      return people;
    },
    say,
  });
  if (!started.ok) {
    const { code, message } = started.error;
    refuse(code === 'demonstration' ? message : `${message}演示的数据可以不要：npm start -- --reset 从头再来。`, 1);
  }
  program = started.value;
} catch (error) {
  if (!stopping.signal.aborted) throw error;
  leave();
}
const { address, serverEnded, close } = program;
if (stopping.signal.aborted) {
  await close();
  leave();
}
if (port !== 0 && Number(new URL(address).port) !== port) say(`端口 ${port} 已被占用，改用 ${new URL(address).port}。`);
say(`已就绪，用了 ${((performance.now() - startedAt) / 1000).toFixed(1)} 秒。`);
console.log(describe(address, people));
void serverEnded.then((reason) => {
  console.error(`同舟：${reason}`);
  void close().finally(() => process.exit(1));
});
