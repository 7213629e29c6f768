import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { referenceIn } from './read-references.ts';
import { findOpenEntries } from './store.ts';

/** A debit of the statement that nothing explains: it stands among the payments to be looked into. */
export interface UnexplainedDebit {
  readonly entryId: string;
  readonly amountFen: Fen;
  readonly postedOn: DayNumber;
  readonly payeeName: string;
  readonly payeeAccount: string;
  /** The bank's texts, those that are not empty. */
  readonly texts: readonly string[];
  /** Which of our numbers it names. */
  readonly names: 'payout' | 'payout-batch' | 'recovery' | 'refund' | undefined;
}

/** The first of them, the oldest first: what is explained makes room for the next. */
export async function findUnexplainedDebits(
  platform: Platform,
  { access }: Caller,
  limit: number,
): Promise<readonly UnexplainedDebit[]> {
  const entries = await platform.database.transaction(access, (transaction) =>
    findOpenEntries(transaction, { platform, officeId: access.officeId }, { direction: 'debit', limit }),
  );
  return entries.map((entry): UnexplainedDebit => {
    const { payeeName, payeeAccount, customerReference, summary, purpose, remark, note } = entry.texts;
    return {
      entryId: entry.id,
      amountFen: entry.openFen,
      postedOn: entry.postedOn,
      payeeName,
      payeeAccount,
      texts: [customerReference, summary, purpose, remark, note].filter((text) => text !== ''),
      names: referenceIn(entry)?.kind,
    };
  });
}
