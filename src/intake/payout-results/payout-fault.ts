import type { PayoutFault } from '#intake/payout-results/payout-result.ts';

/** ISO 20022 external status reason codes. */
const FAULT_CODES: Readonly<Record<string, PayoutFault>> = {
  AC01: 'account-unknown',
  AC02: 'account-unknown',
  AC03: 'account-unknown',
  AC04: 'account-closed',
  AC06: 'account-frozen',
  AC07: 'account-closed',
  AG01: 'account-frozen',
  AM02: 'limit',
  AM14: 'limit',
  AM21: 'limit',
  BE01: 'name-differs',
  BE21: 'name-differs',
  RC01: 'bank-unknown',
  RC04: 'bank-unknown',
};

/** What Chinese banks write, in the order in which it is looked for. */
const FAULT_WORDS: readonly (readonly [RegExp, PayoutFault])[] = [
  [/户名|姓名|名称不/, 'name-differs'],
  [/销户|已注销|已撤销/, 'account-closed'],
  [/冻结|止付|挂失|睡眠|不动户|状态/, 'account-frozen'],
  [/限额|超限|额度/, 'limit'],
  [/行号|联行|开户行|接收行|行名/, 'bank-unknown'],
  [/账号|帐号|卡号|账户不存在|无此户|查无/, 'account-unknown'],
];

/** A bank's code or words as one of our faults. The words themselves are not kept: they may name a person. */
export function payoutFault(said: string): PayoutFault {
  const code = FAULT_CODES[said.trim().toUpperCase()];
  return code ?? FAULT_WORDS.find(([words]) => words.test(said))?.[1] ?? 'other';
}
