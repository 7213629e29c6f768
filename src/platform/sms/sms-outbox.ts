import sql from 'sql-template-tag';
import { openWithRing, type SealContext, sealWithRing } from '../cryptography/sealing.ts';
import { type AccessContext, SYSTEM_ACTOR_ID } from '../database/access-context.ts';
import { instantValue } from '../database/value-types.ts';
import type { Platform } from '../platform.ts';
import type { SmsGateway, SmsMessage } from './sms-gateway.ts';

const KEPT_MS = 86_400_000;

/** The built-in gateway: keeps each message for a day, sealed, in place of sending it. A demonstration shows them. */
export function createSmsOutbox(platform: Platform): SmsGateway {
  return {
    send: async ({ officeId, phone, text }) => {
      const id = platform.newId();
      const sealed = sealWithRing(platform.ring(), contextOf(officeId, id), { phone, text });
      const now = platform.clock.now();
      await platform.database.transaction(systemOf(officeId), async (transaction) => {
        await transaction.run(sql`
          INSERT INTO tenant.sms_message (office_id, id, sealed, sent_at)
          VALUES (${officeId}, ${id}, ${sealed}, ${instantValue(now)})`);
        await transaction.run(sql`
          DELETE FROM tenant.sms_message WHERE office_id = ${officeId} AND sent_at < ${instantValue(now - KEPT_MS)}`);
      });
    },
  };
}

export interface KeptSms extends Pick<SmsMessage, 'phone' | 'text'> {
  readonly id: string;
  readonly sentAt: number;
}

/** The latest messages of an office, newest first. For a demonstration on its own data only: they hold codes. */
export async function findKeptSms(platform: Platform, officeId: string, limit: number): Promise<readonly KeptSms[]> {
  const rows = await platform.database.transaction(systemOf(officeId), (transaction) =>
    transaction.rows<{ readonly id: string; readonly sealed: Buffer; readonly sentAt: number }>(sql`
      SELECT id, sealed, sent_at AS "sentAt" FROM tenant.sms_message WHERE office_id = ${officeId}
      ORDER BY sent_at DESC, id DESC LIMIT ${limit}`),
  );
  return rows.map(({ id, sealed, sentAt }) => {
    const opened = openWithRing<Pick<SmsMessage, 'phone' | 'text'>>(platform.ring(), contextOf(officeId, id), sealed);
    if (!opened.ok) throw new Error(`a message does not open: ${opened.error}`);
    return { id, sentAt, ...opened.value };
  });
}

function systemOf(officeId: string): AccessContext {
  return { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID };
}

function contextOf(officeId: string, id: string): SealContext {
  return { table: 'sms_message', officeId, id };
}
