import { START_OF_CHAIN } from '#platform/cryptography/chain.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { AuditFaults } from './audit-fault.ts';
import type { AuditReport } from './audit-report.ts';
import { type AuditedRow, compareKeys, isAsWritten, type RowKey } from './audited-row.ts';
import { isGenuine, leavesOf, type Seal } from './seal.ts';
import { findHead, type Head, streamRows, streamSeals } from './store.ts';

/** The link of a seal, as it was kept outside of the database. */
export interface AuditAnchor {
  readonly officeId: string;
  readonly number: number;
  readonly link: Buffer;
}

const KEPT_FAULTS = 1_000;

/**
 * Reads the whole trail of an office and all its seals, in one pass and little memory, and names what a superuser of the
 * database changed, removed or inserted.
 *
 * Whoever owns the database can also take away its end: the last seals with their rows and the head. Only links that were
 * kept elsewhere (`anchors`) show that; and rows that vanish before they are sealed are seen by nothing.
 */
export async function verifyAudit(
  platform: Platform,
  officeId: string,
  anchors: readonly AuditAnchor[] = [],
): Promise<AuditReport> {
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  return await platform.database.transaction(context, async (transaction) => {
    // heads before and after, seals before rows: what is sealed meanwhile must not look like damage
    const head = await findHead(transaction, officeId);
    const check = new TrailCheck(platform.ring(), officeId, head, anchors);
    const seals = streamSeals(transaction, officeId);
    let batch = await seals.next();
    const rows = new RowStream(streamRows(transaction, officeId));
    while (batch.done !== true) {
      for (const seal of batch.value) await check.takeSeal(seal, rows);
      batch = await seals.next();
    }
    await check.takeTail(rows);
    check.takeEnd(await findHead(transaction, officeId));
    return check.report(rows.count);
  });
}

/** The state of one check on its way through the chain. */
class TrailCheck {
  private readonly ring: KeyRing;
  private readonly officeId: string;
  private readonly head: Head | undefined;
  private readonly anchors: ReadonlyMap<number, Buffer>;
  private readonly faults = new AuditFaults(KEPT_FAULTS);
  private lastNumber = 0;
  private sealCount = 0;
  private unsealedCount = 0;
  /** The last seal that is genuine. */
  private trusted: { readonly number: number; readonly link: Buffer } = { number: 0, link: START_OF_CHAIN };

  constructor(ring: KeyRing, officeId: string, head: Head | undefined, anchors: readonly AuditAnchor[]) {
    this.ring = ring;
    this.officeId = officeId;
    this.head = head;
    this.anchors = new Map(
      anchors.filter((each) => each.officeId === officeId).map((each) => [each.number, each.link]),
    );
  }

  async takeSeal(seal: Seal, rows: RowStream): Promise<void> {
    this.addRemovedSeals(seal.number - 1);
    this.sealCount += 1;
    this.lastNumber = seal.number;
    if (this.head?.number === seal.number && !this.head.link.equals(seal.link)) {
      this.addSealFault('head-changed', seal.number);
    }
    const anchor = this.anchors.get(seal.number);
    if (anchor !== undefined && !anchor.equals(seal.link)) this.addSealFault('anchor-contradicted', seal.number);
    if (!isGenuine(this.ring, this.officeId, seal)) {
      this.addSealFault('seal-changed', seal.number);
      return;
    }
    const follows = seal.number === this.trusted.number + 1;
    if (follows && !seal.previousLink.equals(this.trusted.link)) this.addSealFault('seal-changed', seal.number);
    await this.compareBefore(seal.first, rows, follows);
    await this.compareRows(seal, rows);
    this.trusted = seal;
  }

  async takeTail(rows: RowStream): Promise<void> {
    for (let row = await rows.peek(); row !== undefined; row = await rows.next()) {
      this.unsealedCount += 1;
      this.checkForged(row);
    }
  }

  /** Behind the last seal: `head` is the one that was read last. */
  takeEnd(head: Head | undefined): void {
    if ((head?.number ?? 0) < this.lastNumber) this.addSealFault('head-changed', this.lastNumber);
    this.addRemovedSeals(Math.max(this.head?.number ?? 0, ...this.anchors.keys()));
  }

  report(rowCount: number): AuditReport {
    const { officeId, sealCount, unsealedCount, faults } = this;
    return { officeId, sealCount, rowCount, unsealedCount, faultCount: faults.count, faults: faults.kept };
  }

  /** Rows before a seal and behind the one before it: where both seals stand, there is nothing between them. */
  private async compareBefore(first: RowKey, rows: RowStream, follows: boolean): Promise<void> {
    for (let row = await rows.peek(); row !== undefined; row = await rows.next()) {
      if (compareKeys(keyOf(row), first) >= 0) return;
      if (follows) this.faults.add({ kind: 'row-inserted', rowId: row.id });
      else this.checkForged(row);
    }
  }

  private async compareRows(seal: Seal, rows: RowStream): Promise<void> {
    for (const leaf of leavesOf(seal)) {
      let row = await rows.peek();
      while (row !== undefined && compareKeys(keyOf(row), leaf) < 0) {
        this.faults.add({ kind: 'row-inserted', rowId: row.id });
        row = await rows.next();
      }
      if (row === undefined || compareKeys(keyOf(row), leaf) !== 0) {
        this.faults.add({ kind: 'row-removed', rowId: leaf.id });
        continue;
      }
      const isSealed = leaf.rowHash.equals(row.row_hash) && isAsWritten(this.ring, this.officeId, row);
      if (!isSealed) this.faults.add({ kind: 'row-changed', rowId: row.id });
      await rows.next();
    }
  }

  private checkForged(row: AuditedRow): void {
    if (!isAsWritten(this.ring, this.officeId, row)) this.faults.add({ kind: 'row-forged', rowId: row.id });
  }

  /** Names the seals up to `last` that ought to stand behind the last one found. */
  private addRemovedSeals(last: number): void {
    const shown = Math.min(last, this.lastNumber + KEPT_FAULTS);
    for (let number = this.lastNumber + 1; number <= shown; number += 1) this.addSealFault('seal-removed', number);
  }

  private addSealFault(
    kind: 'seal-removed' | 'seal-changed' | 'head-changed' | 'anchor-contradicted',
    sealNumber: number,
  ): void {
    this.faults.add({ kind, sealNumber });
  }
}

function keyOf(row: AuditedRow): RowKey {
  return { transactionId: row.transaction_id, id: row.id };
}

/** Rows one after the other, with a look at the one that comes. */
class RowStream {
  private readonly batches: AsyncGenerator<AuditedRow[]>;
  private batch: readonly AuditedRow[] = [];
  private at = 0;
  private hasEnded = false;
  /** Of the rows that were read. */
  count = 0;

  constructor(batches: AsyncGenerator<AuditedRow[]>) {
    this.batches = batches;
  }

  /** The row that comes, `undefined` behind the last. */
  async peek(): Promise<AuditedRow | undefined> {
    if (this.at < this.batch.length || this.hasEnded) return this.batch[this.at];
    const next = await this.batches.next();
    this.hasEnded = next.done === true;
    this.batch = next.done === true ? [] : next.value;
    this.at = 0;
    return this.batch[0];
  }

  /** Leaves the row that came, and gives the one behind it. */
  async next(): Promise<AuditedRow | undefined> {
    this.at += 1;
    this.count += 1;
    return await this.peek();
  }
}
