import type { Person as GeneratedPerson } from '#generator/people.ts';
import type { GeneratedScheme } from '#generator/scheme.ts';
import { TEMPLATE_SHEET_COLUMNS } from '#intake/roster/write-roster-template.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { findCovers } from '#modules/covers/index.ts';
import { fileRoster, proposeGrant, requestReplacement } from '#modules/rosters/index.ts';
import { gunzip } from '#platform/gunzip.ts';
import { done } from './done.ts';
import type { DemonstrationOffice } from './open-demonstration-office.ts';
import type { UnitLife } from './unit-life.ts';

/** Persons whom no unit of the demonstration has. */
const FIRST_NUMBER = 920_000;
const GIVEN_TO = 12;

/** What waits for a decision beside rosters: a rider's place to be taken by another, cover to be given away. */
export async function leaveForDecision(
  { platform, person }: DemonstrationOffice,
  { people }: GeneratedScheme,
  { riders, active }: { readonly riders: UnitLife | undefined; readonly active: UnitLife | undefined },
): Promise<void> {
  const [joiner, ...hardship] = Array.from({ length: GIVEN_TO + 1 }, (_, at) => people.at(FIRST_NUMBER + at));
  if (riders === undefined || active === undefined || joiner === undefined)
    throw new Error('a planned unit is missing');
  const agent = riders.agentCaller;
  const covers = await findCovers(platform, agent, { unitId: riders.id, limit: 50 });
  const leaver = covers.find(({ state }) => state === 'in-force');
  if (leaver === undefined) throw new Error('no rider is covered');
  const asked = { orderId: riders.lastOrderId, periodId: leaver.id, joiner };
  done('request-replacement', await requestReplacement(platform, agent, asked));

  const { caller: proposer } = person('office-reviewer');
  const rows = hardship.map(cellsOf);
  const workbook = await writeWorkbook([{ name: '参保人员', columns: TEMPLATE_SHEET_COLUMNS, rows }]);
  const target = { unitId: active.id, program: 'henan-inpatient', shares: 1, fileName: '困难职工.xlsx' } as const;
  const { rosterId } = done('file-roster', await fileRoster(platform, proposer, target, workbook, { gunzip }));
  const grant = {
    rosterId,
    kind: 'hardship',
    purpose: '元旦春节送温暖：困难职工',
    funding: 'union-transfer',
    payerName: '周口市总工会',
    declaration: { healthy: true, eligible: true },
  } as const;
  done('propose-grant', await proposeGrant(platform, proposer, grant));
}

function cellsOf({ name, sex, residentId, phone }: GeneratedPerson, at: number): readonly string[] {
  return [String(at + 1), name, sex === 'male' ? '男' : '女', residentId, phone, ''];
}
