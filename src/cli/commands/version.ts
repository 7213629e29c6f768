import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { EXIT } from '../command.ts';

export const versionCommand: Command = {
  help: `用法：tongzhou version

显示同舟的版本，和运行它的 Node 的版本。
`,
  run: (args, { stdout }) => {
    parseArgs({ args: [...args], options: {} });
    const manifest: { version: string } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    );
    stdout.write(`tongzhou ${manifest.version}\nnode ${process.versions.node}\n`);
    return Promise.resolve(EXIT.ok);
  },
};
