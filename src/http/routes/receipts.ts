import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import {
  CorrectedReceipt,
  CorrectReceipt,
  IssuedReceipts,
  type ReceiptRow,
  ReceiptSeries,
  ReceiptsAnswer,
  ReceiptsQuery,
} from '#contracts/receipts.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, file, type Route } from '#http/route.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  correctReceipt,
  findReceiptSeries,
  findReceipts,
  issueReceipts,
  type ReceiptRow as PrintedReceipt,
  receiptXml,
  specimenIssuer,
} from '#modules/receipts/index.ts';
import type { ReceiptData } from '#platform/papers/paper-data.ts';
import type { Papers } from '#platform/papers/papers.ts';
import type { Platform } from '#platform/platform.ts';

const PDF = 'application/pdf';
const XML = 'application/xml';
const tags = ['票据'];
const params = Type.Object({ receiptId: Uuid });

export interface ReceiptDeps {
  readonly platform: Platform;
  readonly papers: Papers;
  readonly publicOrigin: () => string;
}

/** 全国性社会团体会费统一票据（电子） of contributions: list, paper, XML, issuing and correcting. */
export function receiptRoutes({ platform, papers, publicOrigin }: ReceiptDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/receipts',
      permission: 'receipt.read',
      summary: '会费票据，新的在前，含红字票据',
      tags,
      input: { query: ReceiptsQuery },
      output: ReceiptsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { orderId, unitId, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const rows = await findReceipts(platform, callerOf(call), {
          orderId,
          unitId,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const items = rows.slice(0, limit).map(rowOf);
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/receipt-series',
      permission: 'remittance.read',
      summary: '各号段的票据：从几号到几号，有没有缺号',
      tags,
      input: {},
      output: ReceiptSeries,
      refusals: [],
      handle: async (call) => {
        const series = await findReceiptSeries(platform, callerOf(call));
        return ok(
          series.map(({ amount_fen, ...row }) => ({
            ...row,
            missing: Number(row.last) - Number(row.first) + 1 - row.count,
            amountFen: amount_fen,
          })),
        );
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/orders/:orderId/receipts',
      permission: 'receipt.issue',
      summary: '开具票据：每个缴费方一张；平时由系统在生效后自动开具',
      tags,
      input: { params: Type.Object({ orderId: Uuid }) },
      output: IssuedReceipts,
      refusals: ['order-unknown', 'cover-not-begun', 'receipts-issued', 'idempotency-key-reused'],
      successStatus: 201,
      handle: async (call) => {
        const { orderId } = call.input.params;
        const issued = await issueReceipts(platform, callerOf(call), { orderId }, specimenIssuer);
        return issued.ok ? ok({ receiptIds: [...issued.value] }) : issued;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/receipts/:receiptId/correction',
      permission: 'receipt.issue',
      summary: '冲红重开：开一张红字票据，再按正确的抬头开一张新的',
      tags,
      input: { params, body: CorrectReceipt },
      output: CorrectedReceipt,
      refusals: ['receipt-unknown', 'idempotency-key-reused'],
      handle: async (call) => {
        const { receiptId } = call.input.params;
        const { payerCode, ...body } = call.input.body;
        const input = { receiptId, ...body, ...(payerCode === undefined || payerCode === '' ? {} : { payerCode }) };
        return await correctReceipt(platform, callerOf(call), input, specimenIssuer);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/receipts/:receiptId/paper',
      permission: 'receipt.read',
      summary: '票据（PDF，样张）',
      tags,
      input: { params },
      output: file(PDF),
      refusals: ['not-found'],
      handle: async (call) => {
        const [receipt] = await findReceipts(platform, callerOf(call), { ...call.input.params, limit: 1 });
        if (receipt === undefined) return fail({ code: 'not-found' });
        const body = await papers.renderReceipt(paperOf(receipt, publicOrigin()));
        return ok({ contentType: PDF, fileName: `票据-${receipt.number}.pdf`, body, isInline: true });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/receipts/:receiptId/xml',
      permission: 'receipt.read',
      summary: '票据数据（XML）',
      tags,
      input: { params },
      output: file(XML),
      refusals: ['not-found'],
      handle: async (call) => {
        const [receipt] = await findReceipts(platform, callerOf(call), { ...call.input.params, limit: 1 });
        if (receipt === undefined) return fail({ code: 'not-found' });
        const body = new TextEncoder().encode(receiptXml(receipt));
        return ok({ contentType: XML, fileName: `票据-${receipt.number}.xml`, body });
      },
    }),
  ];
}

function rowOf(receipt: PrintedReceipt): ReceiptRow {
  return {
    id: receipt.id,
    orderId: receipt.order_id,
    unitName: receipt.unit_name,
    program: receipt.program,
    code: receipt.code,
    number: receipt.number,
    checkCode: receipt.check_code,
    payerName: receipt.payer_name,
    payerCode: receipt.payer_code,
    amountFen: receipt.amount_fen,
    issuedOn: formatDate(receipt.issued_on),
    isReversed: receipt.is_reversed,
    redOfNumber: receipt.red_of_number,
    reason: receipt.reason,
  };
}

function paperOf(receipt: PrintedReceipt, origin: string): ReceiptData {
  const { code, number, red_of_code: redCode, red_of_number: redNumber } = receipt;
  const period = `保障期 ${formatDate(receipt.start_on)} 至 ${formatDate(receipt.end_on)}`;
  return {
    code,
    number,
    checkCode: receipt.check_code,
    issuedOn: receipt.issued_on,
    payerName: receipt.payer_name,
    payerCreditCode: receipt.payer_code ?? '',
    items: [
      {
        code: '1',
        name: '会费',
        unit: '笔',
        quantity: 1,
        standardFen: receipt.amount_fen,
        amountFen: receipt.amount_fen,
        remark: period,
      },
    ],
    otherInformation: `缴费通知 ${receipt.order_reference}；参保单位 ${receipt.unit_name}`,
    issuerName: receipt.office_name,
    issuerCreditCode: '',
    handler: '系统',
    checker: '系统',
    verificationUrl: `${origin}/verify/?receipt=${code}-${number}`,
    redOf: redCode === null || redNumber === null ? undefined : { code: redCode, number: redNumber },
  };
}
