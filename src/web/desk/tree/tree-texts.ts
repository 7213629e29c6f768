/** The words of what an administrator changes in the tree. */
export const TREE = {
  move: {
    open: '调整单位隶属',
    title: '调整单位的隶属',
    codeHint: '管理员看不到单位资料，凭统一社会信用代码办理。',
    office: '哪个办事处',
    agency: '哪个机构',
    what: '单位的名单、参保、缴费、申领全部随单位走：新机构及其上级看得见全部，原机构只看得见自己办过的留痕。单位经办人须重新登录。',
    acrossWhat:
      '移交其他办事处：单位在这里停用，过去的一切留在本办事处；对方从头开始，审核通过才算接收，并另行邀请经办人。不能撤回。',
    act: '调整隶属',
    handOverAct: '移交',
    moved: '已调整隶属',
    handedOver: '已移交，等对方审核',
  },
  close: {
    act: '停用',
    of: (name: string) => `停用“${name}”`,
    title: (name: string) => `停用“${name}”？`,
    what: '停用后不能再在它下面登记单位、增设机构；下面还有机构或单位的，要先调整它们的隶属。它办过的事照样看得见。',
    done: (name: string) => `已停用“${name}”`,
  },
} as const;
