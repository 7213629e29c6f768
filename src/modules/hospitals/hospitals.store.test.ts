import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { getClaim } from '#modules/claims/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import { inpatientFacts, submittedDraft, withCard } from '../../../test/support/claim-draft.ts';
import { coveredMembers, type TestMember } from '../../../test/support/member-fixture.ts';
import { must, openTestScheme, type TestScheme } from '../../../test/support/scheme-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { findHospitals, getHospital, importHospitals, keepHospital } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-hospitals-'));
let base: TestDatabase;
let scheme: TestScheme;
let members: readonly TestMember[];
beforeAll(async () => {
  base = await createTestDatabase();
  scheme = await openTestScheme(base.platform);
  members = await coveredMembers(base, scheme.henan, ['henan-inpatient'], { count: 2 });
  base.clock.set(startOfDay(parseDate('2025-09-20')) + 9 * 3_600_000);
});
afterAll(async () => {
  await base?.close();
  rmSync(folder, { recursive: true, force: true });
});

const REGISTER = [
  '机构代码,机构名称,类别,等级,是否定点,起始日期,备注',
  'H001,周口市中心医院,医院,三级甲等,是,2025-04-01,',
  'H002,安康康复护理院,康复,未定级,否,2025-04-01,',
  'H003,某乡卫生院,医院,一级,是,2025-04-01,',
  'H001,周口市中心医院,医院,二级,是,2025-04-01,',
  'H 4,没有代码,医院,二级,是,2025-04-01,',
  'H005,日期不对,医院,二级,是,今年,',
].join('\r\n');

test('a file brings its good lines, tells its bad ones row by row, and changes nothing the second time', async () => {
  const { platform } = base;
  const { officeReviewer, countyReviewer, unitAgent } = scheme.henan.callers;
  const input = { fileName: '名录.csv', source: '豫医保〔2025〕12号' };
  const file = new Blob([REGISTER]);
  expect(await importHospitals(platform, countyReviewer, file, input)).toMatchObject({
    error: { code: 'office-only' },
  });
  const first = must(await importHospitals(platform, officeReviewer, file, input));
  expect(first).toMatchObject({ added: 2, changed: 0, same: 0 });
  expect(first.faults.map(({ rowNumber }) => rowNumber)).toEqual([4, 5, 6, 7]);
  expect(must(await importHospitals(platform, officeReviewer, file, input))).toMatchObject({ added: 0, same: 2 });
  const broken = await importHospitals(platform, officeReviewer, new Blob(['代码,名称\r\n1,2']), input);
  expect(broken).toMatchObject({ error: { code: 'hospital-file-refused' } });

  const found = await findHospitals(platform, unitAgent, { search: '中心', limit: 10 });
  expect(found).toMatchObject([{ code: 'H001', grade: 3, is_recognised: true }]);
  expect(await findHospitals(platform, officeReviewer, { search: '%', limit: 10 })).toEqual([]);
  expect(await findHospitals(platform, scheme.gansu.callers.officeReviewer, { limit: 10 })).toEqual([]);
});

test('a house changes from a day on with its source, and what held before stays in its history', async () => {
  const { platform } = base;
  const { officeReviewer, countyReviewer } = scheme.henan.callers;
  const change = {
    code: 'H001',
    name: '周口市中心医院',
    kind: 'hospital',
    grade: 2,
    isRecognised: true,
    fromOn: parseDate('2025-12-01'),
    source: '豫医保〔2025〕40号',
  } as const;
  expect(await keepHospital(platform, countyReviewer, change)).toMatchObject({ error: { code: 'office-only' } });
  expect(await keepHospital(platform, officeReviewer, { ...change, kind: 'nursing' })).toMatchObject({
    error: { code: 'hospital-not-recognisable' },
  });
  const { hospitalId } = must(await keepHospital(platform, officeReviewer, change));
  expect(await keepHospital(platform, officeReviewer, change)).toMatchObject({ error: { code: 'hospital-unchanged' } });
  const { entries } = must(await getHospital(platform, officeReviewer, hospitalId));
  expect(entries.map(({ number, grade, source }) => [number, grade, source])).toEqual([
    [1, 3, '豫医保〔2025〕12号'],
    [2, 2, '豫医保〔2025〕40号'],
  ]);
  // what begins in December does not hold today
  const [today] = await findHospitals(platform, officeReviewer, { search: 'H001', limit: 1 });
  expect(today?.grade).toBe(3);
});

test('a claim is decided by what the register says of the house, whatever was typed', async () => {
  const { platform } = base;
  const store = openFolderStore(folder);
  const claim = async (
    at: number,
    grade: number,
  ): Promise<{ readonly flags: readonly string[]; readonly state: string }> => {
    const member = members[at];
    if (member === undefined) throw new Error('no such member');
    const { officeId } = scheme.henan;
    const access = { scope: 'person', officeId, personId: member.personId, actorId: platform.newId() } as const;
    const caller: Caller = { access };
    await withCard(platform, caller, member.memberId);
    const facts = inpatientFacts('2025-08-01', '2025-08-16') as { stay: object; settlement: object };
    const stay = { ...facts.stay, hospital: { grade, recognised: grade > 1, region: 'henan' } };
    const draft = { benefit: 'inpatient', facts: { ...facts, stay } } as const;
    const { claimId } = must(await submittedDraft(platform, store, caller, draft));
    return must(await getClaim(platform, caller, claimId));
  };
  // the fixture's house is 周口市中心医院, of grade 3
  expect(await claim(0, 1)).toMatchObject({ state: 'in-review', flags: ['hospital-by-register'] });
  expect((await claim(1, 3)).flags).not.toContain('hospital-by-register');
});
