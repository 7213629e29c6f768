import { CLAUSE_TEXTS, type ClauseId, READINGS, type ReadingId } from '#scheme/clause-texts.ts';

/** The documents in the order in which a reader wants them. */
export const DOCUMENTS = ['附件1', '附件2', '通知'] as const;

export type DocumentId = (typeof DOCUMENTS)[number];

const CLAUSES = Object.keys(CLAUSE_TEXTS) as ClauseId[];
const READING_IDS = Object.keys(READINGS) as ReadingId[];

export function documentOf(id: ClauseId): DocumentId {
  return DOCUMENTS.find((document) => id.startsWith(document)) ?? '通知';
}

/** How deep a clause stands in its document: 0 the document, 1 an article, 2 a paragraph or item, 3 an item of a paragraph. */
export function depthOf(id: ClauseId): number {
  return (id.match(/[-.(]/g) ?? []).length;
}

/** The clauses of a document that hold every word of a search, in its order. */
export function findClauses(document: DocumentId, search: string): readonly ClauseId[] {
  const words = wordsOf(search);
  return CLAUSES.filter((id) => documentOf(id) === document && holdsAll(`${id}\n${CLAUSE_TEXTS[id]}`, words));
}

export function findReadings(search: string): readonly ReadingId[] {
  const words = wordsOf(search);
  return READING_IDS.filter((id) => {
    const { title, openPoint, text, reason, clause } = READINGS[id];
    return holdsAll([id, title, openPoint, text, reason, clause].join('\n'), words);
  });
}

/** The readings of a clause. */
export function readingsOf(id: ClauseId): readonly ReadingId[] {
  return READING_IDS.filter((reading) => READINGS[reading].clause === id);
}

function wordsOf(search: string): readonly string[] {
  return search.split(/\s+/).filter(Boolean);
}

/** The texts write figures both as 80% and as 80 %: blanks don't count. */
function holdsAll(text: string, words: readonly string[]): boolean {
  const dense = text.replaceAll(/[ \t]/g, '').toUpperCase();
  return words.every((word) => dense.includes(word.toUpperCase()));
}
