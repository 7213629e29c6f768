import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type LedgerMonthClosed, postMany } from '#modules/ledger/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import type { PayoutsHeld } from './approve-payout-batch.ts';
import { type BankLayout, EXAMPLE_BANK_LAYOUT } from './bank-layout.ts';
import { countHeld } from './batch-store.ts';
import { isGbkText } from './gbk-text.ts';
import { findLayoutName, findStandingLayout, getLayout } from './layout-store.ts';
import { openAccount } from './payee-account.ts';
import type { PayerAccount, PayoutLine } from './payout-file.ts';
import { PAYOUT_BATCH_EDGES } from './states.ts';
import {
  type BatchRow,
  type FileLayout,
  findBatch,
  getOfficeAccount,
  lockBatch,
  markSent,
  type PayoutRow,
  payoutsOf,
} from './store.ts';
import { writeBankText } from './write-bank-text.ts';
import { writePain001 } from './write-pain-001.ts';

export interface SentPayoutBatch {
  readonly batchId: string;
  readonly number: string;
  readonly payouts: number;
  readonly totalFen: Fen;
  readonly layout: FileLayout;
}

export type SendPayoutBatchRefusal =
  | { readonly code: 'payout-batch-unknown' }
  | { readonly code: 'payout-batch-state' }
  | { readonly code: 'payout-layout-chosen'; readonly layout: FileLayout }
  | { readonly code: 'office-account-missing' }
  | PayoutsHeld
  /** The number of payees; pain.001 can name them. */
  | { readonly code: 'names-not-in-gbk'; readonly count: number }
  | LedgerMonthClosed;

/**
 * Gives an approved batch to the bank: from now on its money is in transit, and its file can be written as often as it is
 * needed, always the same one. Committed before the first byte leaves: no file is ever with the bank that the books don't
 * know.
 *
 * Asked again with the same layout it changes nothing.
 */
export async function sendPayoutBatch(
  platform: Platform,
  caller: Caller,
  input: { readonly batchId: string; readonly layout: FileLayout },
): Promise<Result<SentPayoutBatch, SendPayoutBatchRefusal | IdempotencyRefusal>> {
  type Sending = Result<SentPayoutBatch, SendPayoutBatchRefusal>;
  return await perform(platform, caller, { name: 'send-payout-batch', input }, async (act): Promise<Sending> => {
    const { layout } = input;
    const batch = await lockBatch(act, input.batchId);
    if (batch === undefined) return fail({ code: 'payout-batch-unknown' });
    const isSent = batch.state === 'sent';
    if (!isSent && PAYOUT_BATCH_EDGES[batch.state].send === undefined) return fail({ code: 'payout-batch-state' });
    if (batch.file_layout !== null && batch.file_layout !== layout) {
      return fail({ code: 'payout-layout-chosen', layout: batch.file_layout });
    }
    if ((await findPayer(act.transaction, act.officeId)) === undefined) return fail({ code: 'office-account-missing' });
    if (!isSent) {
      const held = await countHeld(act.transaction, act.officeId, batch);
      if (held > 0) return fail({ code: 'batch-payouts-held', held });
      const posted = await postSent(act, batch, layout);
      if (!posted.ok) return posted;
      const own = layout === 'bank-text' ? await findStandingLayout(act.transaction, act.officeId) : undefined;
      await markSent(act, batch, layout, own?.id ?? null);
    }
    const { id, number, payout_count, total_fen } = batch;
    await act.audit({
      act: 'send-payout-batch',
      objectKind: 'payout-batch',
      objectId: id,
      detail: { number, payouts: payout_count, totalFen: total_fen, layout, isRepeated: isSent },
    });
    return ok({ batchId: id, number, payouts: payout_count, totalFen: total_fen, layout });
  });
}

async function postSent(act: Act, batch: BatchRow, layout: FileLayout): Promise<Result<void, SendPayoutBatchRefusal>> {
  const onDay = today(act.platform.clock);
  let notInGbk = 0;
  let totalFen = 0;
  for await (const payouts of payoutsOf(act.transaction, act.officeId, batch)) {
    if (layout === 'bank-text') {
      for (const line of payouts.map((payout) => lineOf(act.platform, act.officeId, payout))) {
        if (!isGbkText(line.holder + line.bankName)) notInGbk += 1;
      }
    }
    const posted = await postMany(
      act,
      payouts.map(({ id, agency_id, unit_id, amount_fen }) => ({
        event: 'payout-sent',
        objectKind: 'payout',
        objectId: id,
        onDay,
        agencyId: agency_id,
        unitId: unit_id,
        amountFen: amount_fen,
      })),
    );
    if (!posted.ok) return posted;
    totalFen += payouts.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  }
  if (notInGbk > 0) return fail({ code: 'names-not-in-gbk', count: notInGbk });
  if (totalFen !== batch.total_fen) throw new Error('the payouts of a batch do not add up to it');
  return ok(undefined);
}

/** A file that is being written: its name, and its bytes as they come. */
export interface PayoutFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly payouts: number;
  readonly totalFen: Fen;
}

export type WritePayoutFileRefusal =
  | { readonly code: 'payout-batch-unknown' }
  | { readonly code: 'payout-batch-not-sent' };

/**
 * Writes the file of a batch that {@link sendPayoutBatch} has given to the bank, in constant memory. `begin` hears what it
 * is before the first piece; pieces are awaited.
 */
export async function writePayoutFile(
  platform: Platform,
  caller: Caller,
  batchId: string,
  take: (piece: string | Uint8Array) => void | Promise<void>,
  begin: (file: PayoutFile) => void = () => undefined,
): Promise<Result<PayoutFile, WritePayoutFileRefusal>> {
  const { access } = caller;
  const { officeId } = access;
  type Writing = Result<PayoutFile, WritePayoutFileRefusal>;
  return await platform.database.transaction(access, async (transaction): Promise<Writing> => {
    const batch = await findBatch(transaction, officeId, batchId);
    if (batch === undefined) return fail({ code: 'payout-batch-unknown' });
    const payer = await findPayer(transaction, officeId);
    const { file_layout: layout, sent_at: sentAt } = batch;
    if (layout === null || sentAt === null || payer === undefined) return fail({ code: 'payout-batch-not-sent' });
    const file = await fileOf(transaction, officeId, batch, layout);
    begin(file);
    const lines = linesOf(platform, transaction, officeId, batch);
    const head = { batchNumber: batch.number, createdAt: sentAt, count: file.payouts, totalFen: file.totalFen, payer };
    const pieces =
      layout === 'pain.001'
        ? writePain001(head, lines)
        : writeBankText((await layoutOf(transaction, officeId, batch)).text, lines);
    for await (const piece of pieces) await take(piece);
    return ok(file);
  });
}

/** The layout in which a batch was sent, whatever the office has taken since. */
async function layoutOf(transaction: Transaction, officeId: string, { layout_id }: BatchRow): Promise<BankLayout> {
  return layout_id === null ? EXAMPLE_BANK_LAYOUT : await getLayout(transaction, officeId, layout_id);
}

async function fileOf(
  transaction: Transaction,
  officeId: string,
  { number, payout_count, total_fen, layout_id }: BatchRow,
  layout: FileLayout,
): Promise<PayoutFile> {
  const own = layout_id === null ? '示例格式' : await findLayoutName(transaction, officeId, layout_id);
  const names = {
    'pain.001': { fileName: `${number}.pain.001.xml`, contentType: 'application/xml' },
    'bank-text': { fileName: `${number}-批量代发（${own}）.txt`, contentType: 'text/plain' },
  };
  return { ...names[layout], payouts: payout_count, totalFen: total_fen };
}

async function findPayer(transaction: Transaction, officeId: string): Promise<PayerAccount | undefined> {
  const { name, number, bank_name, bank_number } = await getOfficeAccount(transaction, officeId);
  if (name === null || number === null) return undefined;
  return { name, number, bankName: bank_name ?? '', bankNumber: bank_number ?? '' };
}

async function* linesOf(
  platform: Platform,
  transaction: Transaction,
  officeId: string,
  batch: BatchRow,
): AsyncGenerator<readonly PayoutLine[]> {
  for await (const payouts of payoutsOf(transaction, officeId, batch)) {
    yield payouts.map((payout) => lineOf(platform, officeId, payout));
  }
}

function lineOf(platform: Platform, officeId: string, payout: PayoutRow): PayoutLine {
  const { number, person_id, wrapped_key, account_id, sealed_account, end_to_end_id, amount_fen } = payout;
  if (wrapped_key === null) throw new Error('the key of a payee was deleted while his payout is under way');
  const key = { officeId, personId: person_id, wrappedKey: wrapped_key, id: account_id };
  return {
    ...openAccount(platform.ring(), key, sealed_account),
    number,
    endToEndId: end_to_end_id,
    amountFen: amount_fen,
  };
}
