import { type CardNumberFault, parseCardNumber } from '#kernel/bank-account.ts';
import { parseBankNumber } from '#kernel/bank-number.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { findMembers, hashColumns, openMember } from '#modules/persons/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { leafHash, merkleRoot } from '#platform/cryptography/merkle.ts';
import type { Platform } from '#platform/platform.ts';
import { sealAccount } from './payee-account.ts';
import { countSharedCards, insertAccounts, type NewAccount, retireAccounts } from './store.ts';

export interface PayeeAccountInput {
  readonly memberId: string;
  /** Digits, as they stand on the card. */
  readonly cardNumber: string;
  readonly bankName: string;
  /** 联行号, 12 digits; empty where it is not known. */
  readonly bankNumber: string;
}

export interface RegisterPayeeAccountsInput {
  /** At most {@link MOST_ACCOUNTS}; of a person's several the last stands. */
  readonly accounts: readonly PayeeAccountInput[];
}

export interface RegisteredPayeeAccounts {
  readonly registered: number;
  /** Of these: cards that stand for another person too, which somebody should look into. */
  readonly shared: number;
}

export type RegisterPayeeAccountsRefusal =
  | { readonly code: 'too-many-accounts' }
  | { readonly code: 'member-unknown'; readonly index: number }
  | { readonly code: 'card-number-wrong'; readonly index: number; readonly fault: CardNumberFault }
  | { readonly code: 'bank-number-wrong'; readonly index: number };

export const MOST_ACCOUNTS = 5_000;

/**
 * Registers the cards to which members want their benefits, each in the member's own name. All of them or none.
 *
 * A new card takes the place of the one before; payouts already in a batch keep theirs.
 */
export async function registerPayeeAccounts(
  platform: Platform,
  caller: Caller,
  input: RegisterPayeeAccountsInput,
): Promise<Result<RegisteredPayeeAccounts, RegisterPayeeAccountsRefusal | IdempotencyRefusal>> {
  const { accounts } = input;
  if (accounts.length > MOST_ACCOUNTS) return fail({ code: 'too-many-accounts' });
  for (const [index, { cardNumber, bankNumber }] of accounts.entries()) {
    const card = parseCardNumber(cardNumber);
    if (!card.ok) return fail({ code: 'card-number-wrong', index, fault: card.error });
    if (bankNumber !== '' && !parseBankNumber(bankNumber).ok) return fail({ code: 'bank-number-wrong', index });
  }
  type Registering = Result<RegisteredPayeeAccounts, RegisterPayeeAccountsRefusal>;
  return await perform(
    platform,
    caller,
    { name: 'register-payee-accounts', input },
    async (act): Promise<Registering> => {
      const { officeId, transaction } = act;
      const ring = platform.ring();
      const memberIds = accounts.map(({ memberId }) => memberId);
      const members = new Map(
        (await findMembers(transaction, officeId, memberIds)).map((each) => [each.member_id, each]),
      );
      const hashes = await platform.bulk().hashTexts(
        'card',
        accounts.map(({ cardNumber }) => cardNumber),
      );
      const rows = new Map<string, NewAccount>();
      for (const [index, account] of accounts.entries()) {
        const member = members.get(account.memberId);
        const secrets = member === undefined ? undefined : openMember(ring, member);
        const hash = hashes[index];
        if (member === undefined || secrets === undefined || member.wrapped_key === null || hash === undefined) {
          return fail({ code: 'member-unknown', index });
        }
        const id = act.newId();
        const { cardNumber, bankName, bankNumber } = account;
        const { person_id: personId, wrapped_key: wrappedKey } = member;
        const sealed = sealAccount(
          ring,
          { officeId, personId, wrappedKey, id },
          { holder: secrets.name, cardNumber, bankName, bankNumber },
        );
        const { hash0, hash1 } = hashColumns(hash);
        rows.set(personId, { id, personId, agencyId: member.agency_id, unitId: member.unit_id, hash0, hash1, sealed });
      }
      const added = [...rows.values()];
      await retireAccounts(act, [...rows.keys()]);
      await insertAccounts(act, added);
      const shared = await countSharedCards(act, added);
      const [only] = added;
      await act.audit({
        act: 'register-payee-accounts',
        objectKind: 'payee-account',
        objectId: only?.id ?? act.newId(),
        ...(added.length === 1 && only !== undefined && { agencyId: only.agencyId, unitId: only.unitId }),
        detail: { registered: added.length, shared },
        merkleRoot: merkleRoot(added.map(({ id, personId }) => leafHash(`${id} ${personId}`))),
      });
      return ok({ registered: added.length, shared });
    },
  );
}
