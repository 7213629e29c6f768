import type { GeneratedScheme, GeneratedUnit } from '#generator/scheme.ts';
import { SchemeOptionsFault } from '#generator/scheme-options.ts';
import { Shuffle } from '#generator/shuffle.ts';
import { STREAM } from '#generator/streams.ts';

/** So many stays a member has at most: two are paid, the third meets the limit (附件1-4.4). */
export const STAYS_OF_A_MEMBER = 3;

/** A member of a unit, and how many stays he had before. */
export interface StayingMember {
  readonly unit: GeneratedUnit;
  readonly member: number;
  readonly round: number;
}

/**
 * The members whose stays the insurer settles: those of the inpatient program whose cover starts by rule alone, in a
 * shuffled order; when all had one stay, the round begins anew.
 */
export class CoveredMembers {
  private readonly units: readonly GeneratedUnit[];
  /** Members of the units before each. */
  private readonly before: readonly number[];
  private readonly count: number;
  private readonly order: Shuffle;

  constructor({ units, options }: GeneratedScheme) {
    this.units = units.filter(({ program, cover }) => program === 'henan-inpatient' && cover !== undefined);
    const before: number[] = [];
    let count = 0;
    for (const { members } of this.units) {
      before.push(count);
      count += members;
    }
    this.before = before;
    this.count = count;
    this.order = new Shuffle(count, options.seed + STREAM.settlementMember);
  }

  /** Throws `SchemeOptionsFault` where there are more settlements than these members can have. */
  static check(scheme: GeneratedScheme): void {
    const { count } = new CoveredMembers(scheme);
    if (scheme.options.settlements > count * STAYS_OF_A_MEMBER) {
      throw new SchemeOptionsFault(
        `能有住院结算的只有 ${count} 人，每人至多 ${STAYS_OF_A_MEMBER} 笔；请减少结算笔数或增加人数`,
      );
    }
  }

  at(index: number): StayingMember {
    const number = this.order.at(index % this.count);
    const at = this.unitHolding(number);
    const unit = this.units[at];
    if (unit === undefined) throw new RangeError(`no unit holds member ${number}`);
    return { unit, member: number - (this.before[at] ?? 0), round: Math.floor(index / this.count) };
  }

  /** The last unit that begins at or before a number. */
  private unitHolding(number: number): number {
    let low = 0;
    let high = this.units.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.before[middle] ?? 0) <= number) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
