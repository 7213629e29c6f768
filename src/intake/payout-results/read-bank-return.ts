import { payoutFault } from '#intake/payout-results/payout-fault.ts';
import type { PayoutResult } from '#intake/payout-results/payout-result.ts';
import { decodeText, detectEncoding } from '#intake/sheet/csv/text-encoding.ts';
import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { parseDate } from '#kernel/civil-date.ts';
import { parseYuan } from '#kernel/money.ts';

/** How a bank writes its return file. Banks don't publish theirs: an office writes its own after what its bank gives out. */
export interface BankReturnLayout {
  readonly separator: string;
  /** Headers of the columns that are read, in any order; others may stand between them. */
  readonly columns: {
    readonly endToEndId: string;
    readonly amount: string;
    readonly status: string;
    readonly reason: string;
    /** `20260301` or `2026-03-01`. */
    readonly day: string;
  };
  /** What stands in the status column. Anything else refuses the file: money is not guessed. */
  readonly paid: readonly string[];
  readonly refused: readonly string[];
  readonly pending: readonly string[];
}

/** An example, the answer to our example of a batch text (reference page §8.5): no bank has confirmed it. */
export const EXAMPLE_BANK_RETURN: BankReturnLayout = {
  separator: '|',
  columns: {
    endToEndId: '客户业务编号',
    amount: '金额',
    status: '处理结果',
    reason: '失败原因',
    day: '处理日期',
  },
  paid: ['成功', '交易成功', '付款成功'],
  refused: ['失败', '交易失败', '付款失败', '退回'],
  pending: ['处理中', '待处理', '已受理'],
};

/** What one batch may hold, and a head. */
const MOST_LINES = 200_000;
const FAULTS_SHOWN = 20;

/** Reads a bank's return file in GBK or UTF-8. Throws `FileRefused`: a row that can't be read refuses the whole. */
export async function readBankReturn(file: Blob, layout: BankReturnLayout): Promise<readonly PayoutResult[]> {
  let text = '';
  for await (const piece of decodeText(file, await detectEncoding(file), () => {})) text += piece;
  const lines = text.split(/\r?\n/);
  if (lines.length > MOST_LINES)
    throw new FileRefused('too-many-rows', `回盘文件超过 ${MOST_LINES} 行，请按批次分开。`);
  const headerAt = lines.findIndex((line) => fieldsOf(line, layout).includes(layout.columns.endToEndId));
  const header = fieldsOf(lines[headerAt] ?? '', layout);
  const places = placesOf(header, layout);
  const results: PayoutResult[] = [];
  const faults: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (index <= headerAt || line.trim() === '') continue;
    const result = readLine(fieldsOf(line, layout), index + 1, places, layout);
    if (typeof result === 'string') faults.push(result);
    else results.push(result);
  }
  if (faults.length > 0) {
    const shown = faults.slice(0, FAULTS_SHOWN).join('；');
    throw new FileRefused(
      'faulty-rows',
      `回盘文件有 ${faults.length} 处读不出，整份没有导入：${shown}。请从网上银行重新下载，不要改动文件。`,
    );
  }
  if (results.length === 0) throw new FileRefused('no-rows', '回盘文件里没有一笔结果，没有导入。');
  return results;
}

type Places = Readonly<Record<keyof BankReturnLayout['columns'], number>>;

function fieldsOf(line: string, { separator }: BankReturnLayout): readonly string[] {
  return line.split(separator).map((field) => field.trim());
}

function placesOf(header: readonly string[], { columns }: BankReturnLayout): Places {
  const missing = Object.values(columns).filter((name) => !header.includes(name));
  if (missing.length > 0) {
    throw new FileRefused(
      'header',
      `回盘文件里没有找到这些列：${missing.join('、')}。请确认下载的是代发结果，且版式与本办事处的设置一致。`,
    );
  }
  return {
    endToEndId: header.indexOf(columns.endToEndId),
    amount: header.indexOf(columns.amount),
    status: header.indexOf(columns.status),
    reason: header.indexOf(columns.reason),
    day: header.indexOf(columns.day),
  };
}

/** A result, or what is wrong with the line. */
function readLine(
  fields: readonly string[],
  row: number,
  places: Places,
  { paid, refused, pending }: BankReturnLayout,
): PayoutResult | string {
  const endToEndId = fields[places.endToEndId] ?? '';
  const status = fields[places.status] ?? '';
  const said = paid.includes(status)
    ? 'paid'
    : refused.includes(status)
      ? 'refused'
      : pending.includes(status)
        ? 'pending'
        : undefined;
  const amountFen = parseYuan(fields[places.amount] ?? '');
  const day = (fields[places.day] ?? '').replaceAll('-', '');
  const onDay = parseDate(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`);
  if (endToEndId === '') return `第 ${row} 行没有客户业务编号`;
  if (said === undefined) return `第 ${row} 行的处理结果不认识`;
  if (amountFen === undefined || amountFen <= 0) return `第 ${row} 行的金额不对`;
  if (day !== '' && Number.isNaN(onDay)) return `第 ${row} 行的处理日期不对`;
  return {
    row,
    endToEndId,
    said,
    amountFen,
    onDay: day === '' ? undefined : onDay,
    fault: said === 'refused' ? payoutFault(fields[places.reason] ?? '') : undefined,
  };
}
