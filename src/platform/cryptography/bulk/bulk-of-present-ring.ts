import { type BulkCryptography, createBulkCryptography } from '#platform/cryptography/bulk/bulk-cryptography.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';

interface Held {
  readonly ring: KeyRing;
  readonly bulk: BulkCryptography;
  /** Calls under way. */
  running: number;
}

/**
 * Bulk work under the ring of the moment. When a rotation puts another ring in place, the next call starts threads of
 * that ring, and the old ones end with their last work: nothing under way is lost.
 */
export function bulkOfPresentRing(ring: () => KeyRing, options: { readonly threads: number }): BulkCryptography {
  let present: Held | undefined;

  function hold(): Held {
    const now = ring();
    if (present?.ring === now) return present;
    const before = present;
    present = { ring: now, bulk: createBulkCryptography(now, options), running: 0 };
    if (before?.running === 0) void before.bulk.close();
    return present;
  }

  async function run<T>(work: (bulk: BulkCryptography) => Promise<T>): Promise<T> {
    const held = hold();
    held.running += 1;
    try {
      return await work(held.bulk);
    } finally {
      held.running -= 1;
      if (held !== present && held.running === 0) void held.bulk.close();
    }
  }

  return {
    sealPersons: (persons) => run((bulk) => bulk.sealPersons(persons)),
    hashTexts: (domain, texts) => run((bulk) => bulk.hashTexts(domain, texts)),
    close: async () => await present?.bulk.close(),
  };
}
