import { rotateKey } from '#modules/keys/index.ts';
import { systemClock } from '#platform/clock.ts';
import { createBulkCryptography } from '#platform/cryptography/bulk/bulk-cryptography.ts';
import type { KeyPurpose } from '#platform/cryptography/key-ring.ts';
import { loadKeyRing } from '#platform/cryptography/key-ring-source.ts';
import { Database } from '#platform/database/database.ts';
import { uuidMaker } from '#platform/identifier.ts';

// A rotation as a program of its own, for tests that kill it: `rotate-program.ts <database> <ring file> <purpose>`.
// Prints each step when it begins, and `done`.
const [url = '', ringFile = '', purpose = 'sealing'] = process.argv.slice(2);
const loaded = await loadKeyRing({ kind: 'file', path: ringFile });
if (!loaded.ok) throw new Error(loaded.error.message);
const ring = loaded.value;
const database = new Database({ url, connections: 3 });
const bulk = createBulkCryptography(ring, { threads: 1 });
const rotated = await rotateKey(
  { database, clock: systemClock, ring: () => ring, newId: uuidMaker(systemClock), bulk: () => bulk },
  {
    purpose: purpose as KeyPurpose,
    ringFile,
    settleMs: 5,
    rowsPerBatch: 20,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    onStep: (step) => process.stdout.write(`${step}\n`),
  },
);
process.stdout.write(rotated.ok ? 'done\n' : `${JSON.stringify(rotated.error)}\n`);
await database.close();
