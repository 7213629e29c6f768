import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { type BeneficiaryRow, findBeneficiaryRows, hasDeathClaim } from './beneficiary-store.ts';
import { openAccount, type PayeeAccount } from './payee-account.ts';

/** A relative's share of a death benefit, and where it stands. */
export interface Beneficiary
  extends Pick<BeneficiaryRow, 'share' | 'basisPoints' | 'state' | 'fault' | 'paidOn' | 'hasNewCard'> {
  readonly amountFen: Fen;
  /** `undefined` where the key of the one who died was deleted. */
  readonly account: PayeeAccount | undefined;
}

/** The relatives of a death benefit in the order of their shares, which come to it to the fen; nobody until they are named. */
export async function findBeneficiaries(
  platform: Platform,
  { access }: Caller,
  claimId: string,
): Promise<Result<readonly Beneficiary[], { readonly code: 'death-claim-unknown' }>> {
  const { officeId } = access;
  type Finding = Result<readonly Beneficiary[], { readonly code: 'death-claim-unknown' }>;
  return await platform.database.transaction(access, async (transaction): Promise<Finding> => {
    if (!(await hasDeathClaim(transaction, officeId, claimId))) return fail({ code: 'death-claim-unknown' });
    const rows = await findBeneficiaryRows(transaction, officeId, claimId);
    const ring = platform.ring();
    return ok(
      rows.map(({ personId, accountId: id, wrappedKey, sealedAccount, ...row }) => ({
        ...row,
        account:
          wrappedKey === null ? undefined : openAccount(ring, { officeId, personId, wrappedKey, id }, sealedAccount),
      })),
    );
  });
}
