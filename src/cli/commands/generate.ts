import { parseArgs } from 'node:util';
import { generateScheme } from '#generator/generate-scheme.ts';
import type { GeneratedScheme } from '#generator/scheme.ts';
import { type SchemeOptions, SchemeOptionsFault } from '#generator/scheme-options.ts';
import { writeScheme } from '#generator/write-scheme.ts';
import { parseDate } from '#kernel/civil-date.ts';
import { type Command, EXIT } from '../command.ts';
import { Misuse } from '../misuse.ts';

export const generateCommand: Command = {
  help: `用法：tongzhou generate --out 文件夹 [--seed 1] [--units 5] [--members 2000] [--settlements 300]
                [--faults 0.03] [--submitted 2025-05-10]

造一套虚构的参保活动，写成各方会交来的文件：scheme.json、每个单位一份名单、银行对账单、医保结算数据，
另有 expected.json 写明哪些行有错、为什么，每笔结算属于哪种情形、该给付多少。姓名、号码、单位都是编造的，校验位有效。
同样的选项总是写出同样的文件。

  --out          写到哪个文件夹；没有则新建，同名文件会被覆盖
  --seed         种子，整数
  --units        单位数
  --members      各单位名单上合格的人数之和
  --settlements  医保结算数据的行数
  --faults       名单里有错的行占多少，0 至 0.5
  --submitted    名单提交日，年龄按这一天计算

退出码：0 完成；2 用法不对。
`,
  run: async (args, { stdout }) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        seed: { type: 'string', default: '1' },
        units: { type: 'string', default: '5' },
        members: { type: 'string', default: '2000' },
        settlements: { type: 'string', default: '300' },
        faults: { type: 'string', default: '0.03' },
        submitted: { type: 'string', default: '2025-05-10' },
      },
    });
    if (values.out === undefined || values.out === '') throw new Misuse('缺少 --out：写到哪个文件夹');
    const submittedOn = parseDate(values.submitted);
    if (Number.isNaN(submittedOn)) throw new Misuse('--submitted 要写成 2025-05-10 这样的日期');
    const { scheme, files } = await generate(values.out, {
      seed: numberOption('--seed', values.seed),
      units: numberOption('--units', values.units),
      members: numberOption('--members', values.members),
      settlements: numberOption('--settlements', values.settlements),
      faultShare: numberOption('--faults', values.faults),
      submittedOn,
    });
    const faultyRows = scheme.units.reduce((sum, unit) => sum + unit.faultyRows, 0);
    stdout.write(
      `已写入 ${values.out}：${files.length} 个文件，${scheme.units.length} 个单位，` +
        `合格 ${scheme.options.members} 人，有错 ${faultyRows} 行，结算 ${scheme.options.settlements} 行\n`,
    );
    return EXIT.ok;
  },
};

async function generate(
  folder: string,
  options: SchemeOptions,
): Promise<{ readonly scheme: GeneratedScheme; readonly files: readonly string[] }> {
  try {
    const scheme = generateScheme(options);
    return { scheme, files: await writeScheme(scheme, folder) };
  } catch (error) {
    if (error instanceof SchemeOptionsFault) throw new Misuse(error.message);
    throw error;
  }
}

function numberOption(name: string, text: string): number {
  const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw new Misuse(`${name} 要写成数字`);
  return value;
}
