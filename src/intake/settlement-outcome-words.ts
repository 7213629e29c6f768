import type { DecidedSettlement } from '#intake/decide-settlements.ts';
import { OUTCOME_WORDS, reasonWords } from '#scheme/words/decision-words.ts';

/** What became of a settlement, as the scheme calls it. */
export const SETTLEMENT_OUTCOME_WORDS: Readonly<Record<DecidedSettlement['outcome'], string>> = {
  ...OUTCOME_WORDS,
  'not-a-member': '非会员',
  joined: '并入同次住院',
  fault: '数据有误',
};

/** Why a settlement ended as it did, in plain words; empty where it simply pays. */
export function settlementWhy({ outcome, decision, joinedTo, fault }: DecidedSettlement): string {
  switch (outcome) {
    case 'pay':
      return '';
    case 'decline':
    case 'refer':
      return decision?.reasons.map((reason) => reasonWords(reason).plain).join('；') ?? '';
    case 'not-a-member':
      return '名单里没有这个人';
    case 'joined':
      return `和结算 ${joinedTo ?? ''} 是同一次住院，合在一起算`;
    case 'fault':
      return fault === undefined ? '数据有误' : fault.message;
  }
}
