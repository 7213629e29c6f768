import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { EXAMINING } from '#web/desk/claim/desk-texts.ts';
import { TOLD } from '#web/desk/claim/told-texts.ts';

export type FactValue = string | number | boolean | null | readonly number[];
type Facts = Readonly<Record<string, unknown>>;

/** How a fact is typed and shown. */
export type FactKind = 'money' | 'date' | 'yes-no' | 'number' | 'grades' | 'choice' | 'text';

const { asks } = CALCULATOR;
const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'stay.hospital.region': asks.regions,
  'stay.cause': asks.causes,
  'bills.kind': asks.billKinds,
};

/** A fact of a case with its place and its name. */
export interface Fact {
  readonly path: string;
  readonly label: string;
  readonly kind: FactKind;
  readonly choices: Readonly<Record<string, string>>;
}

/** The facts of a case that a reviewer may correct, in the order of the case. */
export function factsOf(facts: Facts): readonly Fact[] {
  const found: Fact[] = [];
  const walk = (value: unknown, path: string): void => {
    const plain = path.replace(/\[\d+\]/g, '');
    if (Array.isArray(value) && plain !== 'disability.grades') {
      for (const [index, each] of value.entries()) walk(each, `${path}[${index}]`);
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [name, each] of Object.entries(value)) walk(each, path === '' ? name : `${path}.${name}`);
    } else {
      const name = LABELS[plain];
      if (name === undefined) return;
      const [, index] = /\[(\d+)\]/.exec(path) ?? [];
      const label = index === undefined ? name : `${name} ${Number(index) + 1}`;
      found.push({ path, label, kind: kindOf(plain, value), choices: CHOICES[plain] ?? {} });
    }
  };
  walk(facts, '');
  return found;
}

const LABELS: Readonly<Record<string, string>> = {
  ...TOLD.fields,
  'stay.excludedDays': '不计的天数（挂床、延迟出院）',
};

function kindOf(plain: string, value: unknown): FactKind {
  if (plain.startsWith('settlement.') || plain.endsWith('costSharing') || plain === 'otherCompensation') return 'money';
  if (plain === 'disability.grades') return 'grades';
  if (typeof value === 'boolean') return 'yes-no';
  if (typeof value === 'number') return 'number';
  if (CHOICES[plain] !== undefined) return 'choice';
  return plain.endsWith('On') || plain.endsWith('.on') || plain === 'stay.observationFrom' ? 'date' : 'text';
}

/** The value at a path; `undefined` where nothing stands there. */
export function valueAt(facts: Facts | null, path: string): FactValue | undefined {
  let at: unknown = facts ?? undefined;
  for (const step of path.split(/[.[\]]/).filter((each) => each !== '')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Facts)[step];
  }
  return at as FactValue | undefined;
}

/** A value in words. */
export function shown({ kind, choices }: Fact, value: FactValue | undefined): string {
  if (value === undefined) return '—';
  if (value === null || value === '') return EXAMINING.none;
  if (Array.isArray(value)) return value.join('、');
  if (typeof value === 'boolean') return value ? EXAMINING.yes : EXAMINING.no;
  if (kind === 'money') return formatYuan(Number(value));
  if (kind === 'date') {
    const day = parseDate(String(value));
    return Number.isNaN(day) ? String(value) : formatChineseDate(day);
  }
  return choices[String(value)] ?? String(value);
}

/** A value as it stands in its field. */
export function typedText({ kind }: Fact, value: FactValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.join('、');
  return kind === 'money' ? formatYuan(Number(value)) : String(value);
}

/** What was typed, as a value; `undefined` where it is none. An empty field is nothing at all. */
export function typedValue({ kind }: Fact, text: string): FactValue | undefined {
  const plain = text.trim();
  if (plain === '') return kind === 'text' ? '' : null;
  switch (kind) {
    case 'money':
      return parseYuan(plain);
    case 'number':
      return /^\d{1,4}$/.test(plain) ? Number(plain) : undefined;
    case 'yes-no':
      return plain === 'true';
    case 'grades': {
      const grades = plain.split(/[、，,\s]+/).map(Number);
      return grades.every((grade) => Number.isInteger(grade)) ? grades : undefined;
    }
    default:
      return plain;
  }
}
