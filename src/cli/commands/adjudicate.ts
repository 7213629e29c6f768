import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { type AdjudicatedLines, adjudicateLines } from '../adjudicate-lines.ts';
import { type Command, EXIT } from '../command.ts';

export const adjudicateCommand: Command = {
  help: `用法：tongzhou adjudicate < 案件.jsonl > 结论.jsonl

逐行读入案件（每行一个 JSON，格式见规则文本第 4 节），逐行写出结论，顺序不变。
有错的行写出一个带 error 的对象，指明字段和原因，其余各行照常核算。
内存占用不随行数增长；一行最长 4 MiB。

退出码：0 全部核算完毕；1 有出错的行；2 用法不对。
`,
  run: async (args, { stdin, stdout, stderr }) => {
    parseArgs({ args: [...args], options: {} });
    let lines: AdjudicatedLines = { decisions: 0, faults: 0 };
    const decided = adjudicateLines(stdin, (all) => {
      lines = all;
    });
    for await (const piece of decided) if (!stdout.write(piece)) await once(stdout, 'drain');
    if (lines.faults === 0) return EXIT.ok;
    stderr.write(`${lines.decisions + lines.faults} 行中有 ${lines.faults} 行出错，见结论中带 error 的各行。\n`);
    return EXIT.faults;
  },
};
