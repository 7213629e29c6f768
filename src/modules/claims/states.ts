/**
 * What a claim lives through.
 *
 * `declined`: the rules pay nothing; `denied`: a reviewer does. `referred`: the rules or a level leave it to the office.
 */
export type ClaimState =
  | 'in-review'
  | 'referred'
  | 'sent-back'
  | 'declined'
  | 'denied'
  | 'approved'
  | 'in-payout'
  | 'paid'
  | 'returned';

export type ClaimAct =
  | 'pass'
  | 'send-back'
  | 'deny'
  | 'refer'
  | 'put-into-batch'
  | 'take-out-of-batch'
  | 'pay'
  | 'return';

/**
 * The one table of what may happen in which state. A pass leads to `approved` where the last level has passed; before
 * that the claim stays, and waits for the next level.
 */
export const CLAIM_EDGES: Readonly<Record<ClaimState, Readonly<Partial<Record<ClaimAct, ClaimState>>>>> = {
  'in-review': { pass: 'approved', 'send-back': 'sent-back', deny: 'denied', refer: 'referred' },
  referred: { pass: 'approved', 'send-back': 'sent-back', deny: 'denied' },
  'sent-back': {},
  declined: {},
  denied: {},
  approved: { 'put-into-batch': 'in-payout' },
  'in-payout': { 'take-out-of-batch': 'approved', pay: 'paid', return: 'returned' },
  paid: { return: 'returned' },
  // nothing of it is left to pay: what came back was kept for its recovery
  returned: { 'put-into-batch': 'in-payout', pay: 'paid' },
};
