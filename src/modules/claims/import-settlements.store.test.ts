import { openAsBlob, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWholeRoster } from '#intake/roster/read-roster.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { plantCovers } from '../../../test/support/plant-covers.ts';
import { must, openTestScheme, type TestOffice } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { type ImportedSettlements, importSettlements } from './index.ts';

const FOLDER = '../shared/data/small';

let base: TestDatabase;
let henan: TestOffice;
beforeAll(async () => {
  base = await createTestDatabase();
  ({ henan } = await openTestScheme(base.platform));
});
afterAll(() => base?.close());

describe('the settlements of the small folder', () => {
  let imported: ImportedSettlements;
  const expected = JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8'));
  beforeAll(async () => {
    const roster = await readWholeRoster(await openAsBlob(`${FOLDER}/roster-1.xlsx`), {
      program: 'henan-inpatient',
      submittedOn: parseDate('2025-05-10'),
    });
    if (!roster.ok) throw new Error(roster.error.message);
    await plantCovers(base, {
      officeId: henan.officeId,
      agencyId: henan.countyAgencyId,
      unitId: henan.unitId,
      program: 'henan-inpatient',
      startOn: parseDate('2025-05-26'),
      endOn: parseDate('2026-05-25'),
      persons: roster.value.entries,
    });
    base.clock.set(startOfDay(parseDate('2026-03-01')));
    const file = await openAsBlob(`${FOLDER}/settlements.xlsx`);
    imported = must(
      await importSettlements(base.platform, henan.callers.officeReviewer, file, { fileName: 'settlements.xlsx' }),
    );
  });

  test('come to the total that is expected', () => {
    expect(imported.paidFen).toBe(expected.settlementsPaidFen);
  });
});
