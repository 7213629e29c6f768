import {
  AmendUnitBody,
  HandOverUnitAnswer,
  HandOverUnitBody,
  MergeUnitsBody,
  MoveUnitAnswer,
  MoveUnitBody,
  RegisterUnitAnswer,
  RegisterUnitBody,
  ReviewUnitAnswer,
  ReviewUnitBody,
  SelfRegistrationAnswer,
  SelfRegistrationBody,
  SplitUnitAnswer,
  SplitUnitBody,
  StaffNumbersBody,
  Unit,
  UnitParams,
  UnitsAnswer,
  UnitsQuery,
} from '#contracts/organisations.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { shownInvitation } from '#http/routes/invitations.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  amendUnit,
  declareStaff,
  findUnits,
  getUnit,
  mergeUnits,
  moveUnit,
  moveUnitAcross,
  registerUnit,
  registrationToken,
  reviewUnit,
  selfRegistration,
  splitUnit,
  type Unit as UnitInSight,
} from '#modules/organisations/index.ts';
import type { Platform } from '#platform/platform.ts';

const TAGS = ['参保单位'];
const TYPED_FAULTS = [
  'unit-name-missing',
  'union-code-faulty',
  'unit-counts-faulty',
  'name-faulty',
  'phone-faulty',
] as const;
const REGISTER_FAULTS = [
  'agency-not-found',
  'agency-closed',
  'unit-code-faulty',
  ...TYPED_FAULTS,
  'unit-code-taken',
  'node-not-found',
  'node-closed',
  'role-not-at-this-level',
  'role-not-yours-to-give',
  'idempotency-key-reused',
] as const;

/** Participating units: registering, reviewing, amending, moving, merging, listing. */
export function unitRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/units',
      permission: 'unit.read',
      summary: '本级和下级的参保单位',
      tags: TAGS,
      input: { query: UnitsQuery },
      output: UnitsAnswer,
      refusals: ['bad-cursor'],
      handle: async ({ actor, input: { query } }) => {
        const key = readCursor(query.after, ['name', 'id']);
        if (!key.ok) return key;
        const [name, id] = key.value ?? [];
        const { limit = DEFAULT_PAGE_ROWS, after: _, ...filter } = query;
        const after = typeof name === 'string' && typeof id === 'string' ? { after: { name, id } } : {};
        const { items, next } = await findUnits(platform, actor, filter, { limit, ...after });
        const shown = items.map(shownUnit);
        return ok(next === undefined ? { items: shown } : { items: shown, next: cursorOf([next.name, next.id]) });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/units/:unitId',
      permission: 'unit.read',
      summary: '一个参保单位',
      tags: TAGS,
      input: { params: UnitParams },
      output: Unit,
      refusals: ['unit-not-found'],
      handle: async ({ actor, input }) => {
        const unit = await getUnit(platform, actor, input.params.unitId);
        return unit === undefined ? fail({ code: 'unit-not-found' }) : ok(shownUnit(unit));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/registration/units',
      permission: 'public',
      summary: '单位自行登记，等待经办机构审核',
      tags: TAGS,
      input: { body: SelfRegistrationBody },
      output: SelfRegistrationAnswer,
      refusals: REGISTER_FAULTS,
      successStatus: 201,
      rateLimit: { maxRequests: 20, perSeconds: 600 },
      handle: async ({ input, requestId, idempotencyKey }) => {
        const { officeId, ...unit } = input.body;
        const caller = selfRegistration(officeId, unit.agencyId, { requestId, idempotencyKey });
        const registered = await registerUnit(platform, caller, unit);
        if (!registered.ok) return registered;
        const { unitId, state } = registered.value;
        const paperToken = registrationToken(platform, { officeId, agencyId: unit.agencyId, unitId });
        return ok({ unitId, state, paperToken });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/units',
      permission: 'unit.register',
      summary: '经办人登记单位，直接生效并邀请联系人',
      tags: TAGS,
      input: { body: RegisterUnitBody },
      output: RegisterUnitAnswer,
      refusals: REGISTER_FAULTS,
      successStatus: 201,
      handle: async (call) => {
        const registered = await registerUnit(platform, callerOf(call), call.input.body);
        return registered.ok ? ok(withInvitation(registered.value)) : registered;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/units/:unitId/review',
      permission: 'unit.review',
      summary: '审核单位：通过并邀请联系人，或不予通过并写明原因',
      tags: TAGS,
      input: { params: UnitParams, body: ReviewUnitBody },
      output: ReviewUnitAnswer,
      refusals: [
        'unit-not-found',
        'unit-state',
        'refusal-reason-missing',
        'role-not-yours-to-give',
        'name-faulty',
        'phone-faulty',
        'node-not-found',
        'node-closed',
        'role-not-at-this-level',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const { params, body } = call.input;
        const reviewed = await reviewUnit(platform, callerOf(call), { ...params, ...body });
        return reviewed.ok ? ok(withInvitation(reviewed.value)) : reviewed;
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/units/:unitId',
      permission: 'unit.register',
      summary: '修改单位资料',
      tags: TAGS,
      input: { params: UnitParams, body: AmendUnitBody },
      output: nothing,
      refusals: ['unit-not-found', 'unit-state', ...TYPED_FAULTS, 'idempotency-key-reused'],
      handle: (call) => amendUnit(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/units/:unitId/staff-numbers',
      permission: 'roster.submit',
      summary: '单位改报职工人数：总数、女职工、符合条件的；已报送的名单不受影响',
      tags: TAGS,
      input: { params: UnitParams, body: StaffNumbersBody },
      output: nothing,
      refusals: ['unit-not-found', 'unit-state', 'unit-counts-faulty', 'idempotency-key-reused'],
      handle: (call) => declareStaff(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/units/:unitId/merger',
      permission: 'unit.review',
      summary: '并入另一单位',
      tags: TAGS,
      input: { params: UnitParams, body: MergeUnitsBody },
      output: nothing,
      refusals: ['unit-is-there', 'unit-not-found', 'unit-state', 'idempotency-key-reused'],
      handle: (call) => mergeUnits(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/units/:unitId/split',
      permission: 'unit.review',
      summary: '从单位分出一个新单位：人数从原单位减去，进行中的保障留在原单位，新名单由新单位报送',
      tags: TAGS,
      input: { params: UnitParams, body: SplitUnitBody },
      output: SplitUnitAnswer,
      refusals: [
        'unit-not-found',
        'unit-state',
        'unit-code-faulty',
        ...TYPED_FAULTS,
        'split-counts-faulty',
        'unit-code-taken',
        'node-not-found',
        'node-closed',
        'role-not-at-this-level',
        'role-not-yours-to-give',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      handle: async (call) => {
        const split = await splitUnit(platform, callerOf(call), { ...call.input.params, ...call.input.body });
        if (!split.ok) return split;
        return ok({ unitId: split.value.unitId, invitation: shownInvitation(split.value.invitation) });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/unit-moves',
      permission: 'unit.move',
      summary: '把单位调整到本办事处的另一机构',
      tags: TAGS,
      input: { body: MoveUnitBody },
      output: MoveUnitAnswer,
      refusals: [
        'not-of-the-office',
        'unit-not-found',
        'unit-state',
        'agency-not-found',
        'agency-closed',
        'unit-is-there',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const moved = await moveUnit(platform, callerOf(call), call.input.body);
        return moved.ok ? ok({ ...moved.value }) : moved;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/unit-handovers',
      permission: 'unit.move',
      summary: '把单位移交给另一办事处，由对方审核',
      tags: TAGS,
      input: { body: HandOverUnitBody },
      output: HandOverUnitAnswer,
      refusals: [
        'not-of-the-office',
        'unit-is-there',
        'unit-not-found',
        'unit-state',
        'agency-not-found',
        'agency-closed',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const moved = await moveUnitAcross(platform, callerOf(call), call.input.body);
        return moved.ok ? ok({ ...moved.value }) : moved;
      },
    }),
  ];
}

function withInvitation<
  S extends { readonly state: unknown; readonly invitation?: Parameters<typeof shownInvitation>[0] },
>({ invitation, ...rest }: S): Omit<S, 'invitation'> & { invitation?: ReturnType<typeof shownInvitation> } {
  return invitation === undefined ? rest : { ...rest, invitation: shownInvitation(invitation) };
}

function shownUnit({
  successorOfficeId: _,
  predecessorOfficeId: __,
  contact,
  registeredAt,
  ...unit
}: UnitInSight): Unit {
  return {
    ...unit,
    contact: contact === undefined ? null : { ...contact },
    registeredAt: new Date(registeredAt).toISOString(),
  };
}
