/** Words of opening a claim by the number on its notice. */
export const OPEN_BY_NUMBER = {
  ask: '决定通知书上的编号',
  open: '打开',
  faulty: '编号是 32 位的数字和字母 a–f，请照通知书抄全（空格、横线可以不打）。',
} as const;
