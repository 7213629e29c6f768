import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CLAUSE_TEXTS } from '#scheme/clause-texts.ts';
import { UNCODED_CLAUSES } from '#scheme/uncoded-clauses.ts';
import { type Command, EXIT } from '../command.ts';
import { Misuse } from '../misuse.ts';
import { readCases } from '../rulebook/case-file.ts';
import { listRules, listTerms } from '../rulebook/rule-entries.ts';
import { makeRulebook, type Rulebook } from '../rulebook/rulebook.ts';
import { PAGE, writePage } from '../rulebook/write-page.ts';
import { writeText } from '../rulebook/write-text.ts';

const root = join(import.meta.dirname, '../../..');

const HELP = `用法：tongzhou rulebook [--write <文件> | --check <文件>]

列出每一条条文、执行它的规则、证明规则的案例，以及缺漏：既没有规则又没有理由的条文，
没有两面案例的规则，所证规则不存在的案例。

  --write <文件>  写成 Markdown 页面，例如 ${PAGE}
  --check <文件>  核对已有的页面是不是最新的，不写入

退出码：0 没有缺漏；1 有缺漏，或者页面不是最新的；2 用法不对。
`;

/** Clause × rule × cases, as text or as a page. */
export const rulebookCommand: Command = {
  help: HELP,
  run: async (args, { stdout }) => {
    const { values } = parseArgs({
      args: [...args],
      options: { write: { type: 'string' }, check: { type: 'string' } },
    });
    if (values.write !== undefined && values.check !== undefined) throw new Misuse('--write 与 --check 只能选一个');
    const rulebook = collectRulebook();
    const told = rulebook.faults.length === 0 ? EXIT.ok : EXIT.faults;
    if (values.write !== undefined) {
      await writeFile(values.write, writePage(rulebook, listTerms()));
      stdout.write(`已写入 ${values.write}。${rulebook.faults.map((fault) => `\n${fault}。`).join('')}\n`);
      return told;
    }
    if (values.check !== undefined) {
      const isCurrent = (await readFile(values.check, 'utf8')) === writePage(rulebook, listTerms());
      stdout.write(
        isCurrent ? `${values.check} 是最新的。\n` : `${values.check} 不是最新的，请用 --write 重新生成。\n`,
      );
      return isCurrent ? told : EXIT.faults;
    }
    stdout.write(writeText(rulebook));
    return told;
  },
};

/** The rulebook of this very program: its clauses, its rules, the cases beside it. @throws where a case file is faulty. */
export function collectRulebook(): Rulebook {
  return makeRulebook({
    clauseTexts: CLAUSE_TEXTS,
    rules: listRules(),
    uncoded: UNCODED_CLAUSES,
    cases: readCases(join(root, 'cases')),
  });
}
