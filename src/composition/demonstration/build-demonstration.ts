import { ROLE_NAMES } from '#contracts/permissions.ts';
import type { Transfer } from '#generator/transfers.ts';
import { type DayNumber, startOfDay } from '#kernel/civil-date.ts';
import { sealAudit } from '#modules/audit/index.ts';
import { earnContributions, reconcile } from '#modules/books/index.ts';
import { beginCovers, remindRenewals } from '#modules/contributions/index.ts';
import { foldMovements } from '#modules/ledger/index.ts';
import { messageTarget } from '#modules/messages/index.ts';
import { issueDueReceipts, specimenIssuer } from '#modules/receipts/index.ts';
import { SettableClock } from '#platform/clock.ts';
import { uuidMaker } from '#platform/identifier.ts';
import { dispatchOutbox } from '#platform/outbox/dispatch-outbox.ts';
import type { Platform } from '#platform/platform.ts';
import type { DemonstrationPeople } from '../people.ts';
import { recipientsOf } from '../recipients.ts';
import { Agenda } from './agenda.ts';
import { appealTwice, keepRegisterAndInvestigate } from './appeals-life.ts';
import { foreignTransfers, importDay, transferOf } from './bank-days.ts';
import { leaveCash } from './cash-life.ts';
import { enterClaims } from './claims-life.ts';
import { done } from './done.ts';
import { FIRST_STAFF_NUMBER, generateDemonstration } from './generated-units.ts';
import { leaveForDecision } from './joining-life.ts';
import { openMemberAccount } from './member-account.ts';
import { openDemonstrationOffice } from './open-demonstration-office.ts';
import { OPENED_DAYS_AGO, UNITS } from './planned-units.ts';
import { ADMINISTRATORS, type PlannedStaff, STAFF } from './staff.ts';
import { UnitLife } from './unit-life.ts';

/** Days on which units are reminded of covers that end. */
const REMINDER_DAYS = [45, 30, 20, 10, 1] as const;

const MEMBER_TRIES = '住过院、领过互助金：看每一笔怎么算出来，再申领一笔';

const OPENED_AT = 8 * 3_600_000;

/** The day on which the bank shows what the cashier has to look into. */
const FOREIGN_TRANSFERS_DAY = 2;
/** The day on which he leaves some of it to others. */
const CASH_LEFT_DAY = 1;

/**
 * Lives a year of a made-up office on an empty database, through the use cases alone, each on its day: nothing later than
 * yesterday, so that everything after stands on the real clock. The same each time but for keys, and for dates, which go
 * back from `today`.
 */
export async function buildDemonstration(
  real: Platform,
  today: DayNumber,
  signal?: AbortSignal,
): Promise<DemonstrationPeople> {
  const clock = new SettableClock(startOfDay(today - OPENED_DAYS_AGO) + OPENED_AT);
  const platform: Platform = { ...real, clock, newId: uuidMaker(clock) };
  const scheme = generateDemonstration(today);
  let phones = FIRST_STAFF_NUMBER;
  const nextPhone = (): string => scheme.people.at(phones++).phone;
  const office = await openDemonstrationOffice(platform, nextPhone);
  const { officeId, program } = office;

  const agenda = new Agenda(clock);
  const lives = UNITS.flatMap((plan, index) => {
    const generated = scheme.units[index];
    return generated === undefined ? [] : [new UnitLife(office, plan, generated)];
  });
  const bankDays = new Map<number, (() => Transfer)[]>();
  for (const life of lives) {
    const { plan, generated } = life;
    agenda.enter(today - plan.registered, '09:10', () => life.register(nextPhone));
    if (plan.reviewed !== undefined) agenda.enter(today - plan.reviewed, '09:40', () => life.decideOn());
    for (const roster of plan.rosters) {
      agenda.enter(today - roster.filed, '10:20', () => life.file(scheme, roster));
      if (roster.submitted !== undefined) agenda.enter(today - roster.submitted, '14:10', () => life.submit(roster));
      for (const review of roster.reviews ?? []) {
        agenda.enter(today - review.day, '16:05', () => life.review(roster, review));
      }
      const { payment } = roster;
      if (payment === undefined) continue;
      const transfers = bankDays.get(payment.day) ?? [];
      transfers.push(() => transferOf(generated, life.orderOf(roster).amountFen, today - payment.day, payment));
      bankDays.set(payment.day, transfers);
    }
  }
  const begin = async (): Promise<void> => {
    await beginCovers(platform, program);
    await issueDueReceipts(platform, program, specimenIssuer);
  };
  for (const [day, transfers] of bankDays) {
    agenda.enter(today - day, '17:30', async () => {
      const foreign = day === FOREIGN_TRANSFERS_DAY ? foreignTransfers(today - day) : [];
      const all = [...transfers.map((transfer) => transfer()), ...foreign];
      for (const { startOn } of await importDay(office, scheme, today - day, all)) {
        // what starts later is the running program's to begin
        if (startOn < today) agenda.enter(startOn, '00:10', begin);
      }
    });
  }
  agenda.enter(today - CASH_LEFT_DAY, '17:45', () => leaveCash(office, today - CASH_LEFT_DAY));
  enterClaims(agenda, office, scheme, today);
  for (const day of REMINDER_DAYS) {
    agenda.enter(today - day, '08:00', async () => void (await remindRenewals(platform, program)));
  }
  await agenda.run(signal);

  const lifeOf = (key: string): UnitLife | undefined => lives.find(({ plan }) => plan.key === key);
  await leaveForDecision(office, scheme, { riders: lifeOf('riders'), active: lifeOf('active') });
  const member = await openMemberAccount(office);
  await appealTwice(office, member.caller);
  await keepRegisterAndInvestigate(office);
  // as the program does every night
  done('earn-contributions', await earnContributions(platform, program));
  await reconcile(platform, program);
  await dispatchOutbox(
    real,
    officeId,
    messageTarget(real, (event) => recipientsOf(real, event)),
  );
  await sealAudit(real, officeId);
  await foldMovements(real, program);
  return [
    { ...button('member', `会员 ${member.name}`, MEMBER_TRIES), officeId, accountId: member.accountId },
    ...lives.flatMap((life) => {
      const { plan, generated } = life;
      if (plan.tries === undefined) return [];
      return [
        {
          ...button(`unit-${plan.key}`, `${generated.name}经办人 ${generated.contact.name}`, plan.tries),
          officeId,
          accountId: life.agentAccountId,
        },
      ];
    }),
    ...[...STAFF, ...Object.values(ADMINISTRATORS)].flatMap((staff) => {
      if (!('tries' in staff)) return [];
      const { accountId } = office.person(staff.key);
      return [{ ...button(staff.key, `${titleOf(staff)} ${staff.name}`, staff.tries), officeId, accountId }];
    }),
  ];
}

function button(key: string, who: string, tries: string): { readonly key: string; readonly title: string } {
  return { key, title: `${who}：${tries}` };
}

/** `川汇区经办人`; of the office and the administrators the role alone. */
function titleOf({ at, role }: Pick<PlannedStaff, 'at' | 'role'>): string {
  if (role !== 'reviewer') return ROLE_NAMES[role];
  return `${at === 'office' ? '省办事处' : at === 'city' ? '周口市' : at}${ROLE_NAMES[role]}`;
}
