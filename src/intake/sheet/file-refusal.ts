/**
 * Why a file can't be taken at all; a fault of a single row is not one of these.
 *
 * The code is for programs (a screen may show an own picture for `encrypted`); people read the message.
 */
export type FileRefusalCode =
  | 'empty'
  | 'too-large'
  | 'encrypted'
  | 'macros'
  | 'unsupported-format'
  | 'damaged'
  | 'too-far-inflated'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'cell-too-long'
  | 'rows-out-of-order'
  | 'encoding'
  | 'no-rows'
  | 'header'
  | 'merged-cells'
  | 'formulas'
  | 'hidden-rows'
  | 'hidden-columns'
  | 'several-sheets'
  | 'faulty-rows'
  | 'totals-differ'
  | 'balance-broken'
  | 'cancelled';

export interface FileRefusal {
  readonly code: FileRefusalCode;
  /** One or two Chinese sentences: what is wrong, with the place, and what to do. */
  readonly message: string;
}

/**
 * The one error that the sheet readers throw, also out of the iteration over rows.
 *
 * The readers above (`readRoster`, `readSettlements`) turn it into a value; anything else that is thrown is a bug.
 */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly refusal: FileRefusal;

  constructor(code: FileRefusalCode, message: string) {
    super(message);
    this.refusal = { code, message };
  }
}
