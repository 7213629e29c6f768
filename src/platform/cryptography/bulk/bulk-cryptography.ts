import { packJson, packPersons, type TaskKind } from '#platform/cryptography/bulk/messages.ts';
import { unpackHashes, unpackSealedPersons } from '#platform/cryptography/bulk/packed-results.ts';
import { startThreadPool } from '#platform/cryptography/bulk/thread-pool.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import type { LookupDomain, LookupHashes } from '#platform/cryptography/lookup-hash.ts';
import type { PersonToSeal, SealedPerson } from '#platform/cryptography/seal-person.ts';

/** Sealing and hashing of whole rosters on threads of their own: the caller's thread stays free for requests. */
export interface BulkCryptography {
  /**
   * As {@link sealPerson} does one by one, in the order of the rows.
   *
   * Rejects where a stored key is not its person's, and where a thread died at it: nothing is half sealed.
   */
  sealPersons(persons: readonly PersonToSeal[]): Promise<readonly SealedPerson[]>;
  hashTexts(domain: LookupDomain, normalisedTexts: readonly string[]): Promise<readonly LookupHashes[]>;
  /** Ends the threads; what is still under way is rejected. */
  close(): Promise<void>;
}

/** Long enough that a message costs little beside its work, short enough that the threads end together. */
const ROWS_IN_TASK = 1_000;

/** The threads start with the first work, and hold this ring: after a rotation's step a new one takes their place. */
export function createBulkCryptography(ring: KeyRing, { threads }: { readonly threads: number }): BulkCryptography {
  const pool = startThreadPool(new URL('./bulk-worker.ts', import.meta.url), ring, threads);

  async function inTasks<Row, Done>(
    rows: readonly Row[],
    kind: TaskKind,
    pack: (rows: readonly Row[]) => Uint8Array<ArrayBuffer>,
    unpack: (bytes: Uint8Array<ArrayBuffer>) => readonly Done[],
  ): Promise<readonly Done[]> {
    const tasks: Promise<readonly Done[]>[] = [];
    for (let at = 0; at < rows.length; at += ROWS_IN_TASK) {
      tasks.push(pool.run(kind, () => pack(rows.slice(at, at + ROWS_IN_TASK))).then(unpack));
    }
    return (await Promise.all(tasks)).flat();
  }

  return {
    sealPersons: (persons) => inTasks(persons, { of: 'persons' }, packPersons, unpackSealedPersons),
    hashTexts: (domain, texts) => inTasks(texts, { of: 'texts', domain }, packJson, unpackHashes),
    close: () => pool.close(),
  };
}
