export { findOwnLevel, getRootAgencyId, type ReviewLevel } from './review-level.ts';
