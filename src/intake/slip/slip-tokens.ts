import type { ReadPage, ReadPoint, ReadWord } from '#kernel/read-page.ts';

/** A part of a word: either what names something or what it comes to. Fractions of the page's width and height. */
export interface SlipToken {
  readonly kind: 'label' | 'amount' | 'date';
  readonly text: string;
  readonly confidence: number;
  readonly box: SlipBox;
}

/** A place on the picture, upright; the page is 1 wide and 1 high. */
export interface SlipBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const AMOUNT = /-?[¥￥]?\d[\d,，.．]*[.．。]\d{2}(?![\d年月日\-/.])/;
const DATE = /(?:19|20)\d{2}(?:[-/.年])\d{1,2}(?:[-/.月])\d{1,2}/;
const VALUE = new RegExp(`(?<date>${DATE.source})|(?<amount>${AMOUNT.source})`, 'g');

/** A Chinese character is about as wide as two digits. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0xff ? 2 : 1), 0);

/**
 * The words of a page cut into labels and values, on the page turned level.
 *
 * A photo is seldom straight: the rise of the long words tells how far it is turned, and at which height.
 */
export function cutTokens(page: ReadPage): readonly SlipToken[] {
  return page.words.flatMap((word) => cutWord(page, word));
}

/** How far down the page goes per step to the right, near that height, in fractions of the page. */
export function slopeNear(page: ReadPage, y: number): number {
  const slopes = page.words
    .filter(({ corners: [topLeft, topRight, , bottomLeft] }) => {
      const [across, down] = [topRight.x - topLeft.x, bottomLeft.y - topLeft.y];
      return across > 4 * down && Math.abs(topRight.y - topLeft.y) < across / 2;
    })
    .map(({ corners: [topLeft, topRight, bottomRight, bottomLeft] }) => ({
      away: Math.abs((topLeft.y + bottomLeft.y) / 2 / page.height - y),
      slope: (topRight.y + bottomRight.y - topLeft.y - bottomLeft.y) / 2 / (topRight.x - topLeft.x),
    }))
    .sort((a, b) => a.away - b.away)
    .slice(0, 7)
    .map(({ slope }) => slope)
    .sort((a, b) => a - b);
  return ((slopes[Math.floor(slopes.length / 2)] ?? 0) * page.width) / page.height;
}

function cutWord(page: ReadPage, word: ReadWord): SlipToken[] {
  const tokens: SlipToken[] = [];
  const whole = widthOf(word.text);
  const add = (kind: SlipToken['kind'], text: string, at: number): void => {
    if (text.trim() === '') return;
    const from = widthOf(word.text.slice(0, at)) / whole;
    const to = widthOf(word.text.slice(0, at + text.length)) / whole;
    tokens.push({ kind, text: text.trim(), confidence: word.confidence, box: boxOf(page, word.corners, from, to) });
  };
  let end = 0;
  for (const match of word.text.matchAll(VALUE)) {
    add('label', word.text.slice(end, match.index), end);
    add(match.groups?.['date'] === undefined ? 'amount' : 'date', match[0], match.index);
    end = match.index + match[0].length;
  }
  add('label', word.text.slice(end), end);
  return tokens;
}

function boxOf({ width, height }: ReadPage, corners: ReadWord['corners'], from: number, to: number): SlipBox {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  const along = (a: ReadPoint, b: ReadPoint, part: number): ReadPoint => ({
    x: (a.x + (b.x - a.x) * part) / width,
    y: (a.y + (b.y - a.y) * part) / height,
  });
  const points = [from, to].flatMap((part) => [along(topLeft, topRight, part), along(bottomLeft, bottomRight, part)]);
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}
