import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ExpectedSettlement, expectedSettlements } from '#generator/expected-settlements.ts';
import { FAULT_TRUTH, type RosterCells } from '#generator/roster-faults.ts';
import { rosterRows } from '#generator/roster-rows.ts';
import type { GeneratedScheme, GeneratedUnit } from '#generator/scheme.ts';
import { MOST_FILE_ROWS, SchemeOptionsFault } from '#generator/scheme-options.ts';
import { SETTLEMENT_HEADER, settlementCells } from '#generator/settlement-cells.ts';
import { type SettlementKind, settlementRecords } from '#generator/settlement-records.ts';
import { statementLines } from '#generator/statement-lines.ts';
import { TEMPLATE_SHEET_COLUMNS } from '#intake/roster/write-roster-template.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { formatDate } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';

const STATEMENT_FILE = 'bank-statement.txt';
const SETTLEMENTS_FILE = 'settlements.xlsx';

/** A faulty row as `expected.json` names it. */
interface RejectedRow {
  readonly row: number;
  readonly why: string;
}

/**
 * Writes a scheme as the files that people would hand in, in the layout of `shared/data/small`: `scheme.json`, a roster
 * for each unit, the bank's statement, the insurer's settlements; and `expected.json` with what was planted.
 *
 * The statement is the bank's `|`-separated text in UTF-8. Files of the same name are overwritten. Throws
 * `SchemeOptionsFault` where there are more settlements than a file may have rows. Memory holds one
 * compressed workbook at a time, the list of faulty rows, and the settlements while they are decided.
 */
export async function writeScheme(scheme: GeneratedScheme, folder: string): Promise<readonly string[]> {
  if (scheme.options.settlements > MOST_FILE_ROWS) {
    throw new SchemeOptionsFault(`结算数据超过 ${MOST_FILE_ROWS} 行，一个文件放不下，请减少结算笔数`);
  }
  await mkdir(folder, { recursive: true });
  const rejected: (readonly RejectedRow[])[] = [];
  for (const unit of scheme.units) rejected.push(await writeRoster(scheme, unit, folder));
  await pipeline(statementText(scheme), createWriteStream(join(folder, STATEMENT_FILE)));
  const settlements = await writeSettlements(scheme, folder);
  await writeJson(join(folder, 'scheme.json'), schemeJson(scheme));
  await writeJson(join(folder, 'expected.json'), expectedJson(scheme, rejected, settlements));
  return ['scheme.json', ...scheme.units.map(rosterFile), STATEMENT_FILE, SETTLEMENTS_FILE, 'expected.json'];
}

function rosterFile({ index }: GeneratedUnit): string {
  return `roster-${index + 1}.xlsx`;
}

async function writeRoster(
  scheme: GeneratedScheme,
  unit: GeneratedUnit,
  folder: string,
): Promise<readonly RejectedRow[]> {
  const rejected: RejectedRow[] = [];
  function* rows(): Generator<RosterCells> {
    for (const { row, cells, fault } of rosterRows(scheme, unit)) {
      if (fault !== undefined) rejected.push({ row, why: FAULT_TRUTH[fault].why });
      yield cells;
    }
  }
  const workbook = await writeWorkbook([{ name: '参保人员', columns: TEMPLATE_SHEET_COLUMNS, rows: rows() }]);
  await writeBlob(join(folder, rosterFile(unit)), workbook);
  return rejected;
}

/** What `expected.json` says of the settlements. */
interface ExpectedSettlements {
  readonly settlements: readonly ExpectedSettlement[];
  readonly settlementsPaidFen: Fen;
  readonly planted: readonly { readonly id: string; readonly kind: SettlementKind }[];
}

async function writeSettlements(scheme: GeneratedScheme, folder: string): Promise<ExpectedSettlements> {
  const planted: { id: string; kind: SettlementKind }[] = [];
  const covers = new Map<string, Period>();
  function* rows(): Generator<readonly string[]> {
    for (const record of settlementRecords(scheme)) {
      planted.push({ id: record.id, kind: record.kind });
      const cover = record.unit === undefined ? undefined : scheme.units[record.unit]?.cover;
      if (cover !== undefined) covers.set(record.person.residentId, cover);
      yield settlementCells(record);
    }
  }
  const columns = SETTLEMENT_HEADER.map((header) => ({ header, width: 14, format: 'text' as const }));
  const workbook = await writeWorkbook([{ name: '结算数据', columns, rows: rows() }]);
  await writeBlob(join(folder, SETTLEMENTS_FILE), workbook);
  if (planted.length === 0) return { settlements: [], settlementsPaidFen: 0, planted };
  return { ...(await expectedSettlements(workbook, covers)), planted };
}

function* statementText(scheme: GeneratedScheme): Generator<string> {
  for (const line of statementLines(scheme)) yield `${line.join('|')}\r\n`;
}

function schemeJson({ options, units }: GeneratedScheme): object {
  return {
    rosterSubmittedOn: formatDate(options.submittedOn),
    units: units.map((unit) => ({ ...declaredOf(unit), roster: rosterFile(unit) })),
    bankStatement: STATEMENT_FILE,
    settlements: SETTLEMENTS_FILE,
  };
}

/** What holds of the scheme by the way it was made. `completedAt` and `startOn` are null while a cashier has to decide. */
function expectedJson(
  { units }: GeneratedScheme,
  rejected: readonly (readonly RejectedRow[])[],
  settlements: ExpectedSettlements,
): object {
  return {
    units: units.map((unit, index) => ({
      ...declaredOf(unit),
      agency: unit.agency.name,
      rows: unit.members + unit.faultyRows,
      accepted: unit.members,
      rejected: unit.faultyRows,
      rejectedRows: rejected[index] ?? [],
      orderFen: unit.orderFen,
      funding: unit.funding,
      payment: unit.payment.story,
    })),
    cover: units.map(({ name, payment: { completing }, cover }) => ({
      unit: name,
      completedAt: completing === undefined ? null : `${formatDate(completing.onDay)}T${completing.time}+08:00`,
      startOn: cover === undefined ? null : formatDate(cover.startOn),
    })),
    ...settlements,
  };
}

function declaredOf({
  name,
  creditCode,
  unionCreditCode,
  program,
  shares,
  staff,
  eligibleStaff,
}: GeneratedUnit): object {
  return { name, creditCode, unionCreditCode, program, shares, staff, eligibleStaff };
}

async function writeBlob(path: string, blob: Blob): Promise<void> {
  await pipeline(Readable.fromWeb(blob.stream()), createWriteStream(path));
}

async function writeJson(path: string, value: object): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, undefined, 1)}\n`);
}
