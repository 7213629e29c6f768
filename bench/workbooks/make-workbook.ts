import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { residentIdCheckDigit } from '#kernel/resident-id.ts';
import { handMadeWorkbook } from '../../test/support/hand-made-workbook.ts';

const SURNAMES = Array.from('王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗');
const GIVEN = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰玉');
const PLACES = ['411602', '411621', '411622', '411681', '412723'];
const UNITS = ['周口市颍河食品有限公司', '周口市迅达同城配送有限公司'];
const DEPARTMENTS = ['生产一部', '生产二部', '行政部', '销售部'];
const TRADES = ['操作工', '司机', '会计', '保安'];

const HEADERS = [
  '序号',
  '姓名',
  '性别',
  '身份证号',
  '手机号',
  '备注',
  '单位',
  '部门',
  '工种',
  '入职日期',
  '月工资',
  '缴费',
];

/**
 * A workbook as Excel writes it, of the given rows × 12 (or the 6 of the roster template): shared strings, numbers, dates.
 * Kept in the folder for temporary files and made only once.
 */
export async function workbookOf(rows: number, columns: 6 | 12): Promise<string> {
  const path = join(tmpdir(), `tongzhou-bench-${rows}x${columns}.xlsx`);
  if (!existsSync(path)) await writeFile(path, new Uint8Array(await make(rows, columns).arrayBuffer()));
  return path;
}

function make(rows: number, columns: number): Blob {
  const strings: string[] = [];
  const indices = new Map<string, number>();
  const shared = (text: string): number => {
    const known = indices.get(text);
    if (known !== undefined) return known;
    indices.set(text, strings.length);
    strings.push(`<si><t>${text}</t></si>`);
    return strings.length - 1;
  };
  const text = (value: string) => (address: string) => `<c r="${address}" s="0" t="s"><v>${shared(value)}</v></c>`;
  const number = (value: string | number, style: number) => (address: string) =>
    `<c r="${address}" s="${style}"><v>${value}</v></c>`;
  const xml = [rowXml(1, HEADERS.slice(0, columns).map(text))];
  for (let at = 0; at < rows; at++) {
    const id = residentIdOf(at);
    const cells = [
      number(at + 1, 0),
      text(nameOf(at)),
      text(Number(id[16]) % 2 === 1 ? '男' : '女'),
      text(id),
      text(`13${String(100_000_000 + at * 37).slice(-9)}`),
      text(''),
      text(UNITS[at % 2] ?? ''),
      text(DEPARTMENTS[at % 4] ?? ''),
      text(TRADES[at % 3] ?? ''),
      number(40_000 + (at % 5000), 1),
      number(((300_000 + ((at * 7919) % 500_000)) / 100).toFixed(2), 0),
      number(80, 0),
    ];
    xml.push(rowXml(at + 2, cells.slice(0, columns)));
  }
  return handMadeWorkbook({
    sheets: [{ name: '参保人员', rows: xml.join('') }],
    strings: strings.join(''),
    styles: '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
  });
}

function rowXml(rowNumber: number, cells: readonly ((address: string) => string)[]): string {
  const inside = cells.map((cell, column) => cell(`${String.fromCharCode(65 + column)}${rowNumber}`));
  return `<row r="${rowNumber}" spans="1:${cells.length}">${inside.join('')}</row>`;
}

function nameOf(at: number): string {
  const given = (step: number): string => GIVEN[Math.floor(at / step) % GIVEN.length] ?? '';
  return `${SURNAMES[at % SURNAMES.length]}${given(20)}${given(500)}`;
}

/** Valid, and different for each of a million. */
function residentIdOf(at: number): string {
  const year = 1966 + (at % 40);
  const month = String(1 + (Math.floor(at / 40) % 12)).padStart(2, '0');
  const day = String(1 + (Math.floor(at / 480) % 28)).padStart(2, '0');
  const sequence = String(Math.floor(at / 13_440) % 1000).padStart(3, '0');
  const body = `${PLACES[at % PLACES.length]}${year}${month}${day}${sequence}`;
  return body + residentIdCheckDigit(body);
}
