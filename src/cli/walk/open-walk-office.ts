import { type DayNumber, parseDate } from '#kernel/civil-date.ts';
import type { Result } from '#kernel/result.ts';
import { openAgency, openOffice, registerUnit } from '#modules/organisations/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { FolderUnit } from './scheme-folder.ts';

/** An office with a city and a county, and who acts at each level. */
export interface WalkOffice {
  readonly officeId: string;
  readonly county: Caller;
  readonly city: Caller;
  readonly office: Caller;
  /** Imports the settlements: whoever brings something in does not review it. */
  readonly importer: Caller;
  readonly cashier: Caller;
  readonly approver: Caller;
  /** By credit code. */
  readonly agents: ReadonlyMap<string, Caller>;
}

/** What a use case gave, where a folder of files can't make it refuse: a refusal is told and ends the walk. */
export function expectDone<T>(what: string, result: Result<T, { readonly code: string }>): T {
  if (!result.ok) throw new WalkStopped(`${what}没有做成：${JSON.stringify(result.error)}`);
  return result.value;
}

/** Ends a walk with a sentence. */
export class WalkStopped extends Error {}

/** Opens the office of 通知-三(二).3 on a fresh database, through the use cases, with every unit of the folder active; into the account of the folder's statement. */
export async function openWalkOffice(
  platform: Platform,
  units: readonly FolderUnit[],
  openedOn: DayNumber,
  accountNumber: string,
): Promise<WalkOffice> {
  const administrator = (digit: number): { name: string; phone: string } => ({
    name: '管理员',
    phone: `1380000000${digit}`,
  });
  const { officeId, rootAgencyId } = expectDone(
    '开设办事处',
    await openOffice(
      platform,
      {},
      {
        code: 'HENAN',
        name: '中国职工保险互助会河南省办事处',
        kind: 'office',
        account: {
          name: '中国职工保险互助会河南省办事处',
          number: accountNumber,
          bankName: '中国银行郑州自贸区分行营业部',
          bankNumber: '104491063206',
        },
        openedOn: Math.min(openedOn, parseDate('2025-01-01')),
        administrators: {
          systemAdministrator: administrator(1),
          securityAdministrator: administrator(2),
          auditAdministrator: administrator(3),
        },
      },
    ),
  );
  const at = { officeId } as const;
  const administration: Caller = { access: { ...at, scope: 'administration', actorId: platform.newId() } };
  const open = async (parentId: string, kind: 'city' | 'county', code: string, name: string): Promise<string> =>
    expectDone('开设机构', await openAgency(platform, administration, { parentId, kind, code, name })).agencyId;
  const cityId = await open(rootAgencyId, 'city', '411600', '周口市总工会');
  const countyId = await open(cityId, 'county', '411602', '川汇区总工会');
  const staff = (): Caller => ({ access: { ...at, scope: 'office', actorId: platform.newId() } });
  const county: Caller = {
    access: { ...at, scope: 'agencies', agencyIds: [countyId], actorId: platform.newId() },
  };
  const agents = new Map<string, Caller>();
  for (const [index, unit] of units.entries()) {
    if (agents.has(unit.creditCode)) continue;
    const { unitId } = expectDone(
      `登记单位“${unit.name}”`,
      await registerUnit(platform, county, {
        agencyId: countyId,
        name: unit.name,
        creditCode: unit.creditCode,
        ...(unit.unionCreditCode === undefined ? {} : { unionCreditCode: unit.unionCreditCode }),
        address: '',
        staffCount: Math.max(unit.staff, unit.eligibleStaff),
        womenCount: 0,
        eligibleCount: unit.eligibleStaff,
        contact: { name: '联系人', phone: `139${String(index).padStart(8, '0')}` },
      }),
    );
    agents.set(unit.creditCode, {
      access: {
        ...at,
        scope: 'unit',
        unitId,
        agencyIds: [countyId, cityId, rootAgencyId],
        actorId: platform.newId(),
      },
    });
  }
  return {
    officeId,
    county,
    city: { access: { ...at, scope: 'agencies', agencyIds: [cityId, countyId], actorId: platform.newId() } },
    office: staff(),
    importer: staff(),
    cashier: staff(),
    approver: staff(),
    agents,
  };
}
