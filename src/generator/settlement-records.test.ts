import { describe, expect, it } from 'vitest';
import { generateScheme } from '#generator/generate-scheme.ts';
import { memberAt } from '#generator/roster-rows.ts';
import type { GeneratedScheme } from '#generator/scheme.ts';
import { SETTLEMENT_HEADER, settlementCells } from '#generator/settlement-cells.ts';
import { type SettlementKind, type SettlementRecord, settlementRecords } from '#generator/settlement-records.ts';
import { type DecidedSettlement, SettlementDecider, staysInOrder } from '#intake/decide-settlements.ts';
import { readSettlements } from '#intake/settlements/read-settlements.ts';
import type { SettlementFile } from '#intake/settlements/settlement-row.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { parseDate } from '#kernel/civil-date.ts';
import type { CoveragePeriod } from '#scheme/case.ts';

function schemeOf(seed: number, members: number, settlements: number): GeneratedScheme {
  const submittedOn = parseDate('2025-05-10');
  return generateScheme({ seed, units: 8, members, settlements, faultShare: 0.03, submittedOn });
}

async function readBack(records: readonly SettlementRecord[]): Promise<SettlementFile> {
  const columns = SETTLEMENT_HEADER.map((header) => ({ header, width: 14, format: 'text' as const }));
  const file = await writeWorkbook([{ name: '结算', columns, rows: records.map(settlementCells) }]);
  const read = await readSettlements(file);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** Decides with the cover of every unit whose payment completed its order. */
function decide(scheme: GeneratedScheme, file: SettlementFile): ReadonlyMap<string, DecidedSettlement> {
  const periods = new Map<string, readonly CoveragePeriod[]>();
  for (const unit of scheme.units) {
    if (unit.cover === undefined || unit.program !== 'henan-inpatient') continue;
    const cover = [{ id: '1', ...unit.cover, shares: 1 }];
    for (let member = 0; member < unit.members; member++) {
      periods.set(memberAt(scheme, unit, member).person.residentId, cover);
    }
  }
  const decider = new SettlementDecider((residentId) => periods.get(residentId));
  const decided = staysInOrder(file.settlements).flatMap((stay) => decider.decide(stay));
  return new Map(decided.map((each) => [each.settlement.id, each]));
}

function expectedOf(kind: SettlementKind): { outcome: string; clauses?: readonly string[] } {
  switch (kind) {
    case 'waiting-time':
      return { outcome: 'decline', clauses: ['附件1-4.2'] };
    case 'before-cover':
      return { outcome: 'decline', clauses: ['附件1-5(二).1'] };
    case 'other-province-on-own':
      return { outcome: 'refer' };
    case 'psychiatric':
      return { outcome: 'decline', clauses: ['附件1-5(一).11'] };
    case 'grade-one':
      return { outcome: 'decline', clauses: ['附件1-5(一).12'] };
    case 'not-a-member':
      return { outcome: 'not-a-member' };
    case 'interim':
      return { outcome: 'joined' };
    default:
      return { outcome: 'pay' };
  }
}

describe('settlementRecords', () => {
  it('are read without a fault or a warning, refunds in pairs, every figure in the band', async () => {
    const records = [...settlementRecords(schemeOf(1, 3_000, 1_000))];
    expect(records).toHaveLength(1_000);
    const file = await readBack(records);
    expect(file).toMatchObject({ faulty: [], warnings: [], ignoredColumns: [] });
    const refunds = records.filter(({ kind }) => kind === 'refund');
    expect(refunds.length).toBeGreaterThan(15);
    expect(file.refunded).toHaveLength(refunds.length);
    expect(file.settlements).toHaveLength(1_000 - 2 * refunds.length);
    expect(file.settlements.every(({ figures }) => figures.aboveCeiling === 0)).toBe(true);
  });

  it('come out as planted when they are decided', async () => {
    const scheme = schemeOf(2, 3_000, 900);
    const records = [...settlementRecords(scheme)];
    const decided = decide(scheme, await readBack(records));
    const seen = new Set<SettlementKind>();
    for (const { id, kind } of records) {
      seen.add(kind);
      if (kind === 'refunded' || kind === 'refund') {
        expect(decided.has(id)).toBe(false);
        continue;
      }
      const { outcome, clauses } = expectedOf(kind);
      expect(`${kind} ${decided.get(id)?.outcome}`).toBe(`${kind} ${outcome}`);
      if (clauses === undefined) continue;
      expect(decided.get(id)?.decision?.reasons.map(({ clause }) => clause)).toEqual(clauses);
    }
    expect(seen.size).toBe(14);
  });

  it('lay the stays of one member apart when there are more of them than members', async () => {
    const scheme = schemeOf(3, 100, 0);
    const covered = scheme.units
      .filter(({ program, cover }) => program === 'henan-inpatient' && cover !== undefined)
      .reduce((count, { members }) => count + members, 0);
    const records = [...settlementRecords(schemeOf(3, 100, covered * 3))];
    const file = await readBack(records);
    expect(file.faulty).toEqual([]);
    const outcomes = [...decide(scheme, file).values()].map(({ outcome }) => outcome);
    expect(outcomes).not.toContain('fault');
    const last = new Map<string, number>();
    const stays = records.filter(({ kind }) => kind !== 'refund' && kind !== 'after-interim');
    for (const { person, admittedOn, dischargedOn } of stays.toSorted((a, b) => a.admittedOn - b.admittedOn)) {
      expect(admittedOn).toBeGreaterThan(last.get(person.residentId) ?? 0);
      last.set(person.residentId, dischargedOn);
    }
  });
});
