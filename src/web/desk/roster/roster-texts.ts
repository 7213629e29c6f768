const count = (value: number): string => value.toLocaleString('zh-CN');

/** The words of the roster desk beyond the one review: the queue with its deadlines, many at once, what changed. */
export const ROSTER_DESK = {
  queue: {
    due: '审核期限',
    flags: '提示',
    agency: '所属机构',
    search: '单位名称或信用代码的开头',
    noneOfUnit: '没有这样的单位的名单。请核对名称或统一社会信用代码的开头，或换一个筛选。',
    agencyFilter: '按机构筛选',
    allAgencies: '全部机构',
    stateFilter: '按状态筛选',
    allStates: '全部状态',
    own: '自己报送，须由他人审核',
    grant: '赠送保障',
    left: (days: number) =>
      days > 0 ? `还有 ${count(days)} 天` : days === 0 ? '今天到期' : `已超期 ${count(-days)} 天`,
    dueOn: (date: string) => `${date}前审完`,
    overdue: (rosters: number) => `其中 ${count(rosters)} 份已超期，排在最前。`,
  },
  flags: {
    'came-back': '退回后重报',
    'faulty-rows': '有未能参保的行',
    'eligible-differs': '符合条件人数与登记不同',
  },
  scans: {
    title: '证照与盖章件',
    none: '单位没有上传证照。',
    stamped: '盖章的确认书',
    kinds: {
      'unit-certificate': '单位证照',
      'union-certificate': '工会法人证书',
      application: '盖章的登记表',
      other: '其他',
    },
    pdf: '这一份是 PDF，请在新页面里看。',
    openApart: '在新页面打开',
  },
  batch: {
    pickAll: '选中全部没有提示的',
    pick: '选',
    pickRoster: (unit: string) => `选中${unit}的名单`,
    pass: (rosters: number) => `批量通过 ${count(rosters)} 份`,
    passTitle: '通过选中的名单？',
    passWhat: (rosters: number, people: number) =>
      `${count(rosters)} 份名单，共 ${count(people)} 人，一份一份办理；不能通过的会逐份说明原因，不影响其他名单。`,
    doing: (done: number, all: number) => `正在办理，已办 ${count(done)} / ${count(all)} 份；停下来不影响已通过的`,
    done: (passed: number, orders: number) =>
      orders === 0
        ? `已通过 ${count(passed)} 份，转到上一级审核`
        : `已通过 ${count(passed)} 份，生成 ${count(orders)} 份缴费通知`,
    notPassed: (rosters: number) => `${count(rosters)} 份没有通过：`,
    stopped: (left: number) => `已停下，还有 ${count(left)} 份没有办理。`,
  },
  obstacles: {
    'own-submission': '这份名单是您自己报送或上传的，须由他人审核。',
    'not-this-level': '这份名单现在不在您这一级审核。',
    'reviewed-already': '这一轮您已经审核过这份名单，不能再审。',
  },
  waits: (level: string) => `正等${level}审核。`,
  waitsAbove: '正等上级审核。',
  grantNote: '这是赠送保障的名单，在“赠送保障”里由办事处审批，不逐级审核。',
  changes: {
    title: '退回以后改了什么',
    at: (moment: string) => `上次退回：${moment}`,
    people: '可参保人数',
    eligible: '符合条件职工',
    payers: '缴费方',
    same: '没有变化',
    rows: '退回的和新加的行',
    none: '没有逐行的变动。',
    leftOut: (rows: number) => `另有 ${count(rows)} 人上次可参保、没有被退回，这次不再参加。`,
    cut: '变动的行太多，这里只列出前 500 行。',
    became: {
      kept: { label: '照原样保留', tone: 'waiting' },
      dropped: { label: '不再参加', tone: 'plain' },
      corrected: { label: '已更正', tone: 'done' },
      open: { label: '没有保留，不参加', tone: 'plain' },
      added: { label: '新加的行', tone: 'done' },
    },
    column: { row: '行', person: '姓名', id: '身份证号', became: '现在', why: '退回原因 / 说明' },
    row: (row: number) => `第 ${count(row)} 行`,
  },
  sendBack: {
    same: '全部用这个原因',
    reason: (row: number) => `第 ${count(row)} 行的退回原因`,
    row: (row: number) => `第 ${count(row)} 行`,
    missing: (rows: number) => `还有 ${count(rows)} 行没有写原因。`,
    draft: '按逐行原因写好给单位的话',
    written: (lines: readonly string[]) => `以下人员请核对后修改，或说明情况后照原样保留：\n${lines.join('\n')}`,
    line: (reason: string, rows: readonly number[]) => `${reason}：第 ${rows.map(count).join('、')} 行。`,
  },
} as const;
