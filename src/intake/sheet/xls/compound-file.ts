import { FileRefused } from '#intake/sheet/file-refusal.ts';

/** One entry of the directory of a compound file: a stream of bytes or a storage that holds others. */
interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'storage' | 'stream' | 'root';
  readonly startSector: number;
  readonly size: number;
}

const HEADER_LENGTH = 512;
const ENTRY_LENGTH = 128;
/** Sectors of the allocation table that the header itself lists. */
const HEADER_TABLE_SECTORS = 109;
const LAST_IN_CHAIN = 0xfffffffe;
const KINDS = [undefined, 'storage', 'stream', undefined, undefined, 'root'] as const;

/**
 * A compound file (OLE2, [MS-CFB]): the little file system in which old Office keeps its documents.
 *
 * Held whole in memory. Nothing is copied but the streams asked for, and a chain that is longer than the file is refused,
 * so a small file can't cost much, whatever it claims.
 */
export class CompoundFile {
  private readonly view: DataView;
  private readonly sectorSize: number;
  private readonly table: Uint32Array;
  private readonly entries: readonly DirectoryEntry[];

  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = view;
    if (view.byteLength < HEADER_LENGTH) throw damagedCompoundFile();
    const shift = view.getUint16(30, true);
    if (shift !== 9 && shift !== 12) throw damagedCompoundFile();
    this.sectorSize = 2 ** shift;
    this.table = this.readTable();
    this.entries = readDirectory(this.chain(view.getUint32(48, true)));
  }

  has(name: string): boolean {
    return this.entries.some((entry) => entry.name.toLowerCase() === name.toLowerCase());
  }

  /** The bytes of a stream, `undefined` where there is none of that name. */
  stream(name: string): Uint8Array | undefined {
    const entry = this.entries.find((candidate) => candidate.kind === 'stream' && candidate.name === name);
    if (entry === undefined) return undefined;
    const bytes = entry.size < this.view.getUint32(56, true) ? this.shortStream(entry) : this.chain(entry.startSector);
    if (bytes.length < entry.size) throw damagedCompoundFile();
    return bytes.subarray(0, entry.size);
  }

  /** Streams below a size (4 KB) lie in a stream of the root's, in sectors of their own. */
  private shortStream(entry: DirectoryEntry): Uint8Array {
    const root = this.entries.find(({ kind }) => kind === 'root');
    const shift = this.view.getUint16(32, true);
    if (root === undefined || shift !== 6) throw damagedCompoundFile();
    const sectors = this.chain(root.startSector);
    const tableBytes = this.chain(this.view.getUint32(60, true));
    const table = new DataView(tableBytes.buffer, tableBytes.byteOffset, tableBytes.byteLength);
    const size = 2 ** shift;
    const bytes = new Uint8Array(Math.ceil(entry.size / size) * size);
    let sector = entry.startSector;
    for (let at = 0; at < bytes.length; at += size) {
      const start = sector * size;
      if (start + size > sectors.length || sector * 4 + 4 > table.byteLength) throw damagedCompoundFile();
      bytes.set(sectors.subarray(start, start + size), at);
      sector = table.getUint32(sector * 4, true);
    }
    return bytes;
  }

  private sector(index: number): DataView {
    const start = (index + 1) * this.sectorSize;
    const length = Math.min(this.sectorSize, this.view.byteLength - start);
    if (length <= 0) throw damagedCompoundFile();
    return new DataView(this.view.buffer, this.view.byteOffset + start, length);
  }

  /** The allocation table: for each sector the one that follows it in its chain. */
  private readTable(): Uint32Array {
    const { view } = this;
    const perSector = this.sectorSize / 4;
    const count = view.getUint32(44, true);
    const sectorsInFile = Math.ceil(view.byteLength / this.sectorSize);
    if (count > sectorsInFile) throw damagedCompoundFile();
    const table = new Uint32Array(count * perSector);
    let filled = 0;
    const add = (sector: number): void => {
      const part = this.sector(sector);
      for (let at = 0; at + 4 <= part.byteLength; at += 4) table[filled + at / 4] = part.getUint32(at, true);
      filled += perSector;
    };
    for (let index = 0; index < Math.min(count, HEADER_TABLE_SECTORS); index++)
      add(view.getUint32(76 + index * 4, true));
    let next = view.getUint32(68, true);
    while (filled < table.length) {
      const list = this.sector(next);
      if (list.byteLength < this.sectorSize) throw damagedCompoundFile();
      const last = this.sectorSize - 4;
      for (let at = 0; at < last && filled < table.length; at += 4) add(list.getUint32(at, true));
      next = list.getUint32(last, true);
    }
    return table;
  }

  private chain(start: number): Uint8Array {
    const sectors: number[] = [];
    for (let sector = start; sector < LAST_IN_CHAIN; sector = this.table[sector] ?? LAST_IN_CHAIN) {
      sectors.push(sector);
      if (sectors.length > this.table.length) throw damagedCompoundFile();
    }
    const bytes = new Uint8Array(sectors.length * this.sectorSize);
    for (const [index, sector] of sectors.entries()) {
      const part = this.sector(sector);
      bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), index * this.sectorSize);
    }
    return bytes;
  }
}

function readDirectory(bytes: Uint8Array): DirectoryEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: DirectoryEntry[] = [];
  for (let at = 0; at + ENTRY_LENGTH <= bytes.length; at += ENTRY_LENGTH) {
    const kind = KINDS[view.getUint8(at + 66)];
    if (kind === undefined) continue;
    const units = Math.min(31, Math.max(0, view.getUint16(at + 64, true) / 2 - 1));
    let name = '';
    for (let index = 0; index < units; index++) name += String.fromCharCode(view.getUint16(at + index * 2, true));
    entries.push({ name, kind, startSector: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) });
  }
  return entries;
}

export function damagedCompoundFile(): FileRefused {
  return new FileRefused('damaged', '这个 .xls 文件不完整或已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。');
}
