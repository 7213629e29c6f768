import { accountsToTell } from '#modules/accounts/index.ts';
import { relativesToTell } from '#modules/drafts/index.ts';
import type { DeliverableEvent } from '#platform/outbox/outbox-event.ts';
import type { Platform } from '#platform/platform.ts';

/**
 * Of a unit's own matter, and of what it asked for a member, its agents hear; of his own claim a member; what waits for a
 * level, that level's reviewers; of a payout that came back those of the agency too, who ask for a new card; of payouts held
 * or released the unit and the cashiers; of a proposed recovery those who decide; of books that differ the accountants.
 */
export async function recipientsOf(platform: Platform, event: DeliverableEvent): Promise<readonly string[]> {
  const told: string[] = [];
  if (event.unitId !== null && TOLD_TO_UNITS.has(event.kind)) {
    told.push(...(await accountsToTell(platform, event.officeId, { unitId: event.unitId })));
  }
  if (event.personId !== null && TOLD_TO_MEMBERS.has(event.kind)) {
    told.push(...(await accountsToTell(platform, event.officeId, { personId: event.personId })));
    if (event.objectKind === 'claim') told.push(...(await relativesToTell(platform, event.officeId, event.objectId)));
  }
  if (event.unitId !== null && event.payload['origin'] === 'unit' && event.kind.startsWith('phone-change-')) {
    told.push(...(await accountsToTell(platform, event.officeId, { unitId: event.unitId })));
  }
  const waitsFor = event.payload['waitsForAgencyId'];
  if (typeof waitsFor === 'string') {
    told.push(...(await accountsToTell(platform, event.officeId, { agencyId: waitsFor })));
  }
  if ((event.kind === 'payout-returned' || event.kind === 'card-requested') && event.agencyId !== null) {
    told.push(...(await accountsToTell(platform, event.officeId, { agencyId: event.agencyId })));
  }
  if (event.kind === 'payouts-held' || event.kind === 'payouts-released') {
    told.push(...(await accountsToTell(platform, event.officeId, { role: 'cashier' })));
  }
  if (event.kind === 'recovery-proposed') {
    told.push(...(await accountsToTell(platform, event.officeId, { role: 'approver' })));
  }
  if (event.kind === 'appeal-escalated') {
    told.push(...(await accountsToTell(platform, event.officeId, { role: 'committeeMember' })));
  }
  if (event.kind === 'books-differ') {
    told.push(...(await accountsToTell(platform, event.officeId, { role: 'accountant' })));
  }
  return [...new Set(told)];
}

const TOLD_TO_MEMBERS: ReadonlySet<string> = new Set([
  'claim-submitted',
  'claim-sent-back',
  'claim-completed',
  'claim-figures-differ',
  'claim-declined',
  'claim-denied',
  'claim-referred',
  'claim-approved',
  'appeal-upheld',
  'appeal-changed',
  'appeal-escalated',
  'appeal-ruled-upheld',
  'appeal-ruled-changed',
  'payout-returned',
  'card-requested',
  'recovery-decided',
  'recovery-set-off',
  'claim-reopened',
  'claim-raised',
  'claim-lowered',
  'claim-redecided',
  'phone-change-granted',
  'phone-change-refused',
]);

const TOLD_TO_UNITS: ReadonlySet<string> = new Set([
  'roster-passed',
  'roster-sent-back',
  'roster-refused',
  'contribution-ordered',
  'order-completed',
  'cover-began',
  'order-reopened',
  'order-voided',
  'order-expired',
  'renewal-due',
  'member-replaced',
  'replacement-refused',
  'payouts-held',
  'payouts-released',
]);
