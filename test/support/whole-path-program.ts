import { createInterface } from 'node:readline/promises';
import sql from 'sql-template-tag';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { findClaims, importSettlements, passClaims } from '#modules/claims/index.ts';
import { beginCovers, importStatement } from '#modules/contributions/index.ts';
import { foldMovements } from '#modules/ledger/index.ts';
import {
  approvePayoutBatch,
  makePayoutBatch,
  registerPayeeAccounts,
  sendPayoutBatch,
  writePayoutFile,
} from '#modules/payouts/index.ts';
import { fileRoster, reviewRoster, submitRoster } from '#modules/rosters/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { SettableClock } from '#platform/clock.ts';
import { createBulkCryptography } from '#platform/cryptography/bulk/bulk-cryptography.ts';
import { loadKeyRing } from '#platform/cryptography/key-ring-source.ts';
import type { AccessContext } from '#platform/database/access-context.ts';
import { Database } from '#platform/database/database.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { uuidMaker } from '#platform/identifier.ts';
import { DECLARED, persons, program, rosterFile, statementFile, unitOf } from './joining-fixture.ts';
import { must, type TestCallers } from './scheme-fixture.ts';
import { settlementFile } from './settlement-file.ts';

/**
 * The whole path from a roster to the bank's file as a program of its own, which kills itself where it is told to; started
 * again it does all steps again, each under the idempotency key that it had. `whole-path-program.ts <database> <ring file>`
 * reads its orders as one line of JSON and prints a {@link PathReport}.
 */
export interface PathOrders {
  readonly officeId: string;
  readonly callers: TestCallers;
  /** At which writing transaction of which step to die, counted in this run from 1. */
  readonly death: {
    readonly step: string;
    readonly nth: number;
    readonly when: 'before-commit' | 'after-commit';
  } | null;
}

export interface PathReport {
  /** Writing transactions by step, in order. */
  readonly writes: readonly (readonly [step: string, writes: number])[];
  readonly answers: Readonly<Record<string, unknown>>;
}

/** Counts the transactions that write, and ends the process in one of them, as `kill -9` would. */
class MortalDatabase extends Database {
  readonly writes = new Map<string, number>();
  death: PathOrders['death'] = null;
  private step = '';

  enter(step: string): void {
    this.step = step;
    this.writes.set(step, 0);
  }

  override async transaction<T>(context: AccessContext, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    let isDying = false;
    const value = await super.transaction(context, async (transaction) => {
      const done = await work(transaction);
      const { has_written } = await transaction.getRow<{ has_written: boolean }>(
        sql`SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS has_written`,
      );
      if (has_written) isDying = this.isDyingAt(1 + (this.writes.get(this.step) ?? 0));
      if (isDying && this.death?.when === 'before-commit') process.kill(process.pid, 'SIGKILL');
      return done;
    });
    if (isDying) process.kill(process.pid, 'SIGKILL');
    return value;
  }

  private isDyingAt(nth: number): boolean {
    this.writes.set(this.step, nth);
    return this.death?.step === this.step && this.death.nth === nth;
  }
}

const [url = '', ringFile = ''] = process.argv.slice(2);
const ring = must(await loadKeyRing({ kind: 'file', path: ringFile }));
const database = new MortalDatabase({ url, connections: 2 });
const clock = new SettableClock(startOfDay(parseDate('2025-05-10')) + 9 * 3_600_000);
const bulk = createBulkCryptography(ring, { threads: 1 });
const platform = { database, clock, ring: () => ring, newId: uuidMaker(clock), bulk: () => bulk };
const lines = createInterface({ input: process.stdin });
const [line = ''] = await new Promise<string[]>((resolve) => lines.once('line', (text) => resolve([text])));
lines.close();
const { officeId, callers, death } = JSON.parse(line) as PathOrders;
database.death = death;

const answers: Record<string, unknown> = {};
const step = async <T>(name: string, work: (keyed: (caller: Caller) => Caller) => Promise<T>): Promise<T> => {
  database.enter(name);
  const answer = await work((caller) => ({ ...caller, idempotencyKey: `step ${name}` }));
  answers[name] = answer;
  return answer;
};

const rows = persons(0, 12);
const wrong = { ...rows[0], residentId: '411602198001019999' } as (typeof rows)[number];
const agent = callers.unitAgent;
const input = {
  unitId: unitOf(agent),
  program: 'henan-inpatient',
  shares: 1,
  eligibleCount: 12,
  fileName: '名单.xlsx',
} as const;
const file = await rosterFile([...rows, wrong]);
const { rosterId, accepted, rejected } = await step('file', async (keyed) =>
  must(await fileRoster(platform, keyed(agent), input, file)),
);
await step('submit', async (keyed) =>
  must(await submitRoster(platform, keyed(agent), { rosterId, declaration: DECLARED })),
);
const pass = (
  name: string,
  reviewer: Caller,
): ReturnType<typeof step<{ order?: { amountFen: number; reference: string } | undefined }>> =>
  step(name, async (keyed) => must(await reviewRoster(platform, keyed(reviewer), { rosterId, outcome: 'pass' })));
await pass('county', callers.countyReviewer);
await pass('city', callers.cityReviewer);
const { order } = await pass('office', callers.officeReviewer);
if (order === undefined) throw new Error('no order');

clock.set(startOfDay(parseDate('2025-05-12')) + 20 * 3_600_000);
const statement = statementFile([
  { amountFen: order.amountFen - 500, on: '2025-05-12', remark: order.reference, recordId: 'R1' },
  { amountFen: 500, on: '2025-05-12', remark: order.reference, recordId: 'R2' },
  { amountFen: 777, on: '2025-05-12', recordId: 'R3', payerName: '不明付款人' },
]);
await step('statement', async (keyed) =>
  must(await importStatement(platform, keyed(callers.cashier), statement, { fileName: '流水.txt' })),
);
clock.set(startOfDay(parseDate('2025-06-26')));
await step('morning', async () => void (await beginCovers(platform, program(officeId))));

clock.set(startOfDay(parseDate('2025-09-10')));
const settlements = settlementFile(
  ...rows.slice(0, 6).map(({ name, residentId }, at) => ({
    结算ID: `S${at}`,
    就诊ID: `M${at}`,
    证件号码: residentId,
    人员姓名: name,
    结算日期: `2025-08-1${at} 10:00:00`,
  })),
  { 结算ID: 'S7', 就诊ID: 'M7', 证件号码: '411624199708235852' },
  { 结算ID: 'S8', 就诊ID: 'M8', 证件号码: wrong.residentId },
);
const { importId, counts, paidFen } = await step('settlements', async (keyed) =>
  must(await importSettlements(platform, keyed(callers.officeReviewer), settlements, { fileName: 'a.csv' })),
);
const claims = await findClaims(platform, callers.officeReviewer, { importId, limit: 100 });
const paying = claims.filter(({ outcome }) => outcome === 'pay');
const claimIds = paying.map(({ claimId }) => claimId);
for (const level of ['countyReviewer', 'cityReviewer', 'secondOfficeReviewer'] as const) {
  await step(`pass ${level}`, async (keyed) => must(await passClaims(platform, keyed(callers[level]), { claimIds })));
}
const accounts = paying.map(({ memberId }, at) => {
  const first = `6217000000987654${String(at).padStart(2, '0')}`;
  return { memberId, cardNumber: first + cardCheckDigit(first), bankName: '中国银行周口分行', bankNumber: '' };
});
await step('cards', async (keyed) =>
  must(await registerPayeeAccounts(platform, keyed(callers.officeReviewer), { accounts })),
);
const { batchId } = await step('batch', async (keyed) => must(await makePayoutBatch(platform, keyed(callers.cashier))));
await step('approve', async (keyed) => must(await approvePayoutBatch(platform, keyed(callers.approver), { batchId })));
const layout = 'pain.001';
await step('send', async (keyed) => must(await sendPayoutBatch(platform, keyed(callers.cashier), { batchId, layout })));
await step('fold', async () => void (await foldMovements(platform, program(officeId))));
const { payouts, totalFen } = await step('write', async () =>
  must(await writePayoutFile(platform, callers.cashier, batchId, () => undefined)),
);
const report: PathReport = {
  writes: [...database.writes],
  answers: { accepted, rejected, orderFen: order.amountFen, counts, paidFen, payouts, totalFen },
};
process.stdout.write(`${JSON.stringify(report)}\n`);
await bulk.close();
await database.close();
