import { CITY_REGION, PLACES } from '#generator/values/regions.ts';

/** A node of the organisation above the units (platform.md §1). */
export interface Agency {
  readonly name: string;
  readonly level: 'office' | 'city' | 'county';
  /** `undefined` for the office. */
  readonly parent: string | undefined;
  /** The county-level place; `undefined` above it. */
  readonly place: string | undefined;
  /** Region in the codes of units that hang here. */
  readonly region: string;
  /** The union of the level, which sometimes pays for a unit. */
  readonly unionName: string;
}

/** The office, the city, then its county-level agencies. */
export const AGENCIES: readonly [office: Agency, city: Agency, ...counties: Agency[]] = [
  {
    name: '中国职工保险互助会河南省办事处',
    level: 'office',
    parent: undefined,
    place: undefined,
    region: '410000',
    unionName: '河南省总工会',
  },
  {
    name: '周口市职工互助保障经办机构',
    level: 'city',
    parent: '中国职工保险互助会河南省办事处',
    place: undefined,
    region: CITY_REGION,
    unionName: '周口市总工会',
  },
  ...PLACES.map(
    ({ name, region }): Agency => ({
      name: `周口市${name}职工互助保障经办机构`,
      level: 'county',
      parent: '周口市职工互助保障经办机构',
      place: name,
      region,
      unionName: `${name}总工会`,
    }),
  ),
];
