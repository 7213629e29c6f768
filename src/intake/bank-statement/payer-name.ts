import { toHalfWidth } from '#kernel/safe-text.ts';

/** 「中国教育工会某某学院委员会」: the union of a trade around the unit's name. */
const TRADE_UNION_OF = /^中国\p{Script=Han}{2,8}?工会(.{2,}?)(?:基层)?委员会$/u;

/** The union of a unit, behind the unit's name; 总工会 and 工会联合会 are bodies of their own. */
const UNION_SUFFIX = /(?:\((?:基层)?工会(?:委员会)?\)|(?<!总)(?:基层)?工会(?:基层)?(?:委员会)?)$/;

const SHORTEST_NAME = 2;

/**
 * The name by which a payer is compared: a unit and its union come out the same (with or without 工会, 工会委员会,
 * 基层委员会), brackets and letters half-width and capital, no spaces. The legal form (有限责任公司) stays: it is part of the
 * name.
 */
export function normalisePayerName(text: string): string {
  const plain = toHalfWidth(text.normalize('NFKC'))
    .replace(/[\s\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[〔【[［｛{]/g, '(')
    .replace(/[〕】\]］｝}]/g, ')')
    .toUpperCase();
  const ofTrade = TRADE_UNION_OF.exec(plain)?.[1] ?? plain;
  const withoutUnion = ofTrade.replace(UNION_SUFFIX, '');
  return withoutUnion.length < SHORTEST_NAME ? plain : withoutUnion;
}
