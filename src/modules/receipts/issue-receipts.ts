import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import type { ReceiptIssuer } from './issuer.ts';
import { shareAmongPayers } from './share-among-payers.ts';
import {
  findOrdersWithoutReceipt,
  hasReceipts,
  insertReceipt,
  listReceipts,
  listSeries,
  lockReceipt,
  lockReceiptableOrder,
  markReversed,
  type NewReceipt,
  type ReceiptRow,
  type ReceiptSeries,
} from './store.ts';

export type IssueReceiptsRefusal =
  | { readonly code: 'order-unknown' }
  | { readonly code: 'cover-not-begun' }
  | { readonly code: 'receipts-issued' };

/** Issues the receipts of an order, one per payer, once its cover has started (通知-三(三)). Gives their ids. */
export async function issueReceipts(
  platform: Platform,
  caller: Caller,
  input: { readonly orderId: string },
  issuer: ReceiptIssuer,
): Promise<Result<readonly string[], IssueReceiptsRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'issue-receipts', input },
    async (act): Promise<Result<readonly string[], IssueReceiptsRefusal>> => {
      const order = await lockReceiptableOrder(act, input.orderId);
      if (order === undefined) return fail({ code: 'order-unknown' });
      if (order.state !== 'in-force') return fail({ code: 'cover-not-begun' });
      if (await hasReceipts(act, order.id)) return fail({ code: 'receipts-issued' });
      const issuedOn = today(platform.clock);
      const shares = shareAmongPayers(
        order.payers.map(({ amount_fen }) => amount_fen),
        order.refund_fen,
      );
      const issued: string[] = [];
      for (const [at, payer] of order.payers.entries()) {
        const amountFen = shares[at] ?? 0;
        if (amountFen === 0) continue;
        const receipt = await issue(act, issuer, {
          agencyId: order.agency_id,
          unitId: order.unit_id,
          orderId: order.id,
          position: payer.position,
          payerName: payer.payer_name,
          payerCode: payer.payer_code,
          amountFen,
          issuedOn,
        });
        issued.push(receipt.id);
      }
      return ok(issued);
    },
  );
}

/** Orders of one run of the job; the next goes on. */
const ORDERS_IN_RUN = 500;

/** Issues what is due: the job behind the start of cover. Each order is an act of its own. Gives how many orders. */
export async function issueDueReceipts(platform: Platform, caller: Caller, issuer: ReceiptIssuer): Promise<number> {
  const due = await platform.database.transaction(caller.access, (transaction) =>
    findOrdersWithoutReceipt(transaction, caller.access.officeId, ORDERS_IN_RUN),
  );
  let issued = 0;
  for (const orderId of due) if ((await issueReceipts(platform, caller, { orderId }, issuer)).ok) issued += 1;
  return issued;
}

export interface CorrectReceiptInput {
  readonly receiptId: string;
  readonly payerName: string;
  readonly payerCode?: string | undefined;
  readonly reason: string;
}

/** Unknown, or taken back already, or a red one. */
export interface CorrectReceiptRefusal {
  readonly code: 'receipt-unknown';
}

/** Takes a receipt back by a red one and issues it anew to the right payer, for the same amount. */
export async function correctReceipt(
  platform: Platform,
  caller: Caller,
  input: CorrectReceiptInput,
  issuer: ReceiptIssuer,
): Promise<Result<{ readonly redId: string; readonly receiptId: string }, CorrectReceiptRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'correct-receipt', input },
    async (act): Promise<Result<{ readonly redId: string; readonly receiptId: string }, CorrectReceiptRefusal>> => {
      const { receiptId, reason } = input;
      if (!(await lockReceipt(act, receiptId))) return fail({ code: 'receipt-unknown' });
      const [wrong] = await listReceipts(act.transaction, act.officeId, { receiptId, limit: 1 });
      if (wrong === undefined) throw new Error('a receipt that was just locked');
      const same = {
        agencyId: wrong.agency_id,
        unitId: wrong.unit_id,
        orderId: wrong.order_id,
        position: wrong.position,
        amountFen: wrong.amount_fen,
        issuedOn: today(platform.clock),
      };
      await markReversed(act, receiptId);
      const payer = { payerName: wrong.payer_name, payerCode: wrong.payer_code };
      const red = await issue(act, issuer, { ...same, ...payer, redOf: { id: receiptId, reason } });
      const right = await issue(act, issuer, {
        ...same,
        payerName: input.payerName,
        payerCode: input.payerCode ?? null,
      });
      return ok({ redId: red.id, receiptId: right.id });
    },
  );
}

/** Receipts, newest first; red ones and those that they took back stay. */
export async function findReceipts(
  platform: Platform,
  { access }: Caller,
  filter: Parameters<typeof listReceipts>[2],
): Promise<readonly ReceiptRow[]> {
  return await platform.database.transaction(access, (transaction) =>
    listReceipts(transaction, access.officeId, filter),
  );
}

/** The series of the office's receipts, each with its numbers from first to last. */
export async function findReceiptSeries(platform: Platform, { access }: Caller): Promise<readonly ReceiptSeries[]> {
  return await platform.database.transaction(access, (transaction) => listSeries(transaction, access.officeId));
}

async function issue(
  act: Act,
  issuer: ReceiptIssuer,
  receipt: Omit<NewReceipt, 'id' | 'code' | 'number' | 'checkCode'>,
): Promise<NewReceipt> {
  const numbered = { ...receipt, ...(await issuer.numberFor(act, receipt.issuedOn)), id: act.newId() };
  await insertReceipt(act, numbered);
  const { code, number, amountFen, orderId, redOf } = numbered;
  const about = {
    objectKind: 'receipt',
    objectId: numbered.id,
    agencyId: receipt.agencyId,
    unitId: receipt.unitId,
  };
  await act.audit({
    ...about,
    act: redOf === undefined ? 'issue-receipt' : 'reverse-receipt',
    detail: { code, number, amountFen, orderId, ...(redOf === undefined ? {} : { redOf: redOf.id }) },
  });
  await act.emit({ ...about, kind: redOf === undefined ? 'receipt-issued' : 'receipt-reversed', payload: { orderId } });
  return numbered;
}
