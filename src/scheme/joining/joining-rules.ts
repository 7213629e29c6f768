import { contributionOf, sharesAllowed } from '#scheme/joining/contribution.ts';
import { ageAdmits, standingAdmits } from '#scheme/joining/eligibility.ts';
import { overlapsStanding, replacementOf } from '#scheme/joining/one-at-a-time.ts';
import { participationMet } from '#scheme/joining/participation.ts';
import { lastWaiverDay, waitingUntil } from '#scheme/joining/renewal.ts';
import { confirmationDay, coverOf } from '#scheme/joining/start-of-cover.ts';

/** Every rule of joining, in the order in which a roster meets them. */
export const JOINING_RULES = [
  ageAdmits,
  standingAdmits,
  participationMet,
  sharesAllowed,
  contributionOf,
  overlapsStanding,
  confirmationDay,
  coverOf,
  waitingUntil,
  lastWaiverDay,
  replacementOf,
] as const;
