import type { Platform } from '#platform/platform.ts';
import { findMemberCandidates, type MemberCandidate, type MemberIdentity } from './member-candidate.ts';
import { findRelativeCandidates } from './relative-candidate.ts';

/**
 * The persons of this name and resident ID: one for each office in which they have or had cover, the longest cover first,
 * then one for each other office that admitted them as a relative. Empty where there is none: who asks must not tell.
 */
export async function findCandidates(
  platform: Platform,
  identity: MemberIdentity,
): Promise<readonly MemberCandidate[]> {
  const members = await findMemberCandidates(platform, identity);
  const relatives = await findRelativeCandidates(platform, identity);
  return [...members, ...relatives.filter(({ officeId }) => !members.some((each) => each.officeId === officeId))];
}
