import { parseDate } from '#kernel/civil-date.ts';
import { creditCodeCheckCharacter } from '#kernel/credit-code.ts';
import type { Result } from '#kernel/result.ts';
import { openAgency, openOffice, registerUnit } from '#modules/organisations/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';

/** Two offices with trees of their own, and who acts in them. */
export interface TestScheme {
  readonly henan: TestOffice;
  /** Another office, of the same shape: nothing of it may be seen from Henan. */
  readonly gansu: TestOffice;
}

export interface TestOffice {
  readonly officeId: string;
  readonly rootAgencyId: string;
  readonly cityAgencyId: string;
  readonly otherCityAgencyId: string;
  /** Below the city. */
  readonly countyAgencyId: string;
  readonly otherCountyAgencyId: string;
  /** In the county. */
  readonly unitId: string;
  readonly unitCreditCode: string;
  /** In the other county. */
  readonly otherUnitId: string;
  /** Straight under the city. */
  readonly cityUnitId: string;
  readonly callers: TestCallers;
}

/** By role and place. Each has an id of its own. */
export interface TestCallers {
  readonly officeReviewer: Caller;
  readonly secondOfficeReviewer: Caller;
  readonly cashier: Caller;
  readonly approver: Caller;
  readonly accountant: Caller;
  readonly auditor: Caller;
  readonly cityReviewer: Caller;
  readonly countyReviewer: Caller;
  readonly otherCountyReviewer: Caller;
  readonly unitAgent: Caller;
  readonly otherUnitAgent: Caller;
  readonly cityUnitAgent: Caller;
  readonly systemAdministrator: Caller;
  readonly securityAdministrator: Caller;
  readonly auditAdministrator: Caller;
}

/** Opens both offices through the use cases. The callers' ids belong to no accounts: they need none below HTTP. */
export async function openTestScheme(platform: Platform): Promise<TestScheme> {
  return {
    henan: await openTestOffice(platform, { code: 'HENAN', name: '河南省办事处', region: '411600', number: 1 }),
    gansu: await openTestOffice(platform, { code: 'GANSU', name: '甘肃省办事处', region: '620100', number: 2 }),
  };
}

/** A unified social credit code that passes its check: an enterprise of that region. */
export function testCreditCode(region: string, number: number): string {
  const first = `91${region}MA${String(number).padStart(7, '0')}`;
  return `${first}${creditCodeCheckCharacter(first)}`;
}

/** The value of what had to succeed. */
export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

interface Place {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly number: number;
}

async function openTestOffice(platform: Platform, { code, name, region, number }: Place): Promise<TestOffice> {
  const { officeId, rootAgencyId } = must(
    await openOffice(
      platform,
      {},
      {
        code,
        name,
        kind: 'office',
        account: { name, number: '255993175316', bankName: '中国银行郑州自贸区分行营业部', bankNumber: '104491063206' },
        openedOn: parseDate('2025-01-01'),
        administrators: {
          systemAdministrator: { name: '席同', phone: `1380000${number}001` },
          securityAdministrator: { name: '安全', phone: `1380000${number}002` },
          auditAdministrator: { name: '沈纪', phone: `1380000${number}003` },
        },
      },
    ),
  );
  const access = { officeId } as const;
  const administrator = (): Caller => ({ access: { ...access, scope: 'administration', actorId: platform.newId() } });
  const office = (): Caller => ({ access: { ...access, scope: 'office', actorId: platform.newId() } });
  const agencies = (...agencyIds: string[]): Caller => ({
    access: { ...access, scope: 'agencies', agencyIds, actorId: platform.newId() },
  });
  const agent = (unitId: string, ...agencyIds: string[]): Caller => ({
    access: { ...access, scope: 'unit', unitId, agencyIds, actorId: platform.newId() },
  });
  const systemAdministrator = administrator();
  const open = async (
    parentId: string,
    kind: 'city' | 'county',
    agencyName: string,
    agencyCode: string,
  ): Promise<string> =>
    must(await openAgency(platform, systemAdministrator, { parentId, kind, code: agencyCode, name: agencyName }))
      .agencyId;
  const cityAgencyId = await open(rootAgencyId, 'city', '一市', `${code}-1`);
  const otherCityAgencyId = await open(rootAgencyId, 'city', '二市', `${code}-2`);
  const countyAgencyId = await open(cityAgencyId, 'county', '甲县', `${code}-11`);
  const otherCountyAgencyId = await open(cityAgencyId, 'county', '乙县', `${code}-12`);
  const officeReviewer = office();
  const register = async (agencyId: string, unitName: string, sequence: number): Promise<string> =>
    must(
      await registerUnit(platform, officeReviewer, {
        agencyId,
        name: unitName,
        creditCode: testCreditCode(region, sequence),
        address: '某路一号',
        staffCount: 300,
        womenCount: 120,
        eligibleCount: 280,
        contact: { name: '连系', phone: `1390000${number}${String(sequence).padStart(3, '0')}` },
      }),
    ).unitId;
  const unitId = await register(countyAgencyId, `${name}甲县机械厂`, 1);
  const otherUnitId = await register(otherCountyAgencyId, `${name}乙县中学`, 2);
  const cityUnitId = await register(cityAgencyId, `${name}一市医院`, 3);
  return {
    officeId,
    rootAgencyId,
    cityAgencyId,
    otherCityAgencyId,
    countyAgencyId,
    otherCountyAgencyId,
    unitId,
    unitCreditCode: testCreditCode(region, 1),
    otherUnitId,
    cityUnitId,
    callers: {
      officeReviewer,
      secondOfficeReviewer: office(),
      cashier: office(),
      approver: office(),
      accountant: office(),
      auditor: office(),
      cityReviewer: agencies(cityAgencyId, countyAgencyId, otherCountyAgencyId),
      countyReviewer: agencies(countyAgencyId),
      otherCountyReviewer: agencies(otherCountyAgencyId),
      unitAgent: agent(unitId, rootAgencyId, cityAgencyId, countyAgencyId),
      otherUnitAgent: agent(otherUnitId, rootAgencyId, cityAgencyId, otherCountyAgencyId),
      cityUnitAgent: agent(cityUnitId, rootAgencyId, cityAgencyId),
      systemAdministrator,
      securityAdministrator: administrator(),
      auditAdministrator: administrator(),
    },
  };
}
