import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/support/slowest-first.ts';

/**
 * Four kinds of tests, run by `npm test` and one by one with `npx vitest run --project <name> [path]`.
 *
 * - `unit`: beside the code that they prove; the cases that clerks check, and the oracle that the rules are compared with.
 * - `architecture`: each wall of the house has a planted violation there.
 * - `store`: what stands on a database, on a real PostgreSQL; each file has one of its own, cloned from a template.
 * - `browser`: the screens in a real Chromium, two files at a time, each with a program and a browser of its own.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          // some draw thousands of cases or start programs; a busy machine takes ten times as long as a quiet one
          testTimeout: 60_000,
          exclude: ['**/*.store.test.ts', '**/node_modules/**'],
          include: [
            'src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
            'test/{oracle,cases}/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'architecture',
          include: ['test/architecture/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'store',
          include: ['src/**/*.store.test.ts', 'test/store/**/*.store.test.ts'],
          globalSetup: ['test/support/store-setup.ts'],
          // a worker keeps its modules from file to file; each file has its own database, and nothing else is kept
          isolate: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/browser-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
