import { isDateFormat } from '#intake/sheet/number-format.ts';
import { macros, unsupported } from '#intake/sheet/other-kinds.ts';
import { damagedXml, MORE, nameHash, OPEN, XmlScanner } from '#intake/sheet/xlsx/xml-scanner.ts';
import { decodeXmlText } from '#intake/sheet/xlsx/xml-text.ts';

/** A start tag of a small part, its attributes by local name. */
interface Tag {
  readonly name: string;
  readonly attribute: (name: string) => string | undefined;
}

/** Calls back for each start tag whose local name is asked for. For parts that are read whole and stay small. */
function eachTag(part: Uint8Array, names: readonly string[], visit: (tag: Tag) => void): void {
  const byHash = new Map(names.map((name) => [nameHash(name), name]));
  const scanner = new XmlScanner();
  const attribute = (name: string): string | undefined => {
    const index = scanner.attribute(nameHash(name));
    return index < 0
      ? undefined
      : decodeXmlText(scanner.bytes, scanner.attributeStart(index), scanner.attributeEnd(index));
  };
  for (let start = 0; start < part.length; start += CHUNK) {
    scanner.feed(part.subarray(start, start + CHUNK));
    for (let token = scanner.next(); token !== MORE; token = scanner.next()) {
      const name = token === OPEN ? byHash.get(scanner.name) : undefined;
      if (name !== undefined) visit({ name, attribute });
    }
  }
  if (scanner.hasRest()) throw damagedXml();
}

const CHUNK = 64 * 1024;

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

export interface Relationship {
  readonly id: string;
  /** The last word of its type: `worksheet`, `sharedStrings`; the same in the transitional and the strict dialect. */
  readonly type: string;
  /** The full name of the part it leads to. */
  readonly target: string;
}

/** Reads a `.rels` part; `base` is the folder of the part that it belongs to (`xl/`). */
export function readRelationships(part: Uint8Array, base: string): Relationship[] {
  const relationships: Relationship[] = [];
  eachTag(part, ['Relationship'], ({ attribute }) => {
    if (attribute('TargetMode') === 'External') return;
    const type = attribute('Type') ?? '';
    relationships.push({
      id: attribute('Id') ?? '',
      type: type.slice(type.lastIndexOf('/') + 1),
      target: resolvePart(base, attribute('Target') ?? ''),
    });
  });
  return relationships;
}

/** `xl/` + `../customXml/a.xml` → `customXml/a.xml`; `/xl/a.xml` is absolute. */
function resolvePart(base: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const segments: string[] = [];
  for (const segment of (path.startsWith('/') ? path : base + path).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

export interface WorkbookSheet {
  readonly name: string;
  readonly relationshipId: string;
  readonly isVisible: boolean;
}

export interface WorkbookPart {
  readonly sheets: readonly WorkbookSheet[];
  /** Serials count from 1904, as in files that began on an old Mac. */
  readonly is1904: boolean;
}

export function readWorkbookPart(part: Uint8Array): WorkbookPart {
  const sheets: WorkbookSheet[] = [];
  let is1904 = false;
  eachTag(part, ['sheet', 'workbookPr'], ({ name, attribute }) => {
    if (name === 'workbookPr') {
      is1904 = isTrue(attribute('date1904'));
      return;
    }
    const state = attribute('state') ?? 'visible';
    // the sheet has two ids; the one with a prefix is the relationship's
    sheets.push({
      name: attribute('name') ?? '',
      relationshipId: attribute('id') ?? '',
      isVisible: state === 'visible',
    });
  });
  return { sheets, is1904 };
}

/** Index of a cell style → whether it shows dates. */
export type DateStyles = readonly boolean[];

export function readDateStyles(part: Uint8Array): DateStyles {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  eachTag(part, ['numFmt', 'cellXfs', 'cellStyles', 'dxfs', 'xf', 'cellStyleXfs'], ({ name, attribute }) => {
    if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
    else if (name !== 'xf') inCellFormats = name === 'cellXfs';
    else if (inCellFormats) {
      const id = Number(attribute('numFmtId') ?? 0);
      styles.push(isDateFormat(id, codes.get(id)));
    }
  });
  return styles;
}

/** Refuses what is named a workbook and is none that we read, by the kinds of its parts. */
export function checkContentTypes(part: Uint8Array): void {
  eachTag(part, ['Override', 'Default'], ({ attribute }) => {
    const type = attribute('ContentType') ?? '';
    if (/sheet\.binary/i.test(type)) throw unsupported('Excel 二进制格式（.xlsb）');
    if (/vbaProject|macroEnabled|intlMacrosheet|\.macrosheet/i.test(type)) throw macros();
    if (/wordprocessingml/i.test(type)) throw unsupported('Word 文档');
    if (/presentationml/i.test(type)) throw unsupported('PPT 演示文稿');
  });
}
