import type { AuditFault } from './audit-fault.ts';

/** What a check of an office's trail found. */
export interface AuditReport {
  readonly officeId: string;
  readonly sealCount: number;
  readonly rowCount: number;
  /** Of these, rows behind the last seal, which are not sealed yet. */
  readonly unsealedCount: number;
  readonly faultCount: number;
  /** The first thousand. */
  readonly faults: readonly AuditFault[];
}

/** The same, as it is kept for the screens. */
export interface AuditCheck extends Omit<AuditReport, 'officeId'> {
  readonly at: number;
}
