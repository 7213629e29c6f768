/** What an issuing platform gives to a receipt. */
export interface ReceiptNumber {
  /** 票据代码: 8 digits. */
  readonly code: string;
  /** 票据号码: 10 digits. */
  readonly number: string;
  /** 校验码: 6 letters and digits. */
  readonly checkCode: string;
}
