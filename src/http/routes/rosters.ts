import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import {
  FiledRoster,
  FileRosterQuery,
  ReviewedRoster,
  ReviewRoster,
  RosterDetail,
  RosterQuery,
  type RosterRow,
  RostersAnswer,
  SubmitRoster,
  SubmittedRoster,
} from '#contracts/rosters.ts';
import type { Actor } from '#http/actor.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { FilingProgress } from '#http/filing-progress.ts';
import { withReceivedFile } from '#http/received-file.ts';
import { defineRoute, file, nothing, type Route } from '#http/route.ts';
import { filedOf, LARGEST_ROSTER_BYTES, rosterRowRoutes, WORKBOOK } from '#http/routes/roster-rows.ts';
import { writeRosterTemplate } from '#intake/roster/write-roster-template.ts';
import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  fileRoster,
  findRoster,
  findRosters,
  type ListedRoster,
  type RosterDetail as RosterInFull,
  reviewRoster,
  rosterFlags,
  submitRoster,
  withdrawRoster,
} from '#modules/rosters/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { gunzip } from '#platform/gunzip.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['名单'];
const params = Type.Object({ rosterId: Uuid });

export interface RosterDeps {
  readonly platform: Platform;
  /** Display names of accounts by id. */
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Rosters: template, filing, submitting, reviewing. */
export function rosterRoutes({ platform, namesOf }: RosterDeps): readonly Route[] {
  const progress = new FilingProgress();
  return [
    ...rosterRowRoutes({ platform, progress }),
    defineRoute({
      method: 'GET',
      path: '/api/roster-template',
      permission: 'roster.submit',
      summary: '名单模板（.xlsx）',
      tags,
      input: {},
      output: file(WORKBOOK),
      refusals: [],
      handle: async () => {
        const workbook = await writeRosterTemplate();
        const body = new Uint8Array(await workbook.arrayBuffer());
        return ok({ contentType: WORKBOOK, fileName: '参保名单模板.xlsx', body });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/rosters',
      permission: 'roster.submit',
      summary: '上传名单：逐行检查，合格的行存为草稿，有错的行逐条列出',
      tags,
      input: { query: FileRosterQuery },
      output: FiledRoster,
      refusals: [
        'bad-upload',
        'unit-unknown',
        'unit-not-active',
        'shares-not-allowed',
        'roster-file-refused',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      upload: { maxFiles: 1, maxBytesPerFile: LARGEST_ROSTER_BYTES },
      handle: async (call) =>
        await withReceivedFile(call.files, async ({ blob, fileName }) => {
          const input = { ...call.input.query, fileName: fileName.slice(0, 200) };
          const filed = await progress.during(call.actor.accountId, call.idempotencyKey, (onProgress) =>
            fileRoster(platform, callerOf(call), input, blob, { gunzip, signal: call.signal, onProgress }),
          );
          return filed.ok ? ok(filedOf(filed.value)) : filed;
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/rosters',
      permission: 'roster.read',
      summary: '名单列表；waiting 只列等我审核的',
      tags,
      input: { query: RosterQuery },
      output: RostersAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { unitId, agencyId, unit, state, waiting, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const rows = await findRosters(platform, callerOf(call), {
          unitId,
          state,
          agencyId,
          unitBegins: unit,
          waitsForAgency: waiting === true ? (call.actor.agencyIds[0] ?? NOWHERE) : undefined,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const items = rows.slice(0, limit).map((row) => rowOf(row, call.actor, today(platform.clock)));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/rosters/:rosterId',
      permission: 'roster.read',
      summary: '一份名单：数字、参加比例、缴费方、审核经过',
      tags,
      input: { params },
      output: RosterDetail,
      refusals: ['roster-unknown'],
      handle: async (call) => {
        const caller = callerOf(call);
        const roster = await findRoster(platform, caller, call.input.params.rosterId);
        if (roster === undefined) return fail({ code: 'roster-unknown' });
        const names = await namesOf(
          caller,
          roster.reviews.map(({ reviewer_id }) => reviewer_id),
        );
        return ok({
          ...rowOf(roster, call.actor, today(platform.clock)),
          participation: roster.participation,
          contributionFen: roster.contributionFen,
          leftOut: roster.leftOut,
          payers: roster.payers.map(({ source, payer_name, payer_code, amount_fen }) => ({
            source,
            payerName: payer_name,
            payerCode: payer_code,
            amountFen: amount_fen,
          })),
          reviews: roster.reviews.map(({ round, level, outcome, comment, reviewer_id, at }) => ({
            round,
            level,
            outcome,
            comment,
            reviewer: names.get(reviewer_id) ?? '经办人',
            at: new Date(at).toISOString(),
          })),
          acts: [...roster.acts],
          canReview: roster.reviewing_agency_id !== null && obstacleOf(roster, call.actor) === undefined,
          reviewObstacle: obstacleOf(roster, call.actor) ?? null,
          waitsForLevel: roster.reviewing_kind,
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/rosters/:rosterId/submission',
      permission: 'roster.submit',
      summary: '提交名单审核',
      tags,
      input: { params, body: SubmitRoster },
      output: SubmittedRoster,
      refusals: [
        'roster-unknown',
        'roster-state',
        'not-declared',
        'roster-empty',
        'participation-not-met',
        'payers-do-not-add-up',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const submitted = await submitRoster(platform, callerOf(call), {
          rosterId: call.input.params.rosterId,
          ...call.input.body,
        });
        return submitted.ok ? ok({ ...submitted.value, voided: [...submitted.value.voided] }) : submitted;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/rosters/:rosterId/review',
      permission: 'roster.review',
      summary: '审核名单：通过、退回、不通过；末级通过即生成缴费通知',
      tags,
      input: { params, body: ReviewRoster },
      output: ReviewedRoster,
      refusals: [
        'roster-unknown',
        'roster-state',
        'own-submission',
        'not-this-level',
        'reason-missing',
        'rows-not-sent-back',
        'roster-flagged',
        'reviewed-already',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const { rosterId } = call.input.params;
        const reviewed = await reviewRoster(platform, callerOf(call), { rosterId, ...call.input.body });
        if (!reviewed.ok) return reviewed;
        const { state, order } = reviewed.value;
        return ok({ rosterId, state, orderId: order?.id ?? null, orderReference: order?.reference ?? null });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/rosters/:rosterId/withdrawal',
      permission: 'roster.submit',
      summary: '撤回名单',
      tags,
      input: { params },
      output: nothing,
      refusals: ['roster-unknown', 'roster-state', 'roster-ordered', 'idempotency-key-reused'],
      handle: async (call) => {
        const withdrawn = await withdrawRoster(platform, callerOf(call), { rosterId: call.input.params.rosterId });
        return withdrawn.ok ? ok(undefined) : withdrawn;
      },
    }),
  ];
}

/** An agency that no roster waits for. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Why somebody may not decide on a roster that is being reviewed. */
function obstacleOf(
  roster: RosterInFull,
  actor: Actor,
): 'own-submission' | 'not-this-level' | 'reviewed-already' | undefined {
  if (roster.reviewing_agency_id === null) return undefined;
  const isHere = roster.grant_id === null && roster.reviewing_agency_id === actor.agencyIds[0];
  if (!isHere || !actor.permissions.has('roster.review')) return 'not-this-level';
  if (isOwn(roster, actor)) return 'own-submission';
  const isDone = roster.reviews.some(({ round, reviewer_id }) => {
    return round === roster.round && reviewer_id === actor.accountId;
  });
  return isDone ? 'reviewed-already' : undefined;
}

function isOwn({ submitted_by, filed_by }: ListedRoster, { accountId }: Actor): boolean {
  return submitted_by === accountId || filed_by === accountId;
}

function rowOf(roster: ListedRoster, actor: Actor, day: DayNumber): RosterRow {
  return {
    id: roster.id,
    agencyName: roster.agency_name,
    unitId: roster.unit_id,
    unitName: roster.unit_name,
    program: roster.program,
    shares: roster.shares,
    state: roster.state,
    reviewingAgencyId: roster.reviewing_agency_id,
    fileName: roster.file_name,
    filedOn: formatDate(roster.filed_on),
    submittedOn: roster.submitted_on === null ? null : formatDate(roster.submitted_on),
    rows: roster.row_count,
    accepted: roster.accepted_count,
    rejected: roster.rejected_count,
    repaired: roster.repaired_count,
    staffCount: roster.staff_count,
    eligibleCount: roster.eligible_count,
    dueOn: roster.due_on === null ? null : formatDate(roster.due_on),
    daysLeft: roster.due_on === null ? null : roster.due_on - day,
    flags: [...rosterFlags(roster)],
    isOwn: isOwn(roster, actor),
    grantId: roster.grant_id,
    orderId: roster.order_id,
  };
}
