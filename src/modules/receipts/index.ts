export {
  type CorrectReceiptInput,
  type CorrectReceiptRefusal,
  correctReceipt,
  findReceiptSeries,
  findReceipts,
  type IssueReceiptsRefusal,
  issueDueReceipts,
  issueReceipts,
} from './issue-receipts.ts';
export { type ReceiptIssuer, specimenIssuer } from './issuer.ts';
export { receiptXml } from './receipt-xml.ts';
export type { ReceiptRow } from './store.ts';
