import { openMember } from '#modules/persons/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { reasonContext } from './recovery-reason.ts';
import {
  findRecoveryPage,
  type OutstandingRecoveries,
  type RecoveryFilter,
  type RecoveryRow,
  sumOutstanding,
} from './store.ts';

/** A recovery as people read it. */
export interface ListedRecovery extends RecoveryRow {
  /** Why, in words; empty of those that were proposed before reasons were kept. */
  readonly reason: string;
  /** `undefined` where his key was deleted. */
  readonly memberName: string | undefined;
}

/** A page of recoveries, the latest first. */
export async function findRecoveries(
  platform: Platform,
  { access }: Caller,
  filter: RecoveryFilter,
): Promise<readonly ListedRecovery[]> {
  const { officeId } = access;
  const rows = await platform.database.transaction(access, (transaction) =>
    findRecoveryPage(transaction, officeId, filter),
  );
  const ring = platform.ring();
  return rows.map(({ sealed_reason, sealed_member, wrapped_key, ...row }) => {
    const reason =
      sealed_reason === null
        ? undefined
        : openWithRing<{ reason: string }>(ring, reasonContext(officeId, row.id), sealed_reason);
    if (reason?.ok === false) throw new Error(`a recovery's reason does not open: ${reason.error}`);
    const member = openMember(ring, {
      office_id: officeId,
      person_id: row.person_id,
      wrapped_key,
      sealed: sealed_member,
    });
    return { ...row, reason: reason?.value.reason ?? '', memberName: member?.name };
  });
}

/** What is decided and has not come yet. */
export async function findOutstandingRecoveries(
  platform: Platform,
  { access }: Caller,
): Promise<OutstandingRecoveries> {
  return await platform.database.transaction(access, (transaction) => sumOutstanding(transaction, access.officeId));
}
