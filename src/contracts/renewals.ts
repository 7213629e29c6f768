import { type Static, Type } from 'typebox';
import { CivilDate, MaskedText, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';
import { Program, RosterState } from './rosters.ts';

export const PrepareRenewal = Type.Object({
  unitId: Uuid,
  program: Program,
  shares: Type.Optional(Type.Integer({ minimum: 1, maximum: 2, description: '份数，不写则与上一期相同' })),
  eligibleCount: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  leaverMemberIds: Type.Optional(Type.Array(Uuid, { maxItems: 100_000, description: '不再参加的人' })),
});
export const PreparedRenewal = Type.Object({ rosterId: Uuid, rows: Type.Integer() });

export const Leavers = Type.Object({
  rows: Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 100_000, description: '不再参加的行；没列的恢复参加' }),
});

const Rows = Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 100_000 });
export const ChangeLeavers = Type.Object({
  leave: Type.Optional({ ...Rows, description: '不再参加的行' }),
  stay: Type.Optional({ ...Rows, description: '恢复参加的行' }),
});

export const RestateEligible = Type.Object({
  eligibleCount: Type.Integer({ minimum: 0, maximum: 10_000_000, description: '符合条件的职工人数' }),
});

export const RosterDiffQuery = Type.Object({
  ...pageQuery,
  kind: Type.Union([Type.Literal('joined'), Type.Literal('left'), Type.Literal('changed')], {
    description: '新参加、不再参加、资料有变化',
  }),
});

export const RosterDifference = Type.Object({
  memberId: Uuid,
  name: MaskedText,
  residentId: MaskedText,
  fields: Type.Array(Type.Union([Type.Literal('name'), Type.Literal('phone'), Type.Literal('remark')]), {
    description: '有变化的是什么：姓名、手机号、备注',
  }),
});
export type RosterDifference = Static<typeof RosterDifference>;

export const RosterDiff = Type.Object({
  joined: Type.Integer({ description: '新参加人数' }),
  left: Type.Integer({ description: '不再参加人数' }),
  changed: Type.Integer({ description: '姓名、手机号或备注有变化的人数' }),
  before: Type.Object({
    orderId: Uuid,
    startOn: CivilDate,
    endOn: CivilDate,
    lastWaiverOn: orNull(Type.String({ format: 'date', description: '晚于这天生效，续保的人要重新过观察期' })),
  }),
  items: Type.Array(RosterDifference),
  next: Type.Optional(Type.String()),
});
export type RosterDiff = Static<typeof RosterDiff>;

export const RenewalsQuery = Type.Object({ ...pageQuery, unitId: Type.Optional(Uuid) });

export const RenewalRow = Type.Object({
  orderId: Uuid,
  unitId: Uuid,
  unitName: Type.String(),
  program: Program,
  endOn: CivilDate,
  daysLeft: Type.Integer({ description: '离到期还有几天；负数为已过期几天' }),
  lastWaiverOn: orNull(CivilDate),
  members: Type.Integer(),
  rosterState: orNull(RosterState),
});
export type RenewalRow = Static<typeof RenewalRow>;
export const RenewalsAnswer = pageOf(RenewalRow);

export const RenewalMembersQuery = Type.Object({
  ...pageQuery,
  name: Type.Optional(typedText(0, 50, '姓名里有的字')),
});
export const RenewalMember = Type.Object({
  memberId: Uuid,
  name: MaskedText,
  residentId: MaskedText,
  rosterState: orNull(RosterState),
});
export type RenewalMember = Static<typeof RenewalMember>;
export const RenewalMembersAnswer = Type.Object({
  endOn: CivilDate,
  losesWaiverOn: orNull(Type.String({ format: 'date', description: '从这天起才生效的，要重新过观察期' })),
  items: Type.Array(RenewalMember, { description: '还不在续保名单上的在前' }),
  next: Type.Optional(Type.String()),
});
export type RenewalMembersAnswer = Static<typeof RenewalMembersAnswer>;
