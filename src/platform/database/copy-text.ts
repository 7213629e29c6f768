/** A value of a row for COPY: text, whole number, truth, bytes, nothing. */
export type CopyValue = string | number | bigint | boolean | Uint8Array | null | undefined;

/** About how many characters are gathered before they go to the server. */
const PIECE_CHARACTERS = 1 << 17;

/** Rows as pieces of COPY's text format, each of many rows: few writes, little memory. */
export async function* copyText(
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
): AsyncGenerator<string> {
  let piece = '';
  for await (const row of rows) {
    piece += copyLine(row);
    if (piece.length > PIECE_CHARACTERS) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

/** One row as a line, its line break included. */
export function copyLine(row: readonly CopyValue[]): string {
  let line = '';
  for (let i = 0; i < row.length; i += 1) line += (i === 0 ? '' : '\t') + copyValue(row[i]);
  return `${line}\n`;
}

function copyValue(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return SPECIAL.test(value) ? value.replace(ALL_SPECIAL, escapeSpecial) : value;
  if (typeof value === 'object')
    return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  return String(value);
}

const SPECIAL = /[\\\t\n\r]/;
const ALL_SPECIAL = /[\\\t\n\r]/g;

function escapeSpecial(character: string): string {
  return character === '\t' ? '\\t' : character === '\n' ? '\\n' : character === '\r' ? '\\r' : '\\\\';
}
