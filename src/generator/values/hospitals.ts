/** A hospital as the insurer's export names it. */
export interface Hospital {
  /** H, six digits of its region, five more. */
  readonly code: string;
  readonly name: string;
  /** `一级甲等` … `三级特等` */
  readonly grade: string;
  readonly place: '本地' | '省内异地' | '跨省异地';
  /** 起付标准 of a stay there, in fen. */
  readonly deductibleFen: number;
}

const THIRD_FEN = 90_000;
const SECOND_FEN = 60_000;
const FIRST_FEN = 30_000;

/** Grade 2 and 3 inside Henan: what the inpatient program recognises. */
export const HENAN_HOSPITALS: readonly Hospital[] = [
  local('H41160200001', '周口市中心医院', '三级甲等', THIRD_FEN),
  local('H41160200001', '周口市中心医院', '三级甲等', THIRD_FEN),
  local('H41160200003', '周口市中医院', '三级乙等', THIRD_FEN),
  local('H41160200017', '周口市第二人民医院', '二级甲等', SECOND_FEN),
  local('H41160300002', '淮阳区人民医院', '二级甲等', SECOND_FEN),
  local('H41162100003', '扶沟县人民医院', '二级甲等', SECOND_FEN),
  local('H41162200003', '西华县人民医院', '二级甲等', SECOND_FEN),
  local('H41162300004', '商水县人民医院', '二级甲等', SECOND_FEN),
  local('H41162400002', '沈丘县人民医院', '二级乙等', SECOND_FEN),
  local('H41162500005', '郸城县人民医院', '二级甲等', SECOND_FEN),
  local('H41162700003', '太康县人民医院', '二级甲等', SECOND_FEN),
  local('H41162800002', '鹿邑县人民医院', '二级甲等', SECOND_FEN),
  local('H41168100002', '项城市第一人民医院', '二级乙等', SECOND_FEN),
  { ...local('H41010500002', '郑州大学第一附属医院', '三级甲等', THIRD_FEN), place: '省内异地' },
  { ...local('H41010500007', '河南省人民医院', '三级甲等', THIRD_FEN), place: '省内异地' },
];

export const GRADE_ONE_HOSPITALS: readonly Hospital[] = [
  local('H41162800044', '鹿邑某镇卫生院', '一级甲等', FIRST_FEN),
  local('H41162700051', '太康某镇卫生院', '一级乙等', FIRST_FEN),
  local('H41160200063', '川汇某社区卫生服务中心', '一级甲等', FIRST_FEN),
];

export const OTHER_PROVINCE_HOSPITALS: readonly Hospital[] = [
  { ...local('H31010100009', '上海某三级医院', '三级甲等', THIRD_FEN), place: '跨省异地' },
  { ...local('H11010100021', '北京某三级医院', '三级甲等', THIRD_FEN), place: '跨省异地' },
  { ...local('H42010200013', '武汉某三级医院', '三级甲等', THIRD_FEN), place: '跨省异地' },
  { ...local('H34120200008', '阜阳某二级医院', '二级甲等', SECOND_FEN), place: '跨省异地' },
];

function local(code: string, name: string, grade: string, deductibleFen: number): Hospital {
  return { code, name, grade, place: '本地', deductibleFen };
}
