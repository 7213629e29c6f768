const SECTOR = 512;
const END = 0xfffffffe;
const FREE = 0xffffffff;
const TABLE = 0xfffffffd;
const LIST = 0xfffffffc;
/** Sectors of the table that the header lists; the others stand in list sectors of their own, 127 in each. */
const IN_HEADER = 109;
const IN_LIST = SECTOR / 4 - 1;

/**
 * A compound file (OLE2) with the given streams, each padded to 4,096 bytes so that none lies in the short-stream area;
 * names that end in `/` become storages.
 */
export function handMadeCompoundFile(streams: Readonly<Record<string, Uint8Array>>): Blob {
  const names = Object.keys(streams);
  const bodies = names.map((name) => pad(streams[name] ?? new Uint8Array(), name.endsWith('/') ? 0 : 4096));
  const directorySectors = Math.ceil(((names.length + 1) * 128) / SECTOR);
  const dataSectors = bodies.map((body) => body.length / SECTOR);
  let tableSectors = 1;
  const others = directorySectors + dataSectors.reduce((sum, count) => sum + count, 0);
  const listsFor = (count: number): number => Math.ceil(Math.max(0, count - IN_HEADER) / IN_LIST);
  while (tableSectors * (SECTOR / 4) < others + tableSectors + listsFor(tableSectors)) tableSectors++;
  const lists = listsFor(tableSectors);
  const table = new Uint32Array((tableSectors * SECTOR) / 4).fill(FREE);
  const chain = (start: number, count: number): void => {
    for (let at = 0; at < count; at++) table[start + at] = at + 1 === count ? END : start + at + 1;
  };
  for (let at = 0; at < tableSectors; at++) table[at] = TABLE;
  for (let at = 0; at < lists; at++) table[tableSectors + at] = LIST;
  const directoryStart = tableSectors + lists;
  chain(directoryStart, directorySectors);
  let next = directoryStart + directorySectors;
  const starts = dataSectors.map((count) => {
    const start = next;
    chain(start, count);
    next += count;
    return start;
  });

  const header = new DataView(new ArrayBuffer(SECTOR));
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].forEach((byte, at) => {
    header.setUint8(at, byte);
  });
  header.setUint16(24, 62, true);
  header.setUint16(26, 3, true);
  header.setUint16(28, 0xfffe, true);
  header.setUint16(30, 9, true);
  header.setUint16(32, 6, true);
  header.setUint32(44, tableSectors, true);
  header.setUint32(48, directoryStart, true);
  header.setUint32(56, 4096, true);
  header.setUint32(60, END, true);
  header.setUint32(68, lists === 0 ? END : tableSectors, true);
  header.setUint32(72, lists, true);
  for (let at = 0; at < IN_HEADER; at++) header.setUint32(76 + at * 4, at < tableSectors ? at : FREE, true);
  const list = new DataView(new ArrayBuffer(lists * SECTOR));
  for (let index = 0; index < lists; index++) {
    for (let at = 0; at < IN_LIST; at++) {
      const sector = IN_HEADER + index * IN_LIST + at;
      list.setUint32(index * SECTOR + at * 4, sector < tableSectors ? sector : FREE, true);
    }
    list.setUint32(index * SECTOR + SECTOR - 4, index + 1 < lists ? tableSectors + index + 1 : END, true);
  }

  const directory = new DataView(new ArrayBuffer(directorySectors * SECTOR));
  const entry = (index: number, name: string, kind: number, start: number, size: number): void => {
    for (let at = 0; at < name.length; at++) directory.setUint16(index * 128 + at * 2, name.charCodeAt(at), true);
    directory.setUint16(index * 128 + 64, (name.length + 1) * 2, true);
    directory.setUint8(index * 128 + 66, kind);
    directory.setUint32(index * 128 + 116, start, true);
    directory.setUint32(index * 128 + 120, size, true);
  };
  entry(0, 'Root Entry', 5, END, 0);
  names.forEach((name, at) => {
    const isStorage = name.endsWith('/');
    entry(
      at + 1,
      name.replace('/', ''),
      isStorage ? 1 : 2,
      isStorage ? 0 : (starts[at] ?? END),
      bodies[at]?.length ?? 0,
    );
  });
  return new Blob([header.buffer, table.buffer, list.buffer, directory.buffer, ...bodies]);
}

function pad(body: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil(Math.max(body.length, least) / SECTOR) * SECTOR);
  padded.set(body);
  return padded;
}

/** A record of BIFF: its kind, then bytes, numbers (two bytes) and texts (one byte a character, UTF-16 where needed). */
export function biffRecord(id: number, ...fields: readonly (number | Uint8Array)[]): Uint8Array {
  const parts = fields.map((field) => (typeof field === 'number' ? shortBytes(field) : field));
  return joined([shortBytes(id), shortBytes(joined(parts).length), ...parts]);
}

export function shortBytes(value: number): Uint8Array {
  return new Uint8Array([value & 0xff, (value >> 8) & 0xff]);
}

export function longBytes(value: number): Uint8Array {
  return new Uint8Array([value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, (value >>> 24) & 0xff]);
}

export function doubleBytes(value: number): Uint8Array {
  return new Uint8Array(new Float64Array([value]).buffer);
}

/** Length in two bytes, flags, UTF-16. */
export function longText(text: string): Uint8Array {
  return joined([shortBytes(text.length), new Uint8Array([1]), new Uint8Array(Buffer.from(text, 'utf16le'))]);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
