import { multiplyRoundingHalfUp } from '#kernel/money.ts';
import { compileOrder } from '#scheme/decide.ts';
import { rulesOver } from '#scheme/rule.ts';
import { seeded } from './make-cases.ts';

/** Facts of the simplified decision that every engine takes: eight conditions and the arithmetic of the amount. */
export class SimplifiedFacts {
  startOn = 0;
  endOn = 0;
  admittedOn = 0;
  submittedOn = 0;
  settledOn = 0;
  hospitalGrade = 3;
  recognised = true;
  abroad = false;
  staysPaid = 0;
  inProvince = true;
  eligible = 0;
  deductible = 0;
  pooled = 0;
  left = 0;
  // derived in ours only
  base = 0;
}

export function makeSimplifiedFacts(count: number): SimplifiedFacts[] {
  const below = seeded(7);
  return Array.from({ length: count }, () => {
    const facts = new SimplifiedFacts();
    facts.startOn = 20_000 + below(300);
    facts.endOn = facts.startOn + 364;
    facts.admittedOn = facts.startOn - 20 + below(400);
    facts.settledOn = facts.admittedOn + below(20);
    facts.submittedOn = facts.settledOn + below(760);
    facts.hospitalGrade = 1 + below(3);
    facts.recognised = below(20) > 0;
    facts.abroad = below(30) === 0;
    facts.staysPaid = below(3);
    facts.inProvince = below(8) > 0;
    facts.eligible = 200_000 + below(5_000_000);
    facts.deductible = 30_000 * (1 + below(4));
    facts.pooled = Math.floor(((facts.eligible - facts.deductible) * (70 + below(25))) / 100);
    facts.left = 1 + below(10_000_000);
    return facts;
  });
}

const rule = rulesOver<SimplifiedFacts>();

/** The simplified decision in ours: rules with clauses, facts declared, on the very runner of the two programs. */
export const decideSimplified = compileOrder<SimplifiedFacts>([
  rule.decline({
    id: 'not-covered',
    code: 'not-covered-on-admission',
    clause: '附件1-3.2',
    title: '不在保障期',
    reads: ['admittedOn', 'startOn', 'endOn'],
    evaluate: ({ admittedOn, startOn, endOn }) =>
      admittedOn >= startOn && admittedOn <= endOn ? undefined : '附件1-3.2',
  }),
  rule.decline({
    id: 'time-barred',
    code: 'claim-time-barred',
    clause: '附件1-7.5',
    title: '超过两年',
    reads: ['submittedOn', 'settledOn'],
    evaluate: ({ submittedOn, settledOn }) => (submittedOn <= settledOn + 730 ? undefined : '附件1-7.5'),
  }),
  rule.decline({
    id: 'excluded',
    code: 'excluded',
    clause: '附件1-5(一).12',
    title: '非认可医院或境外',
    reads: ['hospitalGrade', 'recognised', 'abroad'],
    evaluate: ({ hospitalGrade, recognised, abroad }) =>
      hospitalGrade >= 2 && recognised && !abroad ? undefined : '附件1-5(一).12',
  }),
  rule.decline({
    id: 'stay-limit',
    code: 'stay-limit',
    clause: '附件1-4.4',
    title: '已领两次',
    reads: ['staysPaid'],
    evaluate: ({ staysPaid }) => (staysPaid < 2 ? undefined : '附件1-4.4'),
  }),
  rule.derivation({
    id: 'base',
    clause: '附件1-4.1',
    title: '个人自付',
    reads: ['eligible', 'deductible', 'pooled'],
    derives: 'base',
    evaluate: ({ eligible, deductible, pooled }) => eligible - deductible - pooled,
  }),
  rule.benefit({
    id: 'benefit',
    clause: '附件1-4.1',
    title: '互助金',
    reads: ['base', 'inProvince', 'left'],
    evaluate: ({ base, inProvince, left }) =>
      Math.min(multiplyRoundingHalfUp(base, inProvince ? 6_000 : 5_000, 10_000), left),
    explain: () => undefined,
  }),
]);
