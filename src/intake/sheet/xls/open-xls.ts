import { FileRefused } from '#intake/sheet/file-refusal.ts';
import type { SheetLimits } from '#intake/sheet/limits.ts';
import { encrypted, macros, unsupported } from '#intake/sheet/other-kinds.ts';
import type { OtherSheet, Sheet, SheetFacts, SheetRow } from '#intake/sheet/sheet.ts';
import { BiffRows } from '#intake/sheet/xls/biff-rows.ts';
import { type BiffSheet, type BiffWorkbook, readBiffWorkbook } from '#intake/sheet/xls/biff-workbook.ts';
import { CompoundFile, damagedCompoundFile } from '#intake/sheet/xls/compound-file.ts';

const BATCH_ROWS = 512;
const MOST_OTHER_SHEETS = 16;

/**
 * Opens a compound file that should be an .xls (BIFF8, Excel 97 to 2003), or says which other thing it is: an encrypted
 * .xlsx is a compound file too, so are Word and PowerPoint of old.
 */
export async function openXls(file: Blob, limits: SheetLimits): Promise<Sheet> {
  if (file.size > limits.xlsBytes) {
    const megabytes = Math.floor(limits.xlsBytes / 2 ** 20);
    throw new FileRefused(
      'too-large',
      `.xls 文件超过 ${megabytes} MB，无法读取。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。`,
    );
  }
  const container = new CompoundFile(new Uint8Array(await file.arrayBuffer()));
  if (container.has('EncryptedPackage')) throw encrypted();
  if (container.has('WordDocument')) throw unsupported('Word 文档');
  if (container.has('PowerPoint Document')) throw unsupported('PPT 演示文稿');
  if (container.has('_VBA_PROJECT_CUR')) throw macros();
  const stream = container.stream('Workbook');
  if (stream === undefined) {
    throw container.has('Book') ? unsupported('很早的 Excel 格式（Excel 95 或更早）') : unsupported('另一种文件');
  }
  const workbook = readBiffWorkbook(stream);
  const [first] = workbook.sheets;
  if (first === undefined) throw damagedCompoundFile();
  return new XlsSheet(stream, workbook, first, limits);
}

class XlsSheet implements Sheet {
  readonly format = 'xls';
  readonly name: string;
  private readonly stream: Uint8Array;
  private readonly workbook: BiffWorkbook;
  private readonly sheet: BiffSheet;
  private readonly limits: SheetLimits;
  private share = 0;
  private builtFacts: SheetFacts | undefined;

  constructor(stream: Uint8Array, workbook: BiffWorkbook, sheet: BiffSheet, limits: SheetLimits) {
    this.stream = stream;
    this.workbook = workbook;
    this.sheet = sheet;
    this.limits = limits;
    this.name = sheet.name;
  }

  async *rows(): AsyncGenerator<readonly SheetRow[], void, undefined> {
    const reader = new BiffRows(this.workbook, this.limits);
    const rows = reader.read(this.stream, this.sheet);
    for (let start = 0; start < rows.length; start += BATCH_ROWS) {
      this.share = start / rows.length;
      yield await Promise.resolve(rows.slice(start, start + BATCH_ROWS));
    }
    this.share = 1;
    reader.facts.setOtherSheets(this.filledOthers());
    this.builtFacts = reader.facts.build();
  }

  facts(): SheetFacts {
    if (this.builtFacts === undefined) throw new Error('the facts of a sheet are known only after its last row');
    return this.builtFacts;
  }

  progress(): number {
    return this.share;
  }

  private filledOthers(): OtherSheet[] {
    const filled: OtherSheet[] = [];
    for (const other of this.workbook.sheets.slice(1, 1 + MOST_OTHER_SHEETS)) {
      const [row] = new BiffRows(this.workbook, this.limits).read(this.stream, other);
      if (row !== undefined) filled.push({ name: other.name, firstRow: row.cells.map((cell) => cell.text) });
    }
    return filled;
  }
}
