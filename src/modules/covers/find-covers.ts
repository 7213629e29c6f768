import type { DayNumber } from '#kernel/civil-date.ts';
import { maskName, maskResidentId } from '#kernel/mask.ts';
import { nameHolds, openMember } from '#modules/persons/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import type { ProgramId } from '#scheme/case.ts';
import {
  type CertificateRow,
  COVERED_MEMBER,
  type CoveredRow,
  certificateOf,
  listCovered,
  verifiedCertificate,
} from './read-store.ts';

/** A person's period as lists show it: masked. */
export interface MaskedCover {
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
  readonly residentId: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
  readonly waitingUntil: DayNumber | null;
  readonly state: 'scheduled' | 'in-force' | 'cancelled' | 'replaced';
}

export interface CoverFilter {
  readonly orderId?: string | undefined;
  readonly unitId?: string | undefined;
  /** What the name holds. */
  readonly name?: string | undefined;
  /** Start day and id of the last one of the page before. */
  readonly after?: { readonly startOn: DayNumber; readonly id: string } | undefined;
  readonly limit: number;
}

/** The periods of an order or a unit, by start and id, masked. */
export async function findCovers(
  platform: Platform,
  { access }: Caller,
  filter: CoverFilter,
): Promise<readonly MaskedCover[]> {
  const { officeId } = access;
  const isNamed = nameHolds(platform.ring(), officeId, COVERED_MEMBER, filter.name);
  const rows = await platform.database.transaction(access, (transaction) =>
    listCovered(transaction, officeId, filter, isNamed),
  );
  return rows.map((row) => masked(platform, row));
}

/** Everything that is printed on a certificate. */
export interface CertificateDetail extends CertificateRow {
  readonly members: readonly CertificateMember[];
}

export interface CertificateMember {
  readonly name: string;
  readonly maskedResidentId: string;
  readonly isFirst: boolean;
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
}

/** Those who were replaced stand beside those who came for them. */
const MOST_MEMBERS = 500_000;

/**
 * A certificate with its table of members: names in full, as a paper that the unit keeps must have them, numbers masked.
 * `undefined` where there is none, or none that the caller sees.
 */
export async function findCertificate(
  platform: Platform,
  { access }: Caller,
  orderId: string,
): Promise<CertificateDetail | undefined> {
  return await platform.database.transaction(access, async (transaction) => {
    const certificate = await certificateOf(transaction, access.officeId, orderId);
    if (certificate === undefined) return undefined;
    const rows = await listCovered(transaction, access.officeId, { orderId, limit: MOST_MEMBERS });
    const ring = platform.ring();
    const members = rows.map((row): CertificateMember => {
      const secrets = openMember(ring, row);
      return {
        name: secrets?.name ?? '已删除',
        maskedResidentId: secrets === undefined ? '' : maskResidentId(secrets.residentId),
        isFirst: row.waiting_until !== null,
        startOn: row.start_on,
        endOn: row.end_on,
      };
    });
    return { ...certificate, members };
  });
}

/** What anybody who holds a certificate's code may know: nobody's name. */
export interface VerifiedCertificate {
  readonly unit_name: string;
  readonly program: ProgramId;
  readonly start_on: DayNumber;
  readonly end_on: DayNumber;
  readonly member_count: number;
  readonly is_void: boolean;
}

export async function verifyCertificate(platform: Platform, code: string): Promise<VerifiedCertificate | undefined> {
  return await platform.database.transaction({ scope: 'platform', actorId: SYSTEM_ACTOR_ID }, (transaction) =>
    verifiedCertificate(transaction, code),
  );
}

function masked(platform: Platform, row: CoveredRow): MaskedCover {
  const secrets = openMember(platform.ring(), row);
  return {
    id: row.id,
    memberId: row.member_id,
    name: secrets === undefined ? '已删除' : maskName(secrets.name),
    residentId: secrets === undefined ? '' : maskResidentId(secrets.residentId),
    program: row.program,
    shares: row.shares,
    startOn: row.start_on,
    endOn: row.end_on,
    waitingUntil: row.waiting_until,
    state: row.state,
  };
}
