const count = (value: number): string => value.toLocaleString('zh-CN');

/** The words of renewing. */
export const RENEWAL = {
  title: '续保',
  lead: '到期前 60 天起在这里办续保。用上一期的人做名单，去掉离开的，加上新来的，再提交审核。',
  empty: '现在没有要续的保障。保障到期前 60 天起，会出现在这里；到期后 15 天内仍可续，不用重新过观察期。',
  peopleTitle: '谁会失去免观察期',
  losesOn: (date: string) =>
    `续保的人不用再过 30 天观察期，但新的保障要在 ${date} 之前开始。从这天起才开始的，要重新过观察期。`,
  noWaiting: '这项活动没有观察期；到期后没有续保的人不再有保障。',
  showPeople: (people: number) => `看 ${count(people)} 人各在哪份名单上`,
  hidePeople: '收起',
  listLabel: '本期的参保人员',
  column: { name: '姓名', residentId: '身份证号', roster: '续保名单', loses: '失去免观察期' },
  onRoster: { label: '已在续保名单上', tone: 'done' },
  notOnRoster: { label: '不在续保名单上', tone: 'fault' },
  losesFrom: (date: string) => `${date} 起`,
  none: '没有人。',
  toRoster: '继续办续保名单',
  all: '查看续保',
} as const;
