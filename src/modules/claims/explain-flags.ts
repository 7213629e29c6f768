import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { readCase } from '#scheme/read-case.ts';
import type { DifferingFact } from './compare-facts.ts';
import { openDecision } from './decide-again.ts';
import {
  countSharers,
  findClaimsInSight,
  findClaimsOfStays,
  findClaimsWithSameFile,
  findFrequencies,
  HOSPITAL_DAYS,
  HOSPITAL_SPANS_BEFORE,
  UNIT_DAYS,
} from './flag-store.ts';
import { likeness } from './own-flags.ts';
import { findClaimsOfPerson, findStandingDecisions, type OpenableClaim } from './store.ts';
import { unusualFlags } from './unusual.ts';

/** Why a claim carries a flag: numbers and other claims to look at, never whose they are. */
export interface FlagNote {
  readonly flag: string;
  /** How many others share a thing, how many claims there are, how many facts differ. */
  readonly count?: number;
  /** Beside which number that is unusual, and in how many days. */
  readonly beside?: number;
  readonly days?: number;
  readonly claimIds?: readonly string[];
}

/** A person's other claims that are looked through. */
const MOST_LOOKED_THROUGH = 50;

/** Explains the flags of a claim as things stand now. */
export async function explainFlags(
  platform: Platform,
  transaction: Transaction,
  officeId: string,
  claim: OpenableClaim & { readonly wrapped_key: Buffer },
  known: {
    readonly case: unknown;
    readonly differing: readonly DifferingFact[];
    readonly missing: number;
    readonly stayHashes: readonly Buffer[];
  },
): Promise<readonly FlagNote[]> {
  if (claim.flags.length === 0) return [];
  const act = { platform, transaction, officeId };
  const alike = await findAlike(act, claim, known.case);
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  // what others share with him no agency sees: counts come out of the office's scope, and claims that the caller sees too
  const { sharers, frequencies, files, sameStay } = await platform.database.transaction(context, async (office) => ({
    sharers: await countSharers(office, officeId, claim.person_id),
    frequencies: await findFrequencies(office, officeId, {
      unitId: claim.unit_id,
      hospitalHash: claim.hospital_hash,
      on: claim.submitted_on,
    }),
    files: claim.flags.includes('same-file') ? await findClaimsWithSameFile(office, officeId, claim.id) : [],
    sameStay: await findClaimsOfStays(office, officeId, claim.id, known.stayHashes),
  }));
  const inSight = await findClaimsInSight(transaction, officeId, [...files, ...sameStay]);
  return claim.flags.map((flag): FlagNote => {
    switch (flag) {
      case 'same-stay':
      case 'overlapping-stay':
      case 'same-event':
        return {
          flag,
          claimIds: [
            ...new Set([
              ...alike.filter((each) => each.flag === flag).map(({ claimId }) => claimId),
              ...(flag === 'same-stay' ? sameStay.filter((id) => inSight.has(id)) : []),
            ]),
          ],
        };
      case 'shared-phone':
        return { flag, count: sharers.phone };
      case 'shared-card':
        return { flag, count: sharers.card };
      case 'same-file':
        return { flag, count: files.length, claimIds: files.filter((id) => inSight.has(id)) };
      case 'frequent-unit':
        return { flag, count: frequencies.ofUnit, beside: frequencies.unitStaff, days: UNIT_DAYS };
      case 'frequent-hospital':
        return {
          flag,
          count: frequencies.ofHospital,
          beside: Math.round(frequencies.ofHospitalBefore / HOSPITAL_SPANS_BEFORE),
          days: HOSPITAL_DAYS,
        };
      case 'figures-differ':
        return { flag, count: known.differing.length };
      case 'materials-missing':
        return { flag, count: known.missing };
      default:
        return { flag };
    }
  });
}

async function findAlike(
  act: Pick<Act, 'platform' | 'transaction' | 'officeId'>,
  claim: OpenableClaim & { readonly wrapped_key: Buffer },
  caseJson: unknown,
): Promise<readonly { readonly claimId: string; readonly flag: string }[]> {
  const own = readCase(caseJson);
  if (!own.ok) return [];
  const others = (await findClaimsOfPerson(act.transaction, act.officeId, claim.person_id, MOST_LOOKED_THROUGH)).filter(
    ({ id, program }) => id !== claim.id && program === claim.program,
  );
  const standing = await findStandingDecisions(act, others);
  return others.flatMap((other) => {
    const decision = standing.get(other.id);
    if (decision === undefined) return [];
    const read = readCase(openDecision(act, other, { ...decision, wrapped_key: claim.wrapped_key }).case);
    const flag = read.ok ? likeness(own.value, read.value) : undefined;
    return flag === undefined ? [] : [{ claimId: other.id, flag }];
  });
}

/**
 * What is unusual about a claim that is about to be sent: how often its unit, and its hospital, stand in claims. Looked up
 * in the office's scope, since a person sees nobody else's; tells nothing but that it is so.
 */
export async function findUnusual(
  transaction: Transaction,
  officeId: string,
  at: { readonly unitId: string; readonly hospitalHash: Buffer | null; readonly on: DayNumber },
): Promise<readonly string[]> {
  return unusualFlags(await findFrequencies(transaction, officeId, at));
}

/** Whether a stay or a bill is of a house that is not recognised, of grade 1, or that the insurer knows as such. */
export function isNotDesignated(claim: Readonly<Record<string, unknown>>): boolean {
  const { stay, bills } = claim as {
    readonly stay?: { readonly hospital: Hospital };
    readonly bills?: readonly { readonly hospital: Hospital }[];
  };
  const houses = [...(stay === undefined ? [] : [stay.hospital]), ...(bills ?? []).map(({ hospital }) => hospital)];
  return houses.some(({ grade, recognised }) => !recognised || grade < 2);
}

interface Hospital {
  readonly grade: number;
  readonly recognised: boolean;
}
