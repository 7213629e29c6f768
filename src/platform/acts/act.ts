import sql from 'sql-template-tag';
import { fail, type Result } from '#kernel/result.ts';
import type { Transaction } from '../database/transaction.ts';
import { instantValue } from '../database/value-types.ts';
import type { Platform } from '../platform.ts';
import type { ActFrame, Caller } from './act-frame.ts';
import { type AuditEntry, auditStatement } from './audit-entry.ts';
import { getAuditKey } from './audit-key.ts';
import { findEarlierAnswer, type IdempotencyRefusal, keepAnswer } from './idempotency.ts';

export type { Caller } from './act-frame.ts';

/** Something that happened, for messages and webhooks. */
export interface OutboxEvent {
  readonly kind: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly agencyId?: string;
  readonly unitId?: string;
  readonly personId?: string;
  /** Nothing personal: ids, states, amounts. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/**
 * One act in the making: all that it writes commits together, or nothing does.
 */
export class Act implements ActFrame {
  readonly transaction: Transaction;
  readonly platform: Platform;
  readonly caller: Caller;
  /** One instant for the whole act. */
  readonly now: number;
  readonly newId: () => string;
  private audited = 0;

  constructor(transaction: Transaction, platform: Platform, caller: Caller) {
    this.transaction = transaction;
    this.platform = platform;
    this.caller = caller;
    this.now = platform.clock.now();
    this.newId = platform.newId;
  }

  get officeId(): string {
    return this.caller.access.officeId;
  }

  get actorId(): string {
    return this.caller.access.actorId;
  }

  /** Leaves a row in the audit trail. Every act that succeeds leaves at least one. */
  async audit(entry: AuditEntry): Promise<void> {
    const { transaction, platform, officeId } = this;
    const key = entry.personal === undefined ? undefined : await getAuditKey(transaction, platform.ring(), officeId);
    await this.transaction.run(auditStatement(this, [entry], key), 'audit-row');
    this.audited += 1;
  }

  /** Many rows in one statement, a thousand at most; nothing personal. */
  async auditMany(entries: readonly Omit<AuditEntry, 'personal'>[]): Promise<void> {
    if (entries.length === 0) return;
    await this.transaction.run(auditStatement(this, entries, undefined));
    this.audited += entries.length;
  }

  async emit(event: OutboxEvent): Promise<void> {
    await this.emitMany([event]);
  }

  /** Many events in one statement. */
  async emitMany(events: readonly OutboxEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.transaction.run(sql`
      INSERT INTO tenant.outbox_event (office_id, at, kind, object_kind, object_id, agency_id, unit_id, person_id, payload)
      SELECT ${this.officeId}, ${instantValue(this.now)}, e.* FROM unnest(
        ${events.map(({ kind }) => kind)}::text[], ${events.map(({ objectKind }) => objectKind)}::text[],
        ${events.map(({ objectId }) => objectId)}::uuid[], ${events.map(({ agencyId }) => agencyId ?? null)}::uuid[],
        ${events.map(({ unitId }) => unitId ?? null)}::uuid[], ${events.map(({ personId }) => personId ?? null)}::uuid[],
        ${events.map(({ payload }) => JSON.stringify(payload ?? {}))}::jsonb[]) AS e`);
  }

  get isAudited(): boolean {
    return this.audited > 0;
  }
}

/** Carries a refusal out of the transaction, which it rolls back. */
class RefusedAct extends Error {
  readonly refusal: unknown;

  constructor(refusal: unknown) {
    super('refused');
    this.refusal = refusal;
  }
}

/**
 * Performs an act: state, event, audit row and answer commit together, or a refusal leaves nothing.
 *
 * With an idempotency key the answer is stored under it with a hash of `name` and `input` (which must be JSON): called
 * again, the same answer comes back and `work` does not run; with other input it is refused. Two calls at the same moment:
 * the second waits for the first. Refusals are not stored: what was refused may be tried again.
 *
 * An act that succeeds without an audit row is a broken invariant and throws.
 */
export async function perform<Answer, Refusal extends { readonly code: string }>(
  platform: Platform,
  caller: Caller,
  { name, input }: { readonly name: string; readonly input: unknown },
  work: (act: Act) => Promise<Result<Answer, Refusal>>,
): Promise<Result<Answer, Refusal | IdempotencyRefusal>> {
  try {
    return await platform.database.transaction(caller.access, async (transaction) => {
      const act = new Act(transaction, platform, caller);
      const earlier = await findEarlierAnswer<Answer>(act, name, input);
      if (earlier !== undefined) return earlier;
      const result = await work(act);
      if (!result.ok) throw new RefusedAct(result.error);
      if (!act.isAudited) throw new Error(`the act ${name} left no audit row`);
      await keepAnswer(act, name, input, result.value);
      return result;
    });
  } catch (error) {
    if (error instanceof RefusedAct) return fail(error.refusal as Refusal);
    throw error;
  }
}
