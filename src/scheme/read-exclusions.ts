import { expectArray, refuse } from '#scheme/case-fault.ts';
import type { ClauseId } from '#scheme/clause-texts.ts';

const MOST_EXCLUSIONS = 100;

/** `claim.exclusions`: what a reviewer asserts; each must be one of the program's `clauses`. */
export function readExclusions(value: unknown, clauses: readonly ClauseId[]): readonly ClauseId[] {
  const list = expectArray(value, 'claim.exclusions', MOST_EXCLUSIONS);
  for (let i = 0; i < list.length; i++) {
    if (!clauses.includes(list[i] as ClauseId)) {
      refuse('claim.exclusions[]', `不是本活动的除外条款：应当是 ${clauses[0]} 到 ${clauses.at(-1)} 之一`, i);
    }
  }
  return list as readonly ClauseId[];
}
