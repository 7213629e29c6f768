import type { Fen } from '#kernel/money.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';

/** Of the four digits of a section, from the right. */
const UNITS = ['', '拾', '佰', '仟'] as const;

/** Of the sections of four digits, from the right. */
const SECTIONS = ['', '万', '亿'] as const;

/** 999,999,999,999.99 yuan: far above a single amount (`LARGEST_FEN`), because papers also write out a fund's totals. */
export const LARGEST_FEN_IN_CAPITALS = 99_999_999_999_999;

/**
 * An amount in Chinese capitals, as receipts and payment papers carry it: `140950` → `人民币壹仟肆佰零玖元伍角整`.
 *
 * 整 stands after 元 and after 角, never after 分: that satisfies both 支付结算办法 (must after 元, may after 角) and
 * 会计基础工作规范 (must after both). Of the forms allowed for zeros this writes 零 once for a run between digits, also
 * between 元 and 角 where the yuan end on 0 (`壹仟陆佰捌拾元零叁角贰分`), and before 分 where there is no 角.
 *
 * Throws a RangeError for what is no amount: negative, a fraction of a fen, or above
 * {@link LARGEST_FEN_IN_CAPITALS}.
 */
export function amountInCapitals(fen: Fen): string {
  if (!Number.isSafeInteger(fen) || fen < 0 || fen > LARGEST_FEN_IN_CAPITALS)
    throw new RangeError(`no amount in fen: ${fen}`);
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor((fen % 100) / 10);
  const rest = fen % 10;
  if (fen === 0) return '人民币零元整';
  let text = '人民币';
  if (yuan > 0) text += `${wholeInCapitals(yuan)}元`;
  if (jiao === 0 && rest === 0) return `${text}整`;
  if (yuan > 0 && (jiao === 0 || yuan % 10 === 0)) text += '零';
  if (jiao > 0) text += `${DIGITS.charAt(jiao)}角`;
  return rest > 0 ? `${text}${DIGITS.charAt(rest)}分` : `${text}整`;
}

/** A whole number from 1 to 999,999,999,999. */
function wholeInCapitals(whole: number): string {
  const digits = String(whole);
  let text = '';
  let zeroPending = false;
  let sectionWritten = false;
  for (let at = 0; at < digits.length; at++) {
    const place = digits.length - 1 - at;
    const digit = digits.charCodeAt(at) - 48;
    if (digit === 0) {
      zeroPending = true;
    } else {
      text += `${zeroPending ? '零' : ''}${DIGITS.charAt(digit)}${UNITS[place % 4] ?? ''}`;
      zeroPending = false;
      sectionWritten = true;
    }
    if (place % 4 === 0 && sectionWritten) {
      text += SECTIONS[place / 4] ?? '';
      sectionWritten = false;
      // 壹拾万柒仟: zeros in front of 万 need no 零 where a digit follows at once
      if (digits.charAt(at + 1) !== '0') zeroPending = false;
    }
  }
  return text;
}
