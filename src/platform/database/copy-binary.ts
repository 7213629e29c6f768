import { type DayNumber, dayNumber } from '#kernel/civil-date.ts';

/** What COPY's binary format may hold here; any of them may be `null`. */
interface BinaryValues {
  readonly uuid: string;
  readonly int4: number;
  readonly bool: boolean;
  readonly bytea: Uint8Array;
  readonly date: DayNumber;
  readonly 'int8[]': readonly bigint[];
}

export type BinaryType = keyof BinaryValues;

/** Columns and their types, in the order of a row's values. */
export type BinaryColumns = readonly (readonly [name: string, type: BinaryType])[];

/** A row whose values have the types of its columns. */
export type BinaryRow<Columns extends BinaryColumns> = {
  readonly [At in keyof Columns]: BinaryValues[Columns[At][1]] | null;
};

/** About how many bytes are gathered before they go to the server. */
const PIECE_BYTES = 1 << 17;

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.of(0xff, 0xff);
const FIRST_DAY_OF_POSTGRESQL = dayNumber(2000, 1, 1);
const INT8_OID = 20;

/** Rows as pieces of COPY's binary format: half the bytes of the text format where much is sealed, and nothing to escape. */
export function* copyBinary<Columns extends BinaryColumns>(
  columns: Columns,
  rows: Iterable<BinaryRow<Columns>>,
): Generator<Buffer> {
  yield SIGNATURE;
  const types = columns.map(([, type]) => type);
  let piece = new Piece();
  for (const row of rows) {
    piece.short(types.length);
    for (let at = 0; at < types.length; at += 1) piece.value(types[at], row[at]);
    if (piece.length > PIECE_BYTES) {
      yield piece.written();
      piece = new Piece();
    }
  }
  yield piece.written();
  yield TRAILER;
}

class Piece {
  length = 0;
  private buffer = Buffer.allocUnsafeSlow(PIECE_BYTES * 2);

  written(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  short(value: number): void {
    this.need(2);
    this.length = this.buffer.writeInt16BE(value, this.length);
  }

  value(type: BinaryType | undefined, value: unknown): void {
    if (value === null) this.int(-1);
    else if (type === 'uuid') this.uuid(value as string);
    else if (type === 'int4') this.sized(value as number);
    else if (type === 'date') this.sized((value as DayNumber) - FIRST_DAY_OF_POSTGRESQL);
    else if (type === 'bytea') this.bytes(value as Uint8Array);
    else if (type === 'bool') this.bytes(value === true ? TRUE : FALSE);
    else this.bigints(value as readonly bigint[]);
  }

  private uuid(value: string): void {
    const hex = value.replaceAll('-', '');
    this.int(16);
    this.need(16);
    if (this.buffer.write(hex, this.length, 'hex') !== 16) throw new TypeError('not a UUID');
    this.length += 16;
  }

  private sized(value: number): void {
    this.int(4);
    this.int(value);
  }

  private bytes(value: Uint8Array): void {
    this.int(value.length);
    this.need(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
  }

  /** Dimensions, whether there are nulls, the elements' type; of the one dimension length and first index. */
  private bigints(values: readonly bigint[]): void {
    const dimensions = values.length === 0 ? [] : [values.length, 1];
    this.int(12 + dimensions.length * 4 + values.length * 12);
    for (const each of [dimensions.length / 2, 0, INT8_OID, ...dimensions]) this.int(each);
    for (const each of values) {
      this.int(8);
      this.need(8);
      this.length = this.buffer.writeBigInt64BE(each, this.length);
    }
  }

  private int(value: number): void {
    this.need(4);
    this.length = this.buffer.writeInt32BE(value, this.length);
  }

  private need(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafeSlow((this.length + bytes) * 2);
    larger.set(this.written());
    this.buffer = larger;
  }
}

const TRUE = Buffer.of(1);
const FALSE = Buffer.of(0);
