import { accountsToTell } from '#modules/accounts/index.ts';
import type { DeliverableEvent } from '#platform/outbox/outbox-event.ts';
import type { Platform } from '#platform/platform.ts';

/** Of a unit's own matter its agents hear; what waits for a level, that level's reviewers. */
export async function recipientsOf(platform: Platform, event: DeliverableEvent): Promise<readonly string[]> {
  const told: string[] = [];
  if (event.unitId !== null && TOLD_TO_UNITS.has(event.kind)) {
    told.push(...(await accountsToTell(platform, event.officeId, { unitId: event.unitId })));
  }
  const waitsFor = event.payload['waitsForAgencyId'];
  if (typeof waitsFor === 'string') {
    told.push(...(await accountsToTell(platform, event.officeId, { agencyId: waitsFor })));
  }
  return [...new Set(told)];
}

const TOLD_TO_UNITS: ReadonlySet<string> = new Set([
  'roster-passed',
  'roster-sent-back',
  'roster-refused',
  'contribution-ordered',
  'order-completed',
  'cover-began',
]);
