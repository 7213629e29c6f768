import { expect, test } from 'vitest';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Reason } from '#scheme/decision.ts';
import { readCase } from '#scheme/read-case.ts';
import { noticeWords, reasonWords } from '#scheme/words/decision-words.ts';
import { seededCases } from '../../../test/support/arbitrary-case.ts';

function everyReason(): readonly Reason[] {
  const found = new Map<string, Reason>();
  for (const question of seededCases(11, 20_000)) {
    const read = readCase(question);
    if (!read.ok) continue;
    for (const reason of adjudicate(read.value).reasons) found.set(`${reason.code} ${reason.clause}`, reason);
  }
  return [...found.values()];
}

test.each(everyReason().map((reason) => [reason.code, reason.clause, reason] as const))(
  '%s by %s is said in plain words, with the term and the next step, and without a code',
  (_code, _clause, reason) => {
    const { plain, term, next } = reasonWords(reason);
    for (const words of [plain, term, next]) {
      expect(words).toMatch(/[\u4e00-\u9fff]/);
      expect(words).not.toMatch(/undefined|[a-z]-[a-z]|附件\d-/);
    }
    expect(next).toMatch(/。$/);
  },
);

test('an admission before the first period is told apart from one between periods', () => {
  const before = reasonWords({ code: 'not-covered-on-admission', clause: '附件1-5(二).1' });
  const between = reasonWords({ code: 'not-covered-on-admission', clause: '附件1-3.2' });
  expect(before.plain).toBe('入院的时候，保障还没有开始');
  expect(between.plain).toBe('入院那天不在保障期内');
});

test('an exclusion that a reviewer asserts is said in the words of its clause', () => {
  expect(reasonWords({ code: 'excluded', clause: '附件1-5(二).6' }).plain).toBe('其他非疾病或意外原因住院治疗的');
});

test('a late notice names the days of its program', () => {
  expect(noticeWords('late-notice', '附件1-7.1').plain).toContain('10 天');
  expect(noticeWords('late-notice', '附件2-7.1').plain).toContain('15 天');
});
