import {
  AGE_CODES,
  ageSentence,
  duplicateSentence,
  LONGEST_REMARK,
  repairSentence,
  SENTENCES,
  sexSentence,
} from '#intake/roster/fault-sentences.ts';
import type { RosterEntry, RosterFault, RosterFaultCode, RosterField, RosterRepair } from '#intake/roster/roster.ts';
import { COLUMN } from '#intake/roster/template.ts';
import { cellAddress, cellAt, columnLetters, type SheetRow } from '#intake/sheet/sheet.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import { type MobilePhoneFault, parseMobilePhone } from '#kernel/mobile-phone.ts';
import { type PersonNameFault, personNameFault } from '#kernel/person-name.ts';
import { parseResidentId, type ResidentId, type ResidentIdFault, type Sex } from '#kernel/resident-id.ts';
import { looksDamagedByExcel, type RepairedText, repairCode, repairName } from '#kernel/safe-text.ts';
import type { ProgramId } from '#scheme/case.ts';
import { ageAdmits } from '#scheme/joining/eligibility.ts';

export type CheckedRow =
  | { readonly ok: true; readonly entry: RosterEntry }
  | { readonly ok: false; readonly faults: readonly RosterFault[] };

const NAME_FAULTS: Readonly<Record<PersonNameFault, keyof typeof SENTENCES>> = {
  missing: 'name-missing',
  'lost-character': 'name-lost-character',
  characters: 'name-characters',
  'too-short': 'name-length',
  'too-long': 'name-length',
};

const ID_FAULTS: Readonly<Record<ResidentIdFault, keyof typeof SENTENCES>> = {
  'fifteen-digits': 'id-fifteen-digits',
  length: 'id-length',
  characters: 'id-characters',
  'birth-date': 'id-birth-date',
  'check-digit': 'id-check-digit',
};

const PHONE_FAULTS: Readonly<Record<MobilePhoneFault, keyof typeof SENTENCES>> = {
  characters: 'phone-characters',
  length: 'phone-length',
  prefix: 'phone-prefix',
};

const SEXES: ReadonlyMap<string, Sex> = new Map([
  ['男', 'male'],
  ['女', 'female'],
  ['男性', 'male'],
  ['女性', 'female'],
]);

const SEX_SHOWN: Readonly<Record<Sex, '男' | '女'>> = { male: '男', female: '女' };

/** Marked 延迟退休, also `延迟退休至2027年`; not `未延迟退休`. */
const DELAYED_RETIREMENT = /(?<![未不非无没])延迟退休/;

/**
 * Checks the rows of one roster, one after the other (platform.md §2); remembers the IDs for the sake of duplicates.
 *
 * All that is wrong with a row is reported, in the order of the columns. A number counts as taken by its first row even
 * where that row has other faults: otherwise repairing it would bring up the duplicate only in the next round.
 */
export class RowChecker {
  private readonly program: ProgramId;
  private readonly submittedOn: DayNumber;
  private readonly rowOfId = new Map<string, number>();

  constructor(program: ProgramId, submittedOn: DayNumber) {
    this.program = program;
    this.submittedOn = submittedOn;
  }

  check(row: SheetRow): CheckedRow {
    const findings = new Findings(row);
    const name = this.checkName(findings);
    const sex = this.checkSex(findings);
    const id = this.checkId(findings);
    const phone = this.checkPhone(findings);
    const remark = this.checkRemark(findings);
    const delayedRetirement = DELAYED_RETIREMENT.test(remark);
    if (id !== undefined) {
      this.checkAgainstId(findings, id, sex, delayedRetirement);
      this.checkDuplicate(findings, id);
    }
    const { faults, repairs } = findings;
    if (faults.length > 0 || id === undefined || sex === undefined) {
      faults.sort((a, b) => COLUMN[a.field] - COLUMN[b.field]);
      return { ok: false, faults };
    }
    const { rowNumber } = row;
    const { number: residentId, bornOn } = id;
    return {
      ok: true,
      entry: { row: rowNumber, name, sex, residentId, bornOn, phone, remark, delayedRetirement, repairs },
    };
  }

  private checkName(findings: Findings): string {
    const repaired = repairName(findings.textOf('name'));
    if (findings.isError('name')) return '';
    const fault = personNameFault(repaired.text);
    if (fault !== undefined) findings.add('name', NAME_FAULTS[fault]);
    else findings.noteRepairs('name', repaired);
    return repaired.text;
  }

  private checkSex(findings: Findings): Sex | undefined {
    if (findings.isError('sex')) return undefined;
    const text = findings.textOf('sex');
    const bare = text.replace(/\s/g, '');
    const sex = SEXES.get(bare);
    if (sex === undefined) findings.add('sex', bare === '' ? 'sex-missing' : 'sex-unknown');
    else if (text !== SEX_SHOWN[sex]) {
      findings.repair('sex', SEX_SHOWN[sex], bare === text ? '改为“男”或“女”' : '去掉空格和看不见的字符');
    }
    return sex;
  }

  private checkId(findings: Findings): ResidentId | undefined {
    if (findings.isError('residentId')) return undefined;
    const { kind } = cellAt(findings.row, COLUMN.residentId);
    const repaired = repairCode(findings.textOf('residentId'));
    if (repaired.text === '') {
      findings.add('residentId', 'id-missing');
      return undefined;
    }
    if (kind === 'number' && looksDamagedByExcel(repaired.text, 'number')) {
      findings.add('residentId', 'id-damaged');
      return undefined;
    }
    const parsed = parseResidentId(repaired.text);
    if (!parsed.ok) {
      findings.add('residentId', looksDamagedByExcel(repaired.text) ? 'id-damaged' : ID_FAULTS[parsed.error]);
      return undefined;
    }
    if (parsed.value.bornOn > this.submittedOn) {
      findings.add('residentId', 'id-birth-date');
      return undefined;
    }
    findings.noteRepairs('residentId', repaired);
    return parsed.value;
  }

  private checkPhone(findings: Findings): string {
    if (findings.isError('phone')) return '';
    const repaired = repairCode(findings.textOf('phone'));
    const parsed = parseMobilePhone(repaired.text);
    if (parsed.ok) findings.noteRepairs('phone', repaired);
    else if (repaired.text === '') findings.add('phone', 'phone-missing');
    else findings.add('phone', looksDamagedByExcel(repaired.text) ? 'phone-damaged' : PHONE_FAULTS[parsed.error]);
    return repaired.text;
  }

  private checkRemark(findings: Findings): string {
    if (findings.isError('remark')) return '';
    const remark = findings.textOf('remark').trim();
    if (remark.length > LONGEST_REMARK) findings.add('remark', 'remark-length');
    return remark;
  }

  private checkAgainstId(findings: Findings, id: ResidentId, sex: Sex | undefined, delayedRetirement: boolean): void {
    if (sex !== undefined && sex !== id.sex) {
      findings.addSentence('sex', 'sex-differs-from-id', sexSentence(SEX_SHOWN[sex], SEX_SHOWN[id.sex]));
    }
    const { program, submittedOn } = this;
    const refusal = ageAdmits.evaluate({ program, bornOn: id.bornOn, submittedOn, delayedRetirement });
    if (refusal !== undefined) findings.addSentence('residentId', AGE_CODES[refusal.code], ageSentence(refusal));
  }

  private checkDuplicate(findings: Findings, id: ResidentId): void {
    const first = this.rowOfId.get(id.number);
    if (first === undefined) this.rowOfId.set(id.number, findings.row.rowNumber);
    else findings.addSentence('residentId', 'id-duplicate', duplicateSentence(first));
  }
}

const NONE: readonly RosterRepair[] = [];

/** Gathers what was found in one row. */
class Findings {
  readonly row: SheetRow;
  readonly faults: RosterFault[] = [];
  private repaired: RosterRepair[] | undefined;

  constructor(row: SheetRow) {
    this.row = row;
  }

  get repairs(): readonly RosterRepair[] {
    return this.repaired ?? NONE;
  }

  textOf(field: RosterField): string {
    return cellAt(this.row, COLUMN[field]).text;
  }

  /** Reports a cell that holds `#REF!` and the like. */
  isError(field: RosterField): boolean {
    if (cellAt(this.row, COLUMN[field]).kind !== 'error') return false;
    this.add(field, 'cell-error');
    return true;
  }

  add(field: RosterField, code: keyof typeof SENTENCES): void {
    this.addSentence(field, code, SENTENCES[code]);
  }

  addSentence(field: RosterField, code: RosterFaultCode, message: string): void {
    this.faults.push({ ...this.place(field), field, code, value: this.textOf(field), message });
  }

  noteRepairs(field: RosterField, { text, repairs }: RepairedText): void {
    if (repairs.length > 0) this.repair(field, text, repairSentence(repairs));
  }

  repair(field: RosterField, after: string, message: string): void {
    this.repaired ??= [];
    this.repaired.push({ ...this.place(field), field, before: this.textOf(field), after, message });
  }

  private place(field: RosterField): { row: number; column: string; cell: string } {
    const column = COLUMN[field];
    const { rowNumber: row } = this.row;
    return { row, column: columnLetters(column), cell: cellAddress(row, column) };
  }
}
