import { parseDate } from '#kernel/civil-date.ts';
import { ok, type Result } from '#kernel/result.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { type OpenAgencyRefusal, openAgency } from './open-agency.ts';
import { type OfficeToOpen, type OpenedOffice, type OpenOfficeRefusal, openOffice } from './open-office.ts';

/**
 * Henan's office as the notice names it, with the account of 通知-三(二).3:
 * 「账户名称：中国职工保险互助会河南省办事处　账号：255993175316　开户银行名称：中国银行郑州自贸区分行营业部　开户银行代码：104491063206」
 */
const OFFICE: Omit<OfficeToOpen, 'administrators'> = {
  code: 'HENAN',
  name: '中国职工保险互助会河南省办事处',
  kind: 'office',
  account: {
    name: '中国职工保险互助会河南省办事处',
    number: '255993175316',
    bankName: '中国银行郑州自贸区分行营业部',
    bankNumber: '104491063206',
  },
  openedOn: parseDate('2025-01-01'),
};

interface Node {
  readonly code: string;
  readonly name: string;
}

const CITY: Node = { code: '4116', name: '周口市' };

/** Ten with a code of GB/T 2260; the last three have none and are nodes all the same. */
const BELOW_THE_CITY: readonly Node[] = [
  { code: '411602', name: '川汇区' },
  { code: '411603', name: '淮阳区' },
  { code: '411621', name: '扶沟县' },
  { code: '411622', name: '西华县' },
  { code: '411623', name: '商水县' },
  { code: '411624', name: '沈丘县' },
  { code: '411625', name: '郸城县' },
  { code: '411627', name: '太康县' },
  { code: '411628', name: '鹿邑县' },
  { code: '411681', name: '项城市' },
  { code: '4116-SFQ', name: '城乡一体化示范区' },
  { code: '4116-LGQ', name: '临港开发区' },
  { code: '4116-HFQ', name: '黄泛区' },
];

export interface OpenedHenan extends OpenedOffice {
  readonly cityAgencyId: string;
  /** By name. */
  readonly countyAgencyIds: ReadonlyMap<string, string>;
}

/** Opens Henan's office with Zhoukou and all below it, for a demonstration and for tests. */
export async function openHenan(
  platform: Platform,
  administrators: OfficeToOpen['administrators'],
): Promise<Result<OpenedHenan, OpenOfficeRefusal | OpenAgencyRefusal | { readonly code: 'idempotency-key-reused' }>> {
  const office = await openOffice(platform, {}, { ...OFFICE, administrators });
  if (!office.ok) return office;
  const { officeId, rootAgencyId } = office.value;
  const caller = { access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } } as const;
  const city = await openAgency(platform, caller, { ...CITY, kind: 'city', parentId: rootAgencyId });
  if (!city.ok) return city;
  const cityAgencyId = city.value.agencyId;
  const countyAgencyIds = new Map<string, string>();
  for (const node of BELOW_THE_CITY) {
    const county = await openAgency(platform, caller, { ...node, kind: 'county', parentId: cityAgencyId });
    if (!county.ok) return county;
    countyAgencyIds.set(node.name, county.value.agencyId);
  }
  return ok({ ...office.value, cityAgencyId, countyAgencyIds });
}
