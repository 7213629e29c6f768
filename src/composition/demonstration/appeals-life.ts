import { examineAppeal, fileAppeal } from '#modules/appeals/index.ts';
import { findClaims, findMyClaims } from '#modules/claims/index.ts';
import { importHospitals } from '#modules/hospitals/index.ts';
import { openInvestigation } from '#modules/investigations/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
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

/** Made up, as everything here: two houses that are recognised, one of grade 1, one that is no hospital at all. */
const REGISTER = [
  '机构代码,机构名称,类别,等级,是否定点,起始日期',
  'H41160200001,周口市中心医院,医院,三级,是,2025-04-01',
  'H41160200002,周口市第六人民医院,医院,二级,是,2025-04-01',
  'H41160200003,川汇区某镇卫生院,医院,一级,否,2025-04-01',
  'H41160200004,周口某康复护理院,康复,未定级,否,2025-04-01',
].join('\r\n');
const REGISTER_SOURCE = '演示用名录，不是真实文件';

const TO_FIND_OUT = '到医院核实入院原因和在院天数，调取护理记录。';
const DAYS_TO_FIND_OUT = 10;

/** The office keeps a register of hospitals, and sends somebody to find out about a claim that waits. */
export async function keepRegisterAndInvestigate({ platform, person }: DemonstrationOffice): Promise<void> {
  const { caller, accountId: assigneeId } = person('appeal-reviewer');
  const named = { fileName: '定点医院名录.csv', source: REGISTER_SOURCE };
  done('import-hospitals', await importHospitals(platform, caller, new Blob([REGISTER]), named));
  const [claim] = await findClaims(platform, caller, { state: 'referred', limit: 1 });
  if (claim === undefined) throw new Error('no claim waits for the office');
  const task = {
    claimId: claim.claimId,
    assigneeId,
    dueOn: today(platform.clock) + DAYS_TO_FIND_OUT,
    task: TO_FIND_OUT,
  };
  done('open-investigation', await openInvestigation(platform, person('office-reviewer').caller, task));
}
