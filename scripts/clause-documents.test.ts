import { describe, expect, it } from 'vitest';
import { parentClauseId } from '#scheme/clause-id.ts';
import { normalizeText, parseClauseDocument, parseReadings } from './clause-documents.ts';

const DIGEST = 'a'.repeat(64);

function documentOf(body: string): string {
  return `# 标题\n\n原文摘要：${DIGEST}\n\n${body}\n`;
}

describe('a clause document', () => {
  it('gives every clause its paragraphs and keeps the notes apart', () => {
    const markdown = documentOf('## 附件1\n\n> 标题\n\n## 附件1-2\n\n> 第二条\n>\n> 一段\n\n注：甲\n\n注：乙');
    expect(parseClauseDocument('a.md', markdown)).toEqual({
      title: '标题',
      sourceDigest: DIGEST,
      clauses: [
        { id: '附件1', paragraphs: ['标题'], notes: [] },
        { id: '附件1-2', paragraphs: ['第二条', '一段'], notes: ['甲', '乙'] },
      ],
    });
  });

  const head = '## 附件1\n\n> 标题\n\n';
  it.each([
    ['an id of no known form', `${head}## 附件3-1\n\n> 条`, 'a.md:9: no clause id: 附件3-1'],
    ['full-width brackets in an id', `${head}## 附件1-5（一）\n\n> 条`, 'a.md:9: no clause id: 附件1-5（一）'],
    ['an id that stands twice', `${head}## 附件1-1\n\n> 条\n\n## 附件1-1\n\n> 条`, 'a.md:13: 附件1-1 stands twice'],
    ['an item before its article', `${head}### 附件1-4.1\n\n> 条`, 'a.md:9: 附件1-4.1 stands before 附件1-4'],
    ['a clause of another document', `${head}## 通知\n\n> 条`, 'a.md:9: 通知 stands before all'],
    ['a heading of the wrong level', `${head}### 附件1-1\n\n> 条`, 'a.md:9: 附件1-1 must be a heading of level 2'],
    ['a clause without text', `${head}## 附件1-1\n\n## 附件1-2\n\n> 条`, 'a.md:11: 附件1-1 has no text'],
    ['a last clause without text', `${head}## 附件1-1`, 'a.md:9: 附件1-1 has no text'],
    ['a second quote under one heading', `${head}> 又一段`, 'a.md:9: stray clause text'],
    ['two lines of a quote without an empty one between', '## 附件1\n\n> 一\n> 二', 'a.md:8: stray clause text'],
    [
      'a quote that ends with an empty line',
      '## 附件1\n\n> 一\n>\n\n注：甲',
      'a.md:9: a quote ends with an empty line',
    ],
    [
      'a quote that ends with an empty line at the end',
      '## 附件1\n\n> 一\n>',
      'a.md:8: a quote ends with an empty line',
    ],
    ['a note before the text', '## 附件1\n\n注：甲\n\n> 一', 'a.md:7: stray note'],
    ['text outside the quote', `${head}散落的文字`, 'a.md:9: neither heading, clause text nor note: 散落的文字'],
    ['no clause at all', '', 'a.md:5: no clause'],
  ])('refuses %s, naming the line', (_fault, body, message) => {
    expect(() => parseClauseDocument('a.md', documentOf(body))).toThrow(new Error(message));
  });

  it('refuses a head without title or digest', () => {
    expect(() => parseClauseDocument('a.md', '标题\n')).toThrow('a.md:1:');
    expect(() => parseClauseDocument('a.md', '# 标题\n\n原文摘要：abc\n')).toThrow('a.md:3:');
  });
});

describe('the readings', () => {
  const clauseIds = new Set(['附件1-2', '附件2-2']);
  const complete =
    '### 读法-1 题\n\n- 条款：附件1-2\n- 另见：附件2-2\n- 起用：2025-04-01\n- 未定：甲\n- 取法：乙\n- 理由：丙\n';

  it('are read with all their fields, past the prose before them', () => {
    expect(parseReadings('r.md', `# 读法\n\n说明。\n\n${complete}`, clauseIds)).toEqual([
      {
        id: '读法-1',
        title: '题',
        clause: '附件1-2',
        seeAlso: ['附件2-2'],
        from: '2025-04-01',
        openPoint: '甲',
        text: '乙',
        reason: '丙',
      },
    ]);
  });

  it.each([
    [
      'a clause that does not exist',
      complete.replace('附件1-2', '附件1-9'),
      'r.md:1: 读法-1 cites 附件1-9, which is no clause',
    ],
    ['a missing field', complete.replace('- 理由：丙\n', ''), 'r.md:1: 读法-1 lacks 理由'],
    ['a number left out', complete.replace('读法-1', '读法-2'), 'r.md:1: expected 读法-1'],
    ['a number used twice', `${complete}\n${complete}`, 'r.md:10: expected 读法-2'],
    ['fields out of order', complete.replace('未定', '理由'), 'r.md:7: 取法 is out of order'],
    ['a day that is no date', complete.replace('2025-04-01', '四月'), 'r.md:1: 读法-1: 起用 must be a date'],
    ['stray text inside a reading', `${complete}散落`, 'r.md:9: no field of a reading: 散落'],
  ])('refuse %s, naming the line', (_fault, markdown, message) => {
    expect(() => parseReadings('r.md', markdown, clauseIds)).toThrow(new Error(message));
  });
});

it.each([
  ['附件1-5(一).7', '附件1-5(一)'],
  ['附件1-5(一)', '附件1-5'],
  ['附件1-5', '附件1'],
  ['附件2-附表', '附件2'],
  ['附件1', undefined],
])('%s stands under %s', (id, parent) => {
  expect(parentClauseId(id)).toBe(parent);
});

it('normalising drops white space, page breaks and page numbers, and no word', () => {
  expect(normalizeText('健全互助保障服\n\n7\n\f务 体系 80%;\n 100 人')).toBe('健全互助保障服务体系80%;100人');
});
