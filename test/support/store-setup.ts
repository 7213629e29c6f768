import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One server for all store tests of a run: that of TONGZHOU_TEST_SERVER (a superuser's address), else the embedded one. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TONGZHOU_TEST_SERVER'] !== undefined) return undefined;
  const { startEmbeddedServer } = await import('#platform/database/embedded/embedded-server.ts');
  const folder = mkdtempSync(join(tmpdir(), 'tongzhou-store-'));
  const started = await startEmbeddedServer({ folder: join(folder, 'database'), isDurable: false });
  if (!started.ok) throw new Error(started.error.message);
  process.env['TONGZHOU_TEST_SERVER'] = started.value.superuserUrl;
  return async () => {
    await started.value.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
