import type { LookupHash, LookupHashes } from '#platform/cryptography/lookup-hash.ts';
import type { NameTokens } from '#platform/cryptography/name-tokens.ts';
import type { SealedPerson } from '#platform/cryptography/seal-person.ts';

/**
 * Results on their way from a thread, all in one buffer: to clone the objects would cost the receiving thread more than
 * half of what sealing costs the sending one.
 *
 * A count of rows (4 bytes), then row after row. Numbers are big-endian. Bytes: length (4), content. Truth: 1 byte. Hash: version (2),
 * 32 bytes. Hashes: how many (1: none, the current, or both), each. Token sets: how many (1), each: version (2), count
 * (2), tokens (8 each).
 */
export function packSealedPersons(persons: readonly SealedPerson[]): Uint8Array<ArrayBuffer> {
  const writer = new Writer(persons.length);
  for (const { sealed, isAsBefore, wrappedKey, phoneHashes, nameTokens, particulars } of persons) {
    writer.bytes(sealed);
    writer.truth(isAsBefore);
    writer.bytes(wrappedKey);
    writer.hashes(phoneHashes);
    writer.tokens(nameTokens);
    writer.bytes(particulars);
  }
  return writer.written();
}

/** The buffers of the result are parts of the given bytes, not copies. */
export function unpackSealedPersons(bytes: Uint8Array<ArrayBuffer>): SealedPerson[] {
  const reader = new Reader(bytes);
  return Array.from(
    { length: reader.count },
    (): SealedPerson => ({
      sealed: reader.bytes(),
      isAsBefore: reader.truth(),
      wrappedKey: reader.bytes(),
      phoneHashes: reader.hashes(),
      nameTokens: reader.tokens(),
      particulars: reader.bytes(),
    }),
  );
}

export function packHashes(hashes: readonly LookupHashes[]): Uint8Array<ArrayBuffer> {
  const writer = new Writer(hashes.length);
  for (const each of hashes) writer.hashes(each);
  return writer.written();
}

export function unpackHashes(bytes: Uint8Array<ArrayBuffer>): LookupHashes[] {
  const reader = new Reader(bytes);
  return Array.from({ length: reader.count }, () => present(reader.hashes()));
}

const HASH_BYTES = 32;
const FIRST_SIZE_BYTES = 1 << 16;

class Writer {
  #buffer = Buffer.from(new ArrayBuffer(FIRST_SIZE_BYTES));
  #at = 4;

  constructor(count: number) {
    this.#buffer.writeUInt32BE(count, 0);
  }

  bytes(bytes: Uint8Array): void {
    this.#need(4 + bytes.length);
    this.#at = this.#buffer.writeUInt32BE(bytes.length, this.#at);
    this.#put(bytes);
  }

  truth(truth: boolean): void {
    this.#need(1);
    this.#at = this.#buffer.writeUInt8(truth ? 1 : 0, this.#at);
  }

  hashes(hashes: LookupHashes | undefined): void {
    const present = [hashes?.current, hashes?.other].filter((hash) => hash !== undefined);
    this.#need(1 + present.length * (2 + HASH_BYTES));
    this.#at = this.#buffer.writeUInt8(present.length, this.#at);
    for (const { version, hash } of present) {
      this.#at = this.#buffer.writeUInt16BE(version, this.#at);
      this.#put(hash);
    }
  }

  tokens(sets: readonly NameTokens[]): void {
    this.#need(1 + sets.reduce((size, { tokens }) => size + 4 + tokens.length * 8, 0));
    this.#at = this.#buffer.writeUInt8(sets.length, this.#at);
    for (const { version, tokens } of sets) {
      this.#at = this.#buffer.writeUInt16BE(version, this.#at);
      this.#at = this.#buffer.writeUInt16BE(tokens.length, this.#at);
      for (const token of tokens) this.#at = this.#buffer.writeBigInt64BE(token, this.#at);
    }
  }

  written(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#buffer.buffer, 0, this.#at);
  }

  #put(bytes: Uint8Array): void {
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #need(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.from(new ArrayBuffer(Math.max(this.#buffer.length * 2, this.#at + bytes)));
    larger.set(this.#buffer.subarray(0, this.#at));
    this.#buffer = larger;
  }
}

class Reader {
  readonly count: number;
  readonly #buffer: Buffer;
  #at = 4;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.count = this.#buffer.readUInt32BE(0);
  }

  bytes(): Buffer {
    const length = this.#buffer.readUInt32BE(this.#at);
    this.#at += 4;
    return this.#take(length);
  }

  truth(): boolean {
    return this.#byte() === 1;
  }

  hashes(): LookupHashes | undefined {
    const count = this.#byte();
    if (count === 0) return undefined;
    return { current: this.#hash(), other: count > 1 ? this.#hash() : undefined };
  }

  tokens(): NameTokens[] {
    return Array.from({ length: this.#byte() }, (): NameTokens => {
      const version = this.#short();
      const tokens = Array.from({ length: this.#short() }, () => {
        this.#at += 8;
        return this.#buffer.readBigInt64BE(this.#at - 8);
      });
      return { version, tokens };
    });
  }

  #hash(): LookupHash {
    return { version: this.#short(), hash: this.#take(HASH_BYTES) };
  }

  #byte(): number {
    return this.#buffer.readUInt8(this.#at++);
  }

  #short(): number {
    this.#at += 2;
    return this.#buffer.readUInt16BE(this.#at - 2);
  }

  #take(length: number): Buffer {
    this.#at += length;
    return this.#buffer.subarray(this.#at - length, this.#at);
  }
}

function present(hashes: LookupHashes | undefined): LookupHashes {
  if (hashes === undefined) throw new Error('a packed row lacks its hash');
  return hashes;
}
