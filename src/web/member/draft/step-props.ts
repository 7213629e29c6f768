import type { DraftInHand } from '#web/member/use-draft.ts';

/** What every step of a claim works on. */
export interface StepProps {
  readonly hand: DraftInHand;
}
