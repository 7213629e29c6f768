import type { LookupDomain } from '#platform/cryptography/lookup-hash.ts';
import type { PersonToSeal } from '#platform/cryptography/seal-person.ts';

/** A piece of work for a thread; the bytes move to it and are not copied. */
export interface Task {
  readonly id: number;
  readonly kind: TaskKind;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Persons to seal, as {@link packPersons} writes them; or texts of one domain to hash, as a JSON array. */
export type TaskKind = { readonly of: 'persons' } | { readonly of: 'texts'; readonly domain: LookupDomain };

/** The results in the order of the task; or why it could not be done, without anything of its content. */
export type Answer =
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly failure: string };

export function packPersons(persons: readonly PersonToSeal[]): Uint8Array<ArrayBuffer> {
  const rows = persons.map(({ officeId, personId, wrappedKey, sealedBefore, name, residentId, phone, fields }) => [
    String(officeId),
    personId,
    packBytes(wrappedKey),
    packBytes(sealedBefore),
    name,
    residentId,
    phone ?? null,
    fields,
  ]);
  return packJson(rows);
}

type PackedPerson = [
  string,
  string,
  string | null,
  string | null,
  string,
  string,
  string | null,
  Record<string, unknown>,
];

export function unpackPersons(bytes: Uint8Array): PersonToSeal[] {
  return unpackJson<PackedPerson[]>(bytes).map(
    ([officeId, personId, wrappedKey, sealedBefore, name, residentId, phone, fields]): PersonToSeal => ({
      officeId,
      personId,
      wrappedKey: unpackBytes(wrappedKey),
      sealedBefore: unpackBytes(sealedBefore),
      name,
      residentId,
      phone: phone ?? undefined,
      fields,
    }),
  );
}

function packBytes(bytes: Uint8Array | undefined): string | null {
  return bytes === undefined ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}

function unpackBytes(packed: string | null): Buffer | undefined {
  return packed === null ? undefined : Buffer.from(packed, 'base64');
}

export function packJson(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

export function unpackJson<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
