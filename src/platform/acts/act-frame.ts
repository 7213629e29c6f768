import type { AccessContext } from '../database/access-context.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Platform } from '../platform.ts';

/** Who calls, in which context, under which key. */
export interface Caller {
  /** `platform` is not a tenant's context: acts always belong to an office. */
  readonly access: Exclude<AccessContext, { scope: 'platform' }>;
  /** For whom, where the caller acts for another. */
  readonly behalfId?: string;
  readonly requestId?: string;
  /** Chosen by the caller, 8 to 128 characters; the same key gives the same answer and does nothing a second time. */
  readonly idempotencyKey?: string;
}

/** In what an act takes place. */
export interface ActFrame {
  readonly transaction: Transaction;
  readonly platform: Platform;
  readonly caller: Caller;
  /** One instant for the whole act. */
  readonly now: number;
  readonly officeId: string;
  readonly actorId: string;
}
