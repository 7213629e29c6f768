import { join } from 'node:path';
import { ensureWebBuild } from '../../scripts/web/ensure-web-build.ts';

/** The screens are built once before the first test, not by each of the files that run side by side. */
export async function setup(): Promise<void> {
  await ensureWebBuild(join(import.meta.dirname, '../..'));
}
