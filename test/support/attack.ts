import sql, { raw } from 'sql-template-tag';
import type { AccessContext } from '#platform/database/access-context.ts';
import { type Database, sqlState } from '#platform/database/database.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { allowanceOf, type Verb } from './attack-allowances.ts';
import {
  type AttackedColumn,
  type AttackedTable,
  anyValue,
  insertOf,
  literal,
  type Owner,
  ownerField,
} from './attack-rows.ts';

/** Somebody who attacks: a name for the report, and his context. */
export interface Attacker {
  readonly name: string;
  readonly access: AccessContext;
}

export interface Breach {
  readonly table: string;
  readonly attacker: string;
  readonly verb: string;
  readonly what: string;
}

export interface AttackReport {
  /** Attempts by `table attacker verb`. */
  readonly tried: ReadonlyMap<string, number>;
  readonly breaches: readonly Breach[];
  /** Own rows that attackers saw: without any, nothing was proved. */
  readonly ownRowsSeen: number;
}

/** Attempts at the same moment, on fewer connections than that. */
const AT_ONCE = 16;

type Row = Readonly<Record<string, unknown>>;

/** What an attempt came to: rows that it got, how many it touched, or the error that stopped it. */
type Outcome =
  | { readonly kind: 'stopped'; readonly state: string }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'count'; readonly count: number };

type Run = (transaction: Transaction) => Promise<Outcome>;
/** What is wrong with an outcome; `undefined` where nothing is. */
type Judge = (outcome: Outcome) => string | undefined;

interface Attempt {
  readonly verb: string;
  readonly run: Run;
  readonly judge: Judge;
}

/**
 * Tries every verb on every table for every attacker, many at the same moment on shared connections, and rolls each back.
 * What an attacker may reach follows from the columns that name a row's owner; `attack-allowances.ts` lists the rest.
 */
export async function attack(
  database: Database,
  tables: readonly AttackedTable[],
  attackers: readonly Attacker[],
  owners: readonly Owner[],
): Promise<AttackReport> {
  const tried = new Map<string, number>();
  const breaches: Breach[] = [];
  let ownRowsSeen = 0;
  const jobs = tables.flatMap((table) =>
    attackers.map((attacker) =>
      attemptsAt(table, attacker.access, owners).map((attempt) => ({ table: table.name, attacker, attempt })),
    ),
  );
  // one attempt of each attacker after the other: contexts follow each other on a connection as in a pool
  const queue = Array.from({ length: Math.max(...jobs.map(({ length }) => length)) }, (_, turn) =>
    jobs.flatMap((job) => job[turn] ?? []),
  ).flat();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let job = queue[next++]; job !== undefined; job = queue[next++]) {
      const { table, attacker, attempt } = job;
      const key = `${table} ${attacker.name} ${attempt.verb}`;
      tried.set(key, (tried.get(key) ?? 0) + 1);
      const outcome = await outcomeOf(database, attacker.access, attempt.run);
      const what = attempt.judge(outcome);
      if (what !== undefined) breaches.push({ table, attacker: attacker.name, verb: attempt.verb, what });
      else if (outcome.kind === 'rows') ownRowsSeen += outcome.rows.length;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { tried, breaches, ownRowsSeen };
}

/** Carries an outcome out of the transaction, which it rolls back. */
class RolledBack extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super('rolled back');
    this.outcome = outcome;
  }
}

async function outcomeOf(database: Database, access: AccessContext, run: Run): Promise<Outcome> {
  try {
    return await database.transaction(access, async (transaction) => {
      throw new RolledBack(await run(transaction));
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.outcome;
    if (sqlState(error) === '') throw error;
    return { kind: 'stopped', state: sqlState(error) };
  }
}

const getting =
  (text: string): Run =>
  async (transaction) => ({ kind: 'rows', rows: await transaction.rows<Row>(sql`${raw(text)}`) });

/** Without reading: no policy for reading hides what was written. */
const touching =
  (text: string): Run =>
  async (transaction) => ({ kind: 'count', count: await transaction.run(sql`${raw(text)}`) });

const copyingOut =
  (table: string): Run =>
  async (transaction) => {
    let count = 0;
    for await (const piece of transaction.copyOut(`SELECT 1 FROM ${table}`)) {
      count += String(piece).split('\n').length - 1;
    }
    return { kind: 'count', count };
  };

/** Permission denied, a policy violated, or COPY into a table with policies. */
const REFUSALS: ReadonlySet<string> = new Set(['42501', '0A000']);

const mustBeRefused: Judge = (outcome) =>
  outcome.kind === 'stopped' && REFUSALS.has(outcome.state) ? undefined : `was let in: ${JSON.stringify(outcome)}`;

function attemptsAt(table: AttackedTable, access: AccessContext, owners: readonly Owner[]): Attempt[] {
  const { name } = table;
  const onlyOwn =
    (verb: Verb): Judge =>
    (outcome) => {
      if (outcome.kind !== 'rows') return undefined;
      const foreign = outcome.rows.find((row) => !mayReach(table, access, verb, row));
      return foreign && `reached a row of ${nameOf(table, foreign, owners)}`;
    };
  const noMore =
    (verb: Verb): Judge =>
    (outcome) => {
      // of what everybody reads, rows that nobody planted are no breach
      if (verb === 'SELECT' && allowanceOf(name, access.scope, verb) === 'all') return undefined;
      const own = table.planted.filter((owner) => mayReach(table, access, verb, rowOf(table, owner))).length;
      return outcome.kind === 'count' && outcome.count > own
        ? `touched ${outcome.count} rows where ${own} are its own`
        : undefined;
    };
  const [touched] = [...table.columns].sort((a, b) => rank(table, a) - rank(table, b));
  const set = touched && `${touched.name} = ${anyValue(name, touched)}`;
  return [
    { verb: 'SELECT', run: getting(`SELECT * FROM ${name}`), judge: onlyOwn('SELECT') },
    { verb: 'SELECT', run: getting(`SELECT * FROM ${name} FOR UPDATE`), judge: onlyOwn('SELECT') },
    { verb: 'COPY', run: copyingOut(name), judge: noMore('SELECT') },
    { verb: 'COPY', run: touching(`COPY ${name} FROM STDIN`), judge: mustBeRefused },
    { verb: 'UPDATE', run: touching(`UPDATE ${name} SET ${set}`), judge: noMore('UPDATE') },
    { verb: 'DELETE', run: touching(`DELETE FROM ${name}`), judge: noMore('DELETE') },
    { verb: 'DELETE', run: getting(`DELETE FROM ${name} RETURNING *`), judge: onlyOwn('DELETE') },
    { verb: 'TRUNCATE', run: touching(`TRUNCATE ${name}`), judge: mustBeRefused },
    ...owners.flatMap((owner) => writesFor(table, access, owner)),
    ...table.partitions.flatMap((partition) =>
      [
        `SELECT * FROM ${partition}`,
        `UPDATE ${partition} SET ${set}`,
        `DELETE FROM ${partition}`,
        `TRUNCATE ${partition}`,
        insertOf({ ...table, name: partition }, owners[0] as Owner) ?? `INSERT INTO ${partition} DEFAULT VALUES`,
      ].map((text): Attempt => ({ verb: 'PARTITION', run: touching(text), judge: mustBeRefused })),
    ),
  ];
}

/** Policies are asked before keys and constraints are: who is stopped by these had been let in. */
function passedPolicy(outcome: Outcome): boolean {
  if (outcome.kind === 'stopped') return !REFUSALS.has(outcome.state);
  return outcome.kind === 'count' && outcome.count > 0;
}

/** Rows written for an owner: a new one, and own ones made over to him, whole or by one column. */
function writesFor(table: AttackedTable, access: AccessContext, owner: Owner): Attempt[] {
  const insert = insertOf(table, owner, true);
  if (insert === undefined) return [];
  const inserted: Row = { ...rowOf(table, owner), id: 'another' };
  const mayInsert = mayReach(table, access, 'INSERT', inserted);
  const row = rowOf(table, owner);
  const owned = table.columns.filter(({ name }) => ownerField(table.name, name) !== undefined);
  const handings = owned.length === 1 ? [owned] : [owned, ...owned.map((column) => [column])];
  return [
    {
      verb: 'INSERT',
      run: touching(insert),
      judge: (outcome) => (passedPolicy(outcome) && !mayInsert ? `wrote a row for ${owner.name}` : undefined),
    },
    ...handings.map((columns): Attempt => {
      const given = Object.fromEntries(columns.map(({ name }) => [name, row[name] as string | null]));
      const set = Object.entries(given).map(([name, id]) => `${name} = ${literal(id)}`);
      // a breach where not one of the rows is the attacker's own afterwards
      const mayGive = table.planted.some((before) =>
        mayReach(table, access, 'UPDATE', { ...rowOf(table, before), ...given }),
      );
      return {
        verb: 'UPDATE',
        run: touching(`UPDATE ${table.name} SET ${set.join(', ')}`),
        judge: (outcome) => (passedPolicy(outcome) && !mayGive ? `made rows over to ${owner.name}` : undefined),
      };
    }),
  ];
}

/** The lower, the better to be overwritten: not unique, and no owner's. */
function rank(table: AttackedTable, column: AttackedColumn): number {
  return (column.isUnique ? 2 : 0) + (ownerField(table.name, column.name) === undefined ? 0 : 1);
}

/** Of which the committee reaches only what belongs to a claim that came before it. */
const OF_ESCALATED_CLAIMS: ReadonlySet<string> = new Set(
  'claim claim_draft claim_review claim_correction claim_supplement decision document appeal case_paper investigation'
    .split(' ')
    .map((name) => `tenant.${name}`),
);

function mayReach(table: AttackedTable, access: AccessContext, verb: Verb, row: Row): boolean {
  const allowance = allowanceOf(table.name, access.scope, verb);
  if (allowance === 'all') return true;
  if (access.scope === 'platform') return false;
  const held = (field: keyof Owner): unknown[] =>
    table.columns.filter(({ name }) => ownerField(table.name, name) === field).map(({ name }) => row[name]);
  // nothing that was planted came before the committee
  if (access.scope === 'committee' && OF_ESCALATED_CLAIMS.has(table.name)) return false;
  const offices = held('officeId');
  if (offices.length === 0 || !offices.every((id) => id === access.officeId)) return false;
  if (
    allowance === 'office' ||
    access.scope === 'office' ||
    access.scope === 'committee' ||
    held('actorId').includes(access.actorId)
  )
    return true;
  if (access.scope === 'agencies') return held('agencyId').some((id) => access.agencyIds.includes(String(id)));
  if (access.scope === 'unit') return held('unitId').includes(access.unitId);
  return access.scope === 'person' && held('personId').includes(access.personId);
}

function rowOf(table: AttackedTable, owner: Owner): Row {
  return Object.fromEntries(
    table.columns.map(({ name }) => {
      const field = ownerField(table.name, name);
      return [name, field === undefined ? null : owner[field]];
    }),
  );
}

function nameOf(table: AttackedTable, row: Row, owners: readonly Owner[]): string {
  const matches = (owner: Owner): boolean =>
    table.columns.every(({ name }) => {
      const field = ownerField(table.name, name);
      return field === undefined || row[name] === owner[field];
    });
  return owners.find(matches)?.name ?? 'somebody';
}
