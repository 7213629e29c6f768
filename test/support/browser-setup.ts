import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from '#composition/start-program.ts';
import { systemClock } from '#platform/clock.ts';
import { ensureWebBuild } from '../../scripts/web/ensure-web-build.ts';

const root = join(import.meta.dirname, '../..');

/**
 * What each of the files that run side by side would make for itself: the built screens, and a migrated installation
 * without an office, which `openPlatform` copies.
 */
export async function setup(): Promise<() => void> {
  const { folder: screensFolder } = await ensureWebBuild(root);
  const folder = mkdtempSync(join(tmpdir(), 'tongzhou-template-'));
  const started = await startProgram({
    root,
    environment: { TONGZHOU_DATA: folder },
    screensFolder,
    host: '127.0.0.1',
    port: 0,
    portsTried: 1,
    version: 'test',
    clock: systemClock,
    isDurable: false,
    log: { level: 'silent' },
    say: () => {},
  });
  if (!started.ok) throw new Error(started.error.message);
  await started.value.close();
  process.env['TONGZHOU_BROWSER_TEMPLATE'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
