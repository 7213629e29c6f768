import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { plainYuan } from '#kernel/money.ts';
import { residentIdCheckDigit } from '#kernel/resident-id.ts';
import { SOUND } from './settlement-file.ts';

const SURNAMES = Array.from('王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗');
const GIVEN = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰玉');

/** The resident ID of the person at a place of the roster: valid, no two alike. */
function residentIdAt(place: number): string {
  const born = formatDate(parseDate('1970-01-01') + (place % 12_000)).replaceAll('-', '');
  const first17 = `411602${born}${String(100 + (Math.floor(place / 12_000) % 900)).padStart(3, '0')}`;
  return first17 + residentIdCheckDigit(first17);
}

function nameAt(place: number): string {
  return `${SURNAMES[place % 20]}${GIVEN[place % 26]}${GIVEN[(place * 7) % 26]}`;
}

/** A roster of the template as CSV; one row in a thousand lacks its phone number. */
export function largeRoster(rows: number): Blob {
  const lines = ['序号,姓名,性别,身份证号,手机号,备注'];
  for (let place = 0; place < rows; place++) {
    const id = residentIdAt(place);
    const sex = Number(id[16]) % 2 === 1 ? '男' : '女';
    const phone = place % 1000 === 999 ? '' : `138${String(place).padStart(8, '0')}`;
    lines.push(`${place + 1},${nameAt(place)},${sex},${id},${phone},`);
  }
  return new Blob([`${lines.join('\n')}\n`]);
}

/** Settlements of the people of {@link largeRoster} as CSV, every tenth of somebody who is not on it. */
export function largeSettlements(rows: number): Blob {
  const headers = Object.keys(SOUND);
  const lines = [headers.join(',')];
  for (let place = 0; place < rows; place++) {
    const admitted = parseDate('2025-06-10') + (place % 200);
    const eligible = 500_000 + (place % 1000) * 1_000;
    const pooled = Math.round((eligible - 90_000) * 0.7);
    const row: Readonly<Record<string, string>> = {
      ...SOUND,
      结算ID: `S${String(place).padStart(9, '0')}`,
      就诊ID: `M${place}`,
      人员姓名: nameAt(place),
      证件号码: residentIdAt(place % 10 === 9 ? place + 5_000_000 : place),
      开始日期: formatDate(admitted),
      结束日期: formatDate(admitted + 8),
      结算日期: `${formatDate(admitted + 8)} 10:00:00`,
      总费用: plainYuan(eligible + 50_000),
      全自费金额: '300.00',
      超限价自费费用: '0.00',
      先行自付金额: '200.00',
      范围内费用: plainYuan(eligible),
      起付线: '900.00',
      统筹基金支出: plainYuan(pooled),
      基金支付总额: plainYuan(pooled),
      个人现金支付: plainYuan(eligible + 50_000 - pooled),
      个人账户支付: '0.00',
      统筹基金支付比例: '0.7000',
    };
    lines.push(headers.map((header) => row[header] ?? '').join(','));
  }
  return new Blob([`${lines.join('\n')}\n`]);
}
