import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSP_NONCE_PLACEHOLDER } from '#http/content-security-policy.ts';
import { serveWeb, type WebServer } from './serve-web.ts';

let folder: string;
let server: WebServer;
beforeAll(async () => {
  const parent = mkdtempSync(join(tmpdir(), 'tongzhou-serve-'));
  folder = join(parent, 'web');
  mkdirSync(join(folder, 'calculator'), { recursive: true });
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'calculator/index.html'), `<meta nonce="${CSP_NONCE_PLACEHOLDER}">`);
  writeFileSync(join(folder, 'assets/a.js'), 'export {};');
  writeFileSync(join(folder, '.sources'), 'stamp');
  writeFileSync(join(parent, 'secret.txt'), 'secret');
  server = await serveWeb(folder, 0);
});
afterAll(async () => {
  await server.close();
  rmSync(join(folder, '..'), { recursive: true });
});

/** Node's own request, since `fetch` tidies paths before it sends them. */
function ask(
  path: string,
  method = 'GET',
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, method }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the server of the screens', () => {
  it('leads from the root to the calculator', async () => {
    const { status, headers } = await ask('/');
    expect([status, headers['location']]).toEqual([302, '/calculator/']);
  });

  it('gives each answer a nonce of its own, the same in the page and in the policy', async () => {
    const one = await ask('/calculator/');
    const other = await ask('/calculator/');
    const nonce = /nonce="([^"]+)"/.exec(one.body)?.[1] ?? '';
    expect(nonce).not.toBe(CSP_NONCE_PLACEHOLDER);
    expect(one.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    expect(other.body).not.toContain(nonce);
  });

  it('forbids the page to send anything anywhere, to be framed, to be guessed at', async () => {
    const { headers } = await ask('/calculator/');
    expect(headers['content-security-policy']).toContain("connect-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('tells the kind of each file, and lets hashed ones be kept', async () => {
    const { headers } = await ask('/assets/a.js');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control']).toContain('immutable');
    expect((await ask('/calculator/')).headers['cache-control']).toBe('no-cache');
  });

  it('answers HEAD without a body', async () => {
    const { status, headers, body } = await ask('/assets/a.js', 'HEAD');
    expect([status, headers['content-length'], body]).toEqual([200, '10', '']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('takes no %s', async (method) => {
    const { status, headers } = await ask('/calculator/', method);
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    '/../secret.txt',
    '/calculator/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%5csecret.txt',
    '/calculator/%00',
    '/.sources',
    '/calculator/.hidden',
    '/assets',
    '/%',
    '//etc/passwd',
  ])('has nothing at %s', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  it('takes the next free port where the wished one is taken', async () => {
    const other = await serveWeb(folder, server.port);
    expect(other.port).toBeGreaterThan(server.port);
    await other.close();
  });
});
