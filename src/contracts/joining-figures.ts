import { type Static, Type } from 'typebox';
import { CivilDate, Fen, orNull, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';
import { Program } from './rosters.ts';

const query = {
  program: Program,
  agencyId: Type.Optional(Type.String({ format: 'uuid', description: '机构；不写为自己所在的机构' })),
};

export const JoiningFiguresQuery = Type.Object(query);

export const JoiningFigures = Type.Object({
  agencyId: Uuid,
  agencies: Type.Array(
    Type.Object({
      agencyId: orNull(Type.String({ format: 'uuid', description: '下一级机构；null 为直属单位' })),
      name: orNull(Type.String()),
      units: Type.Integer({ description: '参保单位数' }),
      coveredUnits: Type.Integer({ description: '保障中的单位数' }),
      eligibleStaff: Type.Integer({ description: '符合条件职工数' }),
      covered: Type.Integer({ description: '保障中的人数' }),
      contributionFen: Fen,
      renewalsDue: Type.Integer({ description: '60 天内到期未续保的单位数' }),
      rostersInReview: Type.Integer({ description: '审核中的名单' }),
    }),
  ),
  waitingCredits: orNull(Type.Object({ count: Type.Integer(), openFen: Fen })),
});
export type JoiningFigures = Static<typeof JoiningFigures>;

const unitQuery = {
  ...query,
  show: Type.Optional(
    Type.Union([Type.Literal('covered'), Type.Literal('uncovered'), Type.Literal('due')], {
      description: '只列保障中的、没有保障的、60 天内到期未续保的',
    }),
  ),
  direct: Type.Optional(Type.Boolean({ description: '只列直属这个机构的单位' })),
};

export const UnitFiguresQuery = Type.Object({ ...pageQuery, ...unitQuery });
export const UnitFiguresExportQuery = Type.Object(unitQuery);

export const UnitFigures = Type.Object({
  unitId: Uuid,
  unitName: Type.String(),
  staffCount: Type.Integer(),
  eligibleStaff: Type.Integer(),
  covered: Type.Integer(),
  contributionFen: Fen,
  agencyName: Type.String(),
  endOn: orNull(CivilDate),
  isDue: Type.Boolean({ description: '60 天内到期，还没有续保' }),
});
export type UnitFigures = Static<typeof UnitFigures>;
export const UnitFiguresAnswer = pageOf(UnitFigures);
