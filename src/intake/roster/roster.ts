import type { SheetLimits } from '#intake/sheet/limits.ts';
import type { Gunzip } from '#intake/sheet/zip-entry.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Sex } from '#kernel/resident-id.ts';
import type { ProgramId } from '#scheme/case.ts';

/** The template's columns in their order (platform.md §2); the header's texts stand in `template.ts`. */
export type RosterField = 'serial' | 'name' | 'sex' | 'residentId' | 'phone' | 'remark';

/** What is wrong with a row, by field. The message says it in Chinese. */
export type RosterFaultCode =
  | 'name-missing'
  | 'name-lost-character'
  | 'name-characters'
  | 'name-length'
  | 'sex-missing'
  | 'sex-unknown'
  | 'sex-differs-from-id'
  | 'id-missing'
  | 'id-damaged'
  | 'id-fifteen-digits'
  | 'id-length'
  | 'id-characters'
  | 'id-birth-date'
  | 'id-check-digit'
  | 'id-duplicate'
  | 'age-under'
  | 'age-over'
  | 'age-over-delayed-retirement-not-admitted'
  | 'phone-missing'
  | 'phone-damaged'
  | 'phone-characters'
  | 'phone-length'
  | 'phone-prefix'
  | 'remark-length'
  | 'cell-error'
  // found by the platform, which knows what the file does not
  | 'standing-roster'
  | 'standing-cover';

interface AtCell {
  /** The sheet's row number. */
  readonly row: number;
  /** `D`. */
  readonly column: string;
  /** `D62`. */
  readonly cell: string;
  readonly field: RosterField;
}

export interface RosterFault extends AtCell {
  readonly code: RosterFaultCode;
  /** What the cell shows, unmasked: screens mask where their reader may not see it. */
  readonly value: string;
  /** What is wrong and what to do, in Chinese, without the cell's address. */
  readonly message: string;
}

/** Something that was safe to repair and was repaired (platform.md §2). */
export interface RosterRepair extends AtCell {
  readonly before: string;
  readonly after: string;
  /** What was done, in Chinese: `全角字符改为半角`. */
  readonly message: string;
}

/** A row that may join. */
export interface RosterEntry {
  readonly row: number;
  readonly name: string;
  readonly sex: Sex;
  readonly residentId: string;
  readonly bornOn: DayNumber;
  readonly phone: string;
  readonly remark: string;
  readonly delayedRetirement: boolean;
  /** Empty where the row came clean. */
  readonly repairs: readonly RosterRepair[];
}

export interface FaultyRow {
  readonly row: number;
  /** The texts of the six template columns as the file has them, for display and for the workbook sent back. */
  readonly texts: readonly string[];
  /** All of them, in the order of the columns; never empty. */
  readonly faults: readonly RosterFault[];
}

/** What a reader of the file hears on the way. Valid only if the file as a whole is taken in the end. */
export interface RosterBatch {
  readonly accepted: readonly RosterEntry[];
  readonly faulty: readonly FaultyRow[];
  /** The share of the file read so far, 0 to 1. */
  readonly progress: number;
}

export interface RosterSummary {
  /** Accepted and faulty; empty rows and a sum row are not counted. */
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Accepted rows in which something was repaired. */
  readonly repaired: number;
  /** Row number of a 合计 row that was left out, if there was one. */
  readonly sumRow: number | undefined;
  /** Sentences on what the user should know though nothing is refused: a hidden column, a second sheet. */
  readonly warnings: readonly string[];
}

/** Everything of one file, for callers who keep it whole. */
export interface Roster extends RosterSummary {
  readonly entries: readonly RosterEntry[];
  readonly faultyRows: readonly FaultyRow[];
}

export interface RosterRequest {
  readonly program: ProgramId;
  /** The day the roster is submitted: ages are reached on it. */
  readonly submittedOn: DayNumber;
  readonly limits?: Partial<SheetLimits> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Node's own inflater is several times as fast as the platform's; see `zip-entry.ts`. */
  readonly gunzip?: Gunzip | undefined;
}
