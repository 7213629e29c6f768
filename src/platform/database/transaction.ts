import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient, QueryConfig } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Sql } from 'sql-template-tag';
import { type AccessContext, enterStatement } from './access-context.ts';

/** A row as it comes back: columns by name, values as `value-types.ts` reads them. */
export type Row = Record<string, unknown>;

/**
 * One transaction in one access context. Statements run one after the other; nothing of it outlives the work that it
 * was given to.
 */
export class Transaction {
  private readonly client: PoolClient;
  private readonly preparing: Preparing;
  private cursors = 0;

  constructor(client: PoolClient, preparing: Preparing) {
    this.client = client;
    this.preparing = preparing;
  }

  /**
   * All rows of a statement. Only for results that are bounded by a limit or by nature; else `stream`.
   *
   * A statement of constant text that runs thousands of times may be given a name, here and below: each connection then
   * parses and plans it once, which is more than half of the work of a short one.
   */
  async rows<R extends object = Row>(statement: Sql, name?: string): Promise<R[]> {
    const { rows } = await this.client.query<R & Row>(this.prepared(statement, name));
    return rows;
  }

  /** The only row, `undefined` where there is none; throws where there are several. */
  async findRow<R extends object = Row>(statement: Sql, name?: string): Promise<R | undefined> {
    const rows = await this.rows<R>(statement, name);
    if (rows.length > 1) throw new Error('one row at most was expected');
    return rows[0];
  }

  /** The only row; throws where there is none. */
  async getRow<R extends object = Row>(statement: Sql, name?: string): Promise<R> {
    const row = await this.findRow<R>(statement, name);
    if (row === undefined) throw new Error('a row was expected');
    return row;
  }

  /** Runs a statement for its effect; how many rows it touched. */
  async run(statement: Sql, name?: string): Promise<number> {
    const { rowCount } = await this.client.query(this.prepared(statement, name));
    return rowCount ?? 0;
  }

  /** Changes the context of the running transaction: only for the one act that hands a unit from office to office. */
  async enter(context: AccessContext): Promise<void> {
    await this.client.query(enterStatement(context));
  }

  private prepared({ text, values }: Sql, name: string | undefined): QueryConfig<unknown[]> {
    if (this.preparing === 'nothing') return { text, values };
    const known = name ?? (this.preparing === 'everything' ? nameOfText(text) : undefined);
    return known === undefined ? { text, values } : { name: known, text, values };
  }

  /**
   * COPY rows into a stage table: PostgreSQL refuses COPY into tables with policies, so these are the only ones that take
   * it. `pieces` are of COPY's text or binary format (see `copy-text.ts`, `copy-binary.ts`), of any size.
   */
  async copyIn(
    table: StageTable,
    columns: readonly string[],
    pieces: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
    format: 'text' | 'binary' = 'text',
  ): Promise<number> {
    const into = `stage.${named(table)} (${columns.map(named).join(', ')})`;
    const target = this.client.query(copyFrom(`COPY ${into} FROM STDIN WITH (FORMAT ${format})`));
    await pipeline(Readable.from(pieces, { objectMode: false, highWaterMark: 1 << 20 }), target);
    return target.rowCount ?? 0;
  }

  /** Rows of a query as COPY's text format, for exports of any size. No parameters: COPY takes none. */
  copyOut(query: string): Readable {
    return this.client.query(copyTo(`COPY (${query}) TO STDOUT`));
  }

  /** Rows of any number, a batch at a time, through a cursor. */
  async *batches<R extends object = Row>(statement: Sql, size = 2_000): AsyncGenerator<R[]> {
    this.cursors += 1;
    const name = `batch_${this.cursors}`;
    await this.client.query({
      text: `DECLARE ${name} NO SCROLL CURSOR FOR ${statement.text}`,
      values: statement.values as unknown[],
    });
    for (;;) {
      const { rows } = await this.client.query<R & Row>(`FETCH ${size} FROM ${name}`);
      if (rows.length > 0) yield rows;
      if (rows.length < size) break;
    }
    await this.client.query(`CLOSE ${name}`);
  }
}

/**
 * Which statements a connection plans once and keeps: none (a pooler in between), those that were given a name, or all.
 *
 * All of them where one person's own rows are asked for: few texts, few rows each, and planning is most of their work.
 */
export type Preparing = 'nothing' | 'named' | 'everything';

/** Of texts with lists of any length there may be any number; a connection keeps its plans as long as it lives. */
const MOST_TEXTS = 400;
const namesByText = new Map<string, string>();

function nameOfText(text: string): string | undefined {
  const known = namesByText.get(text);
  if (known !== undefined || namesByText.size >= MOST_TEXTS) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
  namesByText.set(text, name);
  return name;
}

/** A table of the schema `stage`, without the schema. */
export type StageTable = string;

function named(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new TypeError('not a name of this house');
  return name;
}
