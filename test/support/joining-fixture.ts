import { TEMPLATE_SHEET_COLUMNS } from '#intake/roster/write-roster-template.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { type DayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { plainYuan } from '#kernel/money.ts';
import { residentIdCheckDigit } from '#kernel/resident-id.ts';
import {
  beginCovers,
  type ContributionOrder,
  type ImportedStatement,
  importStatement,
} from '#modules/contributions/index.ts';
import { fileRoster, reviewRoster, type SubmitRosterInput, submitRoster } from '#modules/rosters/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { gunzip } from '#platform/gunzip.ts';
import type { Platform } from '#platform/platform.ts';
import type { ProgramId } from '#scheme/case.ts';
import { must, type TestOffice } from './scheme-fixture.ts';

/** A row of a roster as people type it. */
export interface TypedPerson {
  readonly name: string;
  readonly sex: '男' | '女';
  readonly residentId: string;
  readonly phone: string;
  readonly remark?: string;
}

const FIRST_BIRTHDAY = parseDate('1980-01-01');
const SURNAMES = '王李张刘陈杨赵黄周吴';
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚';
const BIRTHS_PER_DAY = 500;

/** The persons number `first` and following: always the same ones, from 35 to 46 years old. */
export function persons(first: number, count: number): readonly TypedPerson[] {
  return Array.from({ length: count }, (_, at) => {
    const number = first + at;
    const sequence = (number % BIRTHS_PER_DAY) + 100;
    const born = formatDate(FIRST_BIRTHDAY + Math.floor(number / BIRTHS_PER_DAY)).replaceAll('-', '');
    const body = `411602${born}${sequence}`;
    const surname = SURNAMES.charAt(number % SURNAMES.length);
    const given = GIVEN.charAt(Math.floor(number / 10) % GIVEN.length) + GIVEN.charAt(number % GIVEN.length);
    return {
      name: surname + given,
      sex: sequence % 2 === 1 ? '男' : '女',
      residentId: body + residentIdCheckDigit(body),
      phone: `138${String(number).padStart(8, '0')}`,
    };
  });
}

/** The template with these rows. */
export function rosterFile(rows: readonly TypedPerson[]): Promise<Blob> {
  return writeWorkbook([
    {
      name: '参保名单',
      columns: TEMPLATE_SHEET_COLUMNS,
      rows: rows.map(({ name, sex, residentId, phone, remark }, at) => [
        String(at + 1),
        name,
        sex,
        residentId,
        phone,
        remark ?? '',
      ]),
    },
  ]);
}

/** Who brings whom. */
export interface Joining {
  readonly agent: Caller;
  readonly rows: readonly TypedPerson[];
  readonly program?: ProgramId;
  readonly shares?: number;
  /** As many as there are rows where left out. */
  readonly eligibleCount?: number;
  readonly payers?: SubmitRosterInput['payers'];
}

export const DECLARED = { healthy: true, eligible: true } as const;

/** The unit for which an agent acts. */
export function unitOf({ access }: Caller): string {
  if (access.scope !== 'unit') throw new Error('no agent of a unit');
  return access.unitId;
}

/** Files a roster; its id. */
export async function filed(platform: Platform, joining: Joining): Promise<string> {
  const { agent, rows, program = 'henan-inpatient', shares = 1, eligibleCount = rows.length } = joining;
  const input = { unitId: unitOf(agent), program, shares, eligibleCount, fileName: '名单.xlsx' };
  return must(await fileRoster(platform, agent, input, await rosterFile(rows), { gunzip })).rosterId;
}

/** Files and submits a roster; its id. */
export async function submitted(platform: Platform, joining: Joining): Promise<string> {
  const rosterId = await filed(platform, joining);
  const { payers } = joining;
  must(await submitRoster(platform, joining.agent, { rosterId, declaration: DECLARED, ...(payers && { payers }) }));
  return rosterId;
}

/** Passes a submitted roster of a unit in the county through all three levels. */
export async function passed(platform: Platform, office: TestOffice, rosterId: string): Promise<ContributionOrder> {
  const { countyReviewer, cityReviewer, officeReviewer } = office.callers;
  for (const reviewer of [countyReviewer, cityReviewer]) {
    must(await reviewRoster(platform, reviewer, { rosterId, outcome: 'pass' }));
  }
  const { order } = must(await reviewRoster(platform, officeReviewer, { rosterId, outcome: 'pass' }));
  if (order === undefined) throw new Error('the last level made no order');
  return order;
}

/** From the file to the contribution order. */
export async function ordered(
  platform: Platform,
  office: TestOffice,
  joining: Joining,
): Promise<ContributionOrder & { readonly rosterId: string }> {
  const rosterId = await submitted(platform, joining);
  return { ...(await passed(platform, office, rosterId)), rosterId };
}

/** A movement on the office's account. */
export interface TestTransfer {
  /** Negative where the bank takes an earlier one back. */
  readonly amountFen: number;
  readonly on: string;
  /** `23:59:59`. */
  readonly time?: string;
  readonly remark?: string;
  readonly payerName?: string;
  readonly payerAccount?: string;
  readonly recordId: string;
}

/** The bank's export as text; without a column of times where no transfer has one. */
export function statementFile(transfers: readonly TestTransfer[]): Blob {
  const hasTimes = transfers.some(({ time }) => time !== undefined);
  const columns = [
    '交易类型[ Transaction Type ]',
    '付款人账号',
    '付款人名称',
    '交易日期',
    ...(hasTimes ? ['交易时间'] : []),
  ];
  const header = [...columns, '交易金额', '记录标识号', '交易附言'].join('|');
  const rows = transfers.map(({ amountFen, on, time, remark, payerName, payerAccount, recordId }) => {
    const sign = amountFen < 0 ? '-' : '+';
    const when = [on.replaceAll('-', ''), ...(hasTimes ? [time ?? '00:00:00'] : [])];
    const amount = `${sign}${plainYuan(Math.abs(amountFen))}`;
    return ['来账', payerAccount ?? '6200', payerName ?? '某单位', ...when, amount, recordId, remark ?? ''].join('|');
  });
  return new Blob([['查询账号[ Inquirer account number ]|255993175316', header, ...rows].join('\r\n')]);
}

/** The same as the bank's camt.053: an entry each, under the same number; `isDebit` for what went out. */
export function camtFile(transfers: readonly (TestTransfer & { readonly isDebit?: boolean })[]): Blob {
  const entries = transfers.map(
    ({ amountFen, on, time, remark, payerName, payerAccount, recordId, isDebit = false }) => {
      const when = time === undefined ? `<Dt>${on}</Dt>` : `<DtTm>${on}T${time}+08:00</DtTm>`;
      return `<Ntry><Amt Ccy="CNY">${plainYuan(Math.abs(amountFen))}</Amt>
      <CdtDbtInd>${amountFen < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><RvslInd>${amountFen < 0 && !isDebit}</RvslInd>
      <Sts><Cd>BOOK</Cd></Sts><BookgDt>${when}</BookgDt><AcctSvcrRef>${recordId}</AcctSvcrRef>
      <NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${payerName ?? '某单位'}</Nm></Pty></Dbtr>
      <DbtrAcct><Id><Othr><Id>${payerAccount ?? '6200'}</Id></Othr></Id></DbtrAcct></RltdPties>
      <RmtInf><Ustrd>${remark ?? ''}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
    },
  );
  return new Blob([
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
    <BkToCstmrStmt><Stmt><Id>S1</Id><Acct><Id><Othr><Id>255993175316</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
    ${entries.join('')}</Stmt></BkToCstmrStmt></Document>`,
  ]);
}

/** Imports these transfers. */
export async function imported(
  platform: Platform,
  cashier: Caller,
  transfers: readonly TestTransfer[],
): Promise<ImportedStatement> {
  return must(await importStatement(platform, cashier, statementFile(transfers), { fileName: '流水.txt', gunzip }));
}

/** The job of a morning. */
export async function morning(platform: Platform, officeId: string): Promise<readonly string[]> {
  return await beginCovers(platform, program(officeId));
}

/** The program itself, at work in an office. */
export function program(officeId: string): Caller {
  return { access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } };
}

/** `2025-05-01` as a day. */
export const day = (text: string): DayNumber => parseDate(text);
