/**
 * What a draft lives through: `open` until it is sent or given up; `sent-back` where its claim came back to be completed,
 * and may be written to again.
 */
export type DraftState = 'open' | 'submitted' | 'sent-back' | 'withdrawn';

export function mayBeWrittenTo(state: DraftState): boolean {
  return state === 'open' || state === 'sent-back';
}
