import { EventParams, JobParams, SetAsideEventsAnswer, SetAsideJobsAnswer, SetAsideQuery } from '#contracts/jobs.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { readWholeCursor } from '#http/whole-cursor.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { JobQueue } from '#platform/jobs/job-queue.ts';
import { dropJob, findSetAside, type OfficeCaller, retryJob } from '#platform/jobs/set-aside.ts';
import { dropEvent, findSetAsideEvents, retryEvent } from '#platform/outbox/set-aside.ts';
import type { Platform } from '#platform/platform.ts';

export interface JobRoutesOptions {
  readonly platform: Platform;
  readonly queue: JobQueue;
}

/** Background work that waits for a person: jobs and events that were tried too often. */
export function jobRoutes({ platform, queue }: JobRoutesOptions): readonly Route[] {
  const jobAct = (name: 'retry' | 'drop'): Route =>
    defineRoute({
      method: 'POST',
      path: `/api/jobs/:id/${name}`,
      permission: 'job.manage',
      summary: name === 'retry' ? '重试一个搁置的任务' : '放弃一个搁置的任务',
      tags: ['后台任务'],
      input: { params: JobParams },
      output: nothing,
      refusals: ['not-permitted', 'job-unknown', 'idempotency-key-reused'],
      handle: async (call) => {
        const caller = officeCaller(callerOf(call));
        if (!caller.ok) return caller;
        const { id } = call.input.params;
        return name === 'retry'
          ? await retryJob(platform, queue, caller.value, id)
          : await dropJob(platform, caller.value, id);
      },
    });
  const eventAct = (name: 'retry' | 'drop'): Route =>
    defineRoute({
      method: 'POST',
      path: `/api/events/:id/${name}`,
      permission: 'job.manage',
      summary: name === 'retry' ? '重新投递一个搁置的事件' : '放弃一个搁置的事件，同一对象的后续事件继续',
      tags: ['后台任务'],
      input: { params: EventParams },
      output: nothing,
      refusals: ['not-permitted', 'event-unknown', 'idempotency-key-reused'],
      handle: async (call) => {
        const caller = officeCaller(callerOf(call));
        if (!caller.ok) return caller;
        const { id } = call.input.params;
        return await (name === 'retry' ? retryEvent : dropEvent)(platform, caller.value, id);
      },
    });
  return [
    defineRoute({
      method: 'GET',
      path: '/api/jobs',
      permission: 'job.read',
      summary: '多次失败而搁置的任务，从近到远',
      tags: ['后台任务'],
      input: { query: SetAsideQuery },
      output: SetAsideJobsAnswer,
      refusals: ['not-permitted', 'bad-cursor'],
      handle: async (call) => {
        const caller = officeCaller(callerOf(call));
        if (!caller.ok) return caller;
        const { limit = DEFAULT_PAGE_ROWS } = call.input.query;
        const key = readJobCursor(call.input.query.after);
        if (!key.ok) return key;
        const found = await findSetAside(platform, caller.value, { ...key.value, limit: limit + 1 });
        const rows = found.slice(0, limit);
        const last = rows.at(-1);
        const items = rows.map(({ order: _, ...row }) => ({ ...row, setAsideAt: instantText(row.setAsideAt) }));
        return ok(
          found.length > limit && last !== undefined ? { items, next: cursorOf([last.order, last.id]) } : { items },
        );
      },
    }),
    jobAct('retry'),
    jobAct('drop'),
    defineRoute({
      method: 'GET',
      path: '/api/events',
      permission: 'job.read',
      summary: '多次投递失败而搁置的事件，从远到近',
      tags: ['后台任务'],
      input: { query: SetAsideQuery },
      output: SetAsideEventsAnswer,
      refusals: ['not-permitted', 'bad-cursor'],
      handle: async (call) => {
        const caller = officeCaller(callerOf(call));
        if (!caller.ok) return caller;
        const { limit = DEFAULT_PAGE_ROWS } = call.input.query;
        const key = readWholeCursor(call.input.query.after);
        if (!key.ok) return key;
        const found = await findSetAsideEvents(platform, caller.value, { ...key.value, limit: limit + 1 });
        const rows = found.slice(0, limit);
        const last = rows.at(-1);
        const items = rows.map((row) => ({
          ...row,
          at: instantText(row.at),
          setAsideAt: instantText(row.setAsideAt),
        }));
        return ok(found.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    eventAct('retry'),
    eventAct('drop'),
  ];
}

function readJobCursor(
  after: string | undefined,
): Result<{ readonly after?: { readonly order: number; readonly id: string } }, { readonly code: 'bad-cursor' }> {
  const key = readCursor(after, ['whole', 'id']);
  if (!key.ok) return key;
  if (key.value === undefined) return ok({});
  const [order, id] = key.value;
  const isKey = Number.isSafeInteger(order) && /^[0-9a-f-]{36}$/.test(String(id));
  return isKey ? ok({ after: { order: Number(order), id: String(id) } }) : fail({ code: 'bad-cursor' });
}

/** Jobs are the whole office's: its administration sees to them, whoever acts for a part of it has no say in them. */
function officeCaller(caller: Caller): Result<OfficeCaller, { readonly code: 'not-permitted' }> {
  const { scope, officeId, actorId } = caller.access;
  if (scope !== 'office' && scope !== 'administration') return fail({ code: 'not-permitted' });
  return ok({ ...caller, access: { scope: 'office', officeId, actorId } });
}

function instantText(instant: number): string {
  return new Date(instant).toISOString();
}
