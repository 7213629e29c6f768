import type { SettlementFault, SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';

/**
 * A row as it was read, before it is compared with the other rows.
 *
 * What ties a refund to its settlement stands beside the settlement, since a refund need not be sound in all its cells.
 */
export interface DraftRow {
  readonly row: number;
  readonly id: string;
  readonly personId: string;
  readonly encounterId: string;
  readonly originalId: string;
  readonly hospitalCode: string;
  /** `NaN` where it can't be read. */
  readonly admittedOn: DayNumber;
  /** `NaN` where it can't be read. */
  readonly settledOn: DayNumber;
  /** Negative in a row that takes a settlement back; `NaN` where it can't be read, as the next two. */
  readonly billedTotal: Fen;
  readonly eligibleExpense: Fen;
  readonly poolingFundPaid: Fen;
  /** 退费结算标志 is 1. */
  readonly isMarkedRefunded: boolean;
  /** 急诊: part of a stay only together with one. */
  readonly isEmergency: boolean;
  /** Absent where the row has faults, and in refunds. */
  readonly settlement: SettlementRow | undefined;
  readonly faults: readonly SettlementFault[];
  /** A fault of the row as a whole, shown at its 结算ID, its 总费用 (`figures-differ`) or its 医疗类别 (`not-a-stay`). */
  readonly faultAt: (code: SettlementFault['code'], message: string) => SettlementFault;
}
