import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { BankLayout } from './bank-layout.ts';

export interface LayoutRow {
  readonly id: string;
  readonly name: string;
  readonly layout: BankLayout;
  readonly state: 'proposed' | 'standing' | 'replaced' | 'declined';
  readonly proposed_at: number;
  readonly proposed_by: string;
  readonly decided_at: number | null;
  readonly decided_by: string | null;
}

/** All layouts of an office, the latest first: there are a handful, and at most a hundred are told. */
export async function findLayouts(transaction: Transaction, officeId: string): Promise<readonly LayoutRow[]> {
  return await transaction.rows<LayoutRow>(sql`
    SELECT id, name, layout, state, proposed_at, proposed_by, decided_at, decided_by
    FROM tenant.bank_layout WHERE office_id = ${officeId} ORDER BY id DESC LIMIT 100`);
}

/** The one in which batches are sent from now on; `undefined` where an office has entered none. */
export async function findStandingLayout(
  transaction: Transaction,
  officeId: string,
): Promise<{ readonly id: string; readonly layout: BankLayout } | undefined> {
  return await transaction.findRow<{ id: string; layout: BankLayout }>(
    sql`SELECT id, layout FROM tenant.bank_layout WHERE office_id = ${officeId} AND state = 'standing'`,
  );
}

export async function getLayout(transaction: Transaction, officeId: string, id: string): Promise<BankLayout> {
  const row = await transaction.getRow<{ layout: BankLayout }>(
    sql`SELECT layout FROM tenant.bank_layout WHERE office_id = ${officeId} AND id = ${id}`,
  );
  return row.layout;
}

export async function findLayoutName(transaction: Transaction, officeId: string, id: string): Promise<string> {
  const row = await transaction.getRow<{ name: string }>(
    sql`SELECT name FROM tenant.bank_layout WHERE office_id = ${officeId} AND id = ${id}`,
  );
  return row.name;
}

/** `false` where another proposal waits already. */
export async function insertLayout(
  { transaction, officeId, actorId, now }: Act,
  { id, name, layout }: Pick<LayoutRow, 'id' | 'name' | 'layout'>,
): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.bank_layout (office_id, id, name, layout, state, proposed_at, proposed_by)
    VALUES (${officeId}, ${id}, ${name}, ${JSON.stringify(layout)}, 'proposed', ${instantValue(now)}, ${actorId})
    ON CONFLICT (office_id) WHERE state = 'proposed' DO NOTHING`);
  return inserted === 1;
}

export async function lockLayout(
  { transaction, officeId }: Act,
  id: string,
): Promise<Pick<LayoutRow, 'name' | 'state' | 'proposed_by'> | undefined> {
  return await transaction.findRow<Pick<LayoutRow, 'name' | 'state' | 'proposed_by'>>(sql`
    SELECT name, state, proposed_by FROM tenant.bank_layout WHERE office_id = ${officeId} AND id = ${id} FOR UPDATE`);
}

/** Ends a proposal; an approved one takes the place of the one before. */
export async function decideLayout(
  { transaction, officeId, actorId, now }: Act,
  id: string,
  state: 'standing' | 'declined',
): Promise<void> {
  if (state === 'standing') {
    await transaction.run(sql`
      UPDATE tenant.bank_layout SET state = 'replaced' WHERE office_id = ${officeId} AND state = 'standing'`);
  }
  await transaction.run(sql`
    UPDATE tenant.bank_layout SET state = ${state}, decided_at = ${instantValue(now)}, decided_by = ${actorId}
    WHERE office_id = ${officeId} AND id = ${id}`);
}
