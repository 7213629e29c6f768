import { type Static, Type } from 'typebox';
import { CivilDate, Instant, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

const HospitalKind = Type.Union(
  [
    Type.Literal('hospital'),
    Type.Literal('rehabilitation'),
    Type.Literal('nursing'),
    Type.Literal('detoxification'),
    Type.Literal('other'),
  ],
  { description: '医院、康复机构、护理院、戒毒机构、其他；医院以外的不是定点医院' },
);

const Grade = Type.Integer({ minimum: 1, maximum: 3, description: '3 三级、2 二级、1 一级或未定级' });

export const HospitalsQuery = Type.Object({
  ...pageQuery,
  search: Type.Optional(typedText(0, 50, '名称或代码里有的字')),
});

const entryFields = {
  name: Type.String(),
  kind: HospitalKind,
  grade: Type.Integer(),
  isRecognised: Type.Boolean(),
  fromOn: CivilDate,
  source: Type.String(),
};

export const HospitalRow = Type.Object({ hospitalId: Uuid, code: Type.String(), ...entryFields });
export type HospitalRow = Static<typeof HospitalRow>;
export const HospitalPage = pageOf(HospitalRow);

export const HospitalDetail = Type.Object({
  hospitalId: Uuid,
  code: Type.String(),
  name: Type.String(),
  entries: Type.Array(
    Type.Object({ number: Type.Integer(), ...entryFields, changedBy: Type.String(), changedAt: Instant }),
    { description: '先后各次登记，起始日期以后有效' },
  ),
});
export type HospitalDetail = Static<typeof HospitalDetail>;

export const KeepHospital = Type.Object({
  code: Type.String({ pattern: '^[0-9A-Za-z-]{1,40}$', description: '机构代码' }),
  name: typedText(2, 100, '机构名称'),
  kind: HospitalKind,
  grade: Grade,
  isRecognised: Type.Boolean({ description: '是否定点' }),
  fromOn: CivilDate,
  source: typedText(2, 200, '依据：文件名称、文号'),
});
export type KeepHospital = Static<typeof KeepHospital>;
export const KeptHospital = Type.Object({ hospitalId: Uuid });

export const ImportHospitalsQuery = Type.Object({ source: typedText(2, 200, '依据：文件名称、文号') });
export const ImportedHospitals = Type.Object({
  added: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  faults: Type.Array(Type.Object({ rowNumber: Type.Integer(), message: Type.String() })),
});
export type ImportedHospitals = Static<typeof ImportedHospitals>;

/** What a member's phone needs of a house. */
export const HospitalNames = Type.Object({
  items: Type.Array(Type.Object({ name: Type.String(), grade: Type.Integer(), isRecognised: Type.Boolean() })),
});
export type HospitalNames = Static<typeof HospitalNames>;
