import type { Region } from '#scheme/case.ts';

export type HospitalGrade = 1 | 2 | 3;

const GRADE_CODES: ReadonlyMap<string, HospitalGrade> = new Map([
  ['01', 3],
  ['02', 3],
  ['03', 3],
  ['04', 3],
  ['05', 2],
  ['06', 2],
  ['07', 2],
  ['08', 1],
  ['09', 1],
  ['10', 1],
]);

/**
 * 医院等级 as text (三级甲等, 二级, 未定级) or code hosp_lv (01 三级特等 … 10 一级丙等) → grade; `undefined` for none.
 *
 * `ambiguous`: a bare `1` or `2` may be the grade, or the code 01 or 02 (三级) that lost its zero in a number cell.
 */
export function gradeOf(text: string): HospitalGrade | undefined | 'ambiguous' {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  if (/^\d{1,2}$/.test(plain)) {
    return plain === '1' || plain === '2' ? 'ambiguous' : GRADE_CODES.get(plain.padStart(2, '0'));
  }
  if (/三级|三甲|三乙|三丙|3级/.test(plain)) return 3;
  if (/二级|二甲|二乙|二丙|2级/.test(plain)) return 2;
  if (/一级|一甲|一乙|一丙|1级/.test(plain)) return 1;
  return undefined;
}

/**
 * 医药机构地点类别 (本地, 市内异地, 省内异地, 跨省异地) or 支付地点类别 (pay_loc: 2 医院, 3 省内异地, 4 省外异地) → region.
 *
 * `undefined` for 1 中心, for a bare 异地 and for texts that aren't known: there the hospital's code decides.
 */
export function regionOfPlace(text: string): Region | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  if (/^0?[23]$/.test(plain)) return 'henan';
  if (/^0?4$/.test(plain)) return 'other-province';
  if (/境外|国外|出境|港澳|香港|澳门|台湾/.test(plain)) return 'abroad';
  if (/跨省|省外|外省/.test(plain)) return 'other-province';
  if (/省内|市内|县内|区内|本地|本市|本省|本县|^医院$/.test(plain)) return 'henan';
  return undefined;
}

const HENAN = '41';
/** Taiwan, Hong Kong, Macao: outside the mainland's basic insurance (rules.md §2.3). */
const OUTSIDE_MAINLAND: ReadonlySet<string> = new Set(['71', '81', '82']);

/** The region of a house by its code: H or P, six digits of the region (41 is Henan), five more. */
export function regionOfHospital(code: string): Region | undefined {
  const province = /^[HP]([1-8]\d)\d{4,}/.exec(code)?.[1];
  if (province === undefined) return undefined;
  if (province === HENAN) return 'henan';
  return OUTSIDE_MAINLAND.has(province) ? 'abroad' : 'other-province';
}
