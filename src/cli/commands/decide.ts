import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type DecidedFiles, decideFiles } from '#intake/decide-files.ts';
import { readWholeRoster } from '#intake/roster/read-roster.ts';
import type { Roster } from '#intake/roster/roster.ts';
import { SETTLEMENT_OUTCOME_WORDS, settlementWhy } from '#intake/settlement-outcome-words.ts';
import { readSettlements } from '#intake/settlements/read-settlements.ts';
import type { SettlementFile } from '#intake/settlements/settlement-row.ts';
import { writeDecidedWorkbook } from '#intake/write-decided-workbook.ts';
import { type DayNumber, parseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { gunzip } from '#platform/gunzip.ts';
import { type Command, type CommandStreams, EXIT } from '../command.ts';
import { Misuse } from '../misuse.ts';
import { openFile } from '../open-file.ts';

export const decideCommand: Command = {
  help: `用法：tongzhou decide --roster 名单.xlsx --program henan-inpatient --start 2025-05-26 --settlements 结算.xlsx
              [--submitted 2025-05-10] [--json | --xlsx 结果.xlsx]

用参保名单和医保结算数据核算：名单逐行检查，合格的人从 --start 那天起保障一年；
结算按结算日期、结算ID 的先后逐笔核算，已给付的次数和金额依次累计。
结算当日视为告知和申领；医疗类别为转外诊治住院的，视为已批准转诊；二级、三级医院视为认可。

  --roster       名单：.xlsx、.xls 或 .csv（UTF-8、GBK），表头须与模板一致
  --program      活动：henan-inpatient（在职职工住院医疗互助保障活动）
  --start        保障期生效日
  --settlements  医保结算数据：.xlsx、.xls 或 .csv
  --submitted    名单提交日，年龄按这一天计算；不写则为生效日
  --json         输出 JSON
  --xlsx         把结果写成工作簿

退出码：0 完成；1 文件不能用，或结算数据有错误的行；2 用法不对。
`,
  run: async (args, streams) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        roster: { type: 'string' },
        program: { type: 'string' },
        start: { type: 'string' },
        settlements: { type: 'string' },
        submitted: { type: 'string' },
        json: { type: 'boolean' },
        xlsx: { type: 'string' },
      },
    });
    const { roster: rosterPath, settlements: settlementsPath } = values;
    if (rosterPath === undefined || settlementsPath === undefined) {
      throw new Misuse('缺少 --roster 或 --settlements：两个文件都要给出');
    }
    if (values.program !== 'henan-inpatient') {
      throw new Misuse('--program 只能是 henan-inpatient：医保住院结算数据只用于住院医疗互助保障活动');
    }
    if (values.json === true && values.xlsx !== undefined) throw new Misuse('--json 与 --xlsx 只能选一个');
    const startOn = dateOption('--start', values.start);
    const submittedOn = values.submitted === undefined ? startOn : dateOption('--submitted', values.submitted);
    const program = values.program;

    const roster = await readWholeRoster(await openFile(rosterPath), { program, submittedOn, gunzip });
    if (!roster.ok) return refused(streams, rosterPath, roster.error.message);
    const settlements = await readSettlements(await openFile(settlementsPath), { gunzip });
    if (!settlements.ok) return refused(streams, settlementsPath, settlements.error.message);
    const decided = await decideFiles({
      program,
      startOn,
      entries: roster.value.entries,
      settlements: settlements.value.settlements,
    });

    if (values.json === true)
      streams.stdout.write(`${JSON.stringify(report(roster.value, settlements.value, decided))}\n`);
    else printSummary(streams, roster.value, settlements.value, decided);
    if (values.xlsx !== undefined) {
      const workbook = await writeDecidedWorkbook({
        decided: decided.settlements,
        faultyRows: roster.value.faultyRows,
        faultySettlements: settlements.value.faulty,
      });
      await writeFile(values.xlsx, Buffer.from(await workbook.arrayBuffer()));
      streams.stdout.write(`结果已写入 ${values.xlsx}\n`);
    }
    const faulty =
      settlements.value.faulty.length > 0 || decided.settlements.some(({ outcome }) => outcome === 'fault');
    return faulty ? EXIT.faults : EXIT.ok;
  },
};

function dateOption(name: string, text: string | undefined): DayNumber {
  const date = text === undefined ? Number.NaN : parseDate(text);
  if (Number.isNaN(date)) throw new Misuse(`${name} 要写成 2025-05-26 这样的日期`);
  return date;
}

function refused({ stderr }: CommandStreams, path: string, message: string): number {
  stderr.write(`${path}：${message}\n`);
  return EXIT.faults;
}

/** The report that programs read; its shape is fixed. */
function report(roster: Roster, { faulty }: SettlementFile, decided: DecidedFiles): object {
  return {
    roster: {
      accepted: roster.accepted,
      rejected: roster.rejected,
      repaired: roster.repaired,
      rejectedRows: roster.faultyRows.map(({ row, faults }) => ({
        row,
        reasons: faults.map(({ cell, code, message }) => ({ cell, code, message })),
      })),
    },
    settlements: decided.settlements.map(({ settlement, outcome, amountFen, decision, fault, joinedTo }) => ({
      id: settlement.id,
      outcome,
      amountFen,
      reasons: decision?.reasons ?? [],
      ...(fault === undefined ? {} : { fault }),
      ...(joinedTo === undefined ? {} : { joinedTo }),
    })),
    settlementsPaidFen: decided.paidFen,
    faultySettlements: faulty.map(({ row, id, faults }) => ({
      row,
      id,
      reasons: faults.map(({ cell, code, message }) => ({ cell, code, message })),
    })),
  };
}

function printSummary(
  { stdout }: CommandStreams,
  roster: Roster,
  settlements: SettlementFile,
  decided: DecidedFiles,
): void {
  stdout.write(`名单：可参保 ${roster.accepted} 人，需修改 ${roster.rejected} 行，自动修正 ${roster.repaired} 行\n`);
  for (const { row, faults } of roster.faultyRows) {
    for (const fault of faults) stdout.write(`  第 ${row} 行 ${fault.cell}：${fault.message}\n`);
  }
  for (const warning of [...roster.warnings, ...settlements.warnings]) stdout.write(`  注意：${warning}\n`);
  for (const { row, faults } of settlements.faulty) {
    for (const fault of faults) stdout.write(`  结算第 ${row} 行 ${fault.cell}：${fault.message}\n`);
  }
  stdout.write(`结算：${decided.settlements.length} 笔，给付合计 ${formatYuan(decided.paidFen)} 元\n`);
  for (const each of decided.settlements) {
    const why = settlementWhy(each);
    const amount = each.amountFen > 0 ? ` ${formatYuan(each.amountFen)} 元` : '';
    stdout.write(
      `  ${each.settlement.id} ${SETTLEMENT_OUTCOME_WORDS[each.outcome]}${amount}${why === '' ? '' : `：${why}`}\n`,
    );
  }
}
