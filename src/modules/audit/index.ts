/** The audit trail: sealed into a chain, verified, read. Rows are written by `act.audit` of the platform. */
export type { AuditFault } from './audit-fault.ts';
export { type AuditedOffice, findAnchor, findAuditedOffices } from './audit-heads.ts';
export { sealAudit } from './seal-audit.ts';
export { type AuditAnchor, type AuditReport, verifyAudit } from './verify-audit.ts';
