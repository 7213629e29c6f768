import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type AuditAnchor,
  type AuditedOffice,
  type AuditFault,
  findAnchor,
  findAuditedOffices,
  verifyAudit,
} from '#modules/audit/index.ts';
import { systemClock } from '#platform/clock.ts';
import { installationFromEnvironment, openInstallation } from '#platform/installation/open-installation.ts';
import type { Platform } from '#platform/platform.ts';
import { type Command, type CommandStreams, EXIT } from '../command.ts';
import { Misuse } from '../misuse.ts';

const root = join(import.meta.dirname, '../../..');

const HELP = `用法：tongzhou audit verify [--office <代码>] [--anchor <文件>]
      tongzhou audit anchor [--office <代码>]

verify  核验留痕：逐行重算，指出被改动、删除、插入的行和封存。不写 --office 时核验全部办事处。
anchor  打印各办事处最后一个封存的编号和链值。请存到数据库之外（纸上、另一台机器），
        日后用 verify --anchor 核对：留痕的末尾连同封存被一并删去时，只有这样才看得出来。

  --office <代码>   只看一个办事处
  --anchor <文件>   以前由 anchor 打印并保存的内容

数据库地址取自 DATABASE_URL，没有时用数据文件夹（TONGZHOU_DATA，默认 var）里的。

退出码：0 留痕完整；1 发现改动；2 用法不对。
`;

/** Checks the audit trail against its chain, and prints what is to be kept outside of the database. */
export const auditCommand: Command = {
  help: HELP,
  run: async (args, streams) => {
    const request = readRequest(args);
    const opened = await openInstallation({ ...installationFromEnvironment(process.env, root), clock: systemClock });
    if (!opened.ok) throw new Misuse(opened.error.message.replace(/。$/, ''));
    try {
      return await runAudit(opened.value.platform, request, streams);
    } finally {
      await opened.value.close();
    }
  },
};

export interface AuditRequest {
  readonly action: 'verify' | 'anchor';
  readonly officeCode: string | undefined;
  readonly anchorFile: string | undefined;
}

/** What the command line asks for. @throws Misuse */
export function readRequest(args: readonly string[]): AuditRequest {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { office: { type: 'string' }, anchor: { type: 'string' } },
    allowPositionals: true,
  });
  const [action, further] = positionals;
  if ((action !== 'verify' && action !== 'anchor') || further !== undefined) {
    throw new Misuse('要写明做什么：verify 或 anchor');
  }
  if (action === 'anchor' && values.anchor !== undefined) throw new Misuse('--anchor 只用于 verify');
  return { action, officeCode: values.office, anchorFile: values.anchor };
}

/** Does it on an open platform. */
export async function runAudit(
  platform: Platform,
  { action, officeCode, anchorFile }: AuditRequest,
  { stdout }: Pick<CommandStreams, 'stdout'>,
): Promise<number> {
  const all = await findAuditedOffices(platform);
  const offices = officeCode === undefined ? all : all.filter(({ code }) => code === officeCode);
  if (officeCode !== undefined && offices.length === 0) throw new Misuse(`没有代码为 ${officeCode} 的办事处`);
  if (action === 'anchor') {
    for (const { id, code } of offices) {
      const anchor = await findAnchor(platform, id);
      if (anchor !== undefined) stdout.write(`${code} ${anchor.number} ${anchor.link.toString('hex')}\n`);
    }
    return EXIT.ok;
  }
  const anchors = anchorFile === undefined ? [] : readAnchors(await readFile(anchorFile, 'utf8'), all);
  let isWhole = true;
  for (const office of offices) {
    const report = await verifyAudit(platform, office.id, anchors);
    isWhole &&= report.faultCount === 0;
    for (const fault of report.faults) stdout.write(`${office.code} ${describeFault(fault)}\n`);
    const found = report.faultCount === 0 ? '没有发现改动' : `发现 ${report.faultCount} 处改动`;
    stdout.write(
      `${office.code} ${office.name}：${report.rowCount} 行，${report.sealCount} 个封存，${report.unsealedCount} 行尚未封存，${found}。\n`,
    );
  }
  return isWhole ? EXIT.ok : EXIT.faults;
}

function readAnchors(text: string, offices: readonly AuditedOffice[]): AuditAnchor[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const {
      code = '',
      number,
      link = '',
    } = /^(?<code>\S+) (?<number>\d{1,9}) (?<link>[0-9a-f]{64})$/.exec(line)?.groups ?? {};
    const office = offices.find((each) => each.code === code);
    if (number === undefined) throw new Misuse(`保存的链值第 ${index + 1} 行看不懂`);
    if (office === undefined) throw new Misuse(`保存的链值第 ${index + 1} 行的办事处 ${code} 不存在`);
    return [{ officeId: office.id, number: Number(number), link: Buffer.from(link, 'hex') }];
  });
}

function describeFault(fault: AuditFault): string {
  switch (fault.kind) {
    case 'row-changed':
      return `第 ${fault.rowId} 行：封存后内容被改动`;
    case 'row-removed':
      return `第 ${fault.rowId} 行：封存后被删除`;
    case 'row-inserted':
      return `第 ${fault.rowId} 行：是封存后插进来的`;
    case 'row-forged':
      return `第 ${fault.rowId} 行：不是本程序写下的，或写下后被改动`;
    case 'seal-removed':
      return `第 ${fault.sealNumber} 个封存：被删除`;
    case 'seal-changed':
      return `第 ${fault.sealNumber} 个封存：被改动，其中各行只能逐行核对`;
    case 'head-changed':
      return `最后封存的记录被改动，与第 ${fault.sealNumber} 个封存不符`;
    case 'anchor-contradicted':
      return `第 ${fault.sealNumber} 个封存：与保存在外的链值不符`;
  }
}
