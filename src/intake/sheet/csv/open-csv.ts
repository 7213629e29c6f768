import { CsvRowsParser } from '#intake/sheet/csv/csv-rows.ts';
import { type CsvEncoding, decodeText, detectEncoding } from '#intake/sheet/csv/text-encoding.ts';
import type { SheetLimits } from '#intake/sheet/limits.ts';
import type { Sheet, SheetFacts, SheetRow } from '#intake/sheet/sheet.ts';

/** Delimiters that programs write; where the first line has none, the table has one column. */
const DELIMITERS = [',', '\t', ';', '|'] as const;

/** Opens a text file as a table: encoding told from the whole file, delimiter from its first line. */
export async function openCsv(file: Blob, limits: SheetLimits): Promise<Sheet> {
  return new CsvSheet(file, await detectEncoding(file), limits);
}

class CsvSheet implements Sheet {
  readonly format = 'csv';
  readonly name = '';
  private readonly file: Blob;
  private readonly encoding: CsvEncoding;
  private readonly limits: SheetLimits;
  private read = 0;
  private isFinished = false;

  constructor(file: Blob, encoding: CsvEncoding, limits: SheetLimits) {
    this.file = file;
    this.encoding = encoding;
    this.limits = limits;
  }

  async *rows(): AsyncGenerator<readonly SheetRow[], void, undefined> {
    let parser: CsvRowsParser | undefined;
    const count = (bytes: number): void => {
      this.read += bytes;
    };
    for await (const piece of decodeText(this.file, this.encoding, count)) {
      let text = piece;
      if (parser === undefined) {
        const named = namedDelimiter(text);
        if (named !== undefined) text = text.slice(named.length);
        parser = new CsvRowsParser(named?.delimiter ?? likelyDelimiter(text), this.limits);
      }
      const rows = parser.push(text);
      if (rows.length > 0) yield rows;
    }
    const last = parser?.finish() ?? [];
    if (last.length > 0) yield last;
    this.isFinished = true;
  }

  facts(): SheetFacts {
    if (!this.isFinished) throw new Error('the facts of a sheet are known only after its last row');
    return { mergedRanges: [], hiddenRows: [], hiddenColumns: [], formulaCells: [], otherSheets: [] };
  }

  progress(): number {
    return this.file.size === 0 ? 1 : this.read / this.file.size;
  }
}

/** A first line `sep=;` names the delimiter; Excel doesn't count it as a row. */
function namedDelimiter(text: string): { delimiter: string; length: number } | undefined {
  const match = /^sep=(.)\r?\n/i.exec(text);
  return match === null ? undefined : { delimiter: match[1] ?? ',', length: match[0].length };
}

function likelyDelimiter(text: string): string {
  const line = /^[^\r\n]*/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? '';
  let best: string = DELIMITERS[0];
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = line.split(delimiter).length - 1;
    if (count > most) {
      best = delimiter;
      most = count;
    }
  }
  return best;
}
