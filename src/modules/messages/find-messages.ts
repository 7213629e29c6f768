import sql, { empty } from 'sql-template-tag';
import type { Caller } from '#platform/acts/act.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { Platform } from '#platform/platform.ts';

/** An event in somebody's inbox; the words are the screen's. */
export interface Message {
  /** The event's id: larger is later. */
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly readAt: number | null;
}

/** The caller's own messages, newest first, behind that id. */
export function findMessages(
  platform: Platform,
  caller: Caller,
  { after, limit }: { readonly after?: number; readonly limit: number },
): Promise<readonly Message[]> {
  const { officeId, actorId } = caller.access;
  return platform.database.transaction(caller.access, (transaction) =>
    transaction.rows<Message>(sql`
      SELECT event_id AS id, at, kind, object_kind AS "objectKind", object_id AS "objectId", payload, read_at AS "readAt"
      FROM tenant.message WHERE office_id = ${officeId} AND recipient_id = ${actorId}
        ${after === undefined ? empty : sql`AND event_id < ${after}`}
      ORDER BY event_id DESC LIMIT ${limit}`),
  );
}

/** Marks the caller's messages up to this one as read; how many were not yet. No act: it concerns nobody else. */
export function markRead(platform: Platform, caller: Caller, untilId: number): Promise<number> {
  const { officeId, actorId } = caller.access;
  return platform.database.transaction(caller.access, (transaction) =>
    transaction.run(sql`
      UPDATE tenant.message SET read_at = ${instantValue(platform.clock.now())}
      WHERE office_id = ${officeId} AND recipient_id = ${actorId} AND event_id <= ${untilId} AND read_at IS NULL`),
  );
}
