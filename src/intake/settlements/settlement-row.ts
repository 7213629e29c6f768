import type { SheetLimits } from '#intake/sheet/limits.ts';
import type { Gunzip } from '#intake/sheet/zip-entry.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Region, Settlement } from '#scheme/case.ts';

/** 人员类别: 在职 (11…), 退休 (12…), anything else; `undefined` where the file has no such column or the cell is empty. */
export type StaffStatus = 'in-service' | 'retired' | 'other';

/** One settlement of the insurer's export, typed, its figures checked against each other. */
export interface SettlementRow {
  /** The sheet's row number. */
  readonly row: number;
  /** 结算ID */
  readonly id: string;
  /** 就诊ID; several settlements of one stay share it. Empty where the file has none. */
  readonly encounterId: string;
  /** 证件号码, repaired as a resident ID is; not checked beyond that, a foreigner's number is one too. */
  readonly personId: string;
  readonly name: string;
  readonly staffStatus: StaffStatus | undefined;
  readonly admittedOn: DayNumber;
  readonly dischargedOn: DayNumber;
  readonly settledOn: DayNumber;
  readonly hospital: {
    readonly code: string;
    readonly name: string;
    /** `undefined` where it has none or the text is not known. */
    readonly grade: 1 | 2 | 3 | undefined;
    readonly region: Region;
  };
  /** 医疗类别 as text, a code spelled out where it is known. */
  readonly careKind: string;
  /** 医疗类别 is 转外诊治住院 (23). */
  readonly transferApproved: boolean;
  readonly diagnosis: { readonly name: string; readonly code: string };
  /** Whole fen in the names of rules.md §4; `aboveCeiling` derived, `undefined` where it can't be. */
  readonly figures: Settlement;
}

export type SettlementFaultCode =
  | 'missing'
  | 'date'
  | 'amount'
  | 'damaged'
  | 'place'
  | 'code'
  | 'dates-out-of-order'
  | 'figures-differ'
  | 'duplicate'
  | 'refund-without-original'
  | 'not-a-stay'
  | 'other-insurance'
  | 'void'
  | 'cell-error';

export interface SettlementFault {
  readonly row: number;
  /** The cell at fault, or the first of the cells that don't agree: `D62`. */
  readonly cell: string;
  /** The header of that column as the file writes it. */
  readonly column: string;
  readonly code: SettlementFaultCode;
  readonly value: string;
  /** What is wrong and what to do, in Chinese. */
  readonly message: string;
}

export interface FaultySettlement {
  readonly row: number;
  /** Empty where the row has none. */
  readonly id: string;
  readonly faults: readonly SettlementFault[];
  /** Of a refund whose settlement is not in the file: by what that is found where an earlier file brought it. */
  readonly refundOf?: { readonly settlementId: string; readonly personId: string; readonly encounterId: string };
}

/** A settlement that was taken back: neither row is decided. */
export interface RefundedSettlement {
  readonly id: string;
  /** Row numbers of the settlement and of what took it back. */
  readonly row: number;
  readonly refundRow: number;
}

export interface SettlementFile {
  /** In the order of the file. */
  readonly settlements: readonly SettlementRow[];
  readonly faulty: readonly FaultySettlement[];
  readonly refunded: readonly RefundedSettlement[];
  /** Headers that are not known and were not read. */
  readonly ignoredColumns: readonly string[];
  readonly warnings: readonly string[];
}

export interface SettlementsRequest {
  readonly limits?: Partial<SheetLimits> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Node's own inflater is several times as fast as the platform's; see `zip-entry.ts`. */
  readonly gunzip?: Gunzip | undefined;
  readonly onProgress?: ((share: number, rows: number) => void) | undefined;
}
