import type { SheetLimits } from '#intake/sheet/limits.ts';
import { macros, unsupported } from '#intake/sheet/other-kinds.ts';
import type { OtherSheet, Sheet, SheetFacts, SheetRow } from '#intake/sheet/sheet.ts';
import { NO_SHARED_STRINGS, readSharedStrings, type SharedStrings } from '#intake/sheet/xlsx/shared-strings.ts';
import { SheetRowsParser, type WorkbookContext } from '#intake/sheet/xlsx/sheet-rows.ts';
import {
  checkContentTypes,
  type Relationship,
  readDateStyles,
  readRelationships,
  readWorkbookPart,
  type WorkbookPart,
} from '#intake/sheet/xlsx/workbook-parts.ts';
import { damagedZip, readZipDirectory, type ZipDirectory, type ZipEntry } from '#intake/sheet/zip-directory.ts';
import { type Gunzip, InflationBudget, readWholeZipEntry, readZipEntry } from '#intake/sheet/zip-entry.ts';

/** Rows are handed on in groups of about this many. */
const BATCH_ROWS = 256;
/** How many sheets behind the first are looked into. */
const MOST_OTHER_SHEETS = 16;

/** The parts of one workbook file, read through one budget. */
class Package {
  readonly size: number;
  private readonly file: Blob;
  private readonly directory: ZipDirectory;
  private readonly budget: InflationBudget;
  private readonly gunzip: Gunzip | undefined;

  constructor(file: Blob, directory: ZipDirectory, limits: SheetLimits, gunzip: Gunzip | undefined) {
    this.file = file;
    this.size = file.size;
    this.directory = directory;
    this.budget = new InflationBudget(limits.inflatedBytes, file.size);
    this.gunzip = gunzip;
  }

  find(name: string): ZipEntry | undefined {
    return this.directory.get(name.toLowerCase());
  }

  names(): Iterable<string> {
    return this.directory.keys();
  }

  whole(entry: ZipEntry): Promise<Uint8Array> {
    return readWholeZipEntry(this.file, entry, this.budget, this.gunzip);
  }

  stream(entry: ZipEntry): AsyncIterable<Uint8Array> {
    return readZipEntry(this.file, entry, this.budget, this.gunzip);
  }

  async relationships(part: string): Promise<Relationship[]> {
    const slash = part.lastIndexOf('/') + 1;
    const entry = this.find(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
    return entry === undefined ? [] : readRelationships(await this.whole(entry), part.slice(0, slash));
  }
}

/** Opens a zip that should be an .xlsx: its directory, its workbook, its strings and styles; rows are read later. */
export async function openXlsx(file: Blob, limits: SheetLimits, gunzip?: Gunzip): Promise<Sheet> {
  const parts = new Package(file, await readZipDirectory(file, limits), limits, gunzip);
  await refuseOtherKinds(parts);
  const workbookName = await findWorkbook(parts);
  const workbook = readWorkbookPart(await parts.whole(entryOf(parts, workbookName)));
  const related = await parts.relationships(workbookName);
  const sheets = locateSheets(parts, workbook, related);
  const [first] = sheets;
  if (first === undefined) throw damagedZip();
  const context: WorkbookContext = {
    strings: await stringsOf(parts, related, limits),
    dateStyles: await dateStylesOf(parts, related),
    is1904: workbook.is1904,
    limits,
  };
  return new XlsxSheet(parts, context, first, sheets.slice(1, 1 + MOST_OTHER_SHEETS));
}

interface LocatedSheet {
  readonly name: string;
  readonly entry: ZipEntry;
}

class XlsxSheet implements Sheet {
  readonly format = 'xlsx';
  readonly name: string;
  private readonly parts: Package;
  private readonly context: WorkbookContext;
  private readonly sheet: LocatedSheet;
  private readonly others: readonly LocatedSheet[];
  private read = 0;
  private builtFacts: SheetFacts | undefined;

  constructor(parts: Package, context: WorkbookContext, sheet: LocatedSheet, others: readonly LocatedSheet[]) {
    this.parts = parts;
    this.context = context;
    this.sheet = sheet;
    this.others = others;
    this.name = sheet.name;
  }

  async *rows(): AsyncGenerator<readonly SheetRow[], void, undefined> {
    const parser = new SheetRowsParser(this.context);
    let batch: SheetRow[] = [];
    for await (const chunk of this.parts.stream(this.sheet.entry)) {
      this.read += chunk.length;
      const rows = parser.push(chunk);
      batch = batch.length === 0 ? rows : batch.concat(rows);
      if (batch.length >= BATCH_ROWS) {
        yield batch;
        batch = [];
      }
    }
    parser.finish();
    if (batch.length > 0) yield batch;
    parser.facts.setOtherSheets(await this.filledOthers());
    this.builtFacts = parser.facts.build();
  }

  facts(): SheetFacts {
    if (this.builtFacts === undefined) throw new Error('the facts of a sheet are known only after its last row');
    return this.builtFacts;
  }

  progress(): number {
    return this.sheet.entry.size === 0 ? 1 : Math.min(1, this.read / this.sheet.entry.size);
  }

  /** Of every other visible sheet no more is read than its first row with content. */
  private async filledOthers(): Promise<OtherSheet[]> {
    const filled: OtherSheet[] = [];
    for (const other of this.others) {
      const row = await this.firstRow(other.entry);
      if (row !== undefined) filled.push({ name: other.name, firstRow: row.cells.map((cell) => cell.text) });
    }
    return filled;
  }

  private async firstRow(entry: ZipEntry): Promise<SheetRow | undefined> {
    const parser = new SheetRowsParser(this.context);
    for await (const chunk of this.parts.stream(entry)) {
      const [row] = parser.push(chunk);
      if (row !== undefined) return row;
    }
    return undefined;
  }
}

async function refuseOtherKinds(parts: Package): Promise<void> {
  const types = parts.find('[Content_Types].xml');
  if (types !== undefined) checkContentTypes(await parts.whole(types));
  for (const name of parts.names()) if (name.endsWith('vbaproject.bin')) throw macros();
  if (parts.find('xl/workbook.bin') !== undefined) throw unsupported('Excel 二进制格式（.xlsb）');
  if (parts.find('content.xml') !== undefined) throw unsupported('开放文档格式（.ods 等）');
  if (types === undefined) throw unsupported('压缩包');
}

async function findWorkbook(parts: Package): Promise<string> {
  const root = parts.find('_rels/.rels');
  const related = root === undefined ? [] : readRelationships(await parts.whole(root), '');
  return related.find((relationship) => relationship.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
}

function entryOf(parts: Package, name: string): ZipEntry {
  const entry = parts.find(name);
  if (entry === undefined) throw damagedZip();
  return entry;
}

/** The visible worksheets, in the order of their tabs; a sheet of a chart has no rows and is passed over. */
function locateSheets(parts: Package, workbook: WorkbookPart, related: readonly Relationship[]): LocatedSheet[] {
  const located: LocatedSheet[] = [];
  for (const sheet of workbook.sheets) {
    const relationship = related.find(({ id }) => id === sheet.relationshipId);
    if (!sheet.isVisible || relationship?.type === 'chartsheet') continue;
    if (relationship === undefined) throw damagedZip();
    located.push({ name: sheet.name, entry: entryOf(parts, relationship.target) });
  }
  return located;
}

async function stringsOf(
  parts: Package,
  related: readonly Relationship[],
  limits: SheetLimits,
): Promise<SharedStrings> {
  const relationship = related.find(({ type }) => type === 'sharedStrings');
  const entry = relationship === undefined ? undefined : parts.find(relationship.target);
  return entry === undefined ? NO_SHARED_STRINGS : await readSharedStrings(parts.stream(entry), limits);
}

async function dateStylesOf(parts: Package, related: readonly Relationship[]): Promise<readonly boolean[]> {
  const relationship = related.find(({ type }) => type === 'styles');
  const entry = relationship === undefined ? undefined : parts.find(relationship.target);
  return entry === undefined ? [] : readDateStyles(await parts.whole(entry));
}
