import type { DayNumber } from '#kernel/civil-date.ts';

export interface SchemeOptions {
  /** A whole number: the same options give the same scheme, to the byte. */
  readonly seed: number;
  readonly units: number;
  /** Persons who may join, over all rosters; faulty rows come on top. */
  readonly members: number;
  /** Rows of the insurer's export. */
  readonly settlements: number;
  /** Share of faulty rows among all rows of the rosters, 0 to {@link LARGEST_FAULT_SHARE}. */
  readonly faultShare: number;
  /** The day on which all rosters are submitted. */
  readonly submittedOn: DayNumber;
}

export const LARGEST_FAULT_SHARE = 0.5;
export const MOST_UNITS = 5_000;
export const MOST_MEMBERS = 5_000_000;

/** What a roster may have at most (platform.md §2), and any file that our readers take. */
export const MOST_FILE_ROWS = 200_000;

/** Options that give no scheme; the message says in Chinese which and why, without its full stop. */
export class SchemeOptionsFault extends Error {}

/** Throws {@link SchemeOptionsFault}. What depends on the plan (rows of a roster, stays of a member) is checked there. */
export function checkOptions({ seed, units, members, settlements, faultShare }: SchemeOptions): void {
  if (!Number.isSafeInteger(seed)) throw new SchemeOptionsFault('种子须是整数');
  if (!isBetween(units, 1, MOST_UNITS)) throw new SchemeOptionsFault(`单位数须是 1 至 ${MOST_UNITS} 的整数`);
  if (!isBetween(members, units, MOST_MEMBERS)) {
    throw new SchemeOptionsFault(`人数须是整数，不少于单位数，不超过 ${MOST_MEMBERS}`);
  }
  if (!isBetween(settlements, 0, MOST_MEMBERS)) {
    throw new SchemeOptionsFault(`结算笔数须是 0 至 ${MOST_MEMBERS} 的整数`);
  }
  if (!(faultShare >= 0 && faultShare <= LARGEST_FAULT_SHARE)) {
    throw new SchemeOptionsFault(`错误行的比例须在 0 至 ${LARGEST_FAULT_SHARE} 之间`);
  }
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
