import { describe, expect, it } from 'vitest';
import { generateScheme } from '#generator/generate-scheme.ts';
import { FAULT_TRUTH, type RosterFaultKind } from '#generator/roster-faults.ts';
import { memberAt, type RosterRow, rosterRows } from '#generator/roster-rows.ts';
import type { GeneratedScheme, GeneratedUnit } from '#generator/scheme.ts';
import { readWholeRoster } from '#intake/roster/read-roster.ts';
import type { Roster } from '#intake/roster/roster.ts';
import { TEMPLATE_SHEET_COLUMNS } from '#intake/roster/write-roster-template.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { parseDate } from '#kernel/civil-date.ts';

const SUBMITTED_ON = parseDate('2025-05-10');

function schemeOf(seed: number, faultShare: number): GeneratedScheme {
  return generateScheme({ seed, units: 4, members: 1_600, settlements: 0, faultShare, submittedOn: SUBMITTED_ON });
}

async function readBack(unit: GeneratedUnit, rows: readonly RosterRow[]): Promise<Roster> {
  const cells = rows.map((row) => row.cells);
  const file = await writeWorkbook([{ name: '参保人员', columns: TEMPLATE_SHEET_COLUMNS, rows: cells }]);
  const roster = await readWholeRoster(file, { program: unit.program, submittedOn: SUBMITTED_ON });
  if (!roster.ok) throw new Error(roster.error.message);
  return roster.value;
}

describe('rosterRows', () => {
  it.each([
    [1, 0.03],
    [2, 0.2],
    [3, 0.5],
    [4, 0],
  ])(
    'of seed %i with a share of %f: the reader reports the planted fault of each row and nothing else',
    async (seed, share) => {
      const scheme = schemeOf(seed, share);
      for (const unit of scheme.units) {
        const rows = [...rosterRows(scheme, unit)];
        const roster = await readBack(unit, rows);
        expect(roster).toMatchObject({ accepted: unit.members, rejected: unit.faultyRows, warnings: [] });
        const reported = new Map(roster.faultyRows.map(({ row, faults }) => [row, faults]));
        const entries = new Map(roster.entries.map((entry) => [entry.row, entry]));
        for (const { row, fault, repair, person, remark } of rows) {
          if (fault !== undefined) {
            const codes = reported.get(row)?.map(({ code }) => code);
            expect(codes).toHaveLength(1);
            expect(FAULT_TRUTH[fault].codes).toEqual(expect.arrayContaining(codes ?? []));
          } else {
            const { name, sex, residentId, bornOn, phone } = person;
            expect(entries.get(row)).toMatchObject({ name, sex, residentId, bornOn, phone, remark });
            expect(entries.get(row)?.repairs).toHaveLength(repair === undefined ? 0 : 1);
          }
        }
      }
    },
  );

  it('plants every kind of fault and of repair, and delayed retirement that is admitted', () => {
    const scheme = schemeOf(5, 0.1);
    const rows = scheme.units.flatMap((unit) => [...rosterRows(scheme, unit)]);
    const kinds = new Set(rows.map(({ fault }) => fault).filter((fault) => fault !== undefined));
    expect(kinds).toEqual(new Set(Object.keys(FAULT_TRUTH) as RosterFaultKind[]));
    expect(new Set(rows.map(({ repair }) => repair))).toEqual(
      new Set([undefined, 'full-width', 'spaces', 'lower-case']),
    );
    expect(rows.some(({ fault, remark }) => fault === undefined && remark === '延迟退休')).toBe(true);
  });

  it('gives the members that can be asked for one by one, and nobody twice in the scheme', () => {
    const scheme = schemeOf(6, 0.1);
    const ids: string[] = [];
    for (const unit of scheme.units) {
      const sound = [...rosterRows(scheme, unit)].filter(({ fault }) => fault === undefined);
      for (const [member, { person }] of sound.entries()) {
        expect(memberAt(scheme, unit, member).person).toEqual(person);
        ids.push(person.residentId);
      }
    }
    expect(new Set(ids).size).toBe(1_600);
  });
});
