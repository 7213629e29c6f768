import { type FileRefusal, FileRefused } from '#intake/sheet/file-refusal.ts';
import { openSheet } from '#intake/sheet/open-sheet.ts';
import { cellAt, type SheetRow } from '#intake/sheet/sheet.ts';
import { type DayNumber, parseDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';

/** A house as a line of the register tells it. */
export interface HospitalLine {
  readonly rowNumber: number;
  readonly code: string;
  readonly name: string;
  readonly kind: HospitalKind;
  readonly grade: 1 | 2 | 3;
  readonly isRecognised: boolean;
  readonly fromOn: DayNumber;
}

export type HospitalKind = 'hospital' | 'rehabilitation' | 'nursing' | 'detoxification' | 'other';

export interface HospitalFile {
  readonly lines: readonly HospitalLine[];
  /** What is wrong with a row, in words for whoever keeps the file. */
  readonly faults: readonly { readonly rowNumber: number; readonly message: string }[];
}

/** The columns of the register's file, in any order; others are passed over. */
export const HOSPITAL_COLUMNS = ['机构代码', '机构名称', '类别', '等级', '是否定点', '起始日期'] as const;
type Column = (typeof HOSPITAL_COLUMNS)[number];

const KINDS: Readonly<Record<string, HospitalKind>> = {
  医院: 'hospital',
  康复: 'rehabilitation',
  康复机构: 'rehabilitation',
  护理: 'nursing',
  护理院: 'nursing',
  戒毒: 'detoxification',
  戒毒机构: 'detoxification',
  其他: 'other',
};

/** What one file may hold: a province has some thousands of houses. */
const MOST_LINES = 50_000;

/** Reads the register of hospitals from .xlsx, .xls or .csv: good lines stand, bad ones are told row by row. */
export async function readHospitals(file: Blob): Promise<Result<HospitalFile, FileRefusal>> {
  try {
    const sheet = await openSheet(file, { limits: { rows: MOST_LINES + 1 } });
    let places: ReadonlyMap<Column, number> | undefined;
    const lines: HospitalLine[] = [];
    const faults: { rowNumber: number; message: string }[] = [];
    const seen = new Map<string, number>();
    for await (const rows of sheet.rows()) {
      for (const row of rows) {
        if (places === undefined) {
          places = placesOf(row);
          continue;
        }
        const line = lineOf(row, places);
        const earlier = typeof line === 'string' ? undefined : seen.get(line.code);
        if (typeof line === 'string') faults.push({ rowNumber: row.rowNumber, message: line });
        else if (earlier !== undefined) {
          faults.push({ rowNumber: row.rowNumber, message: `机构代码与第 ${earlier} 行相同` });
        } else {
          seen.set(line.code, row.rowNumber);
          lines.push(line);
        }
      }
    }
    if (places === undefined || lines.length + faults.length === 0) {
      throw new FileRefused('no-rows', '文件里没有一家机构，没有导入。请从模板填起。');
    }
    return ok({ lines, faults });
  } catch (error) {
    if (error instanceof FileRefused) return fail(error.refusal);
    throw error;
  }
}

function placesOf(row: SheetRow): ReadonlyMap<Column, number> {
  const titles = row.cells.map(({ text }) => text.trim());
  const missing = HOSPITAL_COLUMNS.filter((column) => !titles.includes(column));
  if (missing.length > 0) {
    throw new FileRefused('header', `第一行缺少列：${missing.join('、')}。请用模板，列名不要改动。`);
  }
  return new Map(HOSPITAL_COLUMNS.map((column) => [column, titles.indexOf(column)]));
}

/** A line, or what is wrong with it. */
function lineOf(row: SheetRow, places: ReadonlyMap<Column, number>): HospitalLine | string {
  const text = (column: Column): string =>
    cellAt(row, places.get(column) ?? -1)
      .text.normalize('NFKC')
      .trim();
  const [code, name] = [text('机构代码'), text('机构名称')];
  if (!/^[0-9A-Za-z-]{1,40}$/.test(code)) return '机构代码应为 1 至 40 位数字、字母';
  if (name === '' || name.length > 100) return '机构名称没有填，或超过 100 个字';
  const kind = KINDS[text('类别')];
  if (kind === undefined) return `类别应为：${[...new Set(Object.keys(KINDS))].join('、')}`;
  const grade = GRADES[text('等级').replace(/[甲乙丙特等]+$/, '')];
  if (grade === undefined) return '等级应为：三级、二级、一级、未定级';
  const recognised = text('是否定点');
  if (recognised !== '是' && recognised !== '否') return '是否定点应为：是、否';
  const fromOn = parseDate(text('起始日期').replaceAll('/', '-'));
  if (Number.isNaN(fromOn)) return '起始日期应写成 2025-04-01';
  const isRecognised = recognised === '是';
  if (isRecognised && kind !== 'hospital') return '康复、护理、戒毒等机构不是定点医院，是否定点应为“否”';
  if (isRecognised && grade < 2) return '一级或未定级的机构不是定点医院，是否定点应为“否”';
  return { rowNumber: row.rowNumber, code, name, kind, grade, isRecognised, fromOn };
}

const GRADES: Readonly<Record<string, 1 | 2 | 3>> = { 三级: 3, 二级: 2, 一级: 1, 未定级: 1, '3': 3, '2': 2, '1': 1 };
