import { diceAt, pick } from '#generator/dice.ts';
import { Shuffle } from '#generator/shuffle.ts';
import { STREAM } from '#generator/streams.ts';
import {
  BANK_CARD_NUMBERS,
  bankCardOf,
  ID_SEQUENCES,
  MOBILE_PHONE_NUMBERS,
  mobilePhoneOf,
  residentIdOf,
} from '#generator/values/numbers.ts';
import { personName } from '#generator/values/person-names.ts';
import { ID_REGIONS } from '#generator/values/regions.ts';
import { addYears, type DayNumber } from '#kernel/civil-date.ts';
import type { Sex } from '#kernel/resident-id.ts';

export interface Person {
  readonly name: string;
  readonly sex: Sex;
  readonly residentId: string;
  readonly bornOn: DayNumber;
  readonly phone: string;
  /** A bank card, his alone. */
  readonly card: string;
}

/** Ages on the day asked about, both included. No two bands share a birth date, so no two persons share an ID. */
const AGE_BANDS = {
  'under-age': [10, 15],
  adult: [18, 60],
  'delayed-retirement': [61, 63],
  'over-age': [64, 70],
} as const;

export type AgeBand = keyof typeof AGE_BANDS;

/**
 * Persons by number, each made when he is asked for: the same number gives the same person, different numbers persons
 * whose ID, phone and card differ. So a million of them stream in constant memory.
 *
 * At most 10^8 (phones) and as many as a band has IDs (the narrowest, three years, 20 million).
 */
export class People {
  private readonly seed: number;
  private readonly phones: Shuffle;
  private readonly cards: Shuffle;
  private readonly bands: Readonly<Record<AgeBand, BirthShuffle>>;

  /** Ages are reached on `onDay`. */
  constructor(seed: number, onDay: DayNumber) {
    this.seed = seed;
    this.phones = new Shuffle(MOBILE_PHONE_NUMBERS, seed + STREAM.personPhone);
    this.cards = new Shuffle(BANK_CARD_NUMBERS, seed + STREAM.personCard);
    this.bands = {
      'under-age': new BirthShuffle(seed, onDay, 'under-age'),
      adult: new BirthShuffle(seed, onDay, 'adult'),
      'delayed-retirement': new BirthShuffle(seed, onDay, 'delayed-retirement'),
      'over-age': new BirthShuffle(seed, onDay, 'over-age'),
    };
  }

  at(number: number, band: AgeBand = 'adult'): Person {
    const dice = diceAt(this.seed, STREAM.person, number);
    const { region, bornOn, sequence } = this.bands[band].at(number);
    const sex: Sex = sequence % 2 === 1 ? 'male' : 'female';
    return {
      name: personName(dice, sex),
      sex,
      residentId: residentIdOf(region, bornOn, sequence),
      bornOn,
      phone: mobilePhoneOf(this.phones.at(number), dice),
      card: bankCardOf(this.cards.at(number), dice),
    };
  }

  /** A person who stands on no roster and needs no number of his own: a contact, say. */
  passerBy(path: readonly number[]): { readonly name: string; readonly phone: string } {
    const dice = diceAt(this.seed, ...path);
    const name = personName(dice, pick(dice, ['female', 'male']));
    return { name, phone: mobilePhoneOf(dice.integer(0, MOBILE_PHONE_NUMBERS - 1), dice) };
  }
}

/** Every combination of region, birth date and sequence of a band, in a shuffled order. */
class BirthShuffle {
  private readonly firstBornOn: DayNumber;
  private readonly order: Shuffle;

  constructor(seed: number, onDay: DayNumber, band: AgeBand) {
    const [youngest, oldest] = AGE_BANDS[band];
    this.firstBornOn = addYears(onDay, -(oldest + 1)) + 1;
    const days = addYears(onDay, -youngest) - this.firstBornOn + 1;
    this.order = new Shuffle(ID_REGIONS.length * days * ID_SEQUENCES, seed + STREAM.personBirth);
  }

  at(number: number): { readonly region: string; readonly bornOn: DayNumber; readonly sequence: number } {
    const slot = this.order.at(number);
    const region = ID_REGIONS[slot % ID_REGIONS.length] ?? '';
    const rest = Math.floor(slot / ID_REGIONS.length);
    const sequence = (rest % ID_SEQUENCES) + 1;
    return { region, sequence, bornOn: this.firstBornOn + Math.floor(rest / ID_SEQUENCES) };
  }
}
