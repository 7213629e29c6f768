import { formatDate, shanghaiDay, startOfDay } from '#kernel/civil-date.ts';
import { plainYuan } from '#kernel/money.ts';
import type { ReceiptRow } from './store.ts';

const TAG = 'CZ-EI-32';
const VERSION = '1.1.0';
const NAME = '全国性社会团体会费统一票据（电子）';
const SPECIMEN = '样张：由平台内置的开票程序生成，未经财政部门监制，不能作为报销凭证';
const UNIT_CODE_LENGTH = 18;

/** An element with its text, or with elements inside. */
type Element = readonly [name: string, content: string | readonly Element[]];

/**
 * A receipt as XML with the elements of the reference page §2, in their fixed order. Amounts of a red one are negative. A
 * specimen says so in its remark, and bears no seals.
 */
export function receiptXml(receipt: ReceiptRow): string {
  const amount = `${receipt.red_of_id === null ? '' : '-'}${plainYuan(receipt.amount_fen)}`;
  const { code, number } = receipt;
  const data: Element = [
    'EInvoiceData',
    [
      [
        'Main',
        [
          ['EInvoiceName', NAME],
          ['EInvoiceCode', code],
          ['EInvoiceNumber', number],
          ['RandomNumber', receipt.check_code],
          ['EInvoiceSpecimenCode', ''],
          ['SupervisorAreaCode', code.slice(0, 2)],
          ['TotalAmount', amount],
          ['IssueDate', compact(receipt)],
          ['IssueTime', timeOf(receipt.issued_at)],
          [
            'InvoicingParty',
            [
              ['InvoicingPartyCode', ''],
              ['InvoicingPartyName', receipt.office_name],
              ['RecName', receipt.office_name],
              ['RecAcct', receipt.account_number ?? ''],
              ['RecOpBk', receipt.bank_name ?? ''],
            ],
          ],
          [
            'PayerParty',
            [
              ['PayerPartyType', receipt.payer_code?.length === UNIT_CODE_LENGTH ? '2' : '1'],
              ['PayerPartyCode', receipt.payer_code ?? ''],
              ['PayerPartyName', receipt.payer_name],
              ['PayerAcct', ''],
              ['PayerOpBk', ''],
            ],
          ],
          ['PayMode', '转账'],
          ['BizCode', receipt.order_reference],
          ['CurrencyType', 'CNY'],
          ['ExchangeRate', '1'],
          ['Remark', SPECIMEN],
          ['HandlingPerson', '系统'],
          ['Checker', '系统'],
          ['SupervisorRemark', ''],
          [
            'MainExt',
            [
              ['PayCode', receipt.order_reference],
              ['RelatedInvoiceCode', receipt.red_of_code ?? ''],
              ['RelatedInvoiceNumber', receipt.red_of_number ?? ''],
              ['BusinessNumber', receipt.order_reference],
              ['BusinessDate', compact(receipt)],
            ],
          ],
        ],
      ],
      [
        'Details',
        [
          [
            'Item',
            [
              ['ItemCode', '1'],
              ['ItemName', '会费'],
              ['ItemQuantity', '1'],
              ['ItemUnit', '笔'],
              ['ItemStd', amount],
              ['ItemAmount', amount],
              ['ItemRemark', `保障期${formatDate(receipt.start_on)}至${formatDate(receipt.end_on)}`],
            ],
          ],
        ],
      ],
    ],
  ];
  const header: Element = [
    'Header',
    [
      ['EInvoiceID', `${reversed(number)}-${reversed(code)}`],
      ['EInvoiceTag', TAG],
      ['Version', VERSION],
    ],
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(['EInvoice', [header, data]])}\n`;
}

function written([name, content]: Element): string {
  return `<${name}>${typeof content === 'string' ? escaped(content) : content.map(written).join('')}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function compact({ issued_on }: ReceiptRow): string {
  return formatDate(issued_on).replaceAll('-', '');
}

const MILLISECONDS_PER_SECOND = 1_000;

/** `HH:mm:ss` in Shanghai. */
function timeOf(instant: number): string {
  const seconds = Math.floor((instant - startOfDay(shanghaiDay(instant))) / MILLISECONDS_PER_SECOND);
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}
