import { createHmac } from 'node:crypto';
import sql from 'sql-template-tag';
import { fail, ok, type Result } from '#kernel/result.ts';
import { canonicalJson } from '../cryptography/canonical-json.ts';
import { deriveSecret } from '../cryptography/key-ring.ts';
import { openWithRing, type SealContext, sealWithRing } from '../cryptography/sealing.ts';
import { instantValue } from '../database/value-types.ts';
import type { ActFrame } from './act-frame.ts';

/** The key was used before, for something else. */
export interface IdempotencyRefusal {
  readonly code: 'idempotency-key-reused';
}

interface KeptAnswer {
  readonly input_hash: Buffer;
  readonly sealed_answer: Buffer;
}

/**
 * The answer that was given under the caller's key before; `undefined` where the act is to be done now.
 *
 * Takes a lock on the key that lasts as long as the transaction, so that a second call at the same moment waits for the
 * first and then finds its answer. The lock only spares work: what must happen once rests on the table's primary key.
 */
export async function findEarlierAnswer<Answer>(
  act: ActFrame,
  name: string,
  input: unknown,
): Promise<Result<Answer, IdempotencyRefusal> | undefined> {
  const key = act.caller.idempotencyKey;
  if (key === undefined) return undefined;
  await act.transaction.run(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${act.officeId} ${act.actorId} ${key}`}, 0))`,
  );
  const kept = await act.transaction.findRow<KeptAnswer>(sql`
    SELECT input_hash, sealed_answer FROM tenant.idempotency_key
    WHERE office_id = ${act.officeId} AND actor_id = ${act.actorId} AND key = ${key}`);
  if (kept === undefined) return undefined;
  if (!kept.input_hash.equals(inputHash(act, name, input))) return fail({ code: 'idempotency-key-reused' });
  const answer = openWithRing<{ value?: Answer }>(act.platform.ring(), sealContext(act, key), kept.sealed_answer);
  if (!answer.ok) throw new Error(`a kept answer does not open: ${answer.error}`);
  return ok(answer.value.value as Answer);
}

/** Keeps an answer under the caller's key, if he gave one. */
export async function keepAnswer(act: ActFrame, name: string, input: unknown, value: unknown): Promise<void> {
  const key = act.caller.idempotencyKey;
  if (key === undefined) return;
  await act.transaction.run(sql`
    INSERT INTO tenant.idempotency_key (office_id, actor_id, key, act, input_hash, sealed_answer, at)
    VALUES (${act.officeId}, ${act.actorId}, ${key}, ${name}, ${inputHash(act, name, input)},
      ${sealWithRing(act.platform.ring(), sealContext(act, key), { value })}, ${instantValue(act.now)})`);
}

/** Keyed: an input may hold a card's number, which a plain hash would let a thief of the database guess. */
function inputHash(act: ActFrame, name: string, input: unknown): Buffer {
  const key = deriveSecret(act.platform.ring(), 'idempotency-input/1');
  return createHmac('sm3', key).update(canonicalJson({ name, input })).digest();
}

function sealContext(act: ActFrame, key: string): SealContext {
  return { table: 'idempotency_key', officeId: act.officeId, id: `${act.actorId} ${key}` };
}
