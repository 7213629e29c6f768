import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Act } from '#platform/acts/act.ts';
import type { AccessContext } from '#platform/database/access-context.ts';
import { type CaseChange, type CorrectCaseRefusal, type CorrectedCase, correctWithin } from './correct-case.ts';

export interface PartToPay {
  readonly claimId: string;
  /** What an investigation could determine of all its bills together. */
  readonly determinedFen: Fen;
  /** The same bill by bill, in the order of the case. */
  readonly billsFen: readonly Fen[];
  /** Why the rest can't be determined, in words. */
  readonly reason: string;
}

/** In order of precedence; what keeps a reviewer from correcting the claim comes first. */
export type DeterminePartRefusal =
  | CorrectCaseRefusal
  /** A benefit that is no sum of costs is determined wholly or not at all. */
  | { readonly code: 'part-not-of-costs' }
  /** It was told in time, so that nothing of it is taken off. */
  | { readonly code: 'part-told-in-time' }
  /** Not one amount for each bill, or more than a bill comes to. */
  | { readonly code: 'part-of-bills' }
  /** They don't come to what the investigation could determine. */
  | { readonly code: 'part-sum'; readonly determinedFen: Fen };

/**
 * 「如果未及时通知，致使意外事故的性质、原因、损失程度难以确定，本会对无法确定的部分，不承担给付互助金的责任」 (附件2-7.1): of an
 * accident that was told late only what could be determined of its bills is paid. A correction like any other, whose
 * decision names both parts.
 */
export function determinePart(
  act: Act,
  access: AccessContext,
  { claimId, determinedFen, billsFen, reason }: PartToPay,
): Promise<Result<CorrectedCase, DeterminePartRefusal>> {
  type Determining = Result<CaseChange, DeterminePartRefusal>;
  return correctWithin(act, access, claimId, (claim, { line, determined }): Determining => {
    const { bills } = claim as { readonly bills?: readonly { readonly costSharing: Fen }[] };
    if (bills === undefined) return fail({ code: 'part-not-of-costs' });
    const { notices } = JSON.parse(line) as { readonly notices: readonly { readonly code: string }[] };
    if (!notices.some(({ code }) => code === 'late-notice')) return fail({ code: 'part-told-in-time' });
    // of a second report: the bills as they were claimed, not what the first one left of them
    const claimedBillsFen = determined?.claimedBillsFen ?? bills.map(({ costSharing }) => costSharing);
    const isOfBills =
      billsFen.length === claimedBillsFen.length && claimedBillsFen.every((fen, at) => (billsFen[at] ?? 0) <= fen);
    if (!isOfBills) return fail({ code: 'part-of-bills' });
    if (sum(billsFen) !== determinedFen) return fail({ code: 'part-sum', determinedFen });
    const facts = billsFen.flatMap((value, at) =>
      value === bills[at]?.costSharing ? [] : [{ path: `bills[${at}].costSharing`, value, evidence: { text: reason } }],
    );
    const claimedFen = sum(claimedBillsFen);
    return ok(
      determinedFen === claimedFen ? { facts } : { facts, determined: { claimedFen, determinedFen, claimedBillsFen } },
    );
  });
}

function sum(amounts: readonly Fen[]): Fen {
  return amounts.reduce((total, fen) => total + fen, 0);
}
