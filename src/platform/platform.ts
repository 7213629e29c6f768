import type { Clock } from './clock.ts';
import type { BulkCryptography } from './cryptography/bulk/bulk-cryptography.ts';
import type { KeyRing } from './cryptography/key-ring.ts';
import type { Database } from './database/database.ts';
import type { NewId } from './identifier.ts';

/** What every use case stands on; made once by the composition root, or by a test. */
export interface Platform {
  readonly database: Database;
  readonly clock: Clock;
  /** Read at each use: a rotation puts another ring in its place while the program runs. */
  readonly ring: () => KeyRing;
  readonly newId: NewId;
  /** Threads for whole rosters; of the present ring. */
  readonly bulk: () => BulkCryptography;
}
