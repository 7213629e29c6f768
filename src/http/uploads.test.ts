import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineRoute } from '#http/route.ts';
import { BadUploadError } from '#http/uploads.ts';
import { ok } from '#kernel/result.ts';
import { type Answer, type ServedRoutes, serveRoutes } from '../../test/support/serve-routes.ts';

const BYTES_PER_FILE = 100_000;

const UploadedName = Type.Object({ name: Type.String(), type: Type.String(), bytes: Type.Integer() });

const scanRoute = {
  method: 'POST',
  permission: 'public',
  summary: '上传',
  tags: ['试验'],
  input: { query: Type.Object({ unread: Type.Optional(Type.Boolean()) }) },
  output: Type.Object({ files: Type.Array(UploadedName) }),
  refusals: [],
  upload: { maxFiles: 2, maxBytesPerFile: BYTES_PER_FILE },
} as const;

/** Reads what is sent, or, where the query says so, asks for each file and reads none. */
const takeScans = defineRoute({
  ...scanRoute,
  path: '/api/test-scans',
  handle: async ({ files, input }) => {
    const taken: { name: string; type: string; bytes: number }[] = [];
    for await (const { fileName, contentType, body } of files) {
      let bytes = 0;
      if (input.query.unread !== true) for await (const chunk of body) bytes += (chunk as Buffer).length;
      taken.push({ name: fileName, type: contentType, bytes });
    }
    return ok({ files: taken });
  },
});

const BOUNDARY = 'boundary-of-the-test';

function part(content: Buffer | string, disposition: string, type = 'application/pdf'): Buffer {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; ${disposition}\r\ncontent-type: ${type}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')]);
}

function scan(bytes: number, fileName = '发票.pdf'): Buffer {
  return part(Buffer.alloc(bytes, 1), `name="scan"; filename="${fileName}"`);
}

const END = Buffer.from(`--${BOUNDARY}--\r\n`);

let served: ServedRoutes;
beforeAll(async () => {
  served = await serveRoutes([takeScans]);
});
afterAll(() => served.stop());

function send(parts: readonly Buffer[], path = '/api/test-scans'): Promise<Answer> {
  const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  return served.ask('POST', path, { body: Buffer.concat(parts), headers });
}

describe('an upload', () => {
  it('takes a file without a name', async () => {
    const { status, json } = await send([part('x', 'name="scan"; filename=""'), END]);
    expect([status, json]).toEqual([200, { files: [{ name: '', type: 'application/pdf', bytes: 1 }] }]);
  });

  it('streams in file by file, up to the last byte of the limit', async () => {
    const { status, json } = await send([scan(BYTES_PER_FILE), scan(0, '小结.pdf'), END]);
    expect([status, json]).toEqual([
      200,
      {
        files: [
          { name: '发票.pdf', type: 'application/pdf', bytes: BYTES_PER_FILE },
          { name: '小结.pdf', type: 'application/pdf', bytes: 0 },
        ],
      },
    ]);
  });

  it.each([BYTES_PER_FILE + 1, 5_000_000])('is refused where a file has %i bytes, not cut off', async (bytes) => {
    const { status, problem } = await send([scan(bytes), END]);
    expect([status, problem.code, problem.message]).toEqual([
      413,
      'too-large',
      '内容太大，上限为 97 KB。请压缩或拆分后再上传。',
    ]);
  });

  it('may be left unread by its route', async () => {
    const { status, json } = await send([scan(50_000), scan(50_000), END], '/api/test-scans?unread=true');
    expect([status, json]).toMatchObject([200, { files: [{ bytes: 0 }, { bytes: 0 }] }]);
  });

  it.each([
    ['more files than the route takes', [scan(1), scan(1), scan(1), END]],
    ['text fields', [part('1', 'name="note"', 'text/plain'), END]],
    ['a file that ends too early', [scan(10)]],
    ['no multipart at all', [Buffer.from('hello')]],
    ['the name of a prototype', [part('1', 'name="__proto__"; filename="a"'), END]],
  ])('is refused with %s', async (_, parts) => {
    const { status, problem } = await send(parts);
    expect([status, problem.code]).toEqual([400, 'bad-upload']);
  });

  it('is refused without a boundary, and as JSON', async () => {
    const bare = await served.ask('POST', '/api/test-scans', {
      body: END,
      headers: { 'content-type': 'multipart/form-data' },
    });
    expect(bare.status).toBe(400);
    expect((await served.ask('POST', '/api/test-scans', { json: {} })).status).toBe(415);
  });

  it.each([
    ['C:\\\\scans\\\\a.pdf', 'a.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['a\u0007b.pdf', 'ab.pdf'],
  ])('keeps of the name %j only its last step', async (fileName, kept) => {
    const { json } = await send([scan(1, fileName), END]);
    expect(json).toMatchObject({ files: [{ name: kept }] });
  });

  it('ends for its handler where the client was gone before the first file was asked for', async () => {
    const isGone = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<unknown>();
    const late = defineRoute({
      ...scanRoute,
      path: '/api/test-late-scans',
      handle: async ({ files, signal }) => {
        signal.addEventListener('abort', () => isGone.resolve());
        await isGone.promise;
        try {
          for await (const { body } of files) body.resume();
        } catch (error) {
          ended.resolve(error);
        }
        return ok({ files: [] });
      },
    });
    const other = await serveRoutes([late]);
    const client = request({
      port: other.port,
      method: 'POST',
      path: late.path,
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'idempotency-key': '12345678' },
    });
    client.on('error', () => undefined);
    client.write(scan(10).subarray(0, 30));
    await sleep(50);
    client.destroy();
    await expect(ended.promise).resolves.toBeInstanceOf(BadUploadError);
    await other.stop();
  });
});
