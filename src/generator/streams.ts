/**
 * First step of the path of `diceAt`, and what is added to the seed of a shuffle: one number for each kind of thing, so
 * that drawing more of one changes nothing of another. A number that was given is never given again.
 */
export const STREAM = {
  person: 1,
  personBirth: 2,
  personPhone: 3,
  personCard: 4,
  unit: 5,
  unitNames: 6,
  unitCodes: 7,
  unionCodes: 8,
  rosterRow: 9,
  faultPlace: 10,
  faultKind: 11,
  transfers: 12,
  settlement: 13,
  settlementKind: 14,
  settlementMember: 15,
  statementLine: 16,
} as const;
