const count = (value: number): string => value.toLocaleString('zh-CN');

/** The words of what unit and reviewer both see of a roster. */
export const ROSTER = {
  accepted: '可参保',
  faulty: '需修改',
  repaired: '自动修正',
  repairedDetail: '已含在可参保里',
  fee: (yuan: string) => `会费 ${yuan} 元`,
  notCounted: '不计入人数和会费',
  participation: (part: number, whole: number) => `符合条件的职工 ${count(whole)} 人，本次参加 ${count(part)} 人`,
  everybody: '要求全员参加',
  atLeast: (required: number) => `至少要 ${count(required)} 人`,
  met: '已达到参加比例',
  missing: (people: number) => `还差 ${count(people)} 人`,
  diff: (joined: number, left: number, changed: number) =>
    `与正在保障的人相比：新参加 ${count(joined)} 人，不再参加 ${count(left)} 人，手机号有变化 ${count(changed)} 人`,
  payers: '缴费方',
  source: '来源',
  amount: '金额（元）',
  entries: '可参保的人员',
  repairedEntries: '自动修正过的人员',
  faults: '需修改的行',
  noEntries: '没有可参保的人员。',
  noRepairs: '没有自动修正的行。',
  noFaults: '没有需修改的行。',
  download: '下载错误名单',
  downloadHint: '下载的表格里每行都写明了错误，改好后可直接再上传。',
  column: {
    row: '行',
    person: '姓名',
    residentId: '身份证号',
    phone: '手机号',
    note: '说明',
    faults: '哪里不对，怎么改',
  },
  rowNumber: (row: number) => `第 ${count(row)} 行`,
  renewal: (date: string) => `续保，上期到 ${date}`,
  first: '首次参加',
  delayed: '延迟退休',
  wasRepaired: '已自动修正',
  sentBack: (reason: string) => `退回：${reason}`,
  void: (reason: string) => `作废：${reason}`,
  reviews: '审核经过',
  noReviews: '还没有审核。',
  round: (round: number) => `第 ${round} 轮`,
} as const;

/** The columns of the sheet, by the letter of their cells. */
export const SHEET_COLUMNS: Readonly<Record<string, string>> = {
  A: '序号',
  B: '姓名',
  C: '性别',
  D: '身份证号',
  E: '手机号',
  F: '备注',
};
