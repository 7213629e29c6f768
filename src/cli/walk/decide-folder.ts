import { People } from '#generator/people.ts';
import { readSettlements } from '#intake/settlements/read-settlements.ts';
import { type DayNumber, startOfDay } from '#kernel/civil-date.ts';
import {
  findClaims,
  importSettlements,
  type ListedMemberClaim,
  MOST_CLAIMS_PASSED,
  passClaims,
  readImportOutcomes,
  reviewClaim,
  type SettlementOutcome,
} from '#modules/claims/index.ts';
import {
  approvePayoutBatch,
  MOST_ACCOUNTS,
  makePayoutBatch,
  registerPayeeAccounts,
  sendPayoutBatch,
  writePayoutFile,
} from '#modules/payouts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { type SettableClock, today } from '#platform/clock.ts';
import { gunzip } from '#platform/gunzip.ts';
import type { Platform } from '#platform/platform.ts';
import { expectDone, type WalkOffice, WalkStopped } from './open-walk-office.ts';
import { openIn, type SchemeFolder } from './scheme-folder.ts';

/** What became of the folder's settlements. */
export interface DecidedFolder {
  /** In the order of settlement day, then id. */
  readonly settlements: readonly {
    readonly id: string;
    readonly outcome: string;
    readonly amountFen: number;
    readonly reasons: readonly { readonly code: string; readonly clause: string }[];
  }[];
  readonly paidFen: number;
  readonly payoutFile: { readonly count: number; readonly totalFen: number };
}

const NOTHING: DecidedFolder = { settlements: [], paidFen: 0, payoutFile: { count: 0, totalFen: 0 } };

/** Rows that the insurer's own file undoes, or that came before: they came to no decision of their own. */
const WITHOUT_DECISION: ReadonlySet<string> = new Set(['refunded', 'reversal', 'known']);

const MANY = 1_000;
const EVENING = 86_399_000;

/**
 * Imports the settlements on the last day that one was settled, passes at every level what pays, registers a made-up card
 * for each person who is paid, and writes the payout file.
 */
export async function decideFolder(
  platform: Platform,
  clock: SettableClock,
  office: WalkOffice,
  folder: SchemeFolder,
): Promise<DecidedFolder> {
  if (folder.settlements === undefined) return NOTHING;
  const file = await openIn(folder, folder.settlements);
  const lastDay = await lastSettlementDay(file, folder.settlements);
  if (startOfDay(lastDay) + EVENING > clock.now()) clock.set(startOfDay(lastDay) + EVENING);
  const imported = await importSettlements(platform, office.importer, file, { fileName: folder.settlements, gunzip });
  if (!imported.ok) {
    throw new WalkStopped(
      `${folder.settlements}：${'message' in imported.error ? imported.error.message : imported.error.code}`,
    );
  }
  const outcomes: SettlementOutcome[] = [];
  expectDone(
    '读取核算结果',
    await readImportOutcomes(platform, office.importer, imported.value.importId, (rows) => void outcomes.push(...rows)),
  );
  for (const level of [office.county, office.city, office.office]) await passWhatPays(platform, level);
  return {
    settlements: outcomes
      .filter(({ outcome }) => !WITHOUT_DECISION.has(outcome))
      .sort(bySettlement)
      .map(({ settlementId, outcome, amountFen, reasons }) => ({
        id: settlementId,
        outcome,
        amountFen,
        reasons: reasons.map(({ code, clause }) => ({ code, clause })),
      })),
    paidFen: imported.value.paidFen,
    payoutFile: await payOut(platform, office),
  };
}

async function lastSettlementDay(file: Blob, name: string): Promise<DayNumber> {
  const read = await readSettlements(file, { gunzip });
  if (!read.ok) throw new WalkStopped(`${name}：${read.error.message}`);
  return read.value.settlements.reduce((latest, { settledOn }) => Math.max(latest, settledOn), 0);
}

function bySettlement(a: SettlementOutcome, b: SettlementOutcome): number {
  return (
    (a.settledOn ?? 0) - (b.settledOn ?? 0) ||
    (a.settlementId < b.settlementId ? -1 : a.settlementId > b.settlementId ? 1 : a.row - b.row)
  );
}

async function passWhatPays(platform: Platform, level: Caller): Promise<void> {
  const paying: string[] = [];
  for await (const claim of claimsOf(platform, level, true)) if (claim.outcome === 'pay') paying.push(claim.claimId);
  for (let from = 0; from < paying.length; from += MOST_CLAIMS_PASSED) {
    const claimIds = paying.slice(from, from + MOST_CLAIMS_PASSED);
    const { notPassed } = expectDone('批量通过', await passClaims(platform, level, { claimIds }));
    for (const { claimId, code } of notPassed) {
      // what a person should look at is passed one by one
      if (code !== 'claim-flagged') throw new WalkStopped(`批量通过没有做成：${claimId} ${code}`);
      expectDone('逐件通过', await reviewClaim(platform, level, { claimId, outcome: 'pass' }));
    }
  }
}

async function* claimsOf(platform: Platform, caller: Caller, waitsForMe: boolean): AsyncGenerator<ListedMemberClaim> {
  let after: { readonly at: DayNumber; readonly claimId: string } | undefined;
  for (;;) {
    const page = await findClaims(platform, caller, { waitsForMe, after, limit: MANY });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < MANY) return;
    after = { at: last.submittedOn, claimId: last.claimId };
  }
}

async function payOut(platform: Platform, office: WalkOffice): Promise<DecidedFolder['payoutFile']> {
  const members = new Set<string>();
  for await (const claim of claimsOf(platform, office.office, false)) {
    if (claim.state === 'approved') members.add(claim.memberId);
  }
  if (members.size === 0) return NOTHING.payoutFile;
  const people = new People(1, today(platform.clock));
  const accounts = [...members].map((memberId, index) => ({
    memberId,
    cardNumber: people.at(index).card,
    bankName: '中国银行周口分行',
    bankNumber: '',
  }));
  for (let from = 0; from < accounts.length; from += MOST_ACCOUNTS) {
    const some = accounts.slice(from, from + MOST_ACCOUNTS);
    expectDone('登记银行卡', await registerPayeeAccounts(platform, office.office, { accounts: some }));
  }
  const batch = expectDone('编制付款批次', await makePayoutBatch(platform, office.cashier));
  const { batchId } = batch;
  expectDone('复核付款批次', await approvePayoutBatch(platform, office.approver, { batchId }));
  expectDone('送出付款批次', await sendPayoutBatch(platform, office.cashier, { batchId, layout: 'pain.001' }));
  const written = expectDone('写付款文件', await writePayoutFile(platform, office.cashier, batchId, () => undefined));
  return { count: written.payouts, totalFen: written.totalFen };
}
