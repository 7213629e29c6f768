import { MarkReadAnswer, MarkReadBody, MessagesAnswer, MessagesQuery } from '#contracts/messages.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf } from '#http/cursor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { readWholeCursor } from '#http/whole-cursor.ts';
import { ok } from '#kernel/result.ts';
import { findMessages, markRead } from '#modules/messages/index.ts';
import type { Platform } from '#platform/platform.ts';

/** The inbox of whoever has signed in. */
export function messageRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/messages',
      permission: 'signed-in',
      summary: '自己的消息，从近到远',
      tags: ['消息'],
      input: { query: MessagesQuery },
      output: MessagesAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS } = call.input.query;
        const key = readWholeCursor(call.input.query.after);
        if (!key.ok) return key;
        const found = await findMessages(platform, callerOf(call), { ...key.value, limit: limit + 1 });
        const rows = found.slice(0, limit);
        const last = rows.at(-1);
        const items = rows.map(({ at, readAt, ...row }) => ({
          ...row,
          at: new Date(at).toISOString(),
          readAt: readAt === null ? null : new Date(readAt).toISOString(),
        }));
        return ok(found.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/messages/read',
      permission: 'signed-in',
      summary: '把消息标为已读',
      tags: ['消息'],
      input: { body: MarkReadBody },
      output: MarkReadAnswer,
      withoutIdempotencyKey: '标为已读，做几次都一样',
      refusals: [],
      handle: async (call) => ok({ marked: await markRead(platform, callerOf(call), call.input.body.untilId) }),
    }),
  ];
}
