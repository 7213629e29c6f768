import {
  AuditIntegrityAnswer,
  type AuditRow,
  AuditRowParams,
  AuditTrailAnswer,
  AuditTrailQuery,
  OpenAuditRowAnswer,
  OpenAuditRowBody,
} from '#contracts/audit.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf } from '#http/cursor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { readWholeCursor } from '#http/whole-cursor.ts';
import { ok, type Result } from '#kernel/result.ts';
import {
  findIntegrity,
  findTrail,
  openAuditRow,
  type TrailArea,
  type TrailQuery,
  type TrailRow,
} from '#modules/audit/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';

/** Display names of accounts, as far as there are any: by id. */
export type FindActorNames = (caller: Caller, actorIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

export interface AuditRoutesOptions {
  readonly platform: Platform;
  readonly namesOf: FindActorNames;
}

/** The trail: who did what, and whether anybody tampered with that. */
export function auditRoutes({ platform, namesOf }: AuditRoutesOptions): readonly Route[] {
  const pageOfTrail = async (
    caller: Caller,
    query: Omit<TrailQuery, 'after' | 'limit'>,
    page: PageQuery,
  ): Promise<Result<TrailPage, { readonly code: 'bad-cursor' }>> => {
    const { limit = DEFAULT_PAGE_ROWS } = page;
    const key = readWholeCursor(page.after);
    if (!key.ok) return key;
    const found = await findTrail(platform, caller, { ...query, ...key.value, limit: limit + 1 });
    const rows = found.slice(0, limit);
    const names = await namesOf(caller, [...new Set(rows.flatMap(actorsOf))]);
    const last = rows.at(-1);
    const items = rows.map((row) => shownRow(row, names));
    return ok(found.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
  };
  const trailRoute = (area: TrailArea): Route =>
    defineRoute({
      method: 'GET',
      path: area === 'business' ? '/api/audit/trail' : '/api/audit/security-trail',
      permission: area === 'business' ? 'audit.read' : 'audit.read-security',
      summary: area === 'business' ? '业务留痕，从近到远' : '登录与管理留痕，从近到远',
      tags: ['留痕'],
      input: { query: AuditTrailQuery },
      output: AuditTrailAnswer,
      refusals: ['bad-cursor'],
      handle: (call) => {
        const { objectId, agencyId, ...page } = call.input.query;
        const query = {
          area,
          ...(objectId !== undefined && { objectId }),
          ...(agencyId !== undefined && { agencyId }),
        };
        return pageOfTrail(callerOf(call), query, page);
      },
    });
  const openRoute = (area: TrailArea): Route =>
    defineRoute({
      method: 'POST',
      path: area === 'business' ? '/api/audit/rows/:id/open' : '/api/audit/security-rows/:id/open',
      permission: area === 'business' ? 'audit.read' : 'audit.read-security',
      summary: '查看一条留痕中加密的个人信息，须说明理由，并另留一条痕',
      tags: ['留痕'],
      input: { params: AuditRowParams, body: OpenAuditRowBody },
      output: OpenAuditRowAnswer,
      refusals: ['audit-row-unknown', 'audit-row-without-personal', 'audit-row-unreadable', 'idempotency-key-reused'],
      handle: (call) => {
        const { params, body } = call.input;
        return openAuditRow(platform, callerOf(call), { area, rowId: params.id, reason: body.reason });
      },
    });
  return [
    trailRoute('business'),
    trailRoute('security'),
    openRoute('business'),
    openRoute('security'),
    defineRoute({
      method: 'GET',
      path: '/api/audit/integrity',
      permission: 'audit.verify',
      summary: '留痕封存到哪里，最近一次核验的结果',
      tags: ['留痕'],
      input: {},
      output: AuditIntegrityAnswer,
      refusals: [],
      handle: async (call) => {
        const { lastSeal, lastCheck } = await findIntegrity(platform, callerOf(call));
        return ok({
          lastSeal: lastSeal === undefined ? null : { ...lastSeal, sealedAt: instantText(lastSeal.sealedAt) },
          lastCheck:
            lastCheck === undefined
              ? null
              : {
                  ...lastCheck,
                  at: instantText(lastCheck.at),
                  isWhole: lastCheck.faultCount === 0,
                  faults: [...lastCheck.faults],
                },
        });
      },
    }),
  ];
}

interface PageQuery {
  readonly limit?: number;
  readonly after?: string;
}

interface TrailPage {
  items: AuditRow[];
  next?: string;
}

function actorsOf({ actorId, behalfId }: TrailRow): string[] {
  return behalfId === null ? [actorId] : [actorId, behalfId];
}

function shownRow({ actorId, behalfId, ...row }: TrailRow, names: ReadonlyMap<string, string>): AuditRow {
  const named = (id: string): AuditRow['actor'] => ({ id, name: names.get(id) ?? null });
  return {
    ...row,
    at: instantText(row.at),
    actor: named(actorId),
    behalf: behalfId === null ? null : named(behalfId),
  };
}

function instantText(instant: number): string {
  return new Date(instant).toISOString();
}
