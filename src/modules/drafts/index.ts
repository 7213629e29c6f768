/** Claims on their way: drafts, papers, reports of events, on one's own behalf or for a member. */
export { type ActingFor, actFor, isCoverInSight } from './act-for.ts';
export {
  type AddDocumentRefusal,
  addDocument,
  type DocumentToAdd,
  LARGEST_DOCUMENT_BYTES,
  type RemoveDocumentRefusal,
  removeDocument,
} from './add-document.ts';
export {
  type AnswerSupplementRefusal,
  answerSupplement,
  type OpenSupplementDraftRefusal,
  openSupplementDraft,
} from './answer-supplement.ts';
export type { DraftContent } from './draft.ts';
export { type BehalfDraft, findBehalfDrafts, stateForUnit } from './find-behalf.ts';
export { type DraftDetail, type DraftSummary, findDrafts, getDraft } from './find-drafts.ts';
export { recordPrintedPaper } from './print-paper.ts';
export {
  type DocumentSummary,
  findClaimDocuments,
  type ReadDocument,
  type ReadDocumentRefusal,
  readDocument,
} from './read-document.ts';
export { type ReadSlipRefusal, readSlipPicture } from './read-slip-picture.ts';
export { findRelativeView, relativesToTell } from './relative-view.ts';
export {
  type EventToReport,
  findOwnReports,
  type ReportEventRefusal,
  type ReportedEvent,
  reportEvent,
} from './report-event.ts';
export {
  type BeginUploadRefusal,
  beginUpload,
  type ContinueUploadRefusal,
  continueUpload,
  findUpload,
  forgetEndedUploads,
  LARGEST_PIECE_BYTES,
} from './resume-upload.ts';
export { type ConsentPurpose, type DraftToSubmit, type SubmitDraftRefusal, submitDraft } from './submit-draft.ts';
export {
  type DraftToOpen,
  type DraftToSave,
  type OpenDraftRefusal,
  openDraft,
  type SaveDraftRefusal,
  type SavedDraft,
  saveDraft,
  type WithdrawDraftRefusal,
  withdrawDraft,
} from './write-draft.ts';
