/** Words before pictures are sent. */
export const CHOOSE_FILES = {
  lead: '看一看方向对不对，能看清字就可以上传。',
  left: '向左转',
  right: '向右转',
  preview: (name: string) => `要上传的照片：${name}`,
  unseen: (name: string) => `${name}（这里看不到，可以直接上传）`,
  send: (count: number) => (count === 1 ? '上传' : `上传 ${count} 份`),
  drop: '不传了',
} as const;
