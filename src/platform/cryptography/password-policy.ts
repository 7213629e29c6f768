/** Characters; and with so many, the kinds of characters no longer matter. */
const SHORTEST = 10;
const LONG = 16;

/** Longer ones only cost time. */
const LONGEST = 128;

const LEAST_KINDS = 3;

/** A sign-in shorter than this is in too many words to be forbidden inside a password. */
const SHORTEST_SIGN_IN = 3;

/**
 * Why a password is not taken, in order of precedence.
 *
 * - `too-short`, `too-long`: fewer than 10 characters, more than 128
 * - `too-few-kinds`: shorter than 16, with fewer than three of capital, small letter, digit, other character
 * - `holds-sign-in`: the sign-in name stands in it, forwards or backwards
 * - `common`: a word from the lists that attackers try first, or such a word with digits and signs around it; a run along
 *   the keyboard or through the digits; one or two characters over and over
 */
export type PasswordFault = 'too-short' | 'too-long' | 'too-few-kinds' | 'holds-sign-in' | 'common';

export function passwordFault(password: string, signInName: string): PasswordFault | undefined {
  const text = password.normalize('NFKC');
  const length = Array.from(text).length;
  if (length < SHORTEST) return 'too-short';
  if (length > LONGEST) return 'too-long';
  if (length < LONG && countKinds(text) < LEAST_KINDS) return 'too-few-kinds';
  if (holdsSignIn(text.toLowerCase(), signInName.normalize('NFKC').toLowerCase())) return 'holds-sign-in';
  return isCommon(text.toLowerCase()) ? 'common' : undefined;
}

/** The fault in words for the person who chose the password. */
export function passwordFaultWords(fault: PasswordFault): string {
  switch (fault) {
    case 'too-short':
      return `密码太短，至少要 ${SHORTEST} 个字符。`;
    case 'too-long':
      return `密码太长，最多 ${LONGEST} 个字符。`;
    case 'too-few-kinds':
      return `密码太简单：大写字母、小写字母、数字、其他符号，至少要有 ${LEAST_KINDS} 种；或者用 ${LONG} 个字符以上的长密码。`;
    case 'holds-sign-in':
      return '密码里不能带有登录名，倒着写也不行。请换一个。';
    case 'common':
      return '这个密码太常见，容易被猜中。请换一个，例如几个互不相干的词连在一起。';
  }
}

function countKinds(text: string): number {
  return [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{Lu}\p{Ll}\d]/u].filter((kind) => kind.test(text)).length;
}

function holdsSignIn(password: string, signInName: string): boolean {
  if (signInName.length < SHORTEST_SIGN_IN) return false;
  return password.includes(signInName) || password.includes(Array.from(signInName).reverse().join(''));
}

/** Letters behind what is written in their place: `p@ssw0rd` reads `password`. */
const READS_AS: ReadonlyMap<string, string> = new Map([
  ['@', 'a'],
  ['4', 'a'],
  ['0', 'o'],
  ['1', 'i'],
  ['!', 'i'],
  ['3', 'e'],
  ['$', 's'],
  ['5', 's'],
  ['7', 't'],
]);

/** Words around which the commonest passwords are built, here and abroad; what belongs to this house's own trade too. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'password passwd passw0rd admin administrator root guest test tester default welcome login user manager master ' +
    'system server secret changeme letmein iloveyou dragon monkey football baseball sunshine princess superman batman ' +
    'shadow killer michael jordan computer internet google baidu tencent alibaba taobao wechat weixin iphone huawei ' +
    'xiaomi samsung windows linux oracle mysql postgres postgresql database woaini woaiwojia aini nihao mima wodemima ' +
    'zhongguo china beijing shanghai henan zhengzhou zhoukou gonghui tongzhou huzhu huzhubaozhang zhigong baozhang ' +
    'woaizhongguo qwerty qwertyuiop qwe asd zxc qaz wsx qazwsx qazwsxedc asdfgh asdfghjkl zxcvbn zxcvbnm qweasd ' +
    'qweasdzxc abc abcd abcde abcdef abcdefg abcdefgh aaa aaaa abcabc xyz pass pwd hello love'
  ).split(' '),
);

const RUNS: readonly string[] = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '!@#$%^&*()',
];

/** Of how few different characters a password may not be made. */
const FEWEST_DIFFERENT = 5;

/** How many characters must be left when runs are taken out. */
const SHORTEST_REST = 6;

const SHORTEST_RUN = 4;

function isCommon(text: string): boolean {
  if (new Set(text).size < FEWEST_DIFFERENT) return true;
  if (COMMON_WORDS.has(lettersOf(text)) || COMMON_WORDS.has(lettersOf(asRead(text)))) return true;
  return withoutRuns(text).length < SHORTEST_REST;
}

/** The word in the middle: digits and signs before and after it, and signs in it, are what attackers add themselves. */
function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}]/gu, '');
}

function asRead(text: string): string {
  const core = text.replace(/^[^\p{L}@$]+/u, '').replace(/[^\p{L}]+$/u, '');
  return Array.from(core, (character) => READS_AS.get(character) ?? character).join('');
}

/** What is left when pieces of the runs, forwards or backwards, and repeated characters are taken out. */
function withoutRuns(text: string): string {
  let rest = '';
  for (let at = 0; at < text.length; ) {
    const run = longestRunAt(text, at);
    if (run < SHORTEST_RUN) rest += text.charAt(at++);
    else at += run;
  }
  return rest;
}

function longestRunAt(text: string, at: number): number {
  let same = 1;
  while (text.charAt(at + same) === text.charAt(at) && at + same < text.length) same++;
  let longest = same;
  for (const run of RUNS) {
    for (const each of [run, Array.from(run).reverse().join('')]) {
      let length = longest + 1;
      while (at + length <= text.length && each.includes(text.slice(at, at + length))) length++;
      longest = length - 1;
    }
  }
  return longest;
}
