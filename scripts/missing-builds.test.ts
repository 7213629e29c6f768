import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Lockfile } from './missing-builds.ts';
import { completeLockfile, findMissingBuilds } from './missing-builds.ts';

const ofProject = (): Lockfile => JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));

describe('a lock file written from a registry that lacks some builds', () => {
  const lockfile: Lockfile = {
    packages: {
      '': {},
      'node_modules/tool': {
        version: '1.2.3',
        dev: true,
        optionalDependencies: { '@tool/cli-linux-x64': '1.2.3', '@tool/cli-linux-arm-musleabihf': '1.2.3' },
      },
      'node_modules/tool/node_modules/@tool/cli-linux-x64': { version: '1.2.3' },
    },
  };

  test('misses those that no entry answers, also where one stands inside its parent', () => {
    expect(findMissingBuilds(lockfile)).toEqual([
      { name: '@tool/cli-linux-arm-musleabihf', version: '1.2.3', wantedBy: 'node_modules/tool' },
    ]);
  });

  test('is completed with the version the parent names and the machines the name tells', () => {
    const completed = completeLockfile(lockfile);
    expect(completed.packages['node_modules/@tool/cli-linux-arm-musleabihf']).toEqual({
      version: '1.2.3',
      cpu: ['arm'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    });
    expect(findMissingBuilds(completed)).toEqual([]);
  });

  test('is refused where a name does not tell its machines', () => {
    const unknown = { packages: { 'node_modules/tool': { optionalDependencies: { extras: '1.0.0' } } } };
    expect(() => completeLockfile(unknown)).toThrow('cannot tell from its name');
  });
});

describe('package-lock.json', () => {
  test('has an entry for every build, or npm ci refuses it: run npm run complete-lockfile', () => {
    expect(findMissingBuilds(ofProject())).toEqual([]);
  });

  test('names no host, so that it holds for every registry', () => {
    const entries = Object.values(ofProject().packages);
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.filter((entry) => entry.resolved !== undefined)).toEqual([]);
  });
});
