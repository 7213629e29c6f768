import { type CardNumberFault, parseCardNumber } from '#kernel/bank-account.ts';
import { parseBankNumber } from '#kernel/bank-number.ts';
import { WHOLE_BASIS_POINTS } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { hashColumns } from '#modules/persons/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { type DeathClaim, lockDeathClaim, replaceBeneficiaries, replaceShareAccount } from './beneficiary-store.ts';
import { type PayeeAccount, sealAccount } from './payee-account.ts';
import { insertAccounts } from './store.ts';

/** A relative with his card, in his own name. */
export interface BeneficiaryInput extends PayeeAccount {
  readonly basisPoints: number;
}

/** A death benefit goes to a handful of relatives. */
export const MOST_BENEFICIARIES = 20;

export type NameBeneficiariesRefusal =
  | { readonly code: 'death-claim-unknown' }
  | { readonly code: 'beneficiaries-fixed' }
  | { readonly code: 'shares-not-whole'; readonly basisPoints: number }
  | { readonly code: 'card-number-wrong'; readonly index: number; readonly fault: CardNumberFault }
  | { readonly code: 'bank-number-wrong'; readonly index: number };

/**
 * Names the relatives who share a death benefit, each with his part and his card; together they are the whole. Changed as
 * often as needed until a share is under way.
 */
export async function nameBeneficiaries(
  platform: Platform,
  caller: Caller,
  input: { readonly claimId: string; readonly beneficiaries: readonly BeneficiaryInput[] },
): Promise<Result<{ readonly shares: number }, NameBeneficiariesRefusal | IdempotencyRefusal>> {
  const { beneficiaries } = input;
  const wrong = cardFault(beneficiaries);
  if (wrong !== undefined) return fail(wrong);
  const basisPoints = beneficiaries.reduce((sum, each) => sum + each.basisPoints, 0);
  const isWhole = basisPoints === WHOLE_BASIS_POINTS && beneficiaries.length <= MOST_BENEFICIARIES;
  if (!isWhole) return fail({ code: 'shares-not-whole', basisPoints });
  return await perform(platform, caller, { name: 'name-beneficiaries', input }, (act) => nameShares(act, input));
}

/** The same inside an act: whoever sends a claim names the relatives with it. Cards and shares were checked before. */
export async function nameShares(
  act: Act,
  { claimId, beneficiaries }: { readonly claimId: string; readonly beneficiaries: readonly BeneficiaryInput[] },
): Promise<Result<{ readonly shares: number }, NameBeneficiariesRefusal>> {
  const claim = await lockDeathClaim(act, claimId);
  if (claim === undefined) return fail({ code: 'death-claim-unknown' });
  if (claim.is_under_way) return fail({ code: 'beneficiaries-fixed' });
  const accountIds = await writeCards(act, claim, beneficiaries);
  await replaceBeneficiaries(
    act,
    claim,
    beneficiaries.map((each, at) => ({ accountId: accountIds[at] ?? '', basisPoints: each.basisPoints })),
  );
  await act.audit({
    act: 'name-beneficiaries',
    objectKind: 'claim',
    objectId: claimId,
    agencyId: claim.agency_id,
    unitId: claim.unit_id,
    detail: { basisPoints: beneficiaries.map((each) => each.basisPoints) },
  });
  return ok({ shares: beneficiaries.length });
}

export type ChangeShareCardRefusal =
  | { readonly code: 'death-claim-unknown' }
  /** No such share, or it is in a batch, with the bank, or paid. */
  | { readonly code: 'share-fixed' }
  | { readonly code: 'card-number-wrong'; readonly index: number; readonly fault: CardNumberFault }
  | { readonly code: 'bank-number-wrong'; readonly index: number };

/** Another card for a relative whose share came back. */
export async function changeShareCard(
  platform: Platform,
  caller: Caller,
  input: { readonly claimId: string; readonly share: number; readonly account: PayeeAccount },
): Promise<Result<{ readonly share: number }, ChangeShareCardRefusal | IdempotencyRefusal>> {
  const { claimId, share, account } = input;
  const wrong = cardFault([account]);
  if (wrong !== undefined) return fail(wrong);
  type Changing = Result<{ readonly share: number }, ChangeShareCardRefusal>;
  return await perform(platform, caller, { name: 'change-share-card', input }, async (act): Promise<Changing> => {
    const claim = await lockDeathClaim(act, claimId);
    if (claim === undefined) return fail({ code: 'death-claim-unknown' });
    const [accountId] = await writeCards(act, claim, [account]);
    if (accountId === undefined || !(await replaceShareAccount(act, claimId, share, accountId))) {
      return fail({ code: 'share-fixed' });
    }
    await act.audit({
      act: 'change-share-card',
      objectKind: 'claim',
      objectId: claimId,
      agencyId: claim.agency_id,
      unitId: claim.unit_id,
      detail: { share },
    });
    return ok({ share });
  });
}

type CardRefusal = Extract<NameBeneficiariesRefusal, { readonly code: 'card-number-wrong' | 'bank-number-wrong' }>;

function cardFault(accounts: readonly PayeeAccount[]): CardRefusal | undefined {
  for (const [index, { cardNumber, bankNumber }] of accounts.entries()) {
    const card = parseCardNumber(cardNumber);
    if (!card.ok) return { code: 'card-number-wrong', index, fault: card.error };
    if (bankNumber !== '' && !parseBankNumber(bankNumber).ok) return { code: 'bank-number-wrong', index };
  }
  return undefined;
}

/** Seals the cards under the key of the one who died; gives the accounts' ids. */
async function writeCards(act: Act, claim: DeathClaim, accounts: readonly PayeeAccount[]): Promise<readonly string[]> {
  const { platform, officeId } = act;
  const { person_id: personId, wrapped_key: wrappedKey, agency_id: agencyId, unit_id: unitId } = claim;
  if (wrappedKey === null) throw new Error('the key of a person was deleted while a benefit is owed');
  const hashes = await platform.bulk().hashTexts(
    'card',
    accounts.map(({ cardNumber }) => cardNumber),
  );
  const rows = accounts.map(({ holder, cardNumber, bankName, bankNumber }, at) => {
    const hash = hashes[at];
    if (hash === undefined) throw new Error('a card without its hash');
    const id = act.newId();
    const { hash0, hash1 } = hashColumns(hash);
    const account = { holder, cardNumber, bankName, bankNumber };
    const sealed = sealAccount(platform.ring(), { officeId, personId, wrappedKey, id }, account);
    return { id, personId, agencyId, unitId, hash0, hash1, sealed };
  });
  await insertAccounts(act, rows, 'relative');
  return rows.map(({ id }) => id);
}
