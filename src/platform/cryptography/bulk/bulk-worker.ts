import { parentPort, workerData } from 'node:worker_threads';
import { type Answer, type Task, unpackJson, unpackPersons } from '#platform/cryptography/bulk/messages.ts';
import { packHashes, packSealedPersons } from '#platform/cryptography/bulk/packed-results.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { sealPerson } from '#platform/cryptography/seal-person.ts';

/** The thread of a {@link createBulkCryptography}: it has the ring from its start and answers task after task. */
const ring = workerData as KeyRing;

parentPort?.on('message', (task: Task) => {
  const answer = answerTo(task);
  parentPort?.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer] : []);
});

function answerTo(task: Task): Answer {
  try {
    return { id: task.id, bytes: work(task) };
  } catch (error) {
    return { id: task.id, failure: error instanceof Error ? error.message : 'unknown' };
  }
}

function work({ kind, bytes }: Task): Uint8Array<ArrayBuffer> {
  if (kind.of === 'texts') {
    return packHashes(unpackJson<string[]>(bytes).map((text) => lookupHashes(ring, kind.domain, text)));
  }
  return packSealedPersons(
    unpackPersons(bytes).map((person) => {
      const sealed = sealPerson(ring, person);
      if (!sealed.ok) throw new Error(`the stored key of person ${person.personId} does not open: ${sealed.error}`);
      return sealed.value;
    }),
  );
}
