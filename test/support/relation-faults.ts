import type { Dice } from '#generator/dice.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import type { CaseJson, SettlementJson, StayJson } from './case-json.ts';

/**
 * Faults of cases that are well formed: fields that do not go together, or amounts below 0.
 *
 * Each spoils a valid case, or gives `undefined` where that case has nothing to spoil.
 */
type Spoil = (valid: CaseJson, dice: Dice) => CaseJson | undefined;

const dayAfter = (day: string, count: number): string => formatDate(parseDate(day) + count);

function withStay(valid: CaseJson, change: (stay: StayJson) => Partial<StayJson>): CaseJson | undefined {
  const { stay } = valid.claim;
  return stay && { ...valid, claim: { ...valid.claim, stay: { ...stay, ...change(stay) } } };
}

function withSettlement(
  valid: CaseJson,
  change: (settlement: SettlementJson) => Partial<SettlementJson>,
): CaseJson | undefined {
  const { settlement } = valid.claim;
  return settlement && { ...valid, claim: { ...valid.claim, settlement: { ...settlement, ...change(settlement) } } };
}

const SPOILS: readonly Spoil[] = [
  (valid) => withStay(valid, ({ admittedOn }) => ({ dischargedOn: dayAfter(admittedOn, -1) })),
  (valid) => withStay(valid, ({ admittedOn }) => ({ settledOn: dayAfter(admittedOn, -1) })),
  (valid) =>
    withStay(valid, ({ admittedOn, dischargedOn }) => ({
      excludedDays: Math.max(1, parseDate(dischargedOn) - parseDate(admittedOn)) + 1,
    })),
  (valid) => withStay(valid, () => ({ excludedDays: -1 })),
  (valid, dice) => withSettlement(valid, ({ billedTotal }) => ({ billedTotal: billedTotal + dice.of(-1, 1) })),
  (valid, dice) =>
    withSettlement(valid, ({ billedTotal, eligibleExpense }) => {
      const off = Math.min(eligibleExpense, dice.of(1, 100, 1_000_000));
      return { billedTotal: billedTotal - off, eligibleExpense: eligibleExpense - off };
    }),
  (valid, dice) => withSettlement(valid, (settlement) => ({ [dice.of(...Object.keys(settlement))]: -1 })),
  (valid, dice) => {
    const period = valid.periods[0];
    if (period === undefined) return undefined;
    const on = dice.of(period.startOn, period.endOn);
    return { ...valid, periods: [...valid.periods, { ...period, id: 'twice', startOn: on, endOn: dayAfter(on, 364) }] };
  },
  (valid) => ({ ...valid, paid: [...valid.paid, { period: 'p9', benefit: valid.claim.benefit, amountFen: 1 }] }),
  (valid) => {
    const [payment, ...others] = valid.paid;
    return payment && { ...valid, paid: [...others, { ...payment, amountFen: -1 }] };
  },
  ({ claim, ...valid }, dice) => {
    const { bills, event } = claim;
    if (bills === undefined || bills.length === 0 || event === undefined) return undefined;
    const at = dice.integer(0, bills.length - 1);
    const spoilt = dice.of({ on: dayAfter(event.on, -1) }, { costSharing: -1 });
    return {
      ...valid,
      claim: { ...claim, bills: bills.map((bill, index) => (index === at ? { ...bill, ...spoilt } : bill)) },
    };
  },
  ({ claim, ...valid }) => claim.bills && { ...valid, claim: { ...claim, otherCompensation: -1 } },
  ({ claim, ...valid }, dice) =>
    claim.disability && {
      ...valid,
      claim: { ...claim, disability: { ...claim.disability, grades: [...claim.disability.grades, dice.of(0, 11)] } },
    },
  ({ claim, ...valid }) =>
    claim.death?.on && claim.event
      ? { ...valid, claim: { ...claim, death: { on: dayAfter(claim.event.on, -1) } } }
      : undefined,
  ({ claim, ...valid }, dice) =>
    claim.death?.at && claim.event?.onsetAt
      ? {
          ...valid,
          claim: dice.of<CaseJson['claim']>(
            { ...claim, death: { at: aSecondBefore(claim.event.onsetAt) } },
            { ...claim, event: { ...claim.event, on: dayAfter(claim.event.on, dice.of(-1, 1)) } },
          ),
        }
      : undefined,
];

function aSecondBefore(instant: string): string {
  return new Date(Date.parse(instant) - 1000).toISOString();
}

/** The case with one such fault; now and then as it was, where the fault drawn can't befall it. */
export function spoil(valid: CaseJson, dice: Dice): CaseJson {
  return dice.of(...SPOILS)(valid, dice) ?? valid;
}
