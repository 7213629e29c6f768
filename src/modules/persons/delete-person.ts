import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import {
  type DeletionState,
  decideDeletion,
  deletionContext,
  erasePerson,
  findDeletionObstacle,
  findPlaceOf,
  insertDeletion,
  listDeletions,
  lockDeletion,
  lockPerson,
} from './deletion-store.ts';

/**
 * What keeps a person from being deleted, in order of precedence.
 *
 * - `person-unknown`
 * - `person-erased`: he was deleted already
 * - `cover-runs`: a period runs, or will
 * - `roster-under-way`: a roster that isn't cover yet names him
 * - `money-owed`: a claim or draft of his is neither paid nor turned down for good, an appeal or a recovery is open
 */
export type DeletionObstacle =
  | { readonly code: 'person-unknown' }
  | { readonly code: 'person-erased' }
  | { readonly code: 'cover-runs' }
  | { readonly code: 'roster-under-way' }
  | { readonly code: 'money-owed' };

/** After the obstacles: `deletion-requested` where somebody asked for it already. */
export type RequestPersonDeletionRefusal =
  | { readonly code: 'deletion-reason-missing' }
  | DeletionObstacle
  | { readonly code: 'deletion-requested' };

/** Asks for a person to be deleted, with the reason; somebody else confirms. The office's scope. */
export async function requestPersonDeletion(
  platform: Platform,
  caller: Caller,
  { personId, reason: typed }: { readonly personId: string; readonly reason: string },
): Promise<Result<{ readonly deletionId: string }, RequestPersonDeletionRefusal | IdempotencyRefusal>> {
  const reason = typed.trim();
  type Requesting = Result<{ readonly deletionId: string }, RequestPersonDeletionRefusal>;
  const input = { personId, reason };
  return await perform(
    platform,
    caller,
    { name: 'request-person-deletion', input },
    async (act): Promise<Requesting> => {
      if (reason === '') return fail({ code: 'deletion-reason-missing' });
      const obstacle = await obstacleTo(act, personId);
      if (obstacle !== undefined) return fail(obstacle);
      const deletionId = act.newId();
      if (!(await insertDeletion(act, deletionId, personId, reason))) return fail({ code: 'deletion-requested' });
      await auditDeletion(act, 'request-person-deletion', personId, { deletionId, reason });
      return ok({ deletionId });
    },
  );
}

/**
 * - `deletion-unknown`
 * - `deletion-decided`: it was confirmed or refused before
 * - `second-person-needed`: whoever asked for it can't confirm it
 */
export type DeletePersonRefusal =
  | { readonly code: 'deletion-unknown' }
  | { readonly code: 'deletion-decided' }
  | { readonly code: 'second-person-needed' }
  | DeletionObstacle;

/**
 * Deletes a person: his key goes, and with it whatever was sealed under it, for good; nothing finds him any more. Periods,
 * claims, payouts and the ledger stay as they are, of somebody `已删除`. A second person's act, after a request.
 *
 * What stays: copies in backups until these end; the trail's own words about him; a rejected row of a roster that named
 * him, which nothing ties to a person.
 */
export async function deletePerson(
  platform: Platform,
  caller: Caller,
  { deletionId }: { readonly deletionId: string },
): Promise<Result<{ readonly personId: string }, DeletePersonRefusal | IdempotencyRefusal>> {
  type Deleting = Result<{ readonly personId: string }, DeletePersonRefusal>;
  return await perform(
    platform,
    caller,
    { name: 'delete-person', input: { deletionId } },
    async (act): Promise<Deleting> => {
      const deletion = await lockOpenDeletion(act, deletionId);
      if (!deletion.ok) return deletion;
      const { personId } = deletion.value;
      // he may have joined again since it was asked for
      const obstacle = await obstacleTo(act, personId);
      if (obstacle !== undefined) return fail(obstacle);
      await erasePerson(act, personId);
      await decideDeletion(act, deletionId, 'done');
      await auditDeletion(act, 'delete-person', personId, { deletionId });
      await act.emit({ kind: 'person-deleted', objectKind: 'person', objectId: personId });
      return ok({ personId });
    },
  );
}

/** Turns a request down: the person stays. A second person's act too. */
export async function refusePersonDeletion(
  platform: Platform,
  caller: Caller,
  { deletionId, reason }: { readonly deletionId: string; readonly reason: string },
): Promise<Result<{ readonly personId: string }, Exclude<DeletePersonRefusal, DeletionObstacle> | IdempotencyRefusal>> {
  type Refusing = Result<{ readonly personId: string }, Exclude<DeletePersonRefusal, DeletionObstacle>>;
  const input = { deletionId, reason };
  return await perform(platform, caller, { name: 'refuse-person-deletion', input }, async (act): Promise<Refusing> => {
    const deletion = await lockOpenDeletion(act, deletionId);
    if (!deletion.ok) return deletion;
    const { personId } = deletion.value;
    await decideDeletion(act, deletionId, 'refused');
    await auditDeletion(act, 'refuse-person-deletion', personId, { deletionId, reason });
    return ok({ personId });
  });
}

export interface PersonDeletion {
  readonly deletionId: string;
  readonly personId: string;
  readonly state: DeletionState;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly requestedAt: number;
  readonly requestedBy: string;
  readonly decidedAt: number | undefined;
  readonly decidedBy: string | undefined;
}

/** Requests in a state, oldest first; `after` is the last of the page before. */
export async function findPersonDeletions(
  platform: Platform,
  { access }: Caller,
  page: { readonly state: DeletionState; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly PersonDeletion[]> {
  const { officeId } = access;
  const rows = await platform.database.transaction(access, (transaction) =>
    listDeletions(transaction, officeId, { ...page, after: page.after }),
  );
  return rows.map(({ id, sealedReason, decidedAt, decidedBy, ...row }) => {
    const reason = openWithRing<string>(platform.ring(), deletionContext(officeId, id), sealedReason);
    if (!reason.ok) throw new Error(`the reason of a deletion does not open: ${reason.error}`);
    const { personId, state, requestedAt, requestedBy } = row;
    return {
      deletionId: id,
      personId,
      state,
      reason: reason.value,
      requestedAt,
      requestedBy,
      decidedAt: decidedAt ?? undefined,
      decidedBy: decidedBy ?? undefined,
    };
  });
}

async function obstacleTo(act: Act, personId: string): Promise<DeletionObstacle | undefined> {
  const person = await lockPerson(act, personId);
  if (person === undefined) return { code: 'person-unknown' };
  if (person === 'deleted') return { code: 'person-erased' };
  const code = await findDeletionObstacle(act, personId, today(act.platform.clock));
  return code === undefined ? undefined : { code };
}

async function lockOpenDeletion(
  act: Act,
  deletionId: string,
): Promise<Result<{ readonly personId: string }, Exclude<DeletePersonRefusal, DeletionObstacle>>> {
  const deletion = await lockDeletion(act, deletionId);
  if (deletion === undefined) return fail({ code: 'deletion-unknown' });
  if (deletion.state !== 'requested') return fail({ code: 'deletion-decided' });
  if (deletion.requestedBy === act.actorId) return fail({ code: 'second-person-needed' });
  return ok({ personId: deletion.personId });
}

async function auditDeletion(
  act: Act,
  name: string,
  personId: string,
  { deletionId, reason }: { readonly deletionId: string; readonly reason?: string },
): Promise<void> {
  const place = await findPlaceOf(act, personId);
  await act.audit({
    act: name,
    objectKind: 'person',
    objectId: personId,
    ...place,
    detail: { deletionId },
    ...(reason === undefined ? {} : { personal: { reason } }),
  });
}
