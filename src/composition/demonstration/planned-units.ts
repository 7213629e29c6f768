import type { ProgramId } from '#scheme/case.ts';

/** A roster's way; days are counted back from today. */
export interface PlannedRoster {
  readonly members: number;
  readonly faultyRows: number;
  /** Staff who may join; as many as members where left out. */
  readonly eligible?: number;
  readonly filed: number;
  readonly submitted?: number;
  /** By which level, on which day; county, city and office pass unless it says otherwise. */
  readonly reviews?: readonly PlannedReview[];
  readonly payment?: PlannedPayment;
}

export interface PlannedReview {
  readonly by: 'county' | 'city' | 'office';
  readonly day: number;
  readonly sentBack?: { readonly comment: string; readonly rows: readonly { row: number; reason: string }[] };
}

export interface PlannedPayment {
  readonly day: number;
  /** Whose name the bank writes: the unit's, its union's, or that of the union above, which no rule can match. */
  readonly payer: 'unit' | 'union' | 'parent-union';
  /** Less than the order where negative. */
  readonly overFen?: number;
}

export interface PlannedUnit {
  readonly key: string;
  readonly county: string;
  readonly program: ProgramId;
  readonly shares: number;
  /** Day on which it registered itself. */
  readonly registered: number;
  /** Day of the county's decision; it still waits where left out. */
  readonly reviewed?: number;
  /** With it the unit is refused. */
  readonly refusal?: string;
  readonly rosters: readonly PlannedRoster[];
  readonly agent?: string;
  /** What to try when signed in as its agent. */
  readonly tries?: string;
}

const INPATIENT = { program: 'henan-inpatient', shares: 1 } as const;
const ACCIDENT = { program: 'national-accident', shares: 2 } as const;

/** Passed by the first levels, each on its day. */
function passed(...days: readonly number[]): readonly PlannedReview[] {
  const levels = ['county', 'city', 'office'] as const;
  return days.flatMap((day, index) => {
    const by = levels[index];
    return by === undefined ? [] : [{ by, day }];
  });
}

/** On which day before today everything begins. */
export const OPENED_DAYS_AGO = 362;

/** Large employers a year in the scheme: of their members few fall ill, and their contributions carry the fund. */
const LARGE_UNITS = [
  { ...largeUnit('large-1', '川汇区', 390), registered: 356 },
  { ...largeUnit('large-2', '太康县', 320), registered: 355 },
  { ...largeUnit('large-3', '项城市', 280), registered: 354 },
] as const satisfies readonly PlannedUnit[];

function largeUnit(key: string, county: string, members: number): Omit<PlannedUnit, 'registered'> {
  const payment = { day: 336, payer: 'unit' } as const;
  const roster = { members, faultyRows: 0, filed: 348, submitted: 347, reviews: passed(345, 343, 341), payment };
  return { ...INPATIENT, key, county, reviewed: 351, rosters: [roster] };
}

/** Those whose members' stays the insurer settles. */
export const SETTLED_UNITS: ReadonlySet<string> = new Set([
  'renewal-due',
  'in-force',
  ...LARGE_UNITS.map(({ key }) => key),
]);

/**
 * The demonstration's units: one in each state in which a unit or its roster can be, and a year of life behind some of
 * them.
 */
export const UNITS: readonly PlannedUnit[] = [
  {
    ...INPATIENT,
    key: 'renewal-due',
    county: '太康县',
    registered: 352,
    reviewed: 350,
    rosters: [
      {
        members: 250,
        faultyRows: 9,
        eligible: 268,
        filed: 347,
        submitted: 346,
        reviews: passed(344, 342, 340),
        payment: { day: 337, payer: 'unit' },
      },
    ],
    agent: '高远',
    tries: '250 人保障中，保障期快满，该续保了',
  },
  {
    ...INPATIENT,
    key: 'in-force',
    county: '川汇区',
    registered: 134,
    reviewed: 133,
    rosters: [
      {
        members: 88,
        faultyRows: 3,
        filed: 131,
        submitted: 130,
        reviews: passed(128, 126, 124),
        payment: { day: 119, payer: 'union' },
      },
    ],
    agent: '许静',
  },
  {
    ...INPATIENT,
    key: 'renewed',
    county: '项城市',
    registered: 357,
    reviewed: 356,
    rosters: [
      {
        members: 36,
        faultyRows: 1,
        filed: 355,
        submitted: 355,
        reviews: passed(354, 353, 352),
        payment: { day: 349, payer: 'unit' },
      },
      {
        members: 38,
        faultyRows: 0,
        filed: 19,
        submitted: 18,
        reviews: passed(16, 13, 11),
        payment: { day: 7, payer: 'unit' },
      },
    ],
    agent: '曹慧',
    tries: '续保的钱已到账，新保障期接着旧的，到日子自动生效',
  },
  {
    ...ACCIDENT,
    key: 'riders',
    county: '川汇区',
    registered: 75,
    reviewed: 74,
    rosters: [
      {
        members: 45,
        faultyRows: 2,
        filed: 72,
        submitted: 71,
        reviews: passed(70, 68, 66),
        payment: { day: 61, payer: 'unit' },
      },
    ],
    agent: '袁杰',
    tries: '意外活动保障中：票据、确认书都在；有人离开了，换个人接着保到期满',
  },
  {
    ...INPATIENT,
    key: 'draft',
    county: '川汇区',
    registered: 9,
    reviewed: 7,
    rosters: [{ members: 64, faultyRows: 8, eligible: 70, filed: 1 }],
    agent: '唐洁',
    tries: '名单传上来了，有几行要改；改好再提交',
  },
  {
    ...INPATIENT,
    key: 'in-review-county-1',
    county: '川汇区',
    registered: 14,
    reviewed: 12,
    rosters: [{ members: 120, faultyRows: 4, eligible: 131, filed: 3, submitted: 3 }],
    agent: '程功',
  },
  {
    ...INPATIENT,
    key: 'in-review-county-2',
    county: '川汇区',
    registered: 11,
    reviewed: 10,
    rosters: [{ members: 27, faultyRows: 0, filed: 2, submitted: 2 }],
    agent: '蒋涵',
  },
  {
    ...INPATIENT,
    key: 'in-review-city-1',
    county: '川汇区',
    registered: 16,
    reviewed: 15,
    rosters: [{ members: 54, faultyRows: 2, filed: 8, submitted: 7, reviews: passed(4) }],
    agent: '魏新',
  },
  {
    ...INPATIENT,
    key: 'in-review-city-2',
    county: '太康县',
    registered: 15,
    reviewed: 14,
    rosters: [{ members: 71, faultyRows: 1, filed: 9, submitted: 9, reviews: passed(5) }],
    agent: '丁楠',
  },
  {
    ...INPATIENT,
    key: 'in-review-office',
    county: '项城市',
    registered: 20,
    reviewed: 19,
    rosters: [{ members: 96, faultyRows: 5, filed: 13, submitted: 12, reviews: passed(8, 3) }],
    agent: '薛海',
  },
  {
    ...INPATIENT,
    key: 'sent-back',
    county: '川汇区',
    registered: 17,
    reviewed: 16,
    rosters: [
      {
        members: 41,
        faultyRows: 0,
        filed: 10,
        submitted: 9,
        reviews: [
          {
            by: 'county',
            day: 5,
            sentBack: {
              comment: '有两人与贵单位工资表不符，请核实后重新提交。',
              rows: [
                { row: 7, reason: '工资表上没有此人，请核实是否仍在职' },
                { row: 19, reason: '身份证号与工资表上的不同，请核对' },
              ],
            },
          },
        ],
      },
    ],
    agent: '苏梅',
    tries: '名单被退回了：看看哪两行、为什么，改好再交',
  },
  {
    ...INPATIENT,
    key: 'unpaid',
    county: '川汇区',
    registered: 22,
    reviewed: 21,
    rosters: [{ members: 58, faultyRows: 2, filed: 15, submitted: 14, reviews: passed(11, 9, 6) }],
    agent: '卢强',
    tries: '审核已通过，缴费通知等您转账；哪天到账、哪天生效，一看便知',
  },
  {
    ...INPATIENT,
    key: 'paid-short',
    county: '太康县',
    registered: 25,
    reviewed: 24,
    rosters: [
      {
        members: 33,
        faultyRows: 0,
        filed: 20,
        submitted: 19,
        reviews: passed(16, 14, 12),
        payment: { day: 2, payer: 'unit', overFen: -12_000 },
      },
    ],
    agent: '姜波',
  },
  {
    ...INPATIENT,
    key: 'paid-over',
    county: '项城市',
    registered: 26,
    reviewed: 25,
    rosters: [
      {
        members: 49,
        faultyRows: 1,
        filed: 21,
        submitted: 20,
        reviews: passed(17, 15, 13),
        payment: { day: 2, payer: 'unit', overFen: 5_000 },
      },
    ],
    agent: '范玲',
  },
  {
    ...INPATIENT,
    key: 'paid-by-parent-union',
    county: '川汇区',
    registered: 27,
    reviewed: 26,
    rosters: [
      {
        members: 62,
        faultyRows: 0,
        filed: 22,
        submitted: 21,
        reviews: passed(18, 16, 14),
        payment: { day: 2, payer: 'parent-union', overFen: -6_000 },
      },
    ],
    agent: '余晨',
  },
  { ...INPATIENT, key: 'active', county: '川汇区', registered: 6, reviewed: 4, rosters: [], agent: '任佳' },
  { ...INPATIENT, key: 'registered-1', county: '川汇区', registered: 2, rosters: [] },
  { ...ACCIDENT, key: 'registered-2', county: '川汇区', registered: 1, rosters: [] },
  {
    ...INPATIENT,
    key: 'refused',
    county: '川汇区',
    registered: 30,
    reviewed: 28,
    refusal: '该单位已由市直登记，请勿重复登记。',
    rosters: [],
  },
  ...LARGE_UNITS,
];
