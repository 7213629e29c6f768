import { maskName, maskPhone, maskResidentId } from '#kernel/mask.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { findMembers, openMember } from '#modules/persons/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { type AskedByRelative, type AskedPhone, openRequest } from './member-request.ts';
import {
  findLinks,
  findPhoneRequests,
  findRequestRow,
  findRequestRows,
  findRequestsOfUnit,
  type RequestKind,
  type RequestOrigin,
  type RequestRow,
  type RequestState,
} from './member-request-store.ts';

/** A request as the agency's list shows it. */
export interface MemberRequest {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly origin: RequestOrigin;
  readonly state: RequestState;
  /** Names and telephones are masked in lists and once it is decided; whole in the request that is looked at to decide it. */
  readonly memberName: string;
  readonly phone: string;
  readonly filedAt: number;
  readonly decidedAt: number | null;
  readonly finding: string | null;
  /** Of a relative. */
  readonly relative: Omit<AskedByRelative, 'phone'> | null;
  /** Of another phone. */
  readonly reason: string | null;
}

/** What waits for the agency, or was decided: the oldest first. */
export async function findMemberRequests(
  platform: Platform,
  { access }: Caller,
  page: { readonly state: RequestState; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly MemberRequest[]> {
  const { officeId } = access;
  return await platform.database.transaction(access, async (transaction) => {
    const rows = await findRequestRows(transaction, officeId, page);
    const names = await namesOf(platform, transaction, officeId, rows);
    return rows.map((row) => shown(platform, officeId, row, names, { isWhole: false }));
  });
}

/** One of them with names and the telephone to ring up; the look stands in the trail. */
export async function viewMemberRequest(
  platform: Platform,
  caller: Caller,
  requestId: string,
): Promise<Result<MemberRequest, { readonly code: 'member-request-unknown' } | IdempotencyRefusal>> {
  const { officeId } = caller.access;
  type Viewing = Result<MemberRequest, { readonly code: 'member-request-unknown' }>;
  return await perform(
    platform,
    caller,
    { name: 'view-member-request', input: requestId },
    async (act): Promise<Viewing> => {
      const row = await findRequestRow(act.transaction, officeId, requestId);
      if (row === undefined) return fail({ code: 'member-request-unknown' });
      const { agencyId, unitId, kind } = row;
      const trail = { objectKind: 'member-request', objectId: requestId, agencyId, unitId };
      await act.audit({ ...trail, act: 'view-member-request', detail: { kind } });
      const names = await namesOf(platform, act.transaction, officeId, [row]);
      return ok(shown(platform, officeId, row, names, { isWhole: row.state === 'filed' }));
    },
  );
}

/** The member's own requests for another phone, the latest first. */
export async function findOwnPhoneRequests(platform: Platform, { access }: Caller): Promise<readonly MemberRequest[]> {
  if (access.scope !== 'person') return [];
  const { officeId, personId } = access;
  return await platform.database.transaction(access, async (transaction) => {
    const rows = await findPhoneRequests(transaction, officeId, personId);
    return rows.map((row) => shown(platform, officeId, row, new Map(), { isWhole: false }));
  });
}

/** What the unit of its agent asked for its members, masked, the latest first; what members asked themselves is theirs. */
export async function findUnitPhoneRequests(
  platform: Platform,
  { access }: Caller,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<readonly MemberRequest[]> {
  if (access.scope !== 'unit') return [];
  const { officeId, unitId } = access;
  return await platform.database.transaction(access, async (transaction) => {
    const rows = await findRequestsOfUnit(transaction, officeId, unitId, page);
    const names = await namesOf(platform, transaction, officeId, rows);
    return rows.map((row) => shown(platform, officeId, row, names, { isWhole: false }));
  });
}

/** A member who died, for whom a relative may claim. */
export interface Link {
  readonly memberId: string;
  readonly personId: string;
  readonly memberName: string;
  readonly asked: AskedByRelative;
}

/** For whom the account of a session was admitted as a relative. */
export async function findOwnLinks(platform: Platform, { access }: Caller): Promise<readonly Link[]> {
  if (access.scope !== 'person') return [];
  const { officeId, actorId } = access;
  const links = await platform.database.transaction(access, (transaction) => findLinks(transaction, officeId, actorId));
  const found: Link[] = [];
  for (const { memberId, personId, requestId } of links) {
    const context = { scope: 'person', officeId, personId, actorId } as const;
    const link = await platform.database.transaction(context, async (transaction) => {
      const row = await findRequestRow(transaction, officeId, requestId);
      const [member] = await findMembers(transaction, officeId, [memberId]);
      if (row?.wrappedKey == null || member === undefined) return undefined;
      const at = { officeId, requestId, personId, wrappedKey: row.wrappedKey };
      const asked = openRequest<AskedByRelative>(platform.ring(), at, row.sealed, 'asked');
      const memberName = openMember(platform.ring(), member)?.name ?? '';
      return { memberId, personId, memberName, asked };
    });
    if (link !== undefined) found.push(link);
  }
  return found;
}

type Names = ReadonlyMap<string, string>;

async function namesOf(
  platform: Platform,
  transaction: Parameters<typeof findMembers>[0],
  officeId: string,
  rows: readonly RequestRow[],
): Promise<Names> {
  const members = await findMembers(
    transaction,
    officeId,
    rows.map(({ memberId }) => memberId),
  );
  return new Map(members.map((each) => [each.member_id, openMember(platform.ring(), each)?.name ?? '']));
}

function shown(
  platform: Platform,
  officeId: string,
  row: RequestRow,
  names: Names,
  { isWhole }: { readonly isWhole: boolean },
): MemberRequest {
  const { id: requestId, personId, wrappedKey, kind, origin, state, filedAt, decidedAt, sealedFinding } = row;
  const nameOf = (name: string): string => (isWhole ? name : maskName(name));
  const memberName = nameOf(names.get(row.memberId) ?? '');
  const plain = { requestId, kind, origin, state, filedAt, decidedAt, memberName };
  if (wrappedKey === null) return { ...plain, phone: '', finding: null, relative: null, reason: null };
  const ring = platform.ring();
  const at = { officeId, requestId, personId, wrappedKey };
  const finding = sealedFinding === null ? null : openRequest<string>(ring, at, sealedFinding, 'finding');
  if (kind === 'phone') {
    const { phone, reason } = openRequest<AskedPhone>(ring, at, row.sealed, 'asked');
    return { ...plain, phone: isWhole ? phone : maskPhone(phone), finding, relative: null, reason };
  }
  const { phone, ...relative } = openRequest<AskedByRelative>(ring, at, row.sealed, 'asked');
  const residentId = maskResidentId(relative.residentId);
  return {
    ...plain,
    phone: isWhole ? phone : maskPhone(phone),
    finding,
    relative: { ...relative, name: nameOf(relative.name), residentId },
    reason: null,
  };
}
