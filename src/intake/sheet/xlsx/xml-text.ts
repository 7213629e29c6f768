import { damagedXml } from '#intake/sheet/xlsx/xml-scanner.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Shorter than this a loop is quicker than a call into the platform. */
const SHORT = 24;

/** UTF-8 bytes as they stand. Throws `FileRefused` where they are no UTF-8. */
export function decodeBytes(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= SHORT) {
    let text = '';
    let at = start;
    for (; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte >= 0x80) break;
      text += String.fromCharCode(byte);
    }
    if (at === end) return text;
  }
  try {
    return decoder.decode(bytes.subarray(start, end));
  } catch {
    throw damagedXml();
  }
}

/** UTF-8 bytes of character data or an attribute, references resolved. */
export function decodeXmlText(bytes: Uint8Array, start: number, end: number): string {
  const text = decodeBytes(bytes, start, end);
  return text.includes('&') ? resolveReferences(text) : text;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The five names of XML and numbers; with no document type there can be no others. */
function resolveReferences(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([A-Za-z]{2,4}));?/g, (reference, decimal, hex, name) => {
    if (name !== undefined) return NAMED.get(name) ?? reference;
    const codePoint = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\ufffd';
  });
}

/** Undoes the escape that spreadsheets use for characters XML can't carry: `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function resolveEscapes(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) => unescaped(hex)) : text;
}

function unescaped(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
