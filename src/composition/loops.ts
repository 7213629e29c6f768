import { findAuditedOffices, sealAudit } from '#modules/audit/index.ts';
import { foldMovements } from '#modules/ledger/index.ts';
import { messageTarget } from '#modules/messages/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { repeat } from '#platform/jobs/repeat.ts';
import { dispatchOutbox } from '#platform/outbox/dispatch-outbox.ts';
import type { Platform } from '#platform/platform.ts';
import { recipientsOf } from './recipients.ts';

/** Work on one office, as the office. */
type OfficeWork = (officeId: string, caller: Caller) => Promise<unknown>;

/** Runs work for every office of the installation, one after the other. */
export async function forEachOffice(platform: Platform, work: OfficeWork): Promise<void> {
  for (const { id: officeId } of await findAuditedOffices(platform)) {
    await work(officeId, { access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } });
  }
}

/**
 * What has to happen within seconds and needs no record of its own: messages go out, the audit trail is sealed, postings
 * are folded into balances. Several processes may do so at the same time. Gives what ends it.
 */
export function startLoops(platform: Platform, onError: (what: string, error: unknown) => void): () => Promise<void> {
  const deliver = messageTarget(platform, (event) => recipientsOf(platform, event));
  const loop = (what: string, everyMs: number, work: (signal: AbortSignal) => OfficeWork): (() => Promise<void>) =>
    repeat((signal) => forEachOffice(platform, work(signal)), { everyMs, onError: (error) => onError(what, error) });
  const loops = [
    loop('发送消息', 1_000, (signal) => (officeId) => dispatchOutbox(platform, officeId, deliver, { signal })),
    loop('封存留痕', 5_000, () => (officeId) => sealAudit(platform, officeId)),
    loop('汇总账目', 10_000, () => (_, caller) => foldMovements(platform, caller)),
  ];
  return async () => {
    await Promise.all(loops.map((stop) => stop()));
  };
}
