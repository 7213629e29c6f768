/** Investigations of claims: who finds out what until when, and what he found. */
export {
  findClaimInvestigations,
  findInvestigations,
  getInvestigation,
  type Investigation,
} from './find-investigations.ts';
export {
  type OpenInvestigationRefusal,
  openInvestigation,
  type ReportInvestigationRefusal,
  reportInvestigation,
} from './investigate.ts';
export { type PayDeterminedPartRefusal, payDeterminedPart } from './pay-determined-part.ts';
