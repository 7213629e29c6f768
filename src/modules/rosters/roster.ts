import type { Fen } from '#kernel/money.ts';

/** Who pays a part of the contribution: 行政补助, 工会经费, 个人, 补助. */
export type FundingSource = 'unit-subsidy' | 'union-funds' | 'members' | 'grant';

export interface RosterPayer {
  readonly source: FundingSource;
  readonly payerName: string;
  /** Unified credit code, where the receipt is to carry it. */
  readonly payerCode?: string | undefined;
  readonly amountFen: Fen;
}

/** What the unit declares for its roster: 附件1-2, 附件2-2. */
export interface RosterDeclaration {
  /** 「身体健康、能够正常参加工作」 */
  readonly healthy: boolean;
  /** Of the inpatient program: in service, in the basic insurance. Of the accident program: union members. */
  readonly eligible: boolean;
}

/** A row that could be filed and may not be submitted any more. */
export interface VoidedRow {
  readonly row: number;
  /** Why, in Chinese. */
  readonly reason: string;
}
