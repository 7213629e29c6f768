import { expect, test } from 'vitest';
import { CLAUSE_TEXTS } from '#scheme/clause-texts.ts';
import { DOCUMENTS, depthOf, findClauses, findReadings, readingsOf } from '#web/calculator/clauses/clause-groups.ts';

test('every clause stands in one of the documents', () => {
  const all = DOCUMENTS.flatMap((document) => findClauses(document, ''));
  expect(new Set(all).size).toBe(Object.keys(CLAUSE_TEXTS).length);
});

test('a search wants every word, blanks inside figures aside', () => {
  expect(findClauses('附件1', '转外地 10 个百分点')).toEqual(['附件1-4.3']);
  expect(findClauses('附件1', '60%')).toContain('附件1-4.1');
  expect(findClauses('附件2', '观察期')).toEqual([]);
  expect(findReadings('直系亲属 配偶')).toEqual(['读法-24']);
});

test('a clause knows its depth and its readings', () => {
  expect(['附件1', '附件1-5', '附件1-5(一)', '附件1-5(一).12'].map((id) => depthOf(id as '附件1'))).toEqual([
    0, 1, 2, 3,
  ]);
  expect(readingsOf('附件1-5(一).12')).toEqual(['读法-11']);
});
