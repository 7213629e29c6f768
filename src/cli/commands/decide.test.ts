import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSheet } from '#intake/sheet/open-sheet.ts';
import { residentIdCheckDigit } from '#kernel/resident-id.ts';
import { COMMANDS } from '../commands.ts';
import { openFile } from '../open-file.ts';
import { runCommandLine } from '../run-command-line.ts';

const SHARED = join(import.meta.dirname, '../../../../shared/data/small');

function residentId(first17: string): string {
  return first17 + residentIdCheckDigit(first17);
}

const MEMBER = residentId('41160219800101001');
const OTHER = residentId('41160219800101003');
const STRANGER = residentId('41160219800101005');

const ROSTER = `序号,姓名,性别,身份证号,手机号,备注
1,张建国,男,${MEMBER},13800138000,
2,李 明,男,${OTHER},１３８００１３８００１,
3,王芳,女,${residentId('41160219800101007')},13800138002,
`;

const HEADER =
  '结算ID,就诊ID,人员姓名,证件号码,医院等级,医药机构地点类别,开始日期,结束日期,结算日期,总费用,全自费金额,超限价自费费用,先行自付金额,范围内费用,起付线,统筹基金支出,大额医疗支出金额,大病保险支出,医疗救助支出,公务员医疗补助,其他基金支付,病种名称,医疗类别,统筹基金支付比例';

function settlementLine(id: string, stay: string, person: string, from: string, to: string, settled: string): string {
  return `${id},${stay},某人,${person},三级甲等,本地,${from},${to},${settled},10000.00,500.00,0,500.00,9000.00,1000.00,6400.00,0,0,0,0,0,肺炎|J18.900,普通住院,0.8`;
}

const SETTLEMENTS = [
  HEADER,
  settlementLine('S4', 'M4', MEMBER, '2025-10-01', '2025-10-09', '2025-10-09'),
  settlementLine('S1', 'M1', MEMBER, '2025-08-01', '2025-08-11', '2025-08-11'),
  settlementLine('S2', 'M2', MEMBER, '2025-09-01', '2025-09-05', '2025-09-05'),
  settlementLine('S3', 'M3', STRANGER, '2025-09-01', '2025-09-05', '2025-09-05'),
  settlementLine('S6', 'M5', OTHER, '2025-09-01', '2025-09-20', '2025-09-20'),
  settlementLine('S5', 'M5', OTHER, '2025-08-28', '2025-09-01', '2025-09-10'),
  '',
].join('\n');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongzhou-decide-'));
  await writeFile(join(folder, '名单.csv'), ROSTER);
  await writeFile(join(folder, '结算.csv'), SETTLEMENTS);
});
afterAll(() => rm(folder, { recursive: true }));

async function call(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const [stdout, stderr, code] = await Promise.all([
    text(streams.stdout),
    text(streams.stderr),
    runCommandLine(['decide', ...args], COMMANDS, streams).finally(() => {
      streams.stdout.end();
      streams.stderr.end();
    }),
  ]);
  return { code, stdout, stderr };
}

function files(): string[] {
  const program = ['--program', 'henan-inpatient', '--start', '2025-05-26'];
  return ['--roster', join(folder, '名单.csv'), '--settlements', join(folder, '结算.csv'), ...program];
}

interface Report {
  readonly roster: { accepted: number; rejected: number; repaired: number; rejectedRows: { row: number }[] };
  readonly settlements: {
    id: string;
    outcome: string;
    amountFen: number;
    reasons: { code: string; clause: string }[];
    joinedTo?: string;
  }[];
  readonly settlementsPaidFen: number;
}

describe('tongzhou decide', () => {
  it('decides in the order of settlement day, then id, and carries the counters along', async () => {
    const { code, stdout, stderr } = await call(...files(), '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report: Report = JSON.parse(stdout);
    expect(report.roster).toMatchObject({ accepted: 2, rejected: 1, repaired: 1, rejectedRows: [{ row: 4 }] });
    expect(report.settlements.map(({ id, outcome, amountFen }) => [id, outcome, amountFen])).toEqual([
      // 9,000.00 − 1,000.00 − 6,400.00 = 1,600.00; × 60 % = 960.00
      ['S1', 'pay', 96_000],
      ['S2', 'pay', 96_000],
      ['S3', 'not-a-member', 0],
      ['S5', 'joined', 0],
      // two settlements of one stay are summed and count once: 3,200.00 × 60 %
      ['S6', 'pay', 192_000],
      ['S4', 'decline', 0],
    ]);
    expect(report.settlements.find(({ id }) => id === 'S4')?.reasons).toEqual([
      { code: 'stay-limit', clause: '附件1-4.4' },
    ]);
    expect(report.settlements.find(({ id }) => id === 'S5')?.joinedTo).toBe('S6');
    expect(report.settlementsPaidFen).toBe(384_000);
  });

  it('says it in words where JSON is not asked for', async () => {
    const { stdout } = await call(...files());
    expect(stdout).toContain('可参保 2 人，需修改 1 行，自动修正 1 行');
    expect(stdout).toContain('  S1 给付 960.00 元\n');
    expect(stdout).toContain('  S4 不予给付：这个保障期已经领过两次\n');
  });

  it('writes a workbook that reads back', async () => {
    const path = join(folder, '结果.xlsx');
    expect((await call(...files(), '--xlsx', path)).code).toBe(0);
    const rows: string[][] = [];
    const sheet = await openSheet(await openFile(path));
    for await (const batch of sheet.rows()) for (const { cells } of batch) rows.push(cells.map(({ text }) => text));
    expect(rows[0]?.slice(0, 3)).toEqual(['结算ID', '姓名', '身份证号']);
    expect(rows[1]).toEqual(expect.arrayContaining(['S1', MEMBER, '给付', '960']));
    expect(rows).toHaveLength(7);
  });

  it('refuses with a sentence what it can not use', async () => {
    expect(await call()).toMatchObject({ code: 2, stderr: expect.stringContaining('--roster') });
    expect(await call(...files(), '--start', '2025-02-30')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--start'),
    });
    expect(await call(...files(), '--program', 'national-accident')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('住院'),
    });
    expect(await call(...files(), '--roster', join(folder, '没有.xlsx'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('找不到文件'),
    });
    const swapped = await call(...files(), '--roster', join(folder, '结算.csv'));
    expect({ code: swapped.code, stdout: swapped.stdout }).toEqual({ code: 1, stdout: '' });
    expect(swapped.stderr).not.toBe('');
  });

  it.skipIf(!existsSync(SHARED))('agrees with expected.json on the real files', async () => {
    const { code, stdout } = await call(
      ...['--roster', join(SHARED, 'roster-1.xlsx'), '--settlements', join(SHARED, 'settlements.xlsx')],
      ...['--program', 'henan-inpatient', '--start', '2025-05-26', '--json'],
    );
    expect(code).toBe(0);
    const report: Report = JSON.parse(stdout);
    const expected = JSON.parse(readFileSync(join(SHARED, 'expected.json'), 'utf8'));
    const [unit] = expected.units;
    expect(report.roster).toMatchObject({ accepted: unit.accepted, rejected: unit.rejected });
    expect(report.roster.rejectedRows.map(({ row }) => row)).toEqual(
      unit.rejectedRows.map(({ row }: { row: number }) => row),
    );
    expect(
      report.settlements.map(({ id, outcome, amountFen, reasons }) => ({
        id,
        outcome,
        amountFen,
        reasons: reasons.map((reason) => [reason.code, reason.clause]),
      })),
    ).toEqual(expected.settlements);
    expect(report.settlementsPaidFen).toBe(expected.settlementsPaidFen);
  });
});
