/** Words beside the photo of a settlement slip. */
export const SLIP_CHECK = {
  title: '结算单上的金额',
  reading: '正在认照片上的金额，约需几秒…',
  lead: '点一项（或用 ↑ ↓），看它在照片上的位置。认出来的只供对照，不改动申领；一次住院分几张单结算的，“现在采用”是合计。',
  nothing: '照片里没有认出结算单上的金额，请直接看照片。',
  misread: '认出来的金额之间对不上，有一项认错了，以照片为准：',
  column: { figure: '项目', read: '照片上', stands: '现在采用' },
  mark: (name: string) => `照片上的${name}，看是哪一项`,
} as const;
