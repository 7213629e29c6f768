/**
 * What an appeal lives through: `filed`; the office finds `upheld` or `changed`; where the member is not content with that, or
 * the office itself hands it on, `before-committee`; the committee's word is the last: `ruled-upheld`, `ruled-changed`.
 */
export type AppealState = 'filed' | 'upheld' | 'changed' | 'before-committee' | 'ruled-upheld' | 'ruled-changed';

/** With whom it is. */
export type AppealStage = 'office' | 'committee' | 'ended';

/** What a proposed ruling lives through. */
export type ProposalState = 'open' | 'carried' | 'fallen' | 'withdrawn';

/**
 * Days to answer in, counted from the next day: the annexes set none, so these are the house's own, shown to the member as
 * the day by which he hears.
 */
export const OFFICE_DAYS = 15;
export const COMMITTEE_DAYS = 30;
/** So long after the office's finding a member may go before the committee. */
export const ESCALATION_DAYS = 30;

/** Fewer than this are no committee: its rulings are by majority. */
export const LEAST_PANEL = 3;
