import type { CommandEntry } from './command.ts';

/** Every subcommand of `tongzhou`, in the order in which help lists them; one file each under commands/. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'adjudicate',
    summary: '逐行核算案件：读入 JSONL，写出结论',
    load: async () => (await import('./commands/adjudicate.ts')).adjudicateCommand,
  },
  {
    name: 'audit',
    summary: '核验留痕：谁在数据库里改动、删除、插入了哪一行',
    load: async () => (await import('./commands/audit.ts')).auditCommand,
  },
  {
    name: 'decide',
    summary: '用名单和医保结算数据核算：谁得多少，为什么',
    load: async () => (await import('./commands/decide.ts')).decideCommand,
  },
  {
    name: 'generate',
    summary: '造一套虚构的参保活动文件：名单、对账单、结算数据',
    load: async () => (await import('./commands/generate.ts')).generateCommand,
  },
  {
    name: 'keys',
    summary: '密钥：查看版本，服务不停地轮换',
    load: async () => (await import('./commands/keys.ts')).keysCommand,
  },
  {
    name: 'rulebook',
    summary: '规则手册：每一条条文的规则和案例，有没有缺漏',
    load: async () => (await import('./commands/rulebook.ts')).rulebookCommand,
  },
  {
    name: 'walk',
    summary: '把一个文件夹的真实文件走完整个互助保障，打印报告',
    load: async () => (await import('./commands/walk.ts')).walkCommand,
  },
  {
    name: 'version',
    summary: '显示同舟与 Node 的版本',
    load: async () => (await import('./commands/version.ts')).versionCommand,
  },
];
