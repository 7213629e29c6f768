import type { DayNumber } from '#kernel/civil-date.ts';
import { findWaitingCredits } from '#modules/contributions/index.ts';
import { findUnexplainedDebits, proposeFinding } from '#modules/explanations/index.ts';
import { proposeRefund } from '#modules/refunds/index.ts';
import { importEntries } from './bank-days.ts';
import { done } from './done.ts';
import type { DemonstrationOffice } from './open-demonstration-office.ts';

const OFFICE_SUPPLIES_FEN = 31_200;
const INTEREST_FEN = 12_645;

/** The payer whom nobody knows, in the bank's foreign transfers. */
const STRANGER = '服务部';

/**
 * What the cashier leaves for others to decide: an expense that stands on the statement, and what a stranger sent, to be
 * given back. The bank's interest still waits for him.
 */
export async function leaveCash(office: DemonstrationOffice, onDay: DayNumber): Promise<void> {
  const { platform } = office;
  const { caller } = office.person('cashier');
  await importEntries(office, onDay, '其他收支', [
    {
      other: '周口文具店',
      amountFen: -OFFICE_SUPPLIES_FEN,
      recordId: `Z${onDay}1`,
      summary: '网上支付',
      remark: '办公用品',
    },
    {
      other: '中国银行郑州自贸区分行',
      amountFen: INTEREST_FEN,
      recordId: `Z${onDay}2`,
      summary: '结息',
      remark: '活期存款利息',
    },
  ]);
  const [debit] = await findUnexplainedDebits(platform, caller, 1);
  if (debit !== undefined) {
    const reason = '文具店发票，支部办公用品';
    const finding = { entryId: debit.entryId, kind: 'management-expense', reason } as const;
    done('propose-finding', await proposeFinding(platform, caller, finding));
  }
  const { credits } = await findWaitingCredits(platform, caller);
  const stranger = credits.find(({ payerName }) => payerName.includes(STRANGER));
  if (stranger !== undefined) {
    done('propose-refund', await proposeRefund(platform, caller, { entryId: stranger.id }));
  }
}
