import { expect, test } from 'vitest';
import { CLAUSE_TEXTS, type ClauseId } from '#scheme/clause-texts.ts';
import { clauseHeading, clauseName, clausePath, isClauseId, withoutNumber } from '#scheme/words/clause-names.ts';

test.each([
  ['附件1', '附件1'],
  ['附件1-4.1', '附件1第四条第1项'],
  ['附件1-5(一).12', '附件1第五条（一）第12项'],
  ['附件1-5(二)', '附件1第五条（二）'],
  ['附件2-附表', '附件2 附表'],
  ['通知-三(二).1', '通知三（二）第1项'],
  ['通知-四', '通知四'],
] as const)('%s is called %s', (id, name) => {
  expect(clauseName(id)).toBe(name);
});

test('no clause is called by its bare id where people have a name for it', () => {
  for (const id of Object.keys(CLAUSE_TEXTS) as ClauseId[]) expect(clauseName(id)).not.toContain('-');
});

test('a clause stands in its paragraph, its article and its document', () => {
  expect(clausePath('附件1-5(一).12')).toEqual(['附件1', '附件1-5', '附件1-5(一)', '附件1-5(一).12']);
  expect(clausePath('附件2-4.5')).toEqual(['附件2', '附件2-4', '附件2-4.5']);
  expect(clausePath('通知-三(二).1')).toEqual(['通知', '通知-三', '通知-三(二)', '通知-三(二).1']);
});

test('a heading has lost its number and its stop', () => {
  expect(withoutNumber('12.在非认可医疗机构就医的；')).toBe('在非认可医疗机构就医的');
  expect(withoutNumber('（二）发生以下情况之一的：')).toBe('发生以下情况之一的');
  expect(clauseHeading('附件1-1')).toBe('活动的基本内容');
});

test('what is no clause is told apart, whatever an object has by nature', () => {
  expect(isClauseId('附件1-4.1')).toBe(true);
  expect(isClauseId('附件1-99')).toBe(false);
  expect(isClauseId('toString')).toBe(false);
});
