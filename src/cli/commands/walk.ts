import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, EXIT } from '../command.ts';
import { Misuse } from '../misuse.ts';
import { WalkStopped } from '../walk/open-walk-office.ts';
import { readSchemeFolder } from '../walk/scheme-folder.ts';
import { walk } from '../walk/walk.ts';

const ROOT = join(import.meta.dirname, '../../..');

export const walkCommand: Command = {
  help: `用法：tongzhou walk 文件夹 [--pretty]

在一个全新的数据库里，把文件夹里的真实文件走完整个互助保障：名单、三级审核、缴费通知、
银行流水、生效、医保结算、核算、审核、付款文件，最后打印一份 JSON 报告。数据库用完即删。

文件夹里要有 scheme.json（写明名单提交日、各单位和各文件名）、各单位名单、银行流水、医保结算数据；
可以用 tongzhou generate 做一个。

  --pretty   报告分行缩进

环境变量 DATABASE_URL 指定别的 PostgreSQL（15 或更新，须是空库）；不写则用自带的。

退出码：0 走完；1 文件不能用；2 用法不对。
`,
  run: async (args, streams) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { pretty: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) throw new Misuse('要给出一个文件夹');
    const folder = readSchemeFolder(path);
    if (!folder.ok) throw new Misuse(folder.error);
    try {
      const report = await walk(folder.value, {
        migrations: join(ROOT, 'migrations'),
        databaseUrl: process.env['DATABASE_URL'],
        applicationPassword: process.env['TONGZHOU_DATABASE_PASSWORD'],
      });
      streams.stdout.write(`${JSON.stringify(report, null, values.pretty === true ? 1 : undefined)}\n`);
      return EXIT.ok;
    } catch (error) {
      if (!(error instanceof WalkStopped)) throw error;
      streams.stderr.write(`${error.message}\n`);
      return EXIT.faults;
    }
  },
};
