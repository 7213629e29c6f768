/** Words around reading a slip from its picture. */
export const SLIP = {
  take: '拍下结算单，自动填写',
  again: '重新认一遍',
  sending: (share: number) => `正在上传 ${Math.round(share * 100)}%`,
  reading: '正在认照片上的字，约需几秒…',
  lead: '照片认出来的只是帮您省事：请逐项和照片对一遍，不对的直接改。',
  filled: (count: number) => `认出 ${count} 项，已填在下面。请逐项和照片对一遍，不对的直接改。`,
  nothing: '照片里没有认出结算单上的金额。请照着结算单填写，或放平、光线亮一些重拍。',
  misread: '认出来的金额对不上，有一项认错了，请核对：',
  picture: '您拍的结算单，框出的是认出来的金额',
} as const;
