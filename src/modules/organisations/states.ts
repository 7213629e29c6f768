/** What becomes of a unit. */
export type UnitState = 'registered' | 'active' | 'refused' | 'moved' | 'merged' | 'closed';

export type UnitAct = 'pass' | 'refuse' | 'move-within' | 'move-across' | 'merge' | 'split' | 'amend';

interface Edge {
  readonly from: readonly UnitState[];
  /** Left out where the state stays. */
  readonly to?: UnitState;
}

/** Which act leads from where to where; `refused`, `moved`, `merged` and `closed` are ends. */
export const UNIT_EDGES: Readonly<Record<UnitAct, Edge>> = {
  pass: { from: ['registered'], to: 'active' },
  refuse: { from: ['registered'], to: 'refused' },
  'move-within': { from: ['registered', 'active'] },
  'move-across': { from: ['active'], to: 'moved' },
  merge: { from: ['active'], to: 'merged' },
  split: { from: ['active'] },
  amend: { from: ['registered', 'active'] },
};

export function mayDo(act: UnitAct, state: UnitState): boolean {
  return UNIT_EDGES[act].from.includes(state);
}
