import type { RefusalTable } from '#http/refusal-table.ts';
import type { JobUnknown } from '#platform/jobs/set-aside.ts';
import type { EventUnknown } from '#platform/outbox/set-aside.ts';

export const jobRefusals = {
  'job-unknown': { status: 404, message: '没有这个搁置的任务：可能已经重试或放弃了，请刷新列表。' },
  'event-unknown': { status: 404, message: '没有这个搁置的事件：可能已经重试或放弃了，请刷新列表。' },
} as const satisfies RefusalTable<JobUnknown | EventUnknown>;
