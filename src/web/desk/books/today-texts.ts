/** The words of what waits of the books on the page of today. */
export const TODAY_BOOKS = {
  alarm: '对账查到不一致，未说明',
  places: (count: number) => `${count.toLocaleString('zh-CN')} 处`,
  batches: '等我复核的付款批次',
  recoveries: '等我决定的追回',
  vouchers: '等我复核的凭证',
  toReopen: '等我批准的反结账',
  toClose: '已过完、没有结账的月份',
  closeFirst: '最早的一个，先结它',
} as const;
