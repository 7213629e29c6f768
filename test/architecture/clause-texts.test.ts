import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLAUSE_TEXTS, READINGS } from '#scheme/clause-texts.ts';
import { type ClauseDocument, normalizeText } from '../../scripts/clause-documents.ts';
import { readSchemeTexts, renderClauseTextsModule } from '../../scripts/generate-clause-texts.ts';

/** The originals, beside the project on the machines that have them; elsewhere the digests in the documents stand in. */
const SOURCE = new URL('../../../shared/sources/000_acb72b441c1bbee8.txt', import.meta.url);
const SPEC = ['rules.md', 'platform.md'].map((name) => new URL(`../../../shared/spec/${name}`, import.meta.url));

const texts = readSchemeTexts();

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** All words of a document, its clauses one after the other. */
function wordsOf(document: ClauseDocument): string {
  return normalizeText(document.clauses.flatMap((clause) => clause.paragraphs).join('\n'));
}

it('the generated module is in sync with docs/scheme', () => {
  const written = readFileSync(new URL('../../src/scheme/clause-texts.ts', import.meta.url), 'utf8');
  expect(written).toBe(renderClauseTextsModule(texts));
});

it('the module holds every clause and every reading of the documents, as they stand there', () => {
  const clauses = texts.documents.flatMap((document) => document.clauses);
  expect(Object.entries(CLAUSE_TEXTS)).toEqual(clauses.map(({ id, paragraphs }) => [id, paragraphs.join('\n')]));
  expect(Object.entries(READINGS)).toEqual(texts.readings.map(({ id, ...reading }) => [id, reading]));
});

describe('the clauses say what the originals say', () => {
  it.each(texts.documents)('$title: its words give the digest taken from the original', (document) => {
    expect(sha256(wordsOf(document))).toBe(document.sourceDigest);
  });

  it.each([
    ['附件1-5(一).11', 'ICO-10'],
    ['附件2-7.1', '即使知道'],
    ['附件2-4.5', '于参加份数无关'],
    ['附件1-7.5', '结算日之日起'],
  ] as const)('the slip of the pen in %s stays as it is printed, with a note beside it', (id, slip) => {
    const clause = texts.documents.flatMap((document) => document.clauses).find((candidate) => candidate.id === id);
    expect(CLAUSE_TEXTS[id]).toContain(slip);
    expect(clause?.notes.join()).toContain(slip);
  });
});

/**
 * The part of the original that each document holds, in the order of the documents. Left out: the paragraph of
 * contacts before the notice's list of annexes, and the printer's line at the very end.
 */
function partsOfSource(source: string): string[] {
  const at = (text: string): number => {
    const index = source.indexOf(text);
    expect(index, text).toBeGreaterThanOrEqual(0);
    return index;
  };
  const [contacts, annexList] = [at('联系人：'), at('附件：1.')];
  const [inpatient, accident, printer] = [at('附件 1：'), at('附件 2：'), at('周口市总工会办公室')];
  return [
    source.slice(inpatient, accident),
    source.slice(accident, printer),
    `${source.slice(0, contacts)}\n${source.slice(annexList, inpatient)}`,
  ].map(normalizeText);
}

describe.skipIf(!existsSync(SOURCE))('beside the originals (../shared/sources)', () => {
  it('every clause occurs there character for character', () => {
    const source = normalizeText(readFileSync(SOURCE, 'utf8'));
    for (const [id, text] of Object.entries(CLAUSE_TEXTS)) {
      expect(source.includes(normalizeText(text)), id).toBe(true);
    }
  });

  it('the clauses of a document, one after the other, are the whole original: nothing is lost, moved or added', () => {
    expect(texts.documents.map(wordsOf)).toEqual(partsOfSource(readFileSync(SOURCE, 'utf8')));
  });
});

/** Every clause that the specification of rules and platform cites; ranges such as 附件1-3.1/2 are written out. */
const CITED_BY_SPECIFICATION = `
  附件1 附件1-2 附件1-3 附件1-3.1 附件1-3.2 附件1-3.4 附件1-3.5
  附件1-4.1 附件1-4.2 附件1-4.3 附件1-4.4 附件1-4.5
  附件1-5(一) 附件1-5(一).6 附件1-5(一).7 附件1-5(一).10 附件1-5(一).11 附件1-5(一).12
  附件1-5(二) 附件1-5(二).1 附件1-5(二).2 附件1-5(二).3 附件1-5(二).4 附件1-5(二).5 附件1-5(二).6
  附件1-6 附件1-7 附件1-7.1 附件1-7.2 附件1-7.3 附件1-7.4 附件1-7.5 附件1-8.1 附件1-8.3
  附件2 附件2-2 附件2-3 附件2-3.1 附件2-3.2 附件2-3.4
  附件2-4.1 附件2-4.2 附件2-4.3 附件2-4.4 附件2-4.5 附件2-附表
  附件2-5 附件2-5.10 附件2-5.17 附件2-6
  附件2-7 附件2-7.1 附件2-7.2 附件2-7.3 附件2-7.4 附件2-7.5 附件2-7.6 附件2-7.8 附件2-8.2 附件2-8.3
  通知-二 通知-三(一).1 通知-三(一).2 通知-三(一).3 通知-三(一).4 通知-三(一).5
  通知-三(二) 通知-三(二).1 通知-三(三) 通知-三(四) 通知-四(三) 通知-四(四)
`
  .trim()
  .split(/\s+/);

/** The marks `[reading]` of the specification's rules, without the one in its preface that explains the mark. */
const READINGS_OF_SPECIFICATION = 24;

/** Where the platform meets what neither text nor specification speaks of: cover that is given away (读法-25). */
const FURTHER_READINGS = 1;

describe('the specification', () => {
  it.each(CITED_BY_SPECIFICATION)('cites %s, which exists', (id) => {
    expect(CLAUSE_TEXTS).toHaveProperty([id]);
  });

  it('marks as many readings as there are, but for those of the platform', () => {
    expect(Object.keys(READINGS)).toHaveLength(READINGS_OF_SPECIFICATION + FURTHER_READINGS);
  });

  describe.skipIf(!SPEC.every((file) => existsSync(file)))('itself (../shared/spec)', () => {
    const spec = (): string => SPEC.map((file) => readFileSync(file, 'utf8')).join('\n');

    it('cites no clause that the list above lacks', () => {
      const cited = spec().match(/(?:附件[12]|通知)-[0-9一二三四](?:\([一二三四]\))?(?:\.\d+)?/g) ?? [];
      expect(cited.length).toBeGreaterThan(100);
      expect([...new Set(cited)].filter((id) => !CITED_BY_SPECIFICATION.includes(id))).toEqual([]);
    });

    it('has the number of marks that the readings were counted by', () => {
      expect(spec().match(/\[reading/g)).toHaveLength(READINGS_OF_SPECIFICATION + 1);
    });
  });
});
