import { openAsBlob, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DayNumber, parseDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { ProgramId } from '#scheme/case.ts';

/** A unit of `scheme.json`. */
export interface FolderUnit {
  readonly name: string;
  readonly creditCode: string;
  readonly unionCreditCode: string | undefined;
  readonly program: ProgramId;
  readonly shares: number;
  readonly staff: number;
  readonly eligibleStaff: number;
  readonly women: number;
  /** File name in the folder. */
  readonly roster: string;
}

/** A folder of real files as `walk` takes it: what to do, and the files' places. */
export interface SchemeFolder {
  readonly folder: string;
  readonly rosterSubmittedOn: DayNumber;
  readonly units: readonly FolderUnit[];
  readonly bankStatement: string;
  readonly settlements: string | undefined;
}

const PROGRAMS: ReadonlySet<string> = new Set<ProgramId>(['henan-inpatient', 'national-accident']);

/** Reads `scheme.json` of a folder; a sentence where it is not what `walk` needs. */
export function readSchemeFolder(folder: string): Result<SchemeFolder, string> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(join(folder, 'scheme.json'), 'utf8'));
  } catch (error) {
    return fail(
      error instanceof SyntaxError
        ? `${join(folder, 'scheme.json')} 不是 JSON`
        : `读不到 ${join(folder, 'scheme.json')}：请给出含有 scheme.json 的文件夹`,
    );
  }
  if (!isRecord(json)) return fail('scheme.json 应当是一个对象');
  const submittedOn = parseDate(textOf(json, 'rosterSubmittedOn'));
  if (Number.isNaN(submittedOn)) return fail('scheme.json 的 rosterSubmittedOn 应当是 2025-05-10 这样的日期');
  const bankStatement = textOf(json, 'bankStatement');
  if (bankStatement === '') return fail('scheme.json 没有写 bankStatement');
  if (!Array.isArray(json['units']) || json['units'].length === 0) return fail('scheme.json 没有写 units');
  const units: FolderUnit[] = [];
  for (const [index, each] of (json['units'] as readonly unknown[]).entries()) {
    const unit = readUnit(each);
    if (!unit.ok) return fail(`scheme.json 的 units[${index}] ${unit.error}`);
    units.push(unit.value);
  }
  const settlements = textOf(json, 'settlements');
  return ok({
    folder,
    rosterSubmittedOn: submittedOn,
    units,
    bankStatement,
    settlements: settlements === '' ? undefined : settlements,
  });
}

/** A file of the folder, as the readers take it. */
export function openIn({ folder }: SchemeFolder, name: string): Promise<Blob> {
  return openAsBlob(join(folder, name));
}

function readUnit(json: unknown): Result<FolderUnit, string> {
  if (!isRecord(json)) return fail('应当是一个对象');
  const program = textOf(json, 'program');
  if (!isProgram(program)) return fail('的 program 应当是 henan-inpatient 或 national-accident');
  const name = textOf(json, 'name');
  const creditCode = textOf(json, 'creditCode');
  const roster = textOf(json, 'roster');
  if (name === '' || creditCode === '' || roster === '') return fail('缺少 name、creditCode 或 roster');
  const staff = numberOf(json, 'staff');
  const unionCreditCode = textOf(json, 'unionCreditCode');
  return ok({
    name,
    creditCode,
    unionCreditCode: unionCreditCode === '' ? undefined : unionCreditCode,
    program,
    shares: numberOf(json, 'shares', 1),
    staff,
    eligibleStaff: numberOf(json, 'eligibleStaff', staff),
    women: numberOf(json, 'women', 0),
    roster,
  });
}

function isProgram(text: string): text is ProgramId {
  return PROGRAMS.has(text);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(record: Readonly<Record<string, unknown>>, key: string): string {
  const value = record[key];
  return typeof value === 'string' ? value : '';
}

function numberOf(record: Readonly<Record<string, unknown>>, key: string, otherwise = 0): number {
  const value = record[key];
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise;
}
