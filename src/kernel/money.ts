import { toHalfWidth } from '#kernel/safe-text.ts';

/**
 * Money is a whole number of fen (1 yuan = 100 fen) in a JavaScript number, exact up to {@link LARGEST_FEN}.
 *
 * The bound is far above anything the scheme can meet and low enough that an amount in basis points, and the sum of
 * several thousand amounts, are still exact integers.
 */
export type Fen = number;

/** The largest amount accepted from outside: 5,000,000,000.00 yuan. */
export const LARGEST_FEN = 500_000_000_000;

/** One whole, in basis points: 10,000 basis points are 100 %. */
export const WHOLE_BASIS_POINTS = 10_000;

export function isFen(value: unknown): value is Fen {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= LARGEST_FEN;
}

/**
 * `amount × numerator ÷ denominator`, rounded half up to the whole fen: the one rounding of the platform.
 *
 * Arguments are non-negative integers, the denominator positive. Exact for every size: products beyond 2^53 go
 * through bigint.
 */
export function multiplyRoundingHalfUp(amount: Fen, numerator: number, denominator: number): Fen {
  const product = amount * numerator;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const remainder = product % denominator;
    const quotient = (product - remainder) / denominator;
    return remainder >= denominator - remainder ? quotient + 1 : quotient;
  }
  const big = BigInt(denominator);
  return Number((BigInt(amount) * BigInt(numerator) * 2n + big) / (2n * big));
}

/**
 * Fen as yuan with two decimals and thousands separators: `540000` → `5,400.00`.
 */
export function formatYuan(fen: Fen): string {
  const plain = plainYuan(fen);
  const sign = plain.startsWith('-') ? '-' : '';
  const point = plain.length - 3;
  let whole = plain.slice(sign.length, point);
  let grouped = '';
  while (whole.length > 3) {
    grouped = `,${whole.slice(-3)}${grouped}`;
    whole = whole.slice(0, -3);
  }
  return `${sign}${whole}${grouped}${plain.slice(point)}`;
}

/** Fen as yuan with two decimals and no separators, as files carry it: `540000` → `5400.00`. */
export function plainYuan(fen: Fen): string {
  const sign = fen < 0 ? '-' : '';
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const YUAN_TEXT = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2})0*)?$/;

/**
 * Yuan as people and files write it → fen: `8590.94`, `8,590.94`, `+18320.00`, `¥ 80`, `80元`, full-width digits.
 *
 * Never through floating point. `undefined` where the text is no amount, has a part below one fen, or lies beyond
 * {@link LARGEST_FEN}. Nothing inside the number is passed over: `1 2` and `80①` are no amounts, rather than 12 and 801.
 */
export function parseYuan(text: string): Fen | undefined {
  const { isNegative, digits } = withoutSignAndCurrency(toHalfWidth(text).trim());
  const match = YUAN_TEXT.exec(digits);
  if (match === null) return undefined;
  const whole = Number((match[1] ?? '').replaceAll(',', ''));
  const cents = Number((match[2] ?? '').padEnd(2, '0'));
  const fen = whole * 100 + cents;
  if (!Number.isSafeInteger(fen) || fen > LARGEST_FEN) return undefined;
  return isNegative && fen !== 0 ? -fen : fen;
}

/** Takes off one sign and one `¥` in either order, and one `元`; spaces may stand between them. */
function withoutSignAndCurrency(text: string): { readonly isNegative: boolean; readonly digits: string } {
  let rest = text.endsWith('元') ? text.slice(0, -1).trimEnd() : text;
  let sign = '';
  let currency = '';
  for (let first = rest.charAt(0); first !== ''; first = rest.charAt(0)) {
    if (sign === '' && (first === '+' || first === '-')) sign = first;
    else if (currency === '' && (first === '¥' || first === '￥')) currency = first;
    else break;
    rest = rest.slice(1).trimStart();
  }
  return { isNegative: sign === '-', digits: rest };
}
