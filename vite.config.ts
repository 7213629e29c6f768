import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { CSP_NONCE_PLACEHOLDER } from './src/http/content-security-policy.ts';

/** Each has a page of its own: what stands before signing in, the office's desk, the unit's portal, the member's phone, the offline tool. */
const APPS = ['home', 'desk', 'unit', 'member', 'calculator'] as const;

/**
 * The screens: one page for each app under src/web, built to dist/web.
 *
 * `cspNonce` makes Vite mark its tags, and leaves a meta tag from which the theme takes the nonce for the styles that
 * it writes at run time; the server puts a fresh nonce in for every answer.
 */
export default defineConfig({
  root: 'src/web',
  publicDir: false,
  plugins: [react()],
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
    rolldownOptions: { input: Object.fromEntries(APPS.map((app) => [app, `src/web/${app}/index.html`])) },
  },
});
