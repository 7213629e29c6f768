import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Another apt-get may hold the locks; it gets this long to finish. */
const APT_LOCK_SECONDS = 300;

/** What apt-get complained of, empty when it went well. */
export async function aptGet(args: readonly string[]): Promise<string> {
  const child = spawn('apt-get', ['-o', `DPkg::Lock::Timeout=${APT_LOCK_SECONDS}`, ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [complaint, code] = await Promise.all([
    text(child.stderr),
    new Promise<number | null>((resolve) => {
      child.on('close', resolve);
    }),
  ]);
  return code === 0 ? '' : `apt-get ${args[0]}: ${complaint}`;
}
