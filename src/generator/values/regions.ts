/** A county-level place of Zhoukou with its own agency; the last two have no region code of their own (GB/T 2260). */
export interface Place {
  readonly name: string;
  /** The region in the codes that its bodies are given. */
  readonly region: string;
}

export const PLACES: readonly Place[] = [
  { name: '川汇区', region: '411602' },
  { name: '淮阳区', region: '411603' },
  { name: '扶沟县', region: '411621' },
  { name: '西华县', region: '411622' },
  { name: '商水县', region: '411623' },
  { name: '沈丘县', region: '411624' },
  { name: '郸城县', region: '411625' },
  { name: '太康县', region: '411627' },
  { name: '鹿邑县', region: '411628' },
  { name: '项城市', region: '411681' },
  { name: '城乡一体化示范区', region: '411600' },
  { name: '黄泛区', region: '411600' },
];

/** Zhoukou as a whole, for what hangs under the city. */
export const CITY_REGION = '411600';

/** Codes given before 2000, when Zhoukou was a prefecture: half of the members hold one. */
const OLD_REGIONS: readonly string[] = [
  ...['412701', '412702', '412721', '412722', '412723', '412724', '412725', '412726', '412727', '412728'],
];

/** The first six digits of the members' resident IDs. */
export const ID_REGIONS: readonly string[] = [
  ...PLACES.map(({ region }) => region).filter((region) => region !== CITY_REGION),
  ...OLD_REGIONS,
];
