/**
 * What a check of the trail found to be not as the program left it.
 *
 * - `row-changed`: a sealed row says something else than when it was sealed
 * - `row-removed`: a sealed row is not there (or not where it was sealed)
 * - `row-inserted`: a row stands among sealed ones that is not in the seal
 * - `row-forged`: a row that no seal covers (yet) does not have the hash that the program would have given it
 * - `seal-removed`, `seal-changed`: of the seal with that number; of its rows only the hashes are checked then
 * - `head-changed`: the office's last link is not that of its last seal
 * - `anchor-contradicted`: the seal is not the one of which the link was kept elsewhere
 */
export type AuditFault =
  | {
      readonly kind: 'row-changed' | 'row-removed' | 'row-inserted' | 'row-forged';
      readonly rowId: number;
    }
  | {
      readonly kind: 'seal-removed' | 'seal-changed' | 'head-changed' | 'anchor-contradicted';
      readonly sealNumber: number;
    };

/** The faults of a check: all are counted, the first are kept. */
export class AuditFaults {
  private readonly limit: number;
  readonly kept: AuditFault[] = [];
  count = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(fault: AuditFault): void {
    this.count += 1;
    if (this.kept.length < this.limit) this.kept.push(fault);
  }
}
