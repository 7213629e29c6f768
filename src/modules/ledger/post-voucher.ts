import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Act } from '#platform/acts/act.ts';
import { CHART } from './chart-of-accounts.ts';
import { findClosedMonth, type LedgerMonthClosed } from './post.ts';
import { appendLines, type LedgerLine } from './store.ts';

/** What people post, with accounts of their own choosing: no event of the posting table. */
export type VoucherEvent = 'voucher' | 'year-carried';

/** One line of a voucher: what is debited, what is credited, by how much. */
export interface VoucherLine {
  /** Codes of the chart of accounts. */
  readonly debit: string;
  readonly credit: string;
  readonly amountFen: Fen;
}

/** Posts a voucher's lines inside the caller's act, once; leaves the audit row and the two people to it. */
export async function postVoucher(
  act: Act,
  voucher: {
    readonly id: string;
    readonly event: VoucherEvent;
    readonly onDay: DayNumber;
    readonly lines: readonly VoucherLine[];
  },
): Promise<Result<number, LedgerMonthClosed>> {
  const { id, event, onDay } = voucher;
  const lines = voucher.lines.map(({ debit, credit, amountFen }, line): LedgerLine => {
    if (!isAccount(debit) || !isAccount(credit)) throw new TypeError('a voucher names an account that is none');
    return {
      kind: 'posting',
      event,
      objectKind: 'voucher',
      objectId: id,
      occurrence: 0,
      line,
      onDay,
      debit,
      credit,
      amountFen,
      agencyId: null,
      unitId: null,
      refersToDay: null,
      refersToId: null,
    };
  });
  const closed = await findClosedMonth(act, lines);
  return closed === undefined ? ok(await appendLines(act, lines)) : fail(closed);
}

function isAccount(code: string): boolean {
  return CHART.some((account) => account.code === code);
}
