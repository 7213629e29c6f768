import { type Static, Type } from 'typebox';
import { CivilDate, Fen, Instant, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';
import { Program, SubmitRoster } from './rosters.ts';

const GrantKind = Type.Union(
  [Type.Literal('hardship'), Type.Literal('model-worker'), Type.Literal('event-staff'), Type.Literal('other')],
  { description: '困难职工、劳动模范、赛会服务保障人员、其他' },
);
const GrantFunding = Type.Union([Type.Literal('relief-fund'), Type.Literal('union-transfer')], {
  description: '互助互济金，审批时即付；工会经费，按缴费通知转账',
});
const GrantState = Type.Union(
  [Type.Literal('proposed'), Type.Literal('approved'), Type.Literal('refused'), Type.Literal('withdrawn')],
  { description: '待审批、已批准、不同意、已撤回' },
);

export const GrantParams = Type.Object({ grantId: Uuid });
export const GrantsQuery = Type.Object({ ...pageQuery, state: Type.Optional(GrantState) });

export const GrantRow = Type.Object({
  id: Uuid,
  rosterId: Uuid,
  unitId: Uuid,
  unitName: Type.String(),
  program: Program,
  shares: Type.Integer(),
  kind: GrantKind,
  purpose: Type.String(),
  funding: GrantFunding,
  payerName: Type.String(),
  members: Type.Integer(),
  amountFen: Fen,
  state: GrantState,
  orderId: orNull(Uuid),
  startOn: orNull(CivilDate),
  proposer: Type.String(),
  proposedAt: Instant,
  decider: orNull(Type.String()),
  decidedAt: orNull(Instant),
  reason: orNull(Type.String()),
  isOwn: Type.Boolean({ description: '是自己提出的，须由他人审批' }),
});
export type GrantRow = Static<typeof GrantRow>;
export const GrantsAnswer = pageOf(GrantRow);

export const ProposeGrant = Type.Object({
  rosterId: Uuid,
  kind: GrantKind,
  purpose: typedText(2, 200, '赠送的事由'),
  funding: GrantFunding,
  payerName: typedText(2, 100, '出资方'),
  declaration: SubmitRoster.properties.declaration,
});
export const ProposedGrant = Type.Object({
  grantId: Uuid,
  members: Type.Integer(),
  amountFen: Fen,
  voided: Type.Array(Type.Object({ row: Type.Integer(), reason: Type.String() })),
});

export const DecideGrant = Type.Object({
  approve: Type.Boolean({ description: '批准，或不同意' }),
  reason: Type.Optional(typedText(0, 500, '不同意的原因')),
});
export const DecidedGrant = Type.Object({ state: GrantState, orderReference: orNull(Type.String()) });
