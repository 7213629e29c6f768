/**
 * Completes package-lock.json with the builds for other machines that the registry at hand does not carry.
 *
 * A registry mirror may hold `@biomejs/cli-linux-x64` and lack `@biomejs/cli-darwin-arm64`. npm then writes a lock file
 * without the second, and `npm ci` refuses that very file: "Missing: @biomejs/cli-darwin-arm64 from lock file" (npm
 * 11.19). An entry needs no more than the version, which the parent names exactly, and the machines it is for, which
 * its name says. Run it after every `npm install` of a package with native parts: `npm run complete-lockfile`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Lockfile } from './missing-builds.ts';
import { completeLockfile, findMissingBuilds } from './missing-builds.ts';

const file = new URL('../package-lock.json', import.meta.url);
const lockfile: Lockfile = JSON.parse(readFileSync(file, 'utf8'));
const missing = findMissingBuilds(lockfile);
writeFileSync(file, `${JSON.stringify(completeLockfile(lockfile), null, 2)}\n`);
console.log(`package-lock.json：补上 ${missing.length} 个其他系统的构建`);
