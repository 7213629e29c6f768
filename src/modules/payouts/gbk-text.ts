const FIRST_LEAD = 0x81;
const LAST_LEAD = 0xfe;
const FIRST_TRAIL = 0x40;
const LAST_TRAIL = 0xfe;
/** No trail byte. */
const GAP = 0x7f;

let codes: ReadonlyMap<string, number> | undefined;

/** Every character of two bytes, by asking the decoder: the runtime brings one, and no encoder. */
function twoByteCodes(): ReadonlyMap<string, number> {
  if (codes !== undefined) return codes;
  const decoder = new TextDecoder('gbk', { fatal: true });
  const made = new Map<string, number>();
  for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead++) {
    for (let trail = FIRST_TRAIL; trail <= LAST_TRAIL; trail++) {
      if (trail === GAP) continue;
      try {
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if (!made.has(character)) made.set(character, lead * 256 + trail);
      } catch {
        // a pair that stands for nothing
      }
    }
  }
  codes = made;
  return made;
}

/** Whether a text can be written in GBK: rare characters of names can't. */
export function isGbkText(text: string): boolean {
  const known = twoByteCodes();
  for (const character of text) {
    if (character.charCodeAt(0) > 0x7f && !known.has(character)) return false;
  }
  return true;
}

/** A text in GBK; throws where {@link isGbkText} says no. */
export function encodeGbk(text: string): Buffer {
  const known = twoByteCodes();
  const bytes = Buffer.allocUnsafe(text.length * 2);
  let at = 0;
  for (const character of text) {
    const ascii = character.charCodeAt(0);
    if (ascii <= 0x7f) {
      at = bytes.writeUInt8(ascii, at);
      continue;
    }
    const code = known.get(character);
    if (code === undefined) throw new RangeError('a character that GBK has not');
    at = bytes.writeUInt16BE(code, at);
  }
  return bytes.subarray(0, at);
}
