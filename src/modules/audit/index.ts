/** The audit trail: sealed into a chain, verified, read. Rows are written by `act.audit` of the platform. */
export type { AuditFault } from './audit-fault.ts';
export { type AuditedOffice, findAnchor, findAuditedOffices } from './audit-heads.ts';
export { checkAudit, findIntegrity } from './check-audit.ts';
export { findTrail } from './find-trail.ts';
export { type OpenAuditRowRefusal, openAuditRow } from './open-audit-row.ts';
export { sealAudit } from './seal-audit.ts';
export type { TrailArea, TrailQuery, TrailRow } from './trail.ts';
export { type AuditAnchor, verifyAudit } from './verify-audit.ts';
