const count = (value: number): string => value.toLocaleString('zh-CN');

/** The words of the page on who has joined. */
export const FIGURES = {
  title: '参保统计',
  lead: '今天的数字；点数字看它后面的单位和名单。',
  program: '活动',
  path: '所在机构',
  export: '导出表格',
  here: '本级',
  direct: '直属单位',
  total: '合计',
  empty: '下面还没有参保单位。',
  covered: '保障中的人数',
  coveredDetail: (units: number, all: number) => `${count(all)} 个单位里 ${count(units)} 个有保障`,
  participation: '参加比例',
  participationDetail: (eligible: number) => `符合条件职工 ${count(eligible)} 人`,
  due: '60 天内到期未续保的单位',
  waiting: '审核中的名单',
  credits: '待匹配的到账',
  creditsDetail: (yuan: string) => `合计 ${yuan} 元`,
  column: {
    agency: '机构',
    units: '单位',
    coveredUnits: '有保障的单位',
    eligible: '符合条件职工',
    covered: '保障中',
    share: '参加比例',
    contribution: '本期会费（元）',
    due: '到期未续',
    waiting: '审核中',
  },
  unit: {
    title: '逐个单位',
    shows: { all: '全部单位', covered: '保障中', uncovered: '没有保障', due: '60 天内到期未续保' },
    show: '显示哪些单位',
    onlyDirect: '只看直属单位',
    ofBelow: '包括下级机构的单位',
    empty: '没有符合条件的单位。',
    column: {
      unit: '单位',
      agency: '所属机构',
      eligible: '符合条件',
      covered: '保障中',
      share: '参加比例',
      contribution: '本期会费（元）',
      end: '期满日',
    },
    due: '将到期',
  },
  /** Of hundred, one decimal. */
  share: (part: number, whole: number) =>
    whole === 0 ? '—' : `${(Math.round((part * 1000) / whole) / 10).toFixed(1)} %`,
} as const;
