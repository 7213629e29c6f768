import { openMember } from '#modules/persons/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { isGbkText } from './gbk-text.ts';
import { openAccount } from './payee-account.ts';
import { findRemarkable, type RemarkablePayout } from './remark-store.ts';
import type { NewPayout, PayableClaim } from './store.ts';

/**
 * What the person who approves a payout should look at.
 *
 * - `name-differs`: the account is in another name than the covered person's, and he is no relative of one who died
 * - `relative`: a share of a death benefit, in the relative's name
 * - `shared-card`: the card stands for another person too
 * - `no-bank-number`: the bank is named by its name alone
 * - `not-in-gbk`: a character that a bank's text can't hold; pain.001 can
 */
export type PayoutRemark = 'name-differs' | 'relative' | 'shared-card' | 'no-bank-number' | 'not-in-gbk';

/** What there is to remark on payouts that are about to be made, in their order. */
export async function findRemarks(
  act: Act,
  payouts: readonly NewPayout[],
): Promise<readonly (readonly PayoutRemark[])[]> {
  const ring = act.platform.ring();
  const found = await findRemarkable(act.transaction, act.officeId, payouts);
  return payouts.map((payout) => {
    const remarkable = found.get(payout.id);
    if (remarkable === undefined) throw new Error('the key of a payee was deleted before his payout');
    return remarksOf(ring, act.officeId, payout.claim, remarkable);
  });
}

function remarksOf(
  ring: KeyRing,
  officeId: string,
  { person_id: personId, account_id: id, share }: PayableClaim,
  { wrapped_key: wrappedKey, sealed_account, sealed_member, is_shared }: RemarkablePayout,
): readonly PayoutRemark[] {
  const stored = { office_id: officeId, person_id: personId, wrapped_key: wrappedKey, sealed: sealed_member };
  const { holder, bankName, bankNumber } = openAccount(ring, { officeId, personId, wrappedKey, id }, sealed_account);
  const remarks: PayoutRemark[] = [];
  if (share % 100 > 0) remarks.push('relative');
  else if (holder !== openMember(ring, stored)?.name) remarks.push('name-differs');
  if (is_shared) remarks.push('shared-card');
  if (bankNumber === '') remarks.push('no-bank-number');
  if (!isGbkText(holder + bankName)) remarks.push('not-in-gbk');
  return remarks;
}
