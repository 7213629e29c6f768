import { openMember } from '#modules/persons/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { isGbkText } from './gbk-text.ts';
import { openAccount } from './payee-account.ts';
import { type RemarkablePayout, remarkablePayouts, saveRemarks } from './remark-store.ts';

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

/** Looks through the payouts of a batch that was just made, and keeps what it finds with each, in constant memory. */
export async function remarkPayouts(act: Act, batch: { readonly id: string; readonly madeOn: number }): Promise<void> {
  const ring = act.platform.ring();
  for await (const payouts of remarkablePayouts(act.transaction, act.officeId, batch)) {
    const remarked = payouts.flatMap((payout) => {
      const remarks = remarksOf(ring, act.officeId, payout);
      return remarks.length === 0 ? [] : [{ id: payout.id, remarks }];
    });
    await saveRemarks(act, batch.madeOn, remarked);
  }
}

function remarksOf(ring: KeyRing, officeId: string, payout: RemarkablePayout): readonly PayoutRemark[] {
  const { person_id: personId, wrapped_key: wrappedKey, account_id: id, sealed_account, sealed_member } = payout;
  const member = openMember(ring, {
    office_id: officeId,
    person_id: personId,
    wrapped_key: wrappedKey,
    sealed: sealed_member,
  });
  if (wrappedKey === null || member === undefined) throw new Error('the key of a payee was deleted before his payout');
  const { holder, bankName, bankNumber } = openAccount(ring, { officeId, personId, wrappedKey, id }, sealed_account);
  const remarks: PayoutRemark[] = [];
  if (payout.share % 100 > 0) remarks.push('relative');
  else if (holder !== member.name) remarks.push('name-differs');
  if (payout.is_shared) remarks.push('shared-card');
  if (bankNumber === '') remarks.push('no-bank-number');
  if (!isGbkText(holder + bankName)) remarks.push('not-in-gbk');
  return remarks;
}
