/** What the member reads where something is missing. */
export const SUPPLEMENT = {
  title: '请补齐这些',
  lead: (day: string) => `审核的人一次说全了，请在 ${day} 前补齐。补齐以后重新审核，不用再填一遍。`,
  add: (name: string) => (name === '' ? '拍照或选文件' : `拍${name}，或选文件`),
  adding: '正在上传…',
  added: (files: number) => `已收到 ${files} 个文件`,
  text: '要说明的话（可以不填）',
  send: '补齐了，继续审核',
} as const;
