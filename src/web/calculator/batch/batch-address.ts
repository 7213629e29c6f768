import { type DayNumber, parseDate } from '#kernel/civil-date.ts';
import type { ProgramId } from '#scheme/case.ts';
import { confirmationDay, coverOf } from '#scheme/joining/start-of-cover.ts';
import type { SettlementOutcome } from '#web/calculator/worker/protocol.ts';
import { formatAddress, goTo } from '#web/ui/hash-address.ts';
import { today } from '#web/ui/typed-day.ts';

const OUTCOMES: readonly SettlementOutcome[] = ['pay', 'decline', 'refer', 'not-a-member', 'joined', 'fault'];
const ROSTER_LISTS = ['accepted', 'faulty', 'repaired'] as const;

export type RosterListName = (typeof ROSTER_LISTS)[number];

/** What the address of the batch page says: the settings and the filters, so that a link shows the same. */
export interface BatchAddress {
  readonly program: ProgramId;
  readonly submittedOn: DayNumber;
  readonly startOn: DayNumber;
  /** Of the accident program: the same number for the whole roster. */
  readonly shares: number;
  /** As typed. */
  readonly staff: string;
  readonly rosterList: RosterListName | undefined;
  readonly rosterSearch: string;
  /** `unreadable` are rows of the settlement file that could not be read. */
  readonly outcome: SettlementOutcome | 'unreadable' | undefined;
  readonly reason: string | undefined;
  readonly search: string;
  readonly order: 'settled' | 'amount';
  /** Index in the filtered list of the settlement whose receipt is open. */
  readonly open: number | undefined;
}

type Query = Readonly<Record<string, string>>;

export function readBatchAddress(query: Query): BatchAddress {
  const submittedOn = dayOf(query['submitted']) ?? today();
  const open = Number(query['open']);
  return {
    program: query['program'] === 'accident' ? 'national-accident' : 'henan-inpatient',
    submittedOn,
    startOn: dayOf(query['start']) ?? usualStart(submittedOn),
    shares: query['program'] === 'accident' && query['shares'] === '2' ? 2 : 1,
    staff: query['staff'] ?? '',
    rosterList: ROSTER_LISTS.find((name) => name === query['rows']),
    rosterSearch: query['find'] ?? '',
    outcome: query['outcome'] === 'unreadable' ? 'unreadable' : OUTCOMES.find((name) => name === query['outcome']),
    reason: query['reason'],
    search: query['q'] ?? '',
    order: query['order'] === 'amount' ? 'amount' : 'settled',
    open: query['open'] !== undefined && Number.isInteger(open) && open >= 0 ? open : undefined,
  };
}

function dayOf(text: string | undefined): DayNumber | undefined {
  const day = text === undefined ? Number.NaN : parseDate(text);
  return Number.isNaN(day) ? undefined : day;
}

/** When cover would start if the money arrived on the day of submission. */
function usualStart(submittedOn: DayNumber): DayNumber {
  const confirmedOn = confirmationDay.evaluate({ completedOn: submittedOn });
  return coverOf.evaluate({ program: 'henan-inpatient', confirmedOn, runningUntil: undefined }).startOn;
}

/** Changes to the address; an entry that is `undefined` or empty leaves it. */
export type AddressChange = Readonly<Record<string, string | undefined>>;

/** The address of the batch page as it was last, so that the way back from another page finds the same filters. */
let lastQuery: Query = {};

export function batchAddress(): string {
  return formatAddress(['batch'], lastQuery);
}

export function rememberQuery(query: Query): void {
  lastQuery = query;
}

export function changeAddress(query: Query, changes: AddressChange, how: 'push' | 'replace' = 'replace'): void {
  goTo(formatAddress(['batch'], { ...query, ...changes }), how);
}
