/**
 * The calculator that checks a case's hand calculation (`working`): exact fractions and dates, nothing of the rules'.
 *
 * A line is `label：relation（note）`, label and note optional; its form is described in cases/README.md. A line that
 * holds no relation is prose and passes.
 */

type Quantity =
  | { readonly kind: 'number'; readonly over: bigint; readonly under: bigint }
  /** A length of time in whole days, years or seconds. */
  | { readonly kind: 'days' | 'years' | 'seconds'; readonly count: bigint }
  /** Days since 1970-01-01. */
  | { readonly kind: 'date'; readonly count: bigint }
  /** Seconds since 1970-01-01 00:00:00, as a clock on a wall shows them. */
  | { readonly kind: 'moment'; readonly count: bigint };

/** What is wrong with a line, `undefined` for one that is right. */
export function faultOfLine(line: string): string | undefined {
  const relation = relationOf(line);
  if (!RELATION.test(relation)) return undefined;
  try {
    const [first = '', ...rest] = relation.split(RELATION);
    let left = evaluate(first);
    for (let at = 0; at < rest.length; at += 2) {
      const right = evaluate(rest[at + 1] ?? '');
      const sign = rest[at] ?? '';
      if (!holds(left, sign, right)) return `${line}: the left of ${sign} is ${show(left)}`;
      left = right;
    }
    return undefined;
  } catch (error) {
    return `${line}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The figure at the end of a line's relation, in fen; `undefined` where the line ends with no amount. */
export function lastAmountOf(line: string): number | undefined {
  const parts = relationOf(line).split(RELATION);
  const last = parts.length > 1 ? evaluate(parts.at(-1) ?? '') : undefined;
  if (last?.kind !== 'number') return undefined;
  const fen = last.over * 100n;
  return fen % last.under === 0n ? Number(fen / last.under) : undefined;
}

const RELATION = /([=≈≠<>≤≥])/;

function relationOf(line: string): string {
  const withoutNote = line.replace(/（[^（）]*）\s*$/, '');
  return withoutNote.slice(withoutNote.lastIndexOf('：') + 1);
}

const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const TOKEN = new RegExp(
  String.raw`\s*(?:(?<moment>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)|(?<date>\d{4}-\d\d-\d\d)|(?<number>${NUMBER})(?<unit>%| ?小时| ?秒| ?[日天年])?|(?<sign>取小|取大|[-+−×÷/()与]))`,
  'y',
);

type Token = Quantity | string;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const source = text.trim();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < source.length; ) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(source)?.groups;
    if (groups === undefined) throw new Error(`can't read ${source.slice(at)}`);
    const { moment, date, number, unit, sign } = groups;
    if (moment !== undefined) tokens.push({ kind: 'moment', count: secondsOf(moment) });
    else if (date !== undefined) tokens.push({ kind: 'date', count: dayOf(date) });
    else if (number !== undefined) tokens.push(quantityOf(number, (unit ?? '').trim()));
    else tokens.push(sign === '−' ? '-' : sign === '÷' ? '/' : (sign ?? ''));
  }
  return tokens;
}

function quantityOf(digits: string, unit: string): Quantity {
  const [whole = '', fraction = ''] = digits.replaceAll(',', '').split('.');
  const over = BigInt(whole + fraction);
  const under = 10n ** BigInt(fraction.length);
  if (unit === '') return { kind: 'number', over, under };
  if (unit === '%') return { kind: 'number', over, under: under * 100n };
  if (under !== 1n) throw new Error(`a part of a ${unit}`);
  if (unit === '小时') return { kind: 'seconds', count: over * 3_600n };
  if (unit === '秒') return { kind: 'seconds', count: over };
  return { kind: unit === '年' ? 'years' : 'days', count: over };
}

/** `sum 与 sum 取小`, else a sum. */
function evaluate(text: string): Quantity {
  const tokens = tokensOf(text);
  let at = 0;
  const next = (...signs: string[]): string | undefined => {
    const token = tokens[at];
    if (typeof token !== 'string' || !signs.includes(token)) return undefined;
    at += 1;
    return token;
  };
  const choice = (): Quantity => {
    let value = sum();
    while (next('与') !== undefined) {
      const other = sum();
      const which = next('取小', '取大');
      if (which === undefined) throw new Error('与 without 取小 or 取大');
      const isLess = compare(value, other) < 0;
      value = isLess === (which === '取小') ? value : other;
    }
    return value;
  };
  const sum = (): Quantity => {
    let value = product();
    for (let sign = next('+', '-'); sign !== undefined; sign = next('+', '-')) {
      value = sign === '+' ? add(value, product()) : subtract(value, product());
    }
    return value;
  };
  const product = (): Quantity => {
    let value = atom();
    for (let sign = next('×', '/'); sign !== undefined; sign = next('×', '/')) {
      value = multiply(value, sign === '×' ? atom() : inverse(atom()));
    }
    return value;
  };
  const atom = (): Quantity => {
    if (next('(') !== undefined) {
      const value = choice();
      if (next(')') === undefined) throw new Error('a bracket is open');
      return value;
    }
    const token = tokens[at];
    if (token === undefined || typeof token === 'string') throw new Error(`a figure is missing in ${text.trim()}`);
    at += 1;
    return token;
  };
  const value = choice();
  if (at < tokens.length) throw new Error(`too much in ${text.trim()}`);
  return value;
}

function add(one: Quantity, other: Quantity): Quantity {
  if (one.kind === 'number' && other.kind === 'number') {
    return { kind: 'number', over: one.over * other.under + other.over * one.under, under: one.under * other.under };
  }
  if (one.kind === 'date' && other.kind === 'days') return { kind: 'date', count: one.count + other.count };
  if (one.kind === 'date' && other.kind === 'years') return { kind: 'date', count: yearsLater(one.count, other.count) };
  if (one.kind === 'days' && other.kind === 'days') return { kind: 'days', count: one.count + other.count };
  if (one.kind === 'moment' && other.kind === 'seconds') return { kind: 'moment', count: one.count + other.count };
  throw new Error(`${one.kind} + ${other.kind}`);
}

function subtract(one: Quantity, other: Quantity): Quantity {
  if (other.kind === 'number') return add(one, { ...other, over: -other.over });
  if (one.kind === 'date' && other.kind === 'date') return { kind: 'days', count: one.count - other.count };
  if (one.kind === 'moment' && other.kind === 'moment') return { kind: 'seconds', count: one.count - other.count };
  if (other.kind === 'days') return add(one, { kind: 'days', count: -other.count });
  throw new Error(`${one.kind} - ${other.kind}`);
}

function multiply(one: Quantity, other: Quantity): Quantity {
  if (one.kind !== 'number' || other.kind !== 'number') throw new Error(`${one.kind} × ${other.kind}`);
  return { kind: 'number', over: one.over * other.over, under: one.under * other.under };
}

function inverse(value: Quantity): Quantity {
  if (value.kind !== 'number' || value.over <= 0n) throw new Error('only a number above 0 divides');
  return { kind: 'number', over: value.under, under: value.over };
}

/** `≈` is rounding to the fen: the right side has two decimals and is the nearest, of two the larger. */
function holds(left: Quantity, sign: string, right: Quantity): boolean {
  if (sign === '≈') {
    if (left.kind !== 'number' || right.kind !== 'number' || left.over < 0n) throw new Error('≈ rounds an amount');
    const fen = (200n * left.over + left.under) / (2n * left.under);
    return left.over * 100n !== fen * left.under && fen * right.under === right.over * 100n;
  }
  const order = compare(left, right);
  return (
    { '=': order === 0, '≠': order !== 0, '<': order < 0, '>': order > 0, '≤': order <= 0, '≥': order >= 0 }[sign] ??
    false
  );
}

function compare(one: Quantity, other: Quantity): number {
  if (one.kind !== other.kind) throw new Error(`${one.kind} beside ${other.kind}`);
  const [a, b] =
    one.kind === 'number' && other.kind === 'number'
      ? [one.over * other.under, other.over * one.under]
      : [countOf(one), countOf(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function countOf(value: Quantity): bigint {
  if (value.kind === 'number') throw new Error('a number has no count');
  return value.count;
}

function show(value: Quantity): string {
  if (value.kind === 'date') return dateText(value.count);
  return value.kind === 'number' ? `${value.over}/${value.under}` : `${value.count} ${value.kind}`;
}

function dayOf(text: string): bigint {
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  const day = BigInt(milliseconds) / 86_400_000n;
  if (dateText(day) !== text) throw new Error(`no such day ${text}`);
  return day;
}

function secondsOf(text: string): bigint {
  return BigInt(Date.parse(`${text.replace(' ', 'T')}Z`)) / 1_000n;
}

function dateText(day: bigint): string {
  return new Date(Number(day) * 86_400_000).toISOString().slice(0, 10);
}

/** The same month and day, or that month's last day where it has no such day (民法典第二百零二条). */
function yearsLater(day: bigint, years: bigint): bigint {
  const [year = '', month = '', dayOfMonth = ''] = dateText(day).split('-');
  const later = String(Number(year) + Number(years));
  return month === '02' &&
    dayOfMonth === '29' &&
    dateText(BigInt(Date.UTC(Number(later), 1, 29)) / 86_400_000n) !== `${later}-02-29`
    ? dayOf(`${later}-02-28`)
    : dayOf(`${later}-${month}-${dayOfMonth}`);
}
