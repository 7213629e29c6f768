import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '#kernel/result.ts';
import { sealAudit } from '#modules/audit/index.ts';
import { perform } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { Misuse } from '../misuse.ts';
import { readRequest, runAudit } from './audit.ts';

const OFFICE = '01970000-0000-7000-8000-00000000000a';
const OTHER_OFFICE = '01970000-0000-7000-8000-00000000000b';
const folder = mkdtempSync(join(tmpdir(), 'tongzhou-audit-'));

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
  await base.asSuperuser(
    `INSERT INTO reference.office (id, code, name, kind, opened_on) VALUES
       ($1, 'HN', '河南办事处', 'office', '2025-01-01'), ($2, 'ZB', '总部', 'headquarters', '2025-01-01')`,
    [OFFICE, OTHER_OFFICE],
  );
  const access = { scope: 'office', officeId: OFFICE, actorId: SYSTEM_ACTOR_ID } as const;
  for (let index = 0; index < 4; index += 1) {
    await perform(base.platform, { access }, { name: 'try', input: index }, async (act) => {
      await act.audit({ act: 'try', objectKind: 'thing', objectId: OFFICE, detail: { index } });
      return ok(index);
    });
  }
  for (let rows = 0; rows < 4; ) rows += (await sealAudit(base.platform, OFFICE, 2)).rows;
});
afterAll(async () => {
  await base?.close();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      said += chunk.toString();
      done();
    },
  });
  const code = await runAudit(base.platform, readRequest(args), { stdout });
  return { code, said };
}

test('a whole trail, office by office, ends with 0', async () => {
  const { code, said } = await run('verify');
  expect(code).toBe(0);
  expect(said).toMatch(/^HN 河南办事处：4 行，\d 个封存，0 行尚未封存，没有发现改动。\nZB 总部：0 行，0 个封存/);
  expect((await run('verify', '--office', 'ZB')).said).not.toContain('HN');
});

test('a changed and a removed row are named and end with 1; a trail cut short is seen by what was kept elsewhere', async () => {
  const anchor = await run('anchor');
  expect(anchor.said).toMatch(/^HN \d [0-9a-f]{64}\n$/);
  const file = join(folder, 'anchor');
  writeFileSync(file, anchor.said);
  expect((await run('verify', '--anchor', file)).code).toBe(0);
  await base.asSuperuser(`UPDATE tenant.audit_row SET detail = '{}' WHERE id = 1`);
  await base.asSuperuser('DELETE FROM tenant.audit_row WHERE id = 2');
  const { code, said } = await run('verify', '--office', 'HN');
  expect(code).toBe(1);
  expect(said).toContain('HN 第 1 行：封存后内容被改动\nHN 第 2 行：封存后被删除\n');
  expect(said).toContain('发现 2 处改动');
  await base.asSuperuser('TRUNCATE tenant.audit_row, tenant.audit_seal, tenant.audit_head');
  expect((await run('verify')).code).toBe(0);
  const cut = await run('verify', '--anchor', file);
  expect(cut.code).toBe(1);
  expect(cut.said).toMatch(/HN 第 \d 个封存：被删除/);
});

test.each([
  [['verify', '--office', 'XX'], '没有代码为 XX 的办事处'],
  [['check'], '要写明做什么'],
  [['verify', 'anchor'], '要写明做什么'],
  [['anchor', '--anchor', 'x'], '--anchor 只用于 verify'],
])('%j is told in a sentence', async (args, sentence) => {
  const failure = await run(...args).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Misuse);
  expect(String(failure)).toContain(sentence);
});

test('a file that holds no links is told by its line', async () => {
  const file = join(folder, 'other');
  writeFileSync(file, `HN 1 ${'0'.repeat(64)}\nhello\n`);
  await expect(run('verify', '--anchor', file)).rejects.toThrow('第 2 行看不懂');
});
