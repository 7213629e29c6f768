/** What a roster lives through; a later state is never left for an earlier one but by the edges below. */
export type RosterState =
  | 'draft'
  | 'in-review'
  | 'sent-back'
  | 'refused'
  | 'withdrawn'
  | 'passed'
  | 'covered'
  | 'expired';

export type RosterAct = 'submit' | 'pass' | 'send-back' | 'refuse' | 'withdraw' | 'start-cover' | 'expire';

/** The one table of what may happen in which state; buttons and refusals are derived from it. */
export const ROSTER_EDGES: Readonly<Record<RosterState, Readonly<Partial<Record<RosterAct, RosterState>>>>> = {
  draft: { submit: 'in-review', withdraw: 'withdrawn' },
  'in-review': { pass: 'passed', 'send-back': 'sent-back', refuse: 'refused', withdraw: 'withdrawn' },
  'sent-back': { submit: 'in-review', withdraw: 'withdrawn' },
  refused: {},
  withdrawn: {},
  passed: { 'start-cover': 'covered', expire: 'expired', withdraw: 'withdrawn' },
  covered: {},
  expired: {},
};
