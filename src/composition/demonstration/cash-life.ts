import { OFFICE_ACCOUNT } from '#generator/generate-scheme.ts';
import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import { plainYuan } from '#kernel/money.ts';
import { findWaitingCredits, importStatement } from '#modules/contributions/index.ts';
import { findUnexplainedDebits, proposeFinding } from '#modules/explanations/index.ts';
import { proposeRefund } from '#modules/refunds/index.ts';
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
  const day = formatDate(onDay).replaceAll('-', '');
  const lines = [
    `查询账号|${OFFICE_ACCOUNT}`,
    '交易类型|付款人名称|收款人名称|交易日期|交易金额|记录标识号|摘要|交易附言',
    `往账||周口文具店|${day}|-${plainYuan(OFFICE_SUPPLIES_FEN)}|Z${day}1|网上支付|办公用品`,
    `来账|中国银行郑州自贸区分行||${day}|+${plainYuan(INTEREST_FEN)}|Z${day}2|结息|活期存款利息`,
  ];
  const file = new Blob([lines.join('\r\n')]);
  done('import-statement', await importStatement(platform, caller, file, { fileName: `银行流水-${day}.txt` }));
  const [debit] = await findUnexplainedDebits(platform, caller);
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
