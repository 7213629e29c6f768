import { AGENCIES } from '#generator/agencies.ts';
import { CoveredMembers } from '#generator/covered-members.ts';
import { type Dice, diceAt, pick } from '#generator/dice.ts';
import { People } from '#generator/people.ts';
import type { FundingPart, GeneratedScheme, GeneratedUnit } from '#generator/scheme.ts';
import { checkOptions, MOST_FILE_ROWS, type SchemeOptions, SchemeOptionsFault } from '#generator/scheme-options.ts';
import { Shuffle } from '#generator/shuffle.ts';
import { STREAM } from '#generator/streams.ts';
import { foreignTransfers, type Payment, paymentOf } from '#generator/transfers.ts';
import { CREDIT_CODE_NUMBERS, creditCodeOf } from '#generator/values/numbers.ts';
import { UnitNames } from '#generator/values/unit-names.ts';
import type { Fen } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { ProgramId } from '#scheme/case.ts';
import { contributionOf } from '#scheme/joining/contribution.ts';
import { confirmationDay, coverOf } from '#scheme/joining/start-of-cover.ts';

/** The office's one account, as the notice names it. */
export const OFFICE_ACCOUNT = '255993175316';

/** Every fourth unit, from the second on, is one of workers in new forms of employment. */
const ACCIDENT_EVERY = 4;
const ACCIDENT_AT = 1;

/** How unlike in size units are. */
const SIZES = [1, 2, 3, 5, 8, 13, 21] as const;

/** Up to so many eligible staff everybody joins (附件1-2). */
const FULL_PARTICIPATION_STAFF = 100;

/** Throws `SchemeOptionsFault` where the options give no scheme. */
export function generateScheme(options: SchemeOptions): GeneratedScheme {
  checkOptions(options);
  const { seed, submittedOn, members } = options;
  const people = new People(seed, submittedOn);
  const draft = new UnitDraft(options, people);
  const units: GeneratedUnit[] = [];
  let firstMember = 0;
  let firstFaulty = members;
  for (const [index, count] of unitSizes(options).entries()) {
    const unit = draft.unit(index, count, firstMember, firstFaulty);
    units.push(unit);
    firstMember += unit.members;
    firstFaulty += unit.faultyRows;
  }
  const [office] = AGENCIES;
  const transfers = [
    ...units.flatMap(({ payment }) => payment.transfers),
    ...foreignTransfers(submittedOn, OFFICE_ACCOUNT, office.name, diceAt(seed, STREAM.transfers, options.units)),
  ].sort((a, b) => a.onDay - b.onDay || (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const scheme = { options, agencies: AGENCIES, units, people, transfers, firstStranger: firstFaulty };
  CoveredMembers.check(scheme);
  return scheme;
}

/** Members of each unit: everyone a few, the rest by weights of chance. */
function unitSizes({ seed, units, members }: SchemeOptions): readonly number[] {
  const least = Math.max(1, Math.floor(members / (units * 4)));
  const rest = members - least * units;
  const weights = Array.from({ length: units }, (_, index) => pick(diceAt(seed, STREAM.unit, index, 0), SIZES));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  return weights.map((weight) => {
    const from = Math.floor((rest * before) / whole);
    before += weight;
    return least + Math.floor((rest * before) / whole) - from;
  });
}

/** Makes the units of one scheme. */
class UnitDraft {
  private readonly options: SchemeOptions;
  private readonly people: People;
  private readonly names: Readonly<Record<ProgramId, UnitNames>>;
  private readonly codes: Shuffle;
  private readonly unionCodes: Shuffle;

  constructor(options: SchemeOptions, people: People) {
    const { seed } = options;
    this.options = options;
    this.people = people;
    this.names = {
      'henan-inpatient': new UnitNames(seed + STREAM.unitNames, 'henan-inpatient'),
      'national-accident': new UnitNames(seed + STREAM.unitNames, 'national-accident'),
    };
    this.codes = new Shuffle(CREDIT_CODE_NUMBERS, seed + STREAM.unitCodes);
    this.unionCodes = new Shuffle(CREDIT_CODE_NUMBERS, seed + STREAM.unionCodes);
  }

  unit(index: number, members: number, firstMember: number, firstFaulty: number): GeneratedUnit {
    const { seed, submittedOn, faultShare } = this.options;
    const dice = diceAt(seed, STREAM.unit, index, 1);
    const program = index % ACCIDENT_EVERY === ACCIDENT_AT ? 'national-accident' : 'henan-inpatient';
    const [, city, ...counties] = AGENCIES;
    const agency = dice.oneIn(5) ? city : pick(dice, counties);
    const name = this.names[program].at(index, agency.place);
    const shares = program === 'national-accident' ? dice.integer(1, 2) : 1;
    const faultyRows = Math.round((members * faultShare) / (1 - faultShare));
    if (members + faultyRows > MOST_FILE_ROWS) {
      throw new SchemeOptionsFault(`一个单位的名单超过 ${MOST_FILE_ROWS} 行，请增加单位数`);
    }
    const eligibleStaff =
      members <= FULL_PARTICIPATION_STAFF ? members : members + dice.integer(0, Math.floor(members / 5));
    const staff = eligibleStaff + dice.integer(0, Math.ceil(eligibleStaff / 10));
    const orderFen = contributionOf.evaluate({ program, submittedOn, shares, participants: members });
    const payment = paymentOf({ index, name, agency, orderFen }, submittedOn, diceAt(seed, STREAM.transfers, index));
    return {
      index,
      name,
      creditCode: creditCodeOf('91', agency.region, this.codes.at(index), dice),
      unionCreditCode: creditCodeOf('81', agency.region, this.unionCodes.at(index), dice),
      agency,
      contact: this.people.passerBy([STREAM.unit, index, 2]),
      program,
      shares,
      staff,
      womenStaff: Math.round((staff * dice.integer(30, 60)) / 100),
      eligibleStaff,
      members,
      faultyRows,
      firstMember,
      firstFaulty,
      orderFen,
      funding: fundingOf(orderFen, members, dice),
      payment,
      cover: coverAfter(program, payment),
    };
  }
}

/** From one payer to three; what members bear is a whole number of fen for each. */
function fundingOf(orderFen: Fen, members: number, dice: Dice): readonly FundingPart[] {
  if (dice.oneIn(12)) return [{ payer: 'grant', amountFen: orderFen }];
  const membersFen = dice.oneIn(2) ? 0 : Math.floor(orderFen / members / dice.integer(2, 4)) * members;
  const unionFen = Math.floor(((orderFen - membersFen) * dice.of(0, 50, 100)) / 100);
  const parts: readonly FundingPart[] = [
    { payer: 'unit-subsidy', amountFen: orderFen - membersFen - unionFen },
    { payer: 'union-funds', amountFen: unionFen },
    { payer: 'members', amountFen: membersFen },
  ];
  return parts.filter(({ amountFen }) => amountFen > 0);
}

function coverAfter(program: ProgramId, { completing }: Payment): Period | undefined {
  if (completing === undefined) return undefined;
  const confirmedOn = confirmationDay.evaluate({ completedOn: completing.onDay });
  return coverOf.evaluate({ program, confirmedOn, runningUntil: undefined });
}
