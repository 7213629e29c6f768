import type { DraftRow } from '#intake/settlements/draft-row.ts';
import { setOffRefunds } from '#intake/settlements/set-off-refunds.ts';
import type {
  FaultySettlement,
  RefundedSettlement,
  SettlementFault,
  SettlementRow,
} from '#intake/settlements/settlement-row.ts';

export interface ComparedRows {
  readonly settlements: readonly SettlementRow[];
  readonly faulty: readonly FaultySettlement[];
  readonly refunded: readonly RefundedSettlement[];
}

/** Compares the rows with each other: refunds with what they take back, equal IDs, emergencies with their stays. */
export function compareRows(drafts: readonly DraftRow[]): ComparedRows {
  const { refunded, pairedRows, faults } = setOffRefunds(drafts);
  const left = drafts.filter(({ row }) => !pairedRows.has(row));
  const duplicates = findDuplicates(left.filter(({ row }) => !faults.has(row)));
  const stays = new Set(left.filter((draft) => draft.settlement !== undefined && !draft.isEmergency).map(stayKey));
  const settlements: SettlementRow[] = [];
  const faulty: FaultySettlement[] = [];
  for (const draft of left) {
    const { row, id, settlement } = draft;
    const all = [...draft.faults, ...(faults.get(row) ?? []), ...(duplicates.get(row) ?? [])];
    const isLoneEmergency = draft.isEmergency && (draft.encounterId === '' || !stays.has(stayKey(draft)));
    if (isLoneEmergency) all.push(draft.faultAt('not-a-stay', EMERGENCY));
    if (all.length === 0 && settlement !== undefined) settlements.push(settlement);
    else faulty.push({ row, id, faults: all, ...refundOf(draft, all) });
  }
  return { settlements, faulty, refunded };
}

function refundOf(
  { id, originalId, personId, encounterId }: DraftRow,
  faults: readonly SettlementFault[],
): Pick<FaultySettlement, 'refundOf'> {
  if (!faults.some(({ code }) => code === 'refund-without-original')) return {};
  return { refundOf: { settlementId: originalId === '' ? id : originalId, personId, encounterId } };
}

const EMERGENCY =
  '医疗类别是急诊，文件里没有同一就诊ID的住院结算，不能单独作为住院核算；如后来转住院，请与住院结算一起导出';

function stayKey({ personId, encounterId }: DraftRow): string {
  return `${personId} ${encounterId}`;
}

/**
 * Rows with one 结算ID: of rows that say the same only the first counts; where they differ nobody knows which is right,
 * and none does.
 */
function findDuplicates(drafts: readonly DraftRow[]): ReadonlyMap<number, readonly SettlementFault[]> {
  const byId = new Map<string, DraftRow[]>();
  for (const draft of drafts) {
    if (draft.id === '') continue;
    const same = byId.get(draft.id);
    if (same === undefined) byId.set(draft.id, [draft]);
    else same.push(draft);
  }
  const faults = new Map<number, readonly SettlementFault[]>();
  for (const [first, ...others] of byId.values()) {
    if (first === undefined || others.length === 0) continue;
    const areEqual = others.every((other) => contentOf(other) === contentOf(first));
    for (const other of others) {
      faults.set(other.row, [other.faultAt('duplicate', duplicateSentence(first.row, areEqual))]);
    }
    if (!areEqual) faults.set(first.row, [first.faultAt('duplicate', duplicateSentence(others[0]?.row ?? 0, false))]);
  }
  return faults;
}

/** Everything but the row number; rows with faults equal none but themselves. */
function contentOf({ row, settlement }: DraftRow): string {
  return settlement === undefined ? `faulty ${row}` : JSON.stringify({ ...settlement, row: 0 });
}

function duplicateSentence(otherRow: number, areEqual: boolean): string {
  return areEqual
    ? `结算ID与第 ${otherRow} 行重复，内容相同，只核算第 ${otherRow} 行；请删去多余的一行`
    : `结算ID与第 ${otherRow} 行重复，内容却不同，分不清以哪一行为准，都没有核算；请向医保经办机构核对`;
}
