import type { Dice } from '#generator/dice.ts';
import type { RosterFaultCode } from '#intake/roster/roster.ts';
import type { CellToWrite } from '#intake/sheet/sheet-to-write.ts';
import { isHan, surnameLength } from '#kernel/person-name.ts';

/** The six cells of the template, in its order. */
export type RosterCells = readonly [
  serial: number,
  name: string,
  sex: string,
  residentId: CellToWrite,
  phone: string,
  remark: string,
];

/** What is planted into a row (platform.md §2). */
export type RosterFaultKind =
  | 'no-name'
  | 'check-digit'
  | 'sex-against-id'
  | 'phone'
  | 'under-16'
  | 'over-60'
  | 'over-60-delayed'
  | 'damaged-number'
  | 'duplicate';

export type RosterRepairKind = 'full-width' | 'spaces' | 'lower-case';

/** What the roster's reader must report for a planted fault, in any program, and nothing else; and what to call it. */
export const FAULT_TRUTH: Readonly<
  Record<RosterFaultKind, { readonly codes: readonly RosterFaultCode[]; readonly why: string }>
> = {
  'no-name': { codes: ['name-missing'], why: 'no name' },
  'check-digit': { codes: ['id-check-digit'], why: 'check digit' },
  'sex-against-id': { codes: ['sex-differs-from-id'], why: 'sex against ID' },
  phone: { codes: ['phone-length', 'phone-prefix'], why: 'phone' },
  'under-16': { codes: ['age-under'], why: 'under 16' },
  'over-60': { codes: ['age-over', 'age-over-delayed-retirement-not-admitted'], why: 'over 60' },
  'over-60-delayed': {
    codes: ['age-over-delayed-retirement-not-admitted'],
    why: 'over 60, no delayed retirement in this program',
  },
  'damaged-number': { codes: ['id-damaged'], why: 'damaged number' },
  duplicate: { codes: ['id-duplicate'], why: 'duplicate in the file' },
};

/** Puts a fault into sound cells; for the ages and the duplicate the person himself is the fault. */
export function plantFault(cells: RosterCells, kind: RosterFaultKind, dice: Dice): RosterCells {
  const [serial, name, sex, id, phone, remark] = cells;
  const residentId = String(id);
  switch (kind) {
    case 'no-name':
      return [serial, '', sex, id, phone, remark];
    case 'check-digit':
      return [serial, name, sex, withWrongCheckDigit(residentId, dice), phone, remark];
    case 'sex-against-id':
      return [serial, name, sex === '男' ? '女' : '男', id, phone, remark];
    case 'phone':
      return [serial, name, sex, id, dice.of(phone.slice(0, -1), `12${phone.slice(2)}`), remark];
    case 'damaged-number':
      return [serial, name, sex, damaged(residentId, dice), phone, remark];
    case 'under-16':
    case 'over-60':
    case 'over-60-delayed':
    case 'duplicate':
      return cells;
  }
}

/** Never 0: three of them at the end would look like a number that a spreadsheet damaged. */
function withWrongCheckDigit(residentId: string, dice: Dice): string {
  const right = residentId.slice(-1);
  const wrong = Array.from('123456789X').filter((digit) => digit !== right);
  return residentId.slice(0, -1) + dice.of(...wrong);
}

/** As a number that keeps fifteen digits, or as the text that a spreadsheet shows for it. */
function damaged(residentId: string, dice: Dice): number | string {
  return dice.oneIn(2)
    ? Number(`${residentId.slice(0, 15)}000`)
    : `${residentId.charAt(0)}.${residentId.slice(1, 6)}E+17`;
}

const FULL_WIDTH_OFFSET = 0xfee0;

/** Makes sound cells untidy in a way that the reader must put right by itself, and say so. */
export function plantRepair(cells: RosterCells, dice: Dice): { cells: RosterCells; kind: RosterRepairKind } {
  const [serial, name, sex, id, phone, remark] = cells;
  const residentId = String(id);
  if (residentId.endsWith('X')) {
    return { kind: 'lower-case', cells: [serial, name, sex, residentId.toLowerCase(), phone, remark] };
  }
  switch (dice.integer(0, 3)) {
    case 0:
      return { kind: 'full-width', cells: [serial, name, sex, id, fullWidth(phone), remark] };
    case 1:
      return { kind: 'full-width', cells: [serial, name, sex, fullWidth(residentId), phone, remark] };
    case 2:
      return { kind: 'spaces', cells: [serial, name, sex, spaced(residentId), phone, remark] };
    default:
      return { kind: 'spaces', cells: [serial, spread(name), sex, id, phone, remark] };
  }
}

function fullWidth(text: string): string {
  return Array.from(text, (character) => String.fromCharCode(character.charCodeAt(0) + FULL_WIDTH_OFFSET)).join('');
}

function spaced(residentId: string): string {
  return `${residentId.slice(0, 6)} ${residentId.slice(6, 14)} ${residentId.slice(14)}`;
}

/** `张　三`, as people write for looks; a name in two parts only gets a space behind it. */
function spread(name: string): string {
  const characters = Array.from(name);
  const isShort = characters.length <= 3 && characters.every((character) => isHan(character.codePointAt(0) ?? 0));
  if (!isShort) return `${name} `;
  const surname = surnameLength(name);
  return `${characters.slice(0, surname).join('')}\u3000${characters.slice(surname).join('')}`;
}
