import { CLAUSE_TEXTS, type ClauseId } from '#scheme/clause-texts.ts';

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const IN_ANNEX = /^(附件\d)-(\d+)(?:\(([一二三四五六七八九十])\))?(?:\.(\d+))?$/;
const IN_NOTICE = /^通知-([一二三四五六七八九十])(?:\(([一二三四五六七八九十])\))?(?:\.(\d+))?$/;

/**
 * A clause as people call it: `附件1-5(一).7` → 附件1第五条（一）第7项, `通知-三(二).1` → 通知三（二）第1项.
 *
 * What follows no pattern (附件2-附表, 通知-落款) is written with a space.
 */
export function clauseName(id: ClauseId): string {
  const annex = IN_ANNEX.exec(id);
  if (annex !== null) {
    const [, document, article, paragraph, item] = annex;
    return `${document}第${NUMERALS[Number(article)]}条${inBrackets(paragraph)}${asItem(item)}`;
  }
  const notice = IN_NOTICE.exec(id);
  if (notice !== null) return `通知${notice[1]}${inBrackets(notice[2])}${asItem(notice[3])}`;
  return id.replace('-', ' ');
}

function inBrackets(paragraph: string | undefined): string {
  return paragraph === undefined ? '' : `（${paragraph}）`;
}

function asItem(item: string | undefined): string {
  return item === undefined ? '' : `第${item}项`;
}

/** The clauses in which this one stands, outermost first, itself last: 附件1, 附件1-5, 附件1-5(一), 附件1-5(一).7. */
export function clausePath(id: ClauseId): readonly ClauseId[] {
  const path: ClauseId[] = [];
  for (let at = 0; at <= id.length; at++) {
    const start = id.slice(0, at);
    const next = id.charAt(at);
    if ((next === '' || next === '.' || next === '(' || next === '-') && isClauseId(start)) path.push(start);
  }
  return path;
}

export function isClauseId(text: string): text is ClauseId {
  return Object.hasOwn(CLAUSE_TEXTS, text);
}

/** The first line of a clause without its number: the heading of an article, the first sentence of an item. */
export function clauseHeading(id: ClauseId): string {
  const first = CLAUSE_TEXTS[id].split('\n')[0] ?? '';
  return withoutNumber(first);
}

const NUMBER =
  /^(?:第[一二三四五六七八九十]+条|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|\d+\s*[．.、])\s*/;

/** `12．在非认可医疗机构就医的；` → `在非认可医疗机构就医的` */
export function withoutNumber(text: string): string {
  return text.replace(NUMBER, '').replace(/[；。：]$/, '');
}
