/**
 * Recomputes a trial balance from exported entries: `node scripts/recompute-trial-balance.ts 分录.xlsx`.
 *
 * A second opinion for the auditor. It shares no code with the program, not even to read the workbook, knows nothing of the
 * chart of accounts, and counts in whole fen with BigInt. Prints one JSON object: turnover and closing balance of each account
 * on the debit side, and the sums; exits with 1 where debits and credits differ or the file's own trial balance says otherwise.
 */
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('which workbook?');
const parts = unzip(readFileSync(path));
const strings = sharedStrings(parts.get('xl/sharedStrings.xml') ?? '');
const entries = rowsOf('xl/worksheets/sheet1.xml').slice(1);
const printed = rowsOf('xl/worksheets/sheet2.xml').slice(1);

interface Sides {
  debit: bigint;
  credit: bigint;
}

const accounts = new Map<string, Sides>();
for (const row of entries) {
  const amount = fen(row.get('G'));
  accountOf(row.get('C') ?? '').debit += amount;
  accountOf(row.get('E') ?? '').credit += amount;
}
const sum = (side: keyof Sides): bigint => [...accounts.values()].reduce((total, account) => total + account[side], 0n);
const differing = printed
  .filter((row) => {
    const { debit, credit } = accounts.get(row.get('A') ?? '') ?? { debit: 0n, credit: 0n };
    const moved = row.get('C') === '借' ? debit - credit : credit - debit;
    return (
      fen(row.get('E')) !== debit || fen(row.get('F')) !== credit || fen(row.get('G')) - fen(row.get('D')) !== moved
    );
  })
  .map((row) => row.get('A'));
const answer = {
  entries: entries.length,
  debitFen: Number(sum('debit')),
  creditFen: Number(sum('credit')),
  accounts: [...accounts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { debit, credit }]) => ({ code, debitFen: Number(debit), creditFen: Number(credit) })),
  differing,
};
process.stdout.write(`${JSON.stringify(answer)}\n`);
process.exitCode = answer.debitFen === answer.creditFen && differing.length === 0 ? 0 : 1;

function accountOf(code: string): Sides {
  const account = accounts.get(code) ?? { debit: 0n, credit: 0n };
  accounts.set(code, account);
  return account;
}

/** Yuan as a cell holds it → fen; a double of at most 15 digits is exact to the fen. */
function fen(cell: string | undefined): bigint {
  const [, sign, whole, cents = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(Number(cell).toFixed(2)) ?? [];
  if (whole === undefined) throw new Error(`no amount: ${cell}`);
  const value = BigInt(whole) * 100n + BigInt(cents.padEnd(2, '0'));
  return sign === '-' ? -value : value;
}

/** The rows of a sheet, cells by the letters of their columns. */
function rowsOf(part: string): Map<string, string>[] {
  const sheet = parts.get(part);
  if (sheet === undefined) throw new Error(`the workbook has no ${part}`);
  return [...sheet.matchAll(/<row\b[^>]*>(.*?)<\/row>/gs)].map(([, row = '']) => {
    const cells = new Map<string, string>();
    for (const [, attributes = '', content = ''] of row.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const column = /\br="([A-Z]+)/.exec(attributes)?.[1] ?? '';
      const kind = /\bt="(\w+)"/.exec(attributes)?.[1];
      const value = /<v>(.*?)<\/v>/s.exec(content)?.[1];
      if (kind === 's') cells.set(column, strings[Number(value)] ?? '');
      else if (kind === 'inlineStr') cells.set(column, texts(content));
      else if (value !== undefined) cells.set(column, unescaped(value));
    }
    return cells;
  });
}

function sharedStrings(xml: string): string[] {
  return [...xml.matchAll(/<si>(.*?)<\/si>/gs)].map(([, item = '']) => texts(item));
}

function texts(xml: string): string {
  return unescaped([...xml.matchAll(/<t\b[^>]*>(.*?)<\/t>/gs)].map(([, text]) => text).join(''));
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** The parts of a zip file by name, from its directory at the end. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const found = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = bytes.readUInt16LE(at + 10);
    const size = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const commentLength = bytes.readUInt16LE(at + 32);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    found.set(name, (method === 8 ? inflateRawSync(packed) : packed).toString('utf8'));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return found;
}
