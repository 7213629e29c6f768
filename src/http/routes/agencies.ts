import {
  AgencyParams,
  OpenAgencyAnswer,
  OpenAgencyBody,
  RegistrationPlacesAnswer,
  TreeAnswer,
} from '#contracts/organisations.ts';
import { callerOf } from '#http/caller-of.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { ok } from '#kernel/result.ts';
import {
  type Agency,
  closeAgency,
  findRegistrationPlaces,
  findTree,
  openAgency,
} from '#modules/organisations/index.ts';
import type { Platform } from '#platform/platform.ts';

const TAGS = ['机构'];

/** The tree of organisations, as far as one sees it. */
export function agencyRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/agencies',
      permission: 'agency.read',
      summary: '机构树：本级和下级',
      tags: TAGS,
      input: {},
      output: TreeAnswer,
      refusals: [],
      handle: async ({ actor }) => ok({ agencies: (await findTree(platform, actor)).map(shownAgency) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/agencies',
      permission: 'agency.manage',
      summary: '增设机构',
      tags: TAGS,
      input: { body: OpenAgencyBody },
      output: OpenAgencyAnswer,
      refusals: [
        'not-of-the-office',
        'agency-not-found',
        'agency-closed',
        'agency-level',
        'agency-taken',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      handle: async (call) => {
        const opened = await openAgency(platform, callerOf(call), call.input.body);
        return opened.ok ? ok({ ...opened.value }) : opened;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/agencies/:agencyId/closing',
      permission: 'agency.manage',
      summary: '停用机构',
      tags: TAGS,
      input: { params: AgencyParams },
      output: nothing,
      refusals: [
        'not-of-the-office',
        'agency-not-found',
        'agency-closed',
        'agency-is-root',
        'agency-in-use',
        'idempotency-key-reused',
      ],
      handle: (call) => closeAgency(platform, callerOf(call), { ...call.input.params }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/registration/places',
      permission: 'public',
      summary: '可以登记的办事处和机构',
      tags: TAGS,
      input: {},
      output: RegistrationPlacesAnswer,
      refusals: [],
      rateLimit: { maxRequests: 60, perSeconds: 60 },
      handle: async () => {
        const trees = await findRegistrationPlaces(platform);
        return ok({
          offices: trees.map(({ id, name, agencies }) => ({ id, name, agencies: agencies.map(shownAgency) })),
        });
      },
    }),
  ];
}

function shownAgency({ id, parentId, kind, code, name, isOpen }: Agency): Omit<Agency, 'path'> {
  return { id, parentId, kind, code, name, isOpen };
}
