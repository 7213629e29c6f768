import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import { CLAIM_EDGES, type ClaimAct, type ClaimState } from './states.ts';
import { changeState } from './store.ts';

/** A claim as another module holds it. */
export interface ClaimRef {
  readonly claimId: string;
  readonly submittedOn: DayNumber;
}

/**
 * Takes claims along an edge of money: into a batch, out of it, paid, returned. Throws where one of them stands in a state
 * without that edge: who pays has locked them before.
 */
export async function changeClaims(
  act: Act,
  claims: readonly ClaimRef[],
  edge: Exclude<ClaimAct, 'pass' | 'send-back' | 'deny' | 'refer'>,
): Promise<void> {
  const states = Object.keys(CLAIM_EDGES) as ClaimState[];
  const from = states.filter((state) => CLAIM_EDGES[state][edge] !== undefined);
  const [to] = new Set(from.map((state) => CLAIM_EDGES[state][edge]));
  if (to === undefined) throw new Error(`no state has the edge ${edge}`);
  const changed = await changeState(act, claims, from, to);
  if (changed !== claims.length) throw new Error(`a claim can't be ${edge}: its state has changed`);
}
