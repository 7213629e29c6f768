import { describe, expect, test } from 'vitest';
import { careKindOf } from '#intake/settlements/care-kinds.ts';
import { gradeOf, regionOfHospital, regionOfPlace } from '#intake/settlements/hospital-terms.ts';
import { splitDiagnosis } from '#intake/settlements/split-diagnosis.ts';

describe('a hospital’s grade', () => {
  test.each([
    ['三级甲等', 3],
    ['三级特等', 3],
    ['二级', 2],
    ['二甲', 2],
    ['一级丙等', 1],
    ['01', 3],
    ['04', 3],
    ['05', 2],
    ['07', 2],
    ['08', 1],
    ['10', 1],
    ['3', 3],
    ['6', 2],
    ['未定级', undefined],
    ['无等级', undefined],
    ['0', undefined],
    ['11', undefined],
    ['', undefined],
    ['1', 'ambiguous'],
    ['2', 'ambiguous'],
  ])('%s', (text, grade) => {
    expect(gradeOf(text)).toBe(grade);
  });
});

describe('where a hospital stands', () => {
  test.each([
    ['本地', 'henan'],
    ['市内异地', 'henan'],
    ['省内异地', 'henan'],
    ['跨省异地', 'other-province'],
    ['省外异地', 'other-province'],
    ['境外', 'abroad'],
    ['2', 'henan'],
    ['3', 'henan'],
    ['4', 'other-province'],
    ['1', undefined],
    ['中心', undefined],
    ['异地', undefined],
    ['', undefined],
  ])('%s', (text, region) => {
    expect(regionOfPlace(text)).toBe(region);
  });

  test.each([
    ['H41160200001', 'henan'],
    ['H31010100009', 'other-province'],
    ['H81000000001', 'abroad'],
    ['41160200001', undefined],
    ['', undefined],
  ])('by its code %s', (code, region) => {
    expect(regionOfHospital(code)).toBe(region);
  });
});

describe('a kind of care', () => {
  test.each([
    ['21', '普通住院', 'stay'],
    ['2101', '普通住院', 'stay'],
    ['23', '转外诊治住院', 'stay'],
    ['转外诊治住院', '转外诊治住院', 'stay'],
    ['24', '急诊转住院', 'stay'],
    ['2114', '舒缓疗护', 'stay'],
    ['日间病床', '日间病床', 'stay'],
    ['无法确定他方责任的意外伤害（外伤住院）', '无法确定他方责任的意外伤害（外伤住院）', 'stay'],
    ['11', '普通门诊', 'no-stay'],
    ['140104', '门诊慢特病', 'no-stay'],
    ['11-普通门诊', '普通门诊', 'no-stay'],
    ['定点药店购药', '定点药店购药', 'no-stay'],
    ['生育门诊', '生育门诊', 'no-stay'],
    ['13', '急诊', 'emergency'],
    ['急诊留观', '急诊留观', 'emergency'],
    ['9021', '9021', 'unknown'],
    ['30', '30', 'unknown'],
  ])('%s', (raw, text, setting) => {
    expect(careKindOf(raw)).toEqual({ text, setting });
  });
});

describe('a diagnosis', () => {
  test.each([
    ['肺炎|J18.900', '', '肺炎', 'J18.900'],
    ['肺炎｜j18.900', '', '肺炎', 'J18.900'],
    ['J18.900|肺炎', '', '肺炎', 'J18.900'],
    ['J18.900 肺炎', '', '肺炎', 'J18.900'],
    ['肺炎（J18.900）', '', '肺炎', 'J18.900'],
    ['J18.900肺炎', '', '肺炎', 'J18.900'],
    ['2型糖尿病|E11.900', '', '2型糖尿病', 'E11.900'],
    ['抑郁发作', 'f32.900', '抑郁发作', 'F32.900'],
    ['抑郁发作|F32.900', 'F32.901', '抑郁发作', 'F32.901'],
    ['心肌梗死|I21.900x002', '', '心肌梗死', 'I21.900X002'],
    ['肺炎|J18.900;高血压|I10', '', '肺炎', 'J18.900'],
    ['肺炎（重症）|J18.900', '', '肺炎(重症)', 'J18.900'],
    ['肺炎', '', '肺炎', ''],
    ['', 'J18.900', '', 'J18.900'],
    ['', '', '', ''],
  ])('%s %s', (name, code, expectedName, expectedCode) => {
    expect(splitDiagnosis(name, code)).toEqual({ name: expectedName, code: expectedCode });
  });
});
