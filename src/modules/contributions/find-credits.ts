import { type Candidate, matchCredit } from '#intake/bank-statement/match-credits.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { creditToMatch, openOrder } from './match-credits.ts';
import { findOrdersToMatch } from './payer-memory.ts';
import { type ListedStatement, listStatements } from './read-store.ts';
import { findOpenCreditsIn, type OpenOrderRow } from './store.ts';

/** A credit that no order fits alone, with what a person may choose from. */
export interface WaitingCredit {
  readonly id: string;
  readonly postedOn: DayNumber;
  readonly postedAt: number | null;
  readonly amountFen: Fen;
  readonly openFen: Fen;
  readonly payerName: string;
  readonly nominalPayerName: string;
  readonly remark: string;
  readonly candidates: readonly Candidate[];
}

export interface WaitingCredits {
  readonly credits: readonly WaitingCredit[];
  /** Every open order: what the credits may be matched with. */
  readonly orders: readonly OpenOrderRow[];
}

/** The credits that wait for a person, oldest first, each with its candidates ranked and explained. */
export async function findWaitingCredits(platform: Platform, { access }: Caller): Promise<WaitingCredits> {
  const at = { officeId: access.officeId, platform };
  return await platform.database.transaction(access, async (transaction) => {
    const credits = await findOpenCreditsIn(transaction, at);
    const orders = await findOrdersToMatch(transaction, at);
    const open = orders.map(openOrder);
    return {
      orders,
      credits: credits.map((credit): WaitingCredit => {
        const match = matchCredit(creditToMatch(credit), open);
        const { payerName, nominalPayerName, remark, purpose } = credit.texts;
        return {
          id: credit.id,
          postedOn: credit.posted_on,
          postedAt: credit.posted_at,
          amountFen: credit.amount_fen,
          openFen: credit.amount_fen - credit.matched_fen,
          payerName,
          nominalPayerName,
          remark: [remark, purpose].filter((text) => text !== '').join('；'),
          candidates:
            match.kind === 'suggest'
              ? match.candidates
              : match.kind === 'exact'
                ? [{ orderId: match.orderId, why: '参考号或付款方只对应这一份缴费通知', rank: 1 }]
                : [],
        };
      }),
    };
  });
}

/** Imported statements, newest first. */
export async function findStatements(
  platform: Platform,
  { access }: Caller,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ListedStatement[]> {
  return await platform.database.transaction(access, (transaction) =>
    listStatements(transaction, access.officeId, page),
  );
}
