/**
 * Why a text is no plausible name of a person, in order of precedence.
 *
 * - `missing`: nothing there
 * - `lost-character`: a rare character got lost on the way: `?`, `□`, U+FFFD, half a surrogate pair, or a code of some
 *   system's private area that looks different everywhere else
 * - `characters`: digits, punctuation, control characters, or a dot, hyphen or space where no name has one
 * - `too-short`: one character, mostly a surname with its given name cut off
 * - `too-long`: more than {@link LONGEST_NAME} characters
 */
export type PersonNameFault = 'missing' | 'lost-character' | 'characters' | 'too-short' | 'too-long';

/** Code points. The insurer's `psn_name` holds 50; the longest names on identity cards have about 25. */
export const LONGEST_NAME = 50;

const SHORTEST_NAME = 2;

/** U+00B7, the separator that identity cards print between the parts of a minority name. */
export const NAME_DOT = '·';

/**
 * What is wrong with a name, or `undefined` where it is plausible.
 *
 * Chinese characters of every plane, Latin letters, `·` between parts; inside Latin names also space, hyphen, apostrophe
 * and full stop. Strict: variants of the dot, spaces and full-width letters are repaired by `repairName` in safe-text.ts.
 */
export function personNameFault(name: string): PersonNameFault | undefined {
  if (name === '') return 'missing';
  let length = 0;
  let previous: NamePart = 'start';
  let fault: PersonNameFault | undefined;
  for (const character of name) {
    length++;
    const codePoint = character.codePointAt(0) ?? 0;
    const part = namePart(codePoint);
    if (part === 'lost') return 'lost-character';
    if (!mayFollow(previous, part)) fault = 'characters';
    previous = part;
  }
  if (previous === 'dot' || previous === 'mark' || previous === 'space') fault = 'characters';
  if (fault !== undefined) return fault;
  if (length < SHORTEST_NAME) return 'too-short';
  return length > LONGEST_NAME ? 'too-long' : undefined;
}

type NamePart = 'start' | 'han' | 'latin' | 'dot' | 'mark' | 'stop' | 'space' | 'other' | 'lost';

function namePart(codePoint: number): NamePart {
  if (isHan(codePoint)) return 'han';
  if (isLatin(codePoint)) return 'latin';
  switch (codePoint) {
    case 0xb7:
      return 'dot';
    case 0x20:
      return 'space';
    case 0x2e:
      return 'stop';
    case 0x27:
    case 0x2019:
    case 0x2d:
      return 'mark';
    default:
      return isLost(codePoint) ? 'lost' : 'other';
  }
}

function mayFollow(previous: NamePart, part: NamePart): boolean {
  switch (part) {
    case 'han':
    case 'latin':
      return true;
    case 'dot':
      return previous === 'han' || previous === 'latin';
    case 'mark':
    case 'stop':
      return previous === 'latin';
    case 'space':
      return previous === 'latin' || previous === 'stop';
    default:
      return false;
  }
}

function isLost(codePoint: number): boolean {
  return (
    codePoint === 0x3f ||
    codePoint === 0xff1f ||
    codePoint === 0x25a1 ||
    codePoint === 0xfffd ||
    (codePoint >= 0xd800 && codePoint <= 0xf8ff) ||
    codePoint >= 0xf0000
  );
}

/** Whether a code point is a Chinese character: 〇, the base block, extensions A onwards on planes 2 and 3, compatibility forms. */
export function isHan(codePoint: number): boolean {
  return (
    (codePoint >= 0x4e00 && codePoint <= 0x9fff) ||
    (codePoint >= 0x3400 && codePoint <= 0x4dbf) ||
    (codePoint >= 0x20000 && codePoint <= 0x3fffd) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    codePoint === 0x3007
  );
}

/** Whether a code point is a Latin letter, with or without accents. */
export function isLatin(codePoint: number): boolean {
  return (
    (codePoint >= 0x41 && codePoint <= 0x5a) ||
    (codePoint >= 0x61 && codePoint <= 0x7a) ||
    (codePoint >= 0xc0 && codePoint <= 0x24f && codePoint !== 0xd7 && codePoint !== 0xf7) ||
    (codePoint >= 0x1e00 && codePoint <= 0x1eff)
  );
}

/** What people and systems write in place of {@link NAME_DOT}: bullets, operators, katakana and Hangul dots, leaders. */
const DOT_VARIANTS: ReadonlySet<string> = new Set(
  '\u02d9\u0387\u1427\u16eb\u2022\u2024\u2027\u2219\u22c5\u2e31\u2e33\u30fb\u318d\ua78f\ufe52\uff65',
);

/** Full stops, which are a name's dot only between two Chinese characters: `J. R. Smith` keeps his. */
const FULL_STOPS: ReadonlySet<string> = new Set('.\u3002\uff0e\uff61');

/** Whether a character is the dot of a name or anything commonly written for it, full stops included. */
export function isNameDot(character: string): boolean {
  return character === NAME_DOT || DOT_VARIANTS.has(character) || FULL_STOPS.has(character);
}

/**
 * Every variant of the dot in a minority name becomes `·` (U+00B7): `阿卜杜拉•买买提` → `阿卜杜拉·买买提`.
 *
 * Two rosters, the insurer and the bank each write another one; names are compared after this.
 */
export function normaliseNameDots(name: string): string {
  const characters = Array.from(name);
  let normalised = '';
  for (const [at, character] of characters.entries()) {
    const isDot =
      DOT_VARIANTS.has(character) ||
      (FULL_STOPS.has(character) && isHanCharacter(characters[at - 1]) && isHanCharacter(characters[at + 1]));
    normalised += isDot ? NAME_DOT : character;
  }
  return normalised;
}

function isHanCharacter(character: string | undefined): boolean {
  return character !== undefined && isHan(character.codePointAt(0) ?? 0);
}

const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '欧阳 歐陽 太史 端木 上官 司马 司馬 东方 東方 独孤 獨孤 南宫 南宮 万俟 萬俟 闻人 聞人 夏侯 诸葛 諸葛 尉迟 尉遲 公羊 赫连 赫連 ' +
    '澹台 澹臺 皇甫 宗政 濮阳 濮陽 公冶 太叔 申屠 公孙 公孫 慕容 仲孙 仲孫 钟离 鍾離 长孙 長孫 宇文 司徒 鲜于 鮮于 司空 闾丘 闾邱 子车 ' +
    '亓官 司寇 巫马 巫馬 公西 颛孙 壤驷 公良 漆雕 乐正 樂正 宰父 谷梁 穀梁 拓跋 夹谷 轩辕 軒轅 令狐 段干 百里 呼延 东郭 東郭 南门 羊舌 ' +
    '微生 梁丘 梁邱 左丘 左邱 西门 西門 第五 南荣 东里 东宫 仲长 子桑 即墨 达奚 褚师 纳兰 納蘭 完颜 完顏 耶律 叶赫 贺兰 贺若 哥舒 斛律'
  ).split(' '),
);

/**
 * How many characters at the start of a Chinese name are the surname: 2 for a compound one (复姓) followed by a given
 * name, else 1.
 */
export function surnameLength(name: string): 1 | 2 {
  const characters = Array.from(name);
  return characters.length > 2 && COMPOUND_SURNAMES.has(`${characters[0]}${characters[1]}`) ? 2 : 1;
}
