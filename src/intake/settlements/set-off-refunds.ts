import type { DraftRow } from '#intake/settlements/draft-row.ts';
import type { RefundedSettlement, SettlementFault } from '#intake/settlements/settlement-row.ts';
import { formatDate } from '#kernel/civil-date.ts';

export interface SetOff {
  readonly refunded: readonly RefundedSettlement[];
  /** Rows that are one half of a pair: not decided, not faulty. */
  readonly pairedRows: ReadonlySet<number>;
  /** What is wrong beyond the row's own faults, by row. */
  readonly faults: ReadonlyMap<number, readonly SettlementFault[]>;
}

/**
 * Finds for every refund the settlement that it takes back, in whatever order the two stand.
 *
 * The insurer reports both rows: the settlement, and one with negative amounts (or, without them, a copy marked
 * 退费结算标志 = 1). They belong together by 原结算ID, else by the same 结算ID, else as mirror images of one stay (就诊ID,
 * or person, hospital and admission day). A stay settled again after its refund keeps its new settlement: the one settled
 * last before the refund is taken back, a marked one first. A refund that fits nothing is a fault, since the settlement
 * it takes back may have been paid from an earlier file.
 */
export function setOffRefunds(drafts: readonly DraftRow[]): SetOff {
  const refunded: RefundedSettlement[] = [];
  const pairedRows = new Set<number>();
  const faults = new Map<number, readonly SettlementFault[]>();
  const reversals = drafts.filter(isReversal);
  const marked = drafts.filter((draft) => draft.isMarkedRefunded && !isReversal(draft));
  if (reversals.length + marked.length === 0) return { refunded, pairedRows, faults };

  const originals = groupByPerson(drafts);
  const pair = (original: DraftRow, refund: DraftRow): void => {
    pairedRows.add(original.row).add(refund.row);
    refunded.push({ id: original.id, row: original.row, refundRow: refund.row });
  };
  const free = (refund: DraftRow): DraftRow[] =>
    refund.personId === ''
      ? []
      : (originals.get(refund.personId) ?? []).filter(({ row }) => row !== refund.row && !pairedRows.has(row));

  for (const reversal of reversals) {
    const candidates = free(reversal);
    const named = candidates.filter((candidate) => isNamedBy(candidate, reversal));
    const images = reversal.originalId === '' ? candidates.filter((other) => isOfOneStay(other, reversal)) : [];
    const original = mostLikely(
      [...named, ...images].filter((other) => mirrors(other, reversal, -1)),
      reversal,
    );
    if (original !== undefined) {
      pair(original, reversal);
    } else {
      for (const other of named) faults.set(other.row, [other.faultAt('figures-differ', partialSentence(reversal))]);
      faults.set(reversal.row, [withoutOriginal(reversal, named)]);
    }
  }
  for (const copy of marked) {
    if (pairedRows.has(copy.row)) continue;
    const candidates = free(copy).filter((other) => !other.isMarkedRefunded && mirrors(other, copy, 1));
    const fitting = candidates.filter(
      (other) =>
        isNamedBy(other, copy) || (copy.originalId === '' && isOfOneStay(other, copy) && isBefore(other, copy)),
    );
    const original = mostLikely(fitting, copy);
    if (original === undefined) faults.set(copy.row, [withoutOriginal(copy, [])]);
    else pair(original, copy);
  }
  return { refunded: refunded.sort((a, b) => a.row - b.row), pairedRows, faults };
}

export function isReversal({ billedTotal }: DraftRow): boolean {
  return billedTotal < 0;
}

function groupByPerson(drafts: readonly DraftRow[]): ReadonlyMap<string, readonly DraftRow[]> {
  const groups = new Map<string, DraftRow[]>();
  for (const draft of drafts) {
    if (isReversal(draft) || draft.personId === '') continue;
    const group = groups.get(draft.personId);
    if (group === undefined) groups.set(draft.personId, [draft]);
    else group.push(draft);
  }
  return groups;
}

function isNamedBy(original: DraftRow, refund: DraftRow): boolean {
  return refund.originalId === '' ? original.id !== '' && original.id === refund.id : original.id === refund.originalId;
}

function isOfOneStay(a: DraftRow, b: DraftRow): boolean {
  if (a.encounterId !== '' && b.encounterId !== '') return a.encounterId === b.encounterId;
  return a.admittedOn === b.admittedOn && a.hospitalCode === b.hospitalCode;
}

/** Whether the amounts are the same (`sign` 1) or the negation (-1). */
function mirrors(original: DraftRow, refund: DraftRow, sign: 1 | -1): boolean {
  const isSame = (a: number, b: number): boolean => a === sign * b || (a === 0 && b === 0);
  return (
    isSame(original.billedTotal, refund.billedTotal) &&
    isSame(original.eligibleExpense, refund.eligibleExpense) &&
    isSame(original.poolingFundPaid, refund.poolingFundPaid)
  );
}

function isBefore(a: DraftRow, b: DraftRow): boolean {
  return a.settledOn < b.settledOn || (a.settledOn === b.settledOn && a.row < b.row);
}

/** Marked ones first, then those settled not after the refund, the latest of them first. */
function mostLikely(candidates: readonly DraftRow[], refund: DraftRow): DraftRow | undefined {
  const score = (draft: DraftRow): number =>
    (draft.isMarkedRefunded ? 2 : 0) + (draft.settledOn <= refund.settledOn ? 1 : 0);
  let best: DraftRow | undefined;
  for (const candidate of candidates) {
    if (best === undefined || score(candidate) > score(best)) best = candidate;
    else if (
      score(candidate) === score(best) &&
      !isBefore(candidate, best) &&
      candidate.settledOn <= refund.settledOn
    ) {
      best = candidate;
    }
  }
  return best;
}

function withoutOriginal(refund: DraftRow, named: readonly DraftRow[]): SettlementFault {
  const other = named[0];
  return refund.faultAt(
    'refund-without-original',
    other === undefined
      ? '这是退费记录，文件里没有它冲销的原结算。如原结算在以前的文件里且已给付，请办理追回；否则请连同原结算一起重新导出'
      : `这是退费记录，金额与第 ${other.row} 行的原结算不能对冲，两行都没有核算；请向医保经办机构核对`,
  );
}

function partialSentence(reversal: DraftRow): string {
  const day = Number.isNaN(reversal.settledOn) ? '' : `（${formatDate(reversal.settledOn)}）`;
  return `第 ${reversal.row} 行是这一笔的退费${day}，金额却不能对冲，两行都没有核算；请向医保经办机构核对`;
}
