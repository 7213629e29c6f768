import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import { residentIdCheckDigit } from '#kernel/resident-id.ts';
import type { ProgramId } from '#scheme/case.ts';
import { handMadeWorkbook, textRows } from '../../../test/support/hand-made-workbook.ts';
import { readSheet } from '../../../test/support/read-sheet.ts';
import { readRoster, readWholeRoster } from './read-roster.ts';
import type { Roster, RosterRequest } from './roster.ts';
import { writeFaultyRows } from './write-faulty-rows.ts';
import { writeRosterTemplate } from './write-roster-template.ts';

const SMALL = '../shared/data/small';
const HEADER = ['序号', '姓名', '性别', '身份证号', '手机号', '备注'];
const REQUEST: RosterRequest = { program: 'henan-inpatient', submittedOn: parseDate('2025-05-10') };

/** A valid resident ID: born on that day, of that sex. */
function residentId(bornOn: string, sex: '男' | '女' = '男', sequence = 12): string {
  const body = `411602${bornOn.replaceAll('-', '')}${String(sequence).padStart(2, '0')}${sex === '男' ? 1 : 2}`;
  return body + residentIdCheckDigit(body);
}

const ADULT = residentId('1990-01-01');
const PHONE = '13812345678';

type Cells = readonly (string | undefined)[];

/** A roster under the template's header. */
function roster(...rows: readonly Cells[]): Blob {
  return handMadeWorkbook({ sheets: [{ name: '参保人员', rows: textRows([HEADER, ...rows]) }] });
}

/** A person's row, from which a test departs in one place. */
function person(change: Partial<Record<'name' | 'sex' | 'id' | 'phone' | 'remark', string>> = {}): Cells {
  const { name = '张三', sex = '男', id = ADULT, phone = PHONE, remark = '' } = change;
  return ['1', name, sex, id, phone, remark];
}

async function read(file: Blob, request: Partial<RosterRequest> = {}): Promise<Roster> {
  const result = await readWholeRoster(file, { ...REQUEST, ...request });
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

async function refusal(file: Blob): Promise<string> {
  const result = await readWholeRoster(file, REQUEST);
  return result.ok ? 'read' : `${result.error.code}: ${result.error.message}`;
}

/** `C2 code` for every fault of the file. */
async function faultsOf(file: Blob, request: Partial<RosterRequest> = {}): Promise<string[]> {
  const { faultyRows } = await read(file, request);
  return faultyRows.flatMap(({ faults }) => faults.map(({ cell, code }) => `${cell} ${code}`));
}

interface ExpectedUnit {
  readonly program: ProgramId;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly rejectedRows: readonly { readonly row: number; readonly why: string }[];
}

/** What `expected.json` calls a fault, in our codes. */
const WHY: Readonly<Record<string, readonly string[]>> = {
  'sex against ID': ['sex-differs-from-id'],
  'damaged number': ['id-damaged'],
  'under 16': ['age-under'],
  'no name': ['name-missing'],
  phone: ['phone-length'],
  'check digit': ['id-check-digit'],
  'over 60': ['age-over', 'age-over-delayed-retirement-not-admitted'],
  'over 60, no delayed retirement in this program': ['age-over-delayed-retirement-not-admitted'],
  'duplicate in the file': ['id-duplicate'],
};

describe.skipIf(!existsSync(SMALL))('the small scheme', () => {
  const expectation = (): { units: (ExpectedUnit & { program: ProgramId })[] } =>
    JSON.parse(readFileSync(`${SMALL}/expected.json`, 'utf8'));

  test.each([
    [0, 'roster-1.xlsx'],
    [1, 'roster-2.xlsx'],
  ])('unit %d: the rows that are accepted, rejected and why', async (index, name) => {
    const unit = expectation().units[index];
    if (unit === undefined) throw new Error('expected.json has no such unit');
    const result = await read(await openAsBlob(`${SMALL}/${name}`), { program: unit.program });
    expect([result.rows, result.accepted, result.rejected, result.repaired]).toEqual([
      unit.rows,
      unit.accepted,
      unit.rejected,
      3,
    ]);
    expect(result.entries).toHaveLength(unit.accepted);
    for (const [at, { row, why }] of unit.rejectedRows.entries()) {
      const faulty = result.faultyRows[at];
      expect(faulty?.row).toBe(row);
      expect(faulty?.faults).toHaveLength(1);
      expect(WHY[why]).toContain(faulty?.faults[0]?.code);
    }
    expect(result.warnings).toEqual([]);
  });
});

describe('a person', () => {
  test('is accepted with everything typed', async () => {
    const { entries } = await read(roster(person({ remark: ' 延迟退休至2027年 ' })));
    expect(entries).toEqual([
      {
        row: 2,
        name: '张三',
        sex: 'male',
        residentId: ADULT,
        bornOn: parseDate('1990-01-01'),
        phone: PHONE,
        remark: '延迟退休至2027年',
        delayedRetirement: true,
        repairs: [],
      },
    ]);
  });

  test.each([
    [{ name: '' }, 'B2 name-missing'],
    [{ name: '张?' }, 'B2 name-lost-character'],
    [{ name: '张三1' }, 'B2 name-characters'],
    [{ name: '张' }, 'B2 name-length'],
    [{ sex: ' ' }, 'C2 sex-missing'],
    [{ sex: '1' }, 'C2 sex-unknown'],
    [{ sex: '女' }, 'C2 sex-differs-from-id'],
    [{ id: '' }, 'D2 id-missing'],
    [{ id: '4.11602E+17' }, 'D2 id-damaged'],
    [{ id: '411602199001010000' }, 'D2 id-damaged'],
    [{ id: '411602900101121' }, 'D2 id-fifteen-digits'],
    [{ id: ADULT.slice(1) }, 'D2 id-length'],
    [{ id: `A${ADULT.slice(1)}` }, 'D2 id-characters'],
    [{ id: '411602199002301211' }, 'D2 id-birth-date'],
    [{ id: residentId('2025-05-11') }, 'D2 id-birth-date'],
    [{ id: ADULT.replace(/.$/, (last) => (last === '1' ? '2' : '1')) }, 'D2 id-check-digit'],
    [{ phone: '' }, 'E2 phone-missing'],
    [{ phone: '1.38E+10' }, 'E2 phone-damaged'],
    [{ phone: '0394-8288888' }, 'E2 phone-characters'],
    [{ phone: '1381234567' }, 'E2 phone-length'],
    [{ phone: '12812345678' }, 'E2 phone-prefix'],
    [{ remark: '备'.repeat(201) }, 'F2 remark-length'],
  ])('with %j is rejected', async (change, fault) => {
    expect(await faultsOf(roster(person(change)))).toEqual([fault]);
  });

  test('has all faults told, in the order of the columns', async () => {
    const { faultyRows } = await read(roster(person({ name: '', sex: '女', phone: '1' })));
    expect(faultyRows).toHaveLength(1);
    expect(faultyRows[0]?.faults).toMatchObject([
      { row: 2, column: 'B', cell: 'B2', field: 'name', code: 'name-missing', value: '' },
      { row: 2, column: 'C', cell: 'C2', field: 'sex', code: 'sex-differs-from-id', value: '女' },
      { row: 2, column: 'E', cell: 'E2', field: 'phone', code: 'phone-length', value: '1' },
    ]);
    expect(faultyRows[0]?.faults[1]?.message).toBe('性别填的是“女”，身份证号显示为“男”，两处不一致；请核对哪一处填错');
  });

  test.each<[string, ProgramId, string, string[]]>([
    ['2009-05-10', 'henan-inpatient', '', []],
    ['2009-05-11', 'henan-inpatient', '', ['D2 age-under']],
    ['1964-05-11', 'henan-inpatient', '', []],
    ['1964-05-11', 'national-accident', '', []],
    ['1964-05-10', 'henan-inpatient', '', ['D2 age-over']],
    ['1964-05-10', 'henan-inpatient', '延迟退休', []],
    ['1964-05-10', 'henan-inpatient', '未延迟退休', ['D2 age-over']],
    ['1964-05-10', 'national-accident', '', ['D2 age-over-delayed-retirement-not-admitted']],
    ['1964-05-10', 'national-accident', '延迟退休', ['D2 age-over-delayed-retirement-not-admitted']],
  ])('born on %s, %s, remark “%s”: %j', async (bornOn, program, remark, faults) => {
    expect(await faultsOf(roster(person({ id: residentId(bornOn), remark })), { program })).toEqual(faults);
  });

  test('is told of a number that a number cell damaged, sound or not', async () => {
    const rows = `${textRows([HEADER])}<row r="2"><c r="B2" t="inlineStr"><is><t>张三</t></is></c><c r="C2" t="inlineStr"><is><t>男</t></is></c><c r="D2"><v>${ADULT}</v></c><c r="E2"><v>${PHONE}</v></c></row>`;
    const file = handMadeWorkbook({ sheets: [{ rows }] });
    expect(await faultsOf(file)).toEqual(['D2 id-damaged']);
  });

  test('with an error value in a cell is rejected by it', async () => {
    const rows = `${textRows([HEADER])}<row r="2"><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="inlineStr"><is><t>男</t></is></c><c r="D2" t="str"><v>${ADULT}</v></c><c r="E2"><v>${PHONE}</v></c></row>`;
    expect(await faultsOf(handMadeWorkbook({ sheets: [{ rows }] }))).toEqual(['B2 cell-error']);
  });
});

describe('repairs', () => {
  test('what is safe to repair is repaired and told', async () => {
    const fullWidth = ADULT.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const numbers = Array.from({ length: 99 }, (_, at) => residentId('1990-01-01', '男', at));
    const withX = numbers.find((number) => number.endsWith('X')) ?? '';
    const { entries, repaired, accepted } = await read(
      roster(
        person({ id: ` ${fullWidth}`, name: '张　三', sex: '男 ' }),
        person({ id: withX.toLowerCase(), phone: ' 138 1234 5678', sex: '男性' }),
        person({ id: residentId('1990-01-02') }),
      ),
    );
    expect([accepted, repaired]).toEqual([3, 2]);
    expect(
      entries.flatMap(({ repairs }) => repairs.map(({ cell, after, message }) => `${cell} ${after}：${message}`)),
    ).toEqual([
      'B2 张三：去掉空格和看不见的字符',
      'C2 男：去掉空格和看不见的字符',
      `D2 ${ADULT}：全角字符改为半角，去掉空格和看不见的字符`,
      'C3 男：改为“男”或“女”',
      `D3 ${withX}：小写字母改为大写`,
      `E3 ${PHONE}：去掉空格和看不见的字符`,
    ]);
  });
});

describe('rows together', () => {
  test('the second of two rows of one person is rejected and names the first, repaired or faulty as that may be', async () => {
    const { faultyRows } = await read(roster(person({ phone: '1' }), person({ id: ` ${ADULT} ` }), person()));
    expect(
      faultyRows.map(({ row, faults }) => `${row}: ${faults.map(({ code, message }) => `${code} ${message}`)}`),
    ).toEqual([
      '2: phone-length 手机号应为 11 位，请核对是否少输或多输',
      '3: id-duplicate 身份证号与第 2 行重复，同一人只能填一行；请删去多余的一行，或改正填错的号码',
      '4: id-duplicate 身份证号与第 2 行重复，同一人只能填一行；请删去多余的一行，或改正填错的号码',
    ]);
  });

  test('empty rows, rows with nothing but a serial number and a sum are nobody', async () => {
    const result = await read(
      roster(person(), [], ['2', undefined, ' '], ['合 计', '1 人'], ['', '小计：', undefined, undefined, '1']),
    );
    expect([result.rows, result.sumRow]).toEqual([1, 5]);
    expect(result.warnings).toEqual(['第 5 行是合计行，没有读取。']);
  });

  test('row numbers are the sheet’s', async () => {
    const { entries } = await read(roster([], [], person()));
    expect(entries.map(({ row }) => row)).toEqual([4]);
  });

  test('come in batches, and a receiver that is slow slows the reading', async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => person({ id: residentId('1990-01-01', '男', at % 100) }));
    let waiting = 0;
    let batches = 0;
    const summary = await readRoster(roster(...rows), REQUEST, async ({ progress }) => {
      expect(++waiting).toBe(1);
      expect(progress).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, 1));
      waiting--;
      batches++;
    });
    expect(batches).toBeGreaterThan(1);
    expect(summary.ok && [summary.value.accepted, summary.value.rejected]).toEqual([100, 2900]);
  });
});

describe('a file that can’t be taken says why', () => {
  const sheet = (rows: readonly Cells[]): Blob => handMadeWorkbook({ sheets: [{ rows: textRows(rows) }] });
  const changed = (column: number, header: string): Blob => sheet([HEADER.with(column, header), person()]);

  test.each([
    ['a column of another name', changed(3, '证件号码'), '第 1 行 D 列应为“身份证号”，现在是“证件号码”'],
    ['a header left empty', changed(4, ''), '第 1 行 E 列应为“手机号”，现在是空的'],
    [
      'two columns changed places',
      sheet([['序号', '性别', '姓名', '身份证号', '手机号', '备注']]),
      '第 1 行 B 列应为“姓名”，现在是“性别”',
    ],
    ['a column more', sheet([[...HEADER, '部门']]), '第 1 行 G 列“部门”不是模板里的列'],
    ['a title above', sheet([['某单位名单'], HEADER]), '第 1 行不是名单模板的表头'],
    [
      'an empty row above',
      handMadeWorkbook({ sheets: [{ rows: textRows([HEADER], 3) }] }),
      '第 1 行是空的，表头在第 3 行',
    ],
  ])('%s', async (_, file, sentence) => {
    const message = await refusal(file);
    expect(message).toContain(`header: ${sentence}`);
    expect(message).toContain('表头依次为：序号、姓名、性别、身份证号、手机号、备注。');
  });

  test('blanks in a header do no harm, nor does our own error column', async () => {
    expect(
      (await read(sheet([[' 序 号', '姓名', '性别\n', '身份证号', '手机号', '备注', '错误原因'], person()]))).accepted,
    ).toBe(1);
  });

  test('nothing but a header, and nothing at all', async () => {
    expect(await refusal(roster())).toContain('no-rows: ');
    expect(await refusal(handMadeWorkbook({ sheets: [{}] }))).toContain('no-rows: ');
  });

  test('merged cells in the list', async () => {
    const merged = (ref: string): Blob =>
      handMadeWorkbook({
        sheets: [{ rows: textRows([HEADER, person()]), after: `<mergeCells><mergeCell ref="${ref}"/></mergeCells>` }],
      });
    expect(await refusal(merged('B2:B3'))).toContain('merged-cells: 名单里有合并单元格（B2:B3）');
    expect(await refusal(merged('H2:I3'))).toBe('read');
  });

  test('hidden rows, also when only a filter hides them, and hidden columns', async () => {
    const rows = textRows([HEADER, person(), person()]).replace('<row r="3">', '<row r="3" hidden="1">');
    expect(await refusal(handMadeWorkbook({ sheets: [{ rows }] }))).toContain(
      'hidden-rows: 名单里有隐藏的行（第 3 行）',
    );
    const hidden = handMadeWorkbook({
      sheets: [{ rows: textRows([HEADER, person()]), before: '<cols><col min="6" max="6" hidden="1"/></cols>' }],
    });
    expect(await refusal(hidden)).toContain('hidden-columns: 名单里有隐藏的列（F 列）');
  });

  test('a formula where somebody must have typed; a computed serial number is none', async () => {
    const withFormula = (address: string, value: string): Blob => {
      const rows = textRows([HEADER, person()]).replace(
        new RegExp(`<c r="${address}"[^>]*><is>.*?</is></c>`),
        `<c r="${address}" t="str"><f>X1</f><v>${value}</v></c>`,
      );
      return handMadeWorkbook({ sheets: [{ rows }] });
    };
    expect(await refusal(withFormula('D2', ADULT))).toContain('formulas: 单元格 D2 是公式。请选中 D 列复制');
    expect(await refusal(withFormula('A2', '1'))).toBe('read');
  });

  test('a second list; other sheets deserve a word, instructions none', async () => {
    const rows = textRows([HEADER, person()]);
    const second = (name: string, other: string): Blob =>
      handMadeWorkbook({
        sheets: [
          { name: '一', rows },
          { name, rows: other },
        ],
      });
    expect(await refusal(second('二', rows))).toContain('several-sheets: 文件里不止一张名单：工作表“二”里也有');
    expect((await read(second('Sheet2', textRows([['x']])))).warnings).toEqual([
      '工作表“Sheet2”里也有内容，没有读取；只读第一张工作表。',
    ]);
    expect((await read(second('填写说明', textRows([['x']])))).warnings).toEqual([]);
  });

  test('cells behind the template’s columns deserve a word', async () => {
    expect((await read(roster([...person(), 'x']))).warnings).toEqual(['单元格 G2 没有表头，内容没有读取。']);
  });

  test('a CSV in GBK is taken like a workbook', async () => {
    const gbk = new Uint8Array(
      Buffer.from(
        'd0f2bac52cd0d5c3fb2cd0d4b1f02cc9edb7ddd6a4bac52ccad6bbfabac52cb1b8d7a20a312cd5c5c8fd2cc4d02c',
        'hex',
      ),
    );
    expect((await read(new Blob([gbk, `${ADULT},${PHONE},\n`]))).entries.map(({ name }) => name)).toEqual(['张三']);
  });
});

describe('workbooks for the unit', () => {
  test('faulty rows come back as the template with the reasons, and repaired go in again', async () => {
    const { faultyRows } = await read(
      roster(person({ phone: '1' }), person({ name: '', sex: 'x', id: residentId('1980-02-03') })),
    );
    const file = await writeFaultyRows(faultyRows);
    const again = await read(file);
    expect(again.faultyRows.map(({ faults }) => faults.map(({ cell, code }) => `${cell} ${code}`))).toEqual([
      ['E2 phone-length'],
      ['B3 name-missing', 'C3 sex-unknown'],
    ]);
    expect(again.warnings).toEqual([]);
    expect((await readSheet(file)).rows[2]?.cells[6]?.text).toBe(
      '原第 3 行。B3：没有姓名，请补填；\nC3：性别只能填“男”或“女”，请改正',
    );
  });

  test('the empty template is a roster without rows', async () => {
    expect(await refusal(await writeRosterTemplate())).toContain('no-rows: ');
  });
});
