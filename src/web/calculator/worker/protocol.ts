import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { CaseFault } from '#scheme/case-fault.ts';
import type { Decision } from '#scheme/decision.ts';
import type { CellNote } from '#web/ui/fault-table.tsx';

/**
 * What the page and its worker say to each other.
 *
 * The worker reads the files, decides, and keeps everything; the page holds the numbers and asks for the rows in sight.
 */

/** What to work on. The settlements are decided only where a roster says who is a member. */
export interface BatchRequest {
  readonly program: ProgramId;
  /** The day on which the roster's cover starts. */
  readonly startOn: DayNumber;
  /** The day on which the roster is submitted: ages are reached on it. */
  readonly submittedOn: DayNumber;
  readonly roster: File | undefined;
  readonly settlements: File | undefined;
}

export type FileKind = 'roster' | 'settlements';

/** What the worker is at. */
export type Stage = FileKind | 'decide';

export interface BatchProgress {
  readonly stage: Stage;
  /** 0 to 1. */
  readonly share: number;
  /** Rows seen so far, where that is known. */
  readonly rows: number | undefined;
}

export interface RosterCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Accepted rows in which something was mended. */
  readonly repaired: number;
  readonly warnings: readonly string[];
}

/** How a settlement ended; the rules' outcomes and what comes before them. */
export type SettlementOutcome = 'pay' | 'decline' | 'refer' | 'not-a-member' | 'joined' | 'fault';

export interface OutcomeTotal {
  readonly count: number;
  readonly amountFen: Fen;
}

/** A reason with how many settlements have it, so that the number can open its rows. */
export interface ReasonTotal {
  readonly outcome: SettlementOutcome;
  /** `waiting-time 附件1-4.2` */
  readonly reason: string;
  readonly words: string;
  readonly count: number;
}

export interface SettlementCounts {
  readonly total: number;
  readonly byOutcome: Readonly<Record<SettlementOutcome, OutcomeTotal>>;
  readonly reasons: readonly ReasonTotal[];
  /** Rows of the file that could not be read as settlements. */
  readonly faultyRows: number;
  readonly refunded: number;
  readonly ignoredColumns: readonly string[];
  readonly warnings: readonly string[];
}

export interface BatchSummary {
  readonly roster: RosterCounts | undefined;
  readonly settlements: SettlementCounts | undefined;
  /** Rows of a settlement file that were read though no roster was there to decide them against. */
  readonly settlementsRead: number | undefined;
  readonly milliseconds: number;
}

export type BatchEnd =
  | { readonly kind: 'done'; readonly summary: BatchSummary }
  | { readonly kind: 'refused'; readonly file: FileKind; readonly message: string }
  | { readonly kind: 'cancelled' };

/** The lists that the page can show. */
export type ListName = 'accepted' | 'faulty' | 'repaired' | 'decisions' | 'faulty-settlements';

export interface ListQuery {
  readonly list: ListName;
  readonly search: string;
  /** Of decisions only. */
  readonly outcome: SettlementOutcome | undefined;
  readonly reason: string | undefined;
  readonly order: 'settled' | 'amount';
}

/** A row of the roster. Names and numbers are whole: the page masks them. */
export interface RosterListRow {
  readonly row: number;
  readonly name: string;
  readonly residentId: string;
  readonly notes: readonly CellNote[];
}

export interface DecisionListRow {
  /** Place among all decisions, the handle for {@link DecisionDetail}. */
  readonly place: number;
  readonly row: number;
  readonly id: string;
  readonly name: string;
  readonly residentId: string;
  readonly hospital: string;
  readonly admittedOn: DayNumber;
  readonly dischargedOn: DayNumber;
  readonly settledOn: DayNumber;
  readonly diagnosis: string;
  readonly outcome: SettlementOutcome;
  readonly amountFen: Fen;
  /** Why, in plain words; empty where it simply pays. */
  readonly why: string;
}

export type ListRow = RosterListRow | DecisionListRow;

export interface DecisionDetail {
  readonly row: DecisionListRow;
  readonly settlement: SettlementRow;
  readonly decision: Decision | undefined;
  /** The case in the format of the rules' page §4. */
  readonly caseJson: unknown;
  readonly joinedTo: string | undefined;
  readonly fault: CaseFault | undefined;
}

/** What can be saved. */
export type ExportKind = 'results' | 'faulty-rows';

/** A question of the page; `call` comes back with the answer. */
export type Ask =
  | { readonly type: 'run'; readonly request: BatchRequest }
  | { readonly type: 'count'; readonly query: ListQuery }
  | { readonly type: 'rows'; readonly query: ListQuery; readonly from: number; readonly to: number }
  /** The decision at an index of a filtered list. */
  | { readonly type: 'detail'; readonly query: ListQuery; readonly index: number }
  | { readonly type: 'export'; readonly what: ExportKind };

export interface Answers {
  readonly run: BatchEnd;
  readonly count: number;
  readonly rows: readonly ListRow[];
  readonly detail: DecisionDetail | undefined;
  readonly export: Blob;
}

export type ToWorker =
  | { readonly type: 'ask'; readonly call: number; readonly ask: Ask }
  /** Stop the run; it answers `cancelled`. */
  | { readonly type: 'cancel' };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly progress: BatchProgress }
  | { readonly type: 'answer'; readonly call: number; readonly answer: Answers[keyof Answers] }
  | { readonly type: 'broken'; readonly call: number; readonly message: string };
