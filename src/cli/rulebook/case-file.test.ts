import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCaseFile, readCases } from './case-file.ts';

/** A folder of case files that is gone after the test. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

const BASE = 'given: { program: p, claim: { days: 14, amount: 1.00元 } }\n';
const ONE = `extends: base/all.yaml
given: { claim: { days: 15 } }
cases:
  - title: 甲
    covers: [p/rule]
    given: { claim: { amount: '9,000.00元' } }
    expect:
      outcome: decline
      reasons: [waiting-time 附件1-4.2]
      notices: [late-notice 附件1-7.1]
      readings: []
      receipt: [住院天数 1 天]
    working: |
      一行

      1 = 1
  - title: 乙
    covers: []
    without: [claim.days]
    expect: { error: claim.days }
`;

function one(entry: string): () => unknown {
  const folder = folderOf({ 'p/a.yaml': `given: { a: 1 }\ncases:\n${entry}` });
  return () => readCaseFile(folder, 'p/a.yaml');
}

describe('a file of cases', () => {
  it('gives each case what it extends, its place in the file, and amounts in fen', () => {
    const folder = folderOf({ 'p/base/all.yaml': BASE, 'p/one.yaml': ONE });
    expect(readCases(folder)).toEqual([
      {
        title: '甲',
        covers: ['p/rule'],
        given: { program: 'p', claim: { days: 15, amount: 900_000 } },
        expect: {
          kind: 'decision',
          outcome: 'decline',
          amountFen: 0,
          reasons: [{ code: 'waiting-time', clause: '附件1-4.2' }],
          notices: [{ code: 'late-notice', clause: '附件1-7.1' }],
          readings: [],
          receipt: ['住院天数 1 天'],
        },
        working: ['一行', '1 = 1'],
        file: 'p/one.yaml',
        line: 4,
      },
      {
        title: '乙',
        covers: [],
        given: { program: 'p', claim: { amount: 100 } },
        expect: { kind: 'fault', field: 'claim.days' },
        working: [],
        file: 'p/one.yaml',
        line: 17,
      },
    ]);
  });

  it('reads amounts and answers that a case expects', () => {
    const read = one(`  - { title: 甲, covers: [r], expect: { outcome: pay, amount: 0.01元 } }
  - { title: 乙, covers: [r], expect: { answer: [80元, null] } }`)() as { expect: unknown }[];
    expect(read.map((each) => each.expect)).toEqual([
      {
        kind: 'decision',
        outcome: 'pay',
        amountFen: 1,
        reasons: [],
        notices: [],
        readings: undefined,
        receipt: undefined,
      },
      { kind: 'answer', answer: [8_000, null] },
    ]);
  });

  it.each([
    ['  - { title: 甲, covers: [r], expect: { outcome: pay }, wroking: 1 = 1 }', 'p/a.yaml:3: case: no key wroking'],
    ['  - { covers: [r], expect: { outcome: pay } }', 'p/a.yaml:3: title is a text'],
    ['  - { title: 甲, expect: { outcome: pay } }', 'p/a.yaml:3: covers no rule'],
    ['  - { title: 甲, covers: [r], expect: { error: claim } }', 'p/a.yaml:3: covers no rule, or a rule with an error'],
    ['  - { title: 甲, covers: [r] }', 'p/a.yaml:3: expect is a map'],
    ['  - { title: 甲, covers: [r], expect: {} }', 'p/a.yaml:3: expect tells'],
    ['  - { title: 甲, covers: [r], expect: { outcome: pay, error: claim } }', 'p/a.yaml:3: expect tells'],
    ['  - { title: 甲, covers: [r], expect: { outcome: pay, amount: 100 } }', 'p/a.yaml:3: amount is a text'],
    ['  - { title: 甲, covers: [r], expect: { outcome: pay, amount: 1.00 元 } }', 'is no amount'],
    [
      '  - { title: 甲, covers: [r], expect: { outcome: decline, reasons: [waiting-time] } }',
      'not a code and a clause',
    ],
    ['  - { title: 甲, covers: r, expect: { outcome: pay } }', 'p/a.yaml:3: covers is a list'],
    ['  - { title: 甲, covers: [r], without: [b], expect: { outcome: pay } }', 'p/a.yaml:3: without: no b'],
    ['  - { title: 甲, title: 乙, covers: [r], expect: { outcome: pay } }', 'p/a.yaml:3: '],
    ['  - 甲', 'p/a.yaml:3: a case is a map'],
    ['  - { title: 甲', 'p/a.yaml:3: '],
    ['  []', 'p/a.yaml: no list of cases'],
  ])('is refused with file and line: %s', (entry, fault) => {
    expect(one(entry)).toThrow(fault);
  });

  it('is refused where it extends itself, or what is not among the cases', () => {
    const folder = folderOf({ 'p/a.yaml': 'extends: b.yaml\ncases: [1]\n', 'p/b.yaml': 'extends: a.yaml\n' });
    expect(() => readCaseFile(folder, 'p/a.yaml')).toThrow('extends itself');
    const outside = folderOf({ 'p/a.yaml': 'extends: ../../etc/a.yaml\ncases: [1]\n' });
    expect(() => readCaseFile(outside, 'p/a.yaml')).toThrow('outside of the cases');
  });
});
