import { existsSync } from 'node:fs';
import { aptGet } from '../test/support/apt-get.ts';

/** The shell opens no pages of its own beside those under test, as the whole browser does for every window: half the time. */
const DEBIAN_SHELL = '/usr/bin/chromium-headless-shell';
const DEBIAN_CHROMIUM = '/usr/bin/chromium';
const DEBIAN_FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/** The Chromium that the browser tests drive: `CHROMIUM_PATH` where set, else Debian's; `undefined` where there is none. */
function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  return (named === undefined ? [DEBIAN_SHELL, DEBIAN_CHROMIUM] : [named]).find((path) => existsSync(path));
}

/**
 * Finds Chromium, or as root installs it with apt-get, together with a font that has Chinese characters.
 *
 * Throws an error with a Chinese sentence where neither is possible.
 */
export async function ensureChromium(): Promise<string> {
  const isComplete = (): boolean => existsSync(DEBIAN_SHELL) && existsSync(DEBIAN_FONT);
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  let complaint = '';
  if (!isComplete() && mayInstall && process.env['CHROMIUM_PATH'] === undefined) {
    complaint = await aptGet(['update']);
    if (complaint === '') {
      complaint = await aptGet([
        'install',
        '--yes',
        '--no-install-recommends',
        'chromium-headless-shell',
        'fonts-noto-cjk',
      ]);
    }
  }
  const path = findChromium();
  if (path !== undefined) return path;
  throw new Error(
    '没有找到 Chromium：请用 apt-get install chromium-headless-shell fonts-noto-cjk 安装，' +
      `或把 CHROMIUM_PATH 设为已有的 Chromium 的路径。\n${complaint}`.trimEnd(),
  );
}
