import pg from 'pg';
import { type AccessContext, beginStatement } from './access-context.ts';
import { type Preparing, Transaction } from './transaction.ts';
import { typeParsers } from './value-types.ts';

export interface DatabaseOptions {
  /** Of the application's role, which owns nothing. */
  readonly url: string;
  readonly connections?: number;
  /** `false` behind a pooler that hands a connection on between transactions and knows no prepared statements (PgBouncer before 1.21). */
  readonly preparesStatements?: boolean;
  /** Hears errors of idle connections (a server that went away); the pool makes new ones by itself. */
  readonly onError?: (error: Error) => void;
}

/** How often a transaction that lost a race (deadlock, serialisation) is run anew before the error is the caller's. */
const TRIES = 4;
const RETRIED: ReadonlySet<string> = new Set(['40001', '40P01']);

/**
 * The one store of truth. There is no query outside of a transaction, and no transaction outside of an access context.
 */
export class Database {
  private readonly pool: pg.Pool;
  private readonly preparesStatements: boolean;

  constructor({ url, connections = 10, preparesStatements = true, onError = () => undefined }: DatabaseOptions) {
    this.preparesStatements = preparesStatements;
    this.pool = new pg.Pool({
      connectionString: url,
      max: connections,
      types: typeParsers,
      application_name: 'tongzhou',
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
    });
    this.pool.on('error', onError);
  }

  /**
   * Runs `work` in a transaction of that context and commits; any throw rolls back. Work that lost a race runs again from
   * its start, so it must do nothing outside of the transaction. `isHot`: every statement is planned once per connection,
   * as in a person's own scope; for few short statements that are run often.
   */
  async transaction<T>(
    context: AccessContext,
    work: (transaction: Transaction) => Promise<T>,
    { isHot = context.scope === 'person' }: { readonly isHot?: boolean } = {},
  ): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.once(context, work, isHot);
      } catch (error) {
        if (tries >= TRIES || !RETRIED.has(sqlState(error))) throw error;
      }
    }
  }

  /** Connections in use, idle, and requests that wait for one. */
  get load(): { readonly total: number; readonly idle: number; readonly waiting: number } {
    return { total: this.pool.totalCount, idle: this.pool.idleCount, waiting: this.pool.waitingCount };
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async once<T>(
    context: AccessContext,
    work: (transaction: Transaction) => Promise<T>,
    isHot: boolean,
  ): Promise<T> {
    const preparing: Preparing = !this.preparesStatements ? 'nothing' : isHot ? 'everything' : 'named';
    const begin = beginStatement(context, preparing === 'everything');
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(begin);
      const value = await work(new Transaction(client, preparing));
      await client.query('COMMIT');
      return value;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** The five characters by which PostgreSQL names an error; empty for other errors. */
export function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The constraint that an error names; empty where it names none. */
export function violatedConstraint(error: unknown): string {
  return error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : '';
}
