const count = (value: number): string => value.toLocaleString('zh-CN');

/** The words of what is done to a unit: amended, split, merged; its papers and its history. */
export const UNIT_DESK = {
  amend: {
    act: '修改资料',
    title: (name: string) => `修改“${name}”的资料`,
    lead: '统一社会信用代码不能改。修改前后都记入留痕。',
    contactHint: '不更换联系人就留空。',
    done: '资料已修改',
  },
  split: {
    act: '分出新单位',
    title: (name: string) => `从“${name}”分出新单位`,
    lead: '新单位立即生效，并为联系人生成邀请码。填写的人数从原单位减去；进行中的保障留在原单位到期满，新名单由新单位报送，续保的人不重新过观察期。',
    submit: '分出新单位',
    done: '新单位已登记',
  },
  merge: {
    act: '并入其他单位',
    title: (name: string) => `把“${name}”并入其他单位？`,
    what: '不能撤回：这个单位停用，经办人退出登录；进行中的保障不变，以后的名单由并入的单位报送；它的统一社会信用代码放开。',
    into: '并入哪个单位',
    hint: '输入单位名称的开头查找',
    none: '没有找到',
    done: '已并入',
  },
  papers: {
    title: '证照',
    none: '还没有上传证照。',
    add: '上传证照',
    kind: '是哪一种',
    drop: '证照扫描件',
    send: '上传',
    working: '正在核对文件',
    done: '证照已上传',
    size: (bytes: number) => `${Math.max(1, Math.round(bytes / 1024)).toLocaleString('zh-CN')} KB`,
    compare: '审核时请对照：名称、代码与登记的一致，证照在有效期内。',
  },
  relations: {
    'came-from': '来自',
    'went-into': '并入或移交到',
    'took-in': '并入了本单位',
    'split-off': '从本单位分出',
  },
  elsewhere: '其他办事处的单位',
  history: {
    title: '经历',
    none: '还没有记录。',
    cover: (program: string, members: number) => `${program}保障 ${count(members)} 人`,
    period: (from: string, until: string) => `${from}至 ${until}`,
    order: '看缴费通知',
    reviewed: { active: '通过登记', refused: '登记不予通过' },
    counts: (before: string, after: string) => `职工 / 女职工 / 符合条件：${before} → ${after}`,
    renamed: (before: string, after: string) => `名称：${before} → ${after}`,
    by: (name: string) => `办理人：${name}`,
    system: '系统',
  },
} as const;
