import pg from 'pg';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ok } from '#kernel/result.ts';
import { perform } from '#platform/acts/act.ts';
import { createKeyRing } from '#platform/cryptography/key-ring.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { type AuditAnchor, type AuditFault, findAnchor, sealAudit, verifyAudit } from './index.ts';

const OFFICE = '01970000-0000-7000-8000-00000000000a';
const OTHER_OFFICE = '01970000-0000-7000-8000-00000000000b';
const ACTOR = '01970000-0000-7000-8000-0000000000c1';
const OBJECT = '01970000-0000-7000-8000-0000000000d1';

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
beforeEach(() => base.asSuperuser('TRUNCATE tenant.audit_row, tenant.audit_seal, tenant.audit_head'));
afterAll(() => base?.close());

async function writeRows(count: number, officeId = OFFICE): Promise<void> {
  const caller = { access: { scope: 'office', officeId, actorId: ACTOR } as const, requestId: 'r-1' };
  for (let index = 0; index < count; index += 1) {
    await perform(base.platform, caller, { name: 'try', input: index }, async (act) => {
      const detail = { index, words: '已审核', amountFen: 12_050, ratio: 0.1, nested: { z: null, a: [1, 'x'] } };
      await act.audit({ act: 'try', objectKind: 'thing', objectId: OBJECT, detail, personal: { reason: '本人申请' } });
      return ok(index);
    });
  }
}

/** Seals until nothing is left: transactions of other tests on the same server hold rows back for a moment. */
async function sealAll(rowsPerSeal: number, officeId = OFFICE): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    await sealAudit(base.platform, officeId, rowsPerSeal);
    if ((await verifyAudit(base.platform, officeId)).unsealedCount === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('rows remained unsealed');
}

async function faults(anchors: readonly AuditAnchor[] = []): Promise<readonly AuditFault[]> {
  return (await verifyAudit(base.platform, OFFICE, anchors)).faults;
}

/** Rows' ids in their order. */
async function ids(): Promise<number[]> {
  const rows = await base.asSuperuser<{ id: string }>('SELECT id FROM tenant.audit_row ORDER BY transaction_id, id');
  return rows.map(({ id }) => Number(id));
}

async function at(position: number): Promise<number> {
  return (await ids())[position - 1] ?? Number.NaN;
}

test('a trail that nobody touched is whole, sealed or not, and each office has a chain of its own', async () => {
  await writeRows(7);
  await writeRows(2, OTHER_OFFICE);
  await sealAll(3);
  await writeRows(2);
  expect(await verifyAudit(base.platform, OFFICE)).toMatchObject({ rowCount: 9, unsealedCount: 2, faultCount: 0 });
  await sealAll(3, OTHER_OFFICE);
  expect(await verifyAudit(base.platform, OTHER_OFFICE)).toMatchObject({ sealCount: 1, rowCount: 2, faultCount: 0 });
});

test.each<[string, string]>([
  ['a field', `detail = '{}'`],
  ['the actor', `actor_id = object_id`],
  ['the moment', `at = at + interval '1 millisecond'`],
  ['the day alone', `on_day = on_day + 1`],
  ['the sealed part', `sealed = sealed || '\\x00'`],
  ['the hash', `row_hash = decode(repeat('00', 32), 'hex')`],
])('a superuser who changes %s of a sealed or of an unsealed row is found, and the row named', async (_, change) => {
  await writeRows(5);
  await sealAll(2);
  await writeRows(1);
  const [sealed, unsealed] = [await at(3), await at(6)];
  await base.asSuperuser(`UPDATE tenant.audit_row SET ${change} WHERE id IN ($1, $2)`, [sealed, unsealed]);
  expect(await faults()).toEqual([
    { kind: 'row-changed', rowId: sealed },
    { kind: 'row-forged', rowId: unsealed },
  ]);
});

test('a removed row is named, at the edge of a seal too', async () => {
  await writeRows(6);
  await sealAll(2);
  const [inner, last] = [await at(3), await at(6)];
  await base.asSuperuser('DELETE FROM tenant.audit_row WHERE id IN ($1, $2)', [inner, last]);
  expect(await faults()).toEqual([
    { kind: 'row-removed', rowId: inner },
    { kind: 'row-removed', rowId: last },
  ]);
});

test('an inserted row is named: within a seal, between two, before the first, behind the last', async () => {
  await writeRows(4);
  await sealAll(2);
  const copy = (id: number, transaction: string): Promise<unknown> =>
    base.asSuperuser(
      `INSERT INTO tenant.audit_row (office_id, id, transaction_id, on_day, at, actor_id, act, object_kind, object_id, row_hash)
       OVERRIDING SYSTEM VALUE
       SELECT office_id, $1, ${transaction}, on_day, at, actor_id, act, object_kind, object_id, row_hash
       FROM tenant.audit_row ORDER BY transaction_id, id LIMIT 1`,
      [id],
    );
  const transactionOf = (position: number): string =>
    `(SELECT transaction_id FROM tenant.audit_row ORDER BY transaction_id, id OFFSET ${position - 1} LIMIT 1)`;
  await copy(9_001, transactionOf(1));
  await copy(9_002, transactionOf(3));
  await copy(9_000, `'3'`);
  await copy(9_003, 'pg_current_xact_id()');
  expect(await faults()).toEqual([
    { kind: 'row-inserted', rowId: 9_000 },
    { kind: 'row-inserted', rowId: 9_001 },
    { kind: 'row-inserted', rowId: 9_002 },
    { kind: 'row-forged', rowId: 9_003 },
  ]);
});

test('two rows that changed places are both named', async () => {
  await writeRows(4);
  await sealAll(4);
  const [one, other] = [await at(2), await at(3)];
  await base.asSuperuser(
    `UPDATE tenant.audit_row row SET detail = twin.detail, sealed = twin.sealed, row_hash = twin.row_hash, at = twin.at
     FROM tenant.audit_row twin WHERE row.id IN ($1, $2) AND twin.id IN ($1, $2) AND row.id <> twin.id`,
    [one, other],
  );
  expect(await faults()).toEqual([
    { kind: 'row-changed', rowId: one },
    { kind: 'row-changed', rowId: other },
  ]);
});

test('a removed seal is named, the last one too', async () => {
  await writeRows(6);
  await sealAll(2);
  await base.asSuperuser('DELETE FROM tenant.audit_seal WHERE number = 2');
  expect(await faults()).toEqual([{ kind: 'seal-removed', sealNumber: 2 }]);
  await base.asSuperuser('DELETE FROM tenant.audit_seal WHERE number = 3');
  expect(await faults()).toEqual([
    { kind: 'seal-removed', sealNumber: 2 },
    { kind: 'seal-removed', sealNumber: 3 },
  ]);
});

test('a superuser who changes a row and computes its seal and the whole chain anew lacks the key', async () => {
  await writeRows(4);
  await sealAll(2);
  const changed = await at(3);
  // another installation's sealer, with a key ring of its own, over the very same rows
  const foreign = createKeyRing();
  await base.asSuperuser(`UPDATE tenant.audit_row SET detail = '{"index": 99}' WHERE id = $1`, [changed]);
  await base.asSuperuser('DELETE FROM tenant.audit_seal WHERE number = 2');
  await base.asSuperuser(
    `UPDATE tenant.audit_head head SET number = 1, link = seal.link, transaction_id = seal.last_transaction_id,
         row_id = seal.last_id FROM tenant.audit_seal seal WHERE seal.office_id = head.office_id`,
  );
  await sealAudit({ ...base.platform, ring: () => foreign }, OFFICE, 2);
  expect(await faults()).toEqual([
    { kind: 'seal-changed', sealNumber: 2 },
    { kind: 'row-forged', rowId: changed },
  ]);
});

test.each([
  'root = previous_link',
  'row_count = row_count - 1, leaves = substring(leaves FROM 49)',
  'last_id = last_id + 1000',
  `sealed_at = sealed_at + interval '1 day'`,
  'previous_link = root',
])('a seal with another %s is named', async (change) => {
  await writeRows(6);
  await sealAll(2);
  await base.asSuperuser(`UPDATE tenant.audit_seal SET ${change} WHERE number = 2`);
  expect(await faults()).toEqual([{ kind: 'seal-changed', sealNumber: 2 }]);
});

test('a head that was turned back is named; with its seals and rows taken away only the anchor shows it', async () => {
  await writeRows(6);
  await sealAll(2);
  const anchor = await findAnchor(base.platform, OFFICE);
  expect(anchor).toMatchObject({ number: 3 });
  const anchors = anchor === undefined ? [] : [anchor];
  expect(await faults(anchors)).toEqual([]);
  await base.asSuperuser(
    `UPDATE tenant.audit_head head SET number = 2, link = seal.link, transaction_id = seal.last_transaction_id,
       row_id = seal.last_id FROM tenant.audit_seal seal WHERE seal.number = 2`,
  );
  expect(await faults()).toEqual([{ kind: 'head-changed', sealNumber: 3 }]);
  await base.asSuperuser('DELETE FROM tenant.audit_row WHERE id > $1', [await at(4)]);
  await base.asSuperuser('DELETE FROM tenant.audit_seal WHERE number = 3');
  expect(await faults()).toEqual([]);
  expect(await faults(anchors)).toEqual([{ kind: 'seal-removed', sealNumber: 3 }]);
  await writeRows(2);
  await sealAll(2);
  expect(await faults(anchors)).toEqual([{ kind: 'anchor-contradicted', sealNumber: 3 }]);
});

test('rows of a transaction that commits late are sealed when it has, none is passed over', async () => {
  const late = new pg.Client({ connectionString: base.url });
  await late.connect();
  try {
    await late.query(`BEGIN; SELECT access.enter('office', '${OFFICE}', '{}', '', '', '${ACTOR}')`);
    await late.query(
      `INSERT INTO tenant.audit_row (office_id, on_day, at, actor_id, act, object_kind, object_id, row_hash)
       VALUES ($1, '2025-05-10', '2025-05-10 09:00+08', $2, 'late', 'thing', $3, decode(repeat('00', 32), 'hex'))`,
      [OFFICE, ACTOR, OBJECT],
    );
    await writeRows(3);
    expect(await sealAudit(base.platform, OFFICE)).toEqual({ seals: 0, rows: 0 });
    await late.query('COMMIT');
    await sealAll(10);
    const report = await verifyAudit(base.platform, OFFICE);
    expect(report).toMatchObject({ rowCount: 4, unsealedCount: 0 });
    // its hash was never the program's: sealed as it stood, and named
    expect(report.faults).toEqual([{ kind: 'row-changed', rowId: await at(1) }]);
  } finally {
    await late.end();
  }
});

test('many sealers at once seal each row once, while rows are written', async () => {
  const writing = Promise.all([writeRows(15), writeRows(15), writeRows(15)]);
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(Array.from({ length: 4 }, () => sealAudit(base.platform, OFFICE, 4)));
    expect((await verifyAudit(base.platform, OFFICE)).faultCount).toBe(0);
  }
  await writing;
  await sealAll(4);
  expect(await verifyAudit(base.platform, OFFICE)).toMatchObject({ rowCount: 45, unsealedCount: 0, faultCount: 0 });
  const sealed = await base.asSuperuser<{ total: string }>('SELECT sum(row_count) AS total FROM tenant.audit_seal');
  expect(Number(sealed[0]?.total)).toBe(45);
});

test("the application's role can neither change the trail nor choose a row's number or transaction", async () => {
  await writeRows(1);
  await sealAll(1);
  const context = { scope: 'office', officeId: OFFICE, actorId: ACTOR } as const;
  const row = sql`(office_id, transaction_id, on_day, at, actor_id, act, object_kind, object_id, row_hash)
    SELECT office_id, '3', on_day, at, actor_id, act, object_kind, object_id, row_hash FROM tenant.audit_row`;
  for (const statement of [
    sql`UPDATE tenant.audit_row SET act = 'x'`,
    sql`DELETE FROM tenant.audit_row`,
    sql`INSERT INTO tenant.audit_row ${row}`,
    sql`UPDATE tenant.audit_seal SET row_count = 2`,
    sql`DELETE FROM tenant.audit_seal`,
    sql`DELETE FROM tenant.audit_head`,
  ]) {
    await expect(base.platform.database.transaction(context, (t) => t.run(statement))).rejects.toThrow(
      /permission denied/,
    );
  }
});
