/**
 * Time to show a claim to its reviewer out of 1,000,000: the case with its decisions, opened, and the list of its papers,
 * through the program's use cases and policies, one after the other.
 *
 * Planted are copies of a real claim with its decision, of other persons and days; shown are real ones. On the server of
 * TONGZHOU_TEST_SERVER (a superuser's address), else on an embedded one.
 *
 * `npm run bench -- case-view [--claims N] [--shown N]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { getClaim } from '#modules/claims/index.ts';
import { findClaimDocuments } from '#modules/drafts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openFolderStore } from '#platform/documents/folder-store.ts';
import { inpatientFacts, submittedDraft, withCard } from '../test/support/claim-draft.ts';
import { plantCovers } from '../test/support/plant-covers.ts';
import { must, openTestScheme, type TestOffice } from '../test/support/scheme-fixture.ts';
import { setup } from '../test/support/store-setup.ts';
import { createTestDatabase, type TestDatabase } from '../test/support/test-database.ts';

const { values } = parseArgs({
  options: { claims: { type: 'string', default: '1000000' }, shown: { type: 'string', default: '100' } },
});
const CLAIMS = Number(values.claims);
const SHOWN = Number(values.shown);
const ROUNDS = 5;
const AIM_MS = 150;
const CLAIMS_PER_STATEMENT = 100_000;

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-case-view-'));
const stopServer = await setup();
const base = await createTestDatabase();
try {
  const { henan } = await openTestScheme(base.platform);
  const claimIds = await submit(base, henan);
  const planting = performance.now();
  await withoutIndices(async () => {
    for (let planted = 0; planted < CLAIMS; planted += CLAIMS_PER_STATEMENT) await plant(claimIds[0] ?? '');
  });
  await base.asSuperuser('ANALYZE tenant.claim, tenant.decision');
  console.log(`种入 ${((performance.now() - planting) / 1_000).toFixed(0)} 秒，负载 ${loadavg()[0]?.toFixed(1)}`);
  const { countyReviewer } = henan.callers;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const claimId of claimIds) {
      const from = performance.now();
      must(await getClaim(base.platform, countyReviewer, claimId));
      await findClaimDocuments(base.platform, countyReviewer, claimId);
      times.push(performance.now() - from);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  console.log(
    `${CLAIMS.toLocaleString('en-US')} 份申领，看 ${times.length} 次：中位 ${at(0.5)} ms，p99 ${at(0.99)} ms（目标 ${AIM_MS}）`,
  );
} finally {
  await base.close();
  await stopServer?.();
  rmSync(folder, { recursive: true, force: true });
}

/** Claims of members with their papers, from the phone to their decision. */
async function submit({ platform, clock, asSuperuser }: TestDatabase, office: TestOffice): Promise<readonly string[]> {
  const store = openFolderStore(join(folder, 'documents'));
  const covers = await plantCovers(
    { platform, asSuperuser },
    {
      officeId: office.officeId,
      agencyId: office.countyAgencyId,
      unitId: office.unitId,
      program: 'henan-inpatient',
      startOn: parseDate('2025-05-26'),
      endOn: parseDate('2026-05-25'),
      persons: Array.from({ length: SHOWN }, (_, at) => ({
        name: `会员${at}`,
        residentId: `41162419900202${String(1_000 + at).padStart(4, '0')}`,
      })),
    },
  );
  clock.set(startOfDay(parseDate('2025-09-20')) + 10 * 3_600_000);
  const claimIds: string[] = [];
  for (const { personId, memberId } of covers) {
    const caller: Caller = {
      access: { scope: 'person', officeId: office.officeId, personId, actorId: platform.newId() },
    };
    await withCard(platform, caller, memberId);
    const draft = { benefit: 'inpatient', facts: inpatientFacts('2025-08-15', '2025-08-30') } as const;
    claimIds.push(must(await submittedDraft(platform, store, caller, draft)).claimId);
  }
  return claimIds;
}

/** Copies of a claim and its decision, each of another person and a day of 2025; whatever columns the tables have. */
async function plant(claimId: string): Promise<void> {
  const claim = await columnsOf('tenant.claim');
  const decision = await columnsOf('tenant.decision');
  const made = (columns: readonly string[], id: string): string =>
    columns
      .map((column) => ({ [id]: 'y.id', person_id: 'y.person_id', submitted_on: 'y.on_day' })[column] ?? `o.${column}`)
      .join(', ');
  await base.asSuperuser(
    `WITH copy AS MATERIALIZED (
       SELECT gen_random_uuid() AS id, gen_random_uuid() AS person_id, date '2025-01-01' + n % 250 AS on_day
       FROM generate_series(1, $2::integer) AS n
     ), claim AS (
       INSERT INTO tenant.claim (${claim.join(', ')})
       SELECT ${made(claim, 'id')} FROM tenant.claim o CROSS JOIN copy y WHERE o.id = $1
     )
     INSERT INTO tenant.decision (${decision.join(', ')})
     SELECT ${made(decision, 'claim_id')} FROM tenant.decision o CROSS JOIN copy y WHERE o.claim_id = $1`,
    [claimId, Math.min(CLAIMS, CLAIMS_PER_STATEMENT)],
  );
}

/** Does its work without the claims' indices, but for the primary key, and makes them anew: a third of the time. */
async function withoutIndices(work: () => Promise<void>): Promise<void> {
  const indices = await base.asSuperuser<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid = 'tenant.claim'::regclass AND NOT indisprimary`,
  );
  for (const { name } of indices) await base.asSuperuser(`DROP INDEX ${name}`);
  await work();
  for (const { definition } of indices) await base.asSuperuser(definition.replace(' ON ONLY ', ' ON '));
}

/** All but those that the server computes. */
async function columnsOf(table: string): Promise<readonly string[]> {
  const columns = await base.asSuperuser<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return columns.map(({ name }) => name);
}
