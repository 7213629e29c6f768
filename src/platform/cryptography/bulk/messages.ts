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
  const rows = persons.map(({ officeId, personId, wrappedKey, name, residentId, phone, fields }) => [
    String(officeId),
    personId,
    wrappedKey === undefined ? null : Buffer.from(wrappedKey).toString('base64'),
    name,
    residentId,
    phone ?? null,
    fields,
  ]);
  return packJson(rows);
}

type PackedPerson = [string, string, string | null, string, string, string | null, Record<string, unknown>];

export function unpackPersons(bytes: Uint8Array): PersonToSeal[] {
  return unpackJson<PackedPerson[]>(bytes).map(
    ([officeId, personId, wrappedKey, name, residentId, phone, fields]): PersonToSeal => ({
      officeId,
      personId,
      wrappedKey: wrappedKey === null ? undefined : Buffer.from(wrappedKey, 'base64'),
      name,
      residentId,
      phone: phone ?? undefined,
      fields,
    }),
  );
}

export function packJson(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

export function unpackJson<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
