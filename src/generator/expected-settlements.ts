import { inSettlementOrder, SettlementDecider, staysInOrder } from '#intake/decide-settlements.ts';
import { readSettlements } from '#intake/settlements/read-settlements.ts';
import type { Fen } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { CoveragePeriod } from '#scheme/case.ts';

/** A settlement as `expected.json` has it. */
export interface ExpectedSettlement {
  readonly id: string;
  readonly outcome: string;
  readonly amountFen: Fen;
  readonly reasons: readonly (readonly [code: string, clause: string])[];
}

/**
 * What a settlement workbook comes to, with the cover of each of its members by resident ID: in the order of settlement
 * day, then id, as the platform has to decide it. Of several settlements of one stay all but the last are `joined`.
 */
export async function expectedSettlements(
  workbook: Blob,
  covers: ReadonlyMap<string, Period>,
): Promise<{ readonly settlements: readonly ExpectedSettlement[]; readonly settlementsPaidFen: Fen }> {
  const read = await readSettlements(workbook);
  if (!read.ok) throw new Error(`generated settlements can't be read: ${read.error.code}`);
  const periods = new Map(
    Array.from(covers, ([residentId, cover]): [string, readonly CoveragePeriod[]] => [
      residentId,
      [{ id: '1', ...cover, shares: 1 }],
    ]),
  );
  const decider = new SettlementDecider((residentId) => periods.get(residentId));
  const decided = staysInOrder(read.value.settlements).flatMap((stay) => decider.decide(stay));
  return {
    settlements: decided
      .sort((a, b) => inSettlementOrder(a.settlement, b.settlement))
      .map(({ settlement: { id }, outcome, amountFen, decision }) => ({
        id,
        outcome,
        amountFen,
        reasons: (decision?.reasons ?? []).map(({ code, clause }) => [code, clause] as const),
      })),
    settlementsPaidFen: decider.paidFen,
  };
}
