import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  HospitalDetail,
  HospitalNames,
  HospitalPage,
  type HospitalRow,
  HospitalsQuery,
  ImportedHospitals,
  ImportHospitalsQuery,
  KeepHospital,
  KeptHospital,
} from '#contracts/hospitals.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { withReceivedFile } from '#http/received-file.ts';
import { defineRoute, file, type Route } from '#http/route.ts';
import { HOSPITAL_COLUMNS } from '#intake/hospitals/read-hospitals.ts';
import { writeWorkbook, XLSX_MEDIA_TYPE } from '#intake/sheet/write-workbook.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import {
  findHospitals,
  getHospital,
  importHospitals,
  keepHospital,
  type ListedHospital,
} from '#modules/hospitals/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['定点医院'];

export interface HospitalDeps {
  readonly platform: Platform;
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** So many suggestions fit on a phone. */
const MOST_NAMES = 8;

const TEMPLATE_ROWS = [
  ['H41160200001', '周口市中心医院', '医院', '三级', '是', '2025-04-01'],
  ['H41160200002', '某康复护理院', '康复', '未定级', '否', '2025-04-01'],
];

/** The register of recognised hospitals: looked up by everybody, kept by the office. */
export function hospitalRoutes({ platform, namesOf }: HospitalDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/hospitals',
      permission: 'hospital.read',
      summary: '定点医院名录，按机构代码；含不是定点的机构',
      tags,
      input: { query: HospitalsQuery },
      output: HospitalPage,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { search, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['name']);
        if (!key.ok) return key;
        const rows = await findHospitals(platform, callerOf(call), {
          search,
          limit: limit + 1,
          after: key.value === undefined ? undefined : String(key.value[0]),
        });
        const items = rows.slice(0, limit).map(rowOf);
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.code]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/hospital-names',
      permission: 'signed-in',
      summary: '按名称查医院，填申领时用；最多 8 家',
      tags,
      input: { query: Type.Object({ search: Type.String({ minLength: 2, maxLength: 50 }) }) },
      output: HospitalNames,
      refusals: [],
      handle: async (call) => {
        const page = { search: call.input.query.search, limit: MOST_NAMES };
        const rows = await findHospitals(platform, callerOf(call), page);
        return ok({
          items: rows.map(({ name, grade, is_recognised }) => ({ name, grade, isRecognised: is_recognised })),
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/hospitals/template',
      permission: 'hospital.manage',
      summary: '名录的导入模板（.xlsx）',
      tags,
      input: {},
      output: file(XLSX_MEDIA_TYPE),
      refusals: [],
      handle: async () => {
        const columns = HOSPITAL_COLUMNS.map((header) => ({ header, width: 18, format: 'text' as const }));
        const workbook = await writeWorkbook([{ name: '定点医院', columns, rows: TEMPLATE_ROWS }]);
        const body = new Uint8Array(await workbook.arrayBuffer());
        return ok({ contentType: XLSX_MEDIA_TYPE, fileName: '定点医院名录模板.xlsx', body });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/hospitals/:hospitalId',
      permission: 'hospital.read',
      summary: '一家机构先后各次登记',
      tags,
      input: { params: Type.Object({ hospitalId: Uuid }) },
      output: HospitalDetail,
      refusals: ['hospital-unknown'],
      handle: async (call) => {
        const caller = callerOf(call);
        const found = await getHospital(platform, caller, call.input.params.hospitalId);
        if (!found.ok) return found;
        const { id, code, name, entries } = found.value;
        const names = await namesOf(
          caller,
          entries.map(({ changed_by }) => changed_by),
        );
        return ok({
          hospitalId: id,
          code,
          name,
          entries: entries.map((entry) => ({
            number: entry.number,
            ...entryOf(entry),
            changedBy: names.get(entry.changed_by) ?? '经办人',
            changedAt: new Date(entry.changed_at).toISOString(),
          })),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/hospitals',
      permission: 'hospital.manage',
      summary: '登记一家机构，或从某天起的变更；以前的留在历史里',
      tags,
      input: { body: KeepHospital },
      output: KeptHospital,
      refusals: ['office-only', 'hospital-not-recognisable', 'hospital-unchanged', 'idempotency-key-reused'],
      successStatus: 201,
      handle: (call) => {
        const { fromOn, grade, ...body } = call.input.body;
        const hospital = { ...body, grade: grade as 1 | 2 | 3, fromOn: parseDate(fromOn) };
        return keepHospital(platform, callerOf(call), hospital);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/hospitals/imports',
      permission: 'hospital.manage',
      summary: '导入名录（.xlsx、.xls、.csv）：好的行登记，有误的行逐行说明；同一份再导入不变',
      tags,
      input: { query: ImportHospitalsQuery },
      output: ImportedHospitals,
      refusals: ['bad-upload', 'office-only', 'hospital-file-refused', 'idempotency-key-reused'],
      upload: { maxFiles: 1, maxBytesPerFile: 20 * 1024 * 1024 },
      handle: (call) =>
        withReceivedFile(call.files, ({ blob, fileName }) =>
          importHospitals(platform, callerOf(call), blob, { fileName, source: call.input.query.source }),
        ),
    }),
  ];
}

function rowOf(row: ListedHospital): HospitalRow {
  return { hospitalId: row.id, code: row.code, ...entryOf(row) };
}

function entryOf({
  name,
  kind,
  grade,
  is_recognised,
  from_on,
  source,
}: Pick<ListedHospital, 'name' | 'kind' | 'grade' | 'is_recognised' | 'from_on' | 'source'>): Omit<
  HospitalRow,
  'hospitalId' | 'code'
> {
  return { name, kind, grade, isRecognised: is_recognised, fromOn: formatDate(from_on), source };
}
