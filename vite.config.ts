import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { CSP_NONCE_PLACEHOLDER } from './src/http/content-security-policy.ts';

/** Each has a page of its own: what stands before signing in, the office's desk, the unit's portal, the member's phone, the offline tool. */
const APPS = ['home', 'desk', 'unit', 'member', 'calculator'] as const;

const SERVICE_WORKER = 'service-worker';
const INSTALL = join(import.meta.dirname, 'src/web/member/install');

/** What makes the member's app installable, under names that phones find again: beside its page, without a hash. */
function installableMember(): Plugin {
  const icons = ['icon-192.png', 'icon-512.png', 'icon-maskable-512.png'];
  return {
    name: 'installable-member',
    generateBundle(): void {
      for (const name of icons) {
        this.emitFile({ type: 'asset', fileName: `member/${name}`, source: readFileSync(join(INSTALL, name)) });
      }
      const source = readFileSync(join(INSTALL, 'manifest.json'), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'member/manifest.webmanifest', source });
    },
  };
}

/**
 * The screens: one page for each app under src/web, built to dist/web.
 *
 * `cspNonce` makes Vite mark its tags, and leaves a meta tag from which the theme takes the nonce for the styles that
 * it writes at run time; the server puts a fresh nonce in for every answer.
 */
export default defineConfig({
  root: 'src/web',
  publicDir: false,
  plugins: [react(), installableMember()],
  html: { cspNonce: CSP_NONCE_PLACEHOLDER },
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // Chromium, Firefox and Safari of the last years preload modules themselves; the polyfill would fetch
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        ...Object.fromEntries(APPS.map((app) => [app, `src/web/${app}/index.html`])),
        [SERVICE_WORKER]: join(INSTALL, 'service-worker.ts'),
      },
      output: {
        entryFileNames: ({ name }) =>
          name === SERVICE_WORKER ? `member/${SERVICE_WORKER}.js` : 'assets/[name]-[hash].js',
      },
    },
  },
});
