import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedRoutes, serveRoutes } from '../../test/support/serve-routes.ts';
import { CSP_NONCE_PLACEHOLDER } from './content-security-policy.ts';

let folder: string;
let served: ServedRoutes;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongzhou-screens-'));
  for (const app of ['calculator', 'desk']) {
    mkdirSync(join(folder, app));
    writeFileSync(join(folder, app, 'index.html'), `<title>${app}</title><meta nonce="${CSP_NONCE_PLACEHOLDER}">`);
  }
  writeFileSync(join(folder, 'desk/service-worker.js'), '');
  writeFileSync(join(folder, 'desk/.sources'), '');
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/desk-1a2b.js'), 'export {};');
  served = await serveRoutes([], [], { screens: { folder, homeApp: 'desk' } });
});
afterAll(async () => {
  await served.stop();
  rmSync(folder, { recursive: true });
});

describe('the screens', () => {
  it('lead from the address in the QR code of a paper to the page that checks it, with its code alone', async () => {
    const located = async (path: string): Promise<unknown> => (await served.ask('GET', path)).headers['location'];
    expect(await located('/verify/?code=QK7W9RHAM3TC5DEF')).toBe('/desk/verify?code=QK7W9RHAM3TC5DEF');
    expect(await located('/verify/?code=//evil.example')).toBe('/desk/verify');
  });

  it.each(['/', '/desk'])('lead from %s to the app that is home', async (path) => {
    const { status, headers } = await served.ask('GET', path);
    expect([status, headers['location']]).toEqual([302, '/desk/']);
  });

  it('let a signed-in app speak to this server alone, and the calculator to none', async () => {
    const policies = await Promise.all(
      ['/desk/', '/calculator/'].map(async (path) =>
        String((await served.ask('GET', path)).headers['content-security-policy']),
      ),
    );
    expect(policies[0]).toContain("connect-src 'self'");
    expect(policies[1]).toContain("connect-src 'none'");
    for (const policy of policies) {
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
    }
  });

  it.each(['/desk/units', '/desk/units/17/', '/desk/claims?state=open'])(
    'answer for %s inside of an app',
    async (path) => {
      const { status, text } = await served.ask('GET', path);
      expect([status, text.includes('<title>desk</title>')]).toEqual([200, true]);
    },
  );

  it('serve what makes an app installable beside its page, which may fetch from here alone', async () => {
    const { status, headers } = await served.ask('GET', '/desk/service-worker.js');
    expect([status, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(headers['content-security-policy']).toBe("default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
    expect(headers['cache-control']).toBe('no-cache');
  });

  it.each(['/desk/index.html', '/desk/.hidden', '/desk/../x', '/calculator/units', '/assets/none.js', '/unit/'])(
    'have no page at %s',
    async (path) => {
      const { status, text } = await served.ask('GET', path);
      expect([status, text]).toEqual([404, '没有这个页面。\n']);
    },
  );

  it('let built files be kept, and be asked for again only when they changed', async () => {
    const { headers } = await served.ask('GET', '/assets/desk-1a2b.js');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const again = await served.ask('GET', '/assets/desk-1a2b.js', {
      headers: { 'if-none-match': String(headers['etag']) },
    });
    expect(again.status).toBe(304);
  });
});
