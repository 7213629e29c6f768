import sql from 'sql-template-tag';
import type { KeyRing } from '../cryptography/key-ring.ts';
import {
  createPersonKey,
  type DataKey,
  type SealContext,
  unwrapPersonKey,
  wrapPersonKey,
} from '../cryptography/sealing.ts';
import type { Transaction } from '../database/transaction.ts';

/**
 * The key under which an office's trail keeps what is personal; made with the first such row.
 *
 * Rows of the trail never change, so they can't be sealed anew when the ring's key rotates: this key is, and they stay.
 */
export async function getAuditKey(transaction: Transaction, ring: KeyRing, officeId: string): Promise<DataKey> {
  const wrapped = (await findWrapped(transaction, officeId)) ?? (await makeWrapped(transaction, ring, officeId));
  const key = unwrapPersonKey(ring, auditKeyContext(officeId), wrapped);
  if (!key.ok) throw new Error(`the key of an office's trail does not open: ${key.error}`);
  return key.value;
}

async function findWrapped(transaction: Transaction, officeId: string): Promise<Buffer | undefined> {
  const row = await transaction.findRow<{ wrapped_key: Buffer }>(
    sql`SELECT wrapped_key FROM tenant.audit_key WHERE office_id = ${officeId}`,
  );
  return row?.wrapped_key;
}

/** Of two acts that make it at the same moment the second waits for the first and takes its key. */
async function makeWrapped(transaction: Transaction, ring: KeyRing, officeId: string): Promise<Buffer> {
  await transaction.run(sql`
    INSERT INTO tenant.audit_key (office_id, wrapped_key)
    VALUES (${officeId}, ${wrapPersonKey(ring, auditKeyContext(officeId), createPersonKey())})
    ON CONFLICT DO NOTHING`);
  const wrapped = await findWrapped(transaction, officeId);
  if (wrapped === undefined) throw new Error("the key of an office's trail is not there");
  return wrapped;
}

function auditKeyContext(officeId: string): SealContext {
  return { table: 'audit_key', officeId, id: officeId };
}
