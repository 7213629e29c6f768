/** The words of a unit's particulars, wherever they are typed or shown. */
export const UNIT_FORM = {
  fields: {
    name: '单位名称',
    creditCode: '单位统一社会信用代码',
    unionName: '工会名称（没有可不填）',
    unionCreditCode: '工会统一社会信用代码（没有可不填）',
    address: '地址',
    staffCount: '职工总数',
    womenCount: '其中女职工',
    eligibleCount: '符合参加条件的职工',
    contactName: '联系人姓名',
    contactPhone: '联系人手机号',
  },
  eligibleHint: '在职、参加了职工医保、16 至 60 周岁；参加比例按这个数算。',
  code: {
    length: (typed: number) => (typed < 18 ? `还差 ${18 - typed} 位` : `多了 ${typed - 18} 位`),
    characters: '有不该出现的字符（没有字母 I、O、S、V、Z）',
    'check-character': '校验位不符，可能有一位填错或两位颠倒',
    right: '代码正确',
    notUnion: '这不是工会的代码：工会的代码以 81 或 89 开头',
  },
  counts: '人数不对：女职工、符合条件的职工都不能多于职工总数。',
  paperKinds: {
    'unit-certificate': '单位证照（营业执照、事业单位法人证书等）',
    'union-certificate': '工会法人资格证书',
    application: '盖章的登记表',
    other: '其他',
  },
  paperHint: 'PDF 或照片（JPG、PNG），每份不超过 15 MB',
} as const;
