import { isHan, isNameDot, normaliseNameDots, surnameLength } from '#kernel/person-name.ts';

/**
 * A repair that can't change what was meant, named so that the user is told.
 *
 * - `full-width`: full-width letters, digits and signs became half-width
 * - `spaces`: spaces and invisible characters went: tabs, line breaks, U+3000, U+00A0, zero-width, byte order mark
 * - `lower-case`: small letters became capitals (only in codes: `x` → `X`)
 * - `leading-apostrophe`: the mark that tells Excel "this is text" went (only in codes)
 * - `look-alike`: radicals and compatibility forms, as PDF readers hand out, became ordinary characters (only in names)
 * - `name-dot`: a variant of the dot became `·` (only in names)
 */
export type Repair = 'full-width' | 'spaces' | 'lower-case' | 'leading-apostrophe' | 'look-alike' | 'name-dot';

export interface RepairedText {
  readonly text: string;
  /** What was done, each once; empty where the text came clean. */
  readonly repairs: readonly Repair[];
}

const NO_REPAIRS: readonly Repair[] = [];

/** What a clean code holds: printable ASCII without small letters, space, or an apostrophe. */
const CLEAN_CODE = /^[!-&(-_{-~]*$/;

/**
 * Repairs a number or code (ID, phone, account, credit code) as far as that is safe; what is left is judged by its parser.
 */
export function repairCode(text: string): RepairedText {
  if (CLEAN_CODE.test(text)) return { text, repairs: NO_REPAIRS };
  let repaired = '';
  let fullWidth = false;
  let spaces = false;
  let lowerCase = false;
  let apostrophe = false;
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    if (isSpace(code) || isInvisible(code)) {
      spaces = true;
      continue;
    }
    if (repaired === '' && isApostrophe(code)) {
      apostrophe = true;
      continue;
    }
    if (isFullWidth(code)) {
      code -= FULL_WIDTH_OFFSET;
      fullWidth = true;
    }
    if (code >= 0x61 && code <= 0x7a) {
      code -= 0x20;
      lowerCase = true;
    }
    repaired += String.fromCharCode(code);
  }
  const repairs: Repair[] = [];
  if (fullWidth) repairs.push('full-width');
  if (spaces) repairs.push('spaces');
  if (lowerCase) repairs.push('lower-case');
  if (apostrophe) repairs.push('leading-apostrophe');
  return { text: repaired, repairs };
}

/** The base block alone: nearly every name, and nothing in it to repair. */
const CLEAN_NAME = /^[\u4e00-\u9fff]*$/;

/**
 * Repairs a person's name as far as that is safe; what is left is judged by `personNameFault`.
 *
 * Spaces go at the ends, beside dots, and inside a short Chinese name that was spread for looks (`张　三`); between Latin
 * words one stays. A longer Chinese name in two parts keeps its space, since a lost dot is as likely as a spread name.
 */
export function repairName(text: string): RepairedText {
  if (CLEAN_NAME.test(text)) return { text, repairs: NO_REPAIRS };
  const narrow = toHalfWidth(text);
  const visible = dropInvisible(narrow);
  const plain = replaceLookAlikes(visible);
  const tidy = tidyNameSpaces(plain);
  const dotted = normaliseNameDots(tidy);
  const repairs: Repair[] = [];
  if (narrow !== text) repairs.push('full-width');
  if (visible !== narrow || tidy !== plain) repairs.push('spaces');
  if (plain !== visible) repairs.push('look-alike');
  if (dotted !== tidy) repairs.push('name-dot');
  return { text: dotted, repairs };
}

/** Full-width forms of ASCII (U+FF01 to U+FF5E) as ASCII; everything else, U+3000 too, as it stands. */
export function toHalfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET),
  );
}

/**
 * Whether a number went through a spreadsheet's floating point or its too narrow column, so that digits are lost.
 *
 * True for scientific notation (`1.4E+17`, `4.11628197612281E+017`), a cell of `####`, and numbers of 18 digits or more
 * with nothing but zeros behind the fifteenth. A sound number may end so too (one ID in 1,100): ask only where its own
 * check failed. With `cell` given as `number`, every whole number of more than 15 digits is damaged, check digit or not,
 * because a spreadsheet's number holds no more. Expects text that went through {@link repairCode}.
 */
export function looksDamagedByExcel(text: string, cell: 'text' | 'number' = 'text'): boolean {
  if (SCIENTIFIC.test(text) || /^#{2,}$/.test(text)) return true;
  if (!/^\d{16,}$/.test(text)) return false;
  return cell === 'number' || (text.length >= 18 && /^0+$/.test(text.slice(EXCEL_DIGITS)));
}

const SCIENTIFIC = /^\d(?:\.\d+)?[Ee]\+?\d{1,3}$/;

/** Significant decimal digits that a spreadsheet keeps of a number. */
const EXCEL_DIGITS = 15;

/** From a full-width form to its ASCII character. */
const FULL_WIDTH_OFFSET = 0xfee0;

function isFullWidth(code: number): boolean {
  return code >= 0xff01 && code <= 0xff5e;
}

function isSpace(code: number): boolean {
  return (
    code === 0x20 ||
    (code >= 0x09 && code <= 0x0d) ||
    code === 0x3000 ||
    code === 0xa0 ||
    code === 0x85 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x2800
  );
}

/** Joiners, direction marks (phone books wrap numbers in them), soft hyphen, byte order mark, variation selectors. */
function isInvisible(code: number): boolean {
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0xe0100 && code <= 0xe01ef) ||
    code === 0xfeff ||
    code === 0xad ||
    code === 0x61c ||
    code === 0x180e
  );
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2018 || code === 0x2019 || code === 0xff07 || code === 0x60;
}

function dropInvisible(name: string): string {
  let visible = '';
  for (const character of name) if (!isInvisible(character.codePointAt(0) ?? 0)) visible += character;
  return visible;
}

/** Drops the spaces that a name doesn't need; a run of those that stay becomes one. */
function tidyNameSpaces(name: string): string {
  const words = nameWords(name);
  const together = words.join('');
  if (isSpreadName(together)) return together;
  let tidy = '';
  let before = '';
  for (const word of words) {
    const characters = Array.from(word);
    const first = characters[0] ?? '';
    const besideDot = (isNameDot(before) && startsHan(first)) || (startsHan(before) && isNameDot(first));
    tidy += tidy === '' || besideDot ? word : ` ${word}`;
    before = characters.at(-1) ?? '';
  }
  return tidy;
}

function nameWords(name: string): string[] {
  const words: string[] = [];
  let word = '';
  for (const character of name) {
    if (!isSpace(character.codePointAt(0) ?? 0)) {
      word += character;
    } else if (word !== '') {
      words.push(word);
      word = '';
    }
  }
  if (word !== '') words.push(word);
  return words;
}

/** Two or three Chinese characters, or four with a compound surname: too short for a minority name in two parts. */
function isSpreadName(name: string): boolean {
  const characters = Array.from(name);
  if (characters.length > 4 || !characters.every(startsHan)) return false;
  return characters.length <= 3 || surnameLength(name) === 2;
}

function startsHan(text: string): boolean {
  return isHan(text.codePointAt(0) ?? 0);
}

/**
 * Radicals of U+2E80 to U+2EFF that stand in PDF text for whole characters and that no Unicode normalisation maps, each
 * followed by the character meant (Unicode, EquivalentUnifiedIdeograph.txt).
 */
const RADICALS =
  '⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙';

const RADICAL_MEANS: ReadonlyMap<string, string> = new Map(
  Array.from({ length: RADICALS.length / 2 }, (_, at) => [RADICALS.charAt(at * 2), RADICALS.charAt(at * 2 + 1)]),
);

/** Radicals and compatibility ideographs as ordinary characters; letters composed with their accents. */
function replaceLookAlikes(name: string): string {
  return name
    .replace(/[\u2e80-\u2eff]/g, (radical) => RADICAL_MEANS.get(radical) ?? radical)
    .replace(/[\u2f00-\u2fdf\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu, (character) => character.normalize('NFKC'))
    .replace(/\p{L}[\u0300-\u036f]+/gu, (letter) => letter.normalize('NFC'));
}
