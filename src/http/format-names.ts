/** What each format of a schema is called by people. */
export const FORMAT_NAMES: Readonly<Record<string, string>> = {
  uuid: '编号（UUID）',
  date: '日期（如 2026-11-25）',
  'date-time': '时刻（如 2026-11-25T08:00:00+08:00）',
  time: '时间（如 08:00:00）',
  email: '电子邮箱地址',
  url: '网址',
  uri: '网址',
};
