/** What a 医疗类别 means for a program that pays for stays. */
export type CareSetting = 'stay' | 'emergency' | 'no-stay' | 'unknown';

export interface CareKind {
  /** In Chinese where the code is known, else as the file has it. */
  readonly text: string;
  readonly setting: CareSetting;
}

/** 转外诊治住院 (23): the insurer approved the transfer. */
export const TRANSFER = '转外诊治住院';

/** med_type of the national platform (reference page §1.5). */
const CODES: Readonly<Record<string, readonly [text: string, setting: CareSetting]>> = {
  '11': ['普通门诊', 'no-stay'],
  '12': ['门诊挂号', 'no-stay'],
  '13': ['急诊', 'emergency'],
  '14': ['门诊慢特病', 'no-stay'],
  '15': ['特药', 'no-stay'],
  '16': ['中医特色门诊', 'no-stay'],
  '21': ['普通住院', 'stay'],
  '22': ['外伤住院', 'stay'],
  '23': [TRANSFER, 'stay'],
  '24': ['急诊转住院', 'stay'],
  '25': ['异地住院', 'stay'],
  '26': ['单病种住院', 'stay'],
  '27': ['自主就医', 'stay'],
  '28': ['日间手术', 'stay'],
  '29': ['起付线治疗', 'stay'],
  '41': ['定点药店购药', 'no-stay'],
  '51': ['生育门诊', 'no-stay'],
  '52': ['生育住院', 'stay'],
  '61': ['照护', 'no-stay'],
  '81': ['意外伤害门诊', 'no-stay'],
  '2114': ['舒缓疗护', 'stay'],
  '3101': ['低自付住院', 'stay'],
};

/** Sub-kinds of national kinds: 2101 belongs to 21, 140104 to 14. Provinces' own codes begin with 9. */
const SUB_KIND = /^(1[1-6]|2[1-9]|41|5[12]|61|81)(?:\d{2}|\d{4})$/;

/**
 * A 医疗类别 as text or code. Texts that aren't known count as stays unless they speak of outpatients; a code that isn't
 * known says nothing at all.
 */
export function careKindOf(raw: string): CareKind {
  const plain = raw.normalize('NFKC').replace(/\s/g, '');
  const known = CODES[plain] ?? CODES[SUB_KIND.exec(plain)?.[1] ?? ''];
  if (known !== undefined) return { text: known[0], setting: known[1] };
  const withCode = /^(\d{2,6})[-:|._、]?(\D.*)$/.exec(plain);
  const text = withCode?.[2] ?? plain;
  return { text: text === plain ? raw.trim() : text, setting: settingOf(text) };
}

function settingOf(text: string): CareSetting {
  if (/^\d+$/.test(text)) return 'unknown';
  if (/住院|入院|病床|日间/.test(text)) return 'stay';
  if (/门诊|药店|购药|挂号|特药|慢特病|慢性病|体检|照护/.test(text)) return 'no-stay';
  return text.includes('急诊') || text.includes('留观') ? 'emergency' : 'stay';
}
