import { examineAppeal, fileAppeal } from '#modules/appeals/index.ts';
import { findMyClaims } from '#modules/claims/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { done } from './done.ts';
import type { DemonstrationOffice } from './open-demonstration-office.ts';

const AGAINST_ONE = '结算单上有一笔先行自付的费用没有算进去，请再核对。';
const AGAINST_ANOTHER = '入院前三天的急诊留观费用应当一并计算，请专家看看。';
const TO_COMMITTEE = '急诊留观费用是否计入，条文写得不细，提请专家委员会裁定。';

/** The member is against what he was paid for two of his stays: one waits for the office, one for the expert committee. */
export async function appealTwice({ platform, person }: DemonstrationOffice, member: Caller): Promise<void> {
  const paid = (await findMyClaims(platform, member)).filter(({ state }) => state === 'paid');
  const [one, another] = paid;
  if (one === undefined) throw new Error('the member was paid nothing');
  done('file-appeal', await fileAppeal(platform, member, { claimId: one.claimId, reason: AGAINST_ONE }));
  if (another === undefined) return;
  const { claimId } = another;
  const { appealId } = done('file-appeal', await fileAppeal(platform, member, { claimId, reason: AGAINST_ANOTHER }));
  const { caller } = person('appeal-reviewer');
  const finding = { appealId, outcome: 'committee', finding: TO_COMMITTEE } as const;
  done('examine-appeal', await examineAppeal(platform, caller, finding));
}
