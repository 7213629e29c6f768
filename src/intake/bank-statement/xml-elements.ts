import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { CDATA, CLOSE, MORE, nameHash, OPEN, TEXT, XmlScanner } from '#intake/sheet/xlsx/xml-scanner.ts';
import { decodeBytes, decodeXmlText } from '#intake/sheet/xlsx/xml-text.ts';

/** An element with its own text and its children; names are hashes of local names, as the scanner tells them apart. */
export interface XmlElement {
  readonly name: number;
  /** The attribute `Ccy`, the only one that a statement's content depends on. */
  readonly currency: string;
  text: string;
  readonly children: XmlElement[];
}

/** camt.053 nests its deepest element about 14 deep. */
const DEEPEST = 40;
/** Elements held at a time: one entry, or the statement's head. */
const MOST_ELEMENTS = 20_000;
const LONGEST_TEXT = 32_767;
const CURRENCY = nameHash('Ccy');
const CHUNK = 256 * 1024;

/**
 * Reads XML into elements, one pass, with bounded depth and size; document types and thereby entities are refused by
 * the scanner. Each element that is complete and has a name in `taken` goes to `take` and out of the tree, so that
 * only the head of a large statement stays in memory.
 *
 * Throws `FileRefused` where tags don't close as they opened or the file ends early.
 */
export async function readXmlElements(
  file: Blob,
  taken: number,
  take: (element: XmlElement) => void,
): Promise<XmlElement> {
  const scanner = new XmlScanner();
  const root: XmlElement = { name: 0, currency: '', text: '', children: [] };
  const open: XmlElement[] = [root];
  let held = 0;
  let takenAtDepth = 0;
  const close = (element: XmlElement): void => {
    const parent = open.at(-1);
    if (element.name === taken && parent !== undefined) {
      parent.children.pop();
      held = takenAtDepth;
      take(element);
    }
  };
  const read = (): void => {
    for (let token = scanner.next(); token !== MORE; token = scanner.next()) {
      const parent = open.at(-1);
      if (parent === undefined) throw damagedStatement();
      if (token === OPEN) {
        if (open.length > DEEPEST || held >= MOST_ELEMENTS) throw damagedStatement();
        if (scanner.name === taken) takenAtDepth = held;
        held++;
        const element = openedElement(scanner);
        parent.children.push(element);
        if (scanner.isEmptyElement) close(element);
        else open.push(element);
      } else if (token === CLOSE) {
        if (open.length === 1 || parent.name !== scanner.name) throw damagedStatement();
        open.pop();
        close(parent);
      } else if (token === TEXT) {
        addText(parent, decodeXmlText(scanner.bytes, scanner.start, scanner.end));
      } else if (token === CDATA) {
        addText(parent, decodeBytes(scanner.bytes, scanner.start, scanner.end));
      }
    }
  };
  const bytes = await inUtf8(file);
  try {
    for (let start = 0; start < bytes.size; start += CHUNK) {
      scanner.feed(new Uint8Array(await bytes.slice(start, start + CHUNK).arrayBuffer()));
      read();
    }
  } catch (error) {
    if (error instanceof FileRefused && error.refusal.code === 'damaged') throw damagedStatement();
    throw error;
  }
  if (open.length > 1 || scanner.hasRest()) throw damagedStatement();
  return root;
}

/** Blanks between tags are dropped, or they would pile up in the head of a large statement. */
function addText(element: XmlElement, text: string): void {
  if (text.trim() === '') return;
  if (element.text.length + text.length > LONGEST_TEXT) throw damagedStatement();
  element.text += text;
}

function openedElement(scanner: XmlScanner): XmlElement {
  const at = scanner.attribute(CURRENCY);
  const currency =
    at < 0 ? '' : decodeXmlText(scanner.bytes, scanner.attributeStart(at), scanner.attributeEnd(at)).trim();
  return { name: scanner.name, currency, text: '', children: [] };
}

/** Some banks declare GBK; the scanner knows UTF-8 only. */
async function inUtf8(file: Blob): Promise<Blob> {
  const head = new TextDecoder('latin1').decode(await file.slice(0, 200).arrayBuffer());
  if (!/^<\?xml[^>]*encoding=["'](?:gbk|gb2312|gb18030)["']/i.test(head)) return file;
  try {
    return new Blob([new TextDecoder('gb18030', { fatal: true }).decode(await file.arrayBuffer())]);
  } catch {
    throw damagedStatement();
  }
}

function damagedStatement(): FileRefused {
  return new FileRefused(
    'damaged',
    'XML 对账单不完整或已损坏，无法读取（带 DOCTYPE 的 XML 也不接收）。请从网上银行重新导出后再上传。',
  );
}

/** The element down a path of local names; `undefined` where one is missing. The first of each name. */
export function elementAt(element: XmlElement | undefined, ...path: readonly number[]): XmlElement | undefined {
  let at = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at;
}

/** Its text down a path; empty where there is none. */
export function textAt(element: XmlElement | undefined, ...path: readonly number[]): string {
  return elementAt(element, ...path)?.text.trim() ?? '';
}
