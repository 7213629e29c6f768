import type { GeneratedScheme } from '#generator/scheme.ts';
import { SETTLEMENT_HEADER, settlementCells } from '#generator/settlement-cells.ts';
import { type SettlementRecord, settlementRecords } from '#generator/settlement-records.ts';
import { EXAMPLE_BANK_RETURN } from '#intake/payout-results/read-bank-return.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import { plainYuan } from '#kernel/money.ts';
import {
  findClaims,
  getClaim,
  importSettlements,
  type ListedMemberClaim,
  passClaims,
  reviewClaim,
} from '#modules/claims/index.ts';
import {
  approvePayoutBatch,
  findPayouts,
  importPayoutResults,
  makePayoutBatch,
  registerPayeeAccounts,
  sendPayoutBatch,
} from '#modules/payouts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { gunzip } from '#platform/gunzip.ts';
import { confirmationDay, coverOf } from '#scheme/joining/start-of-cover.ts';
import type { Agenda } from './agenda.ts';
import { importEntries } from './bank-days.ts';
import { done } from './done.ts';
import type { DemonstrationOffice } from './open-demonstration-office.ts';
import { SETTLED_UNITS, UNITS } from './planned-units.ts';

/** Days before today on which the insurer's export comes; each brings what was settled since the one before. */
const IMPORTS = [240, 190, 140, 95, 62, 40, 17, 3] as const;

/** The last two exports stop on their way, so that claims wait at every level. */
const WAITS_AT_OFFICE = 17;
const WAITS_AT_COUNTY = 3;

/** After that export a county sends a claim back; after that one the office denies what the rules left to it. */
const ONE_SENT_BACK = 40;
const ONE_DENIED = 140;
const SENDING_BACK = '川汇区';

/** Batches that went to the bank; the last one waits for the second person. */
const BATCHES_SENT = [180, 88, 30] as const;
const LAST_BATCH = 1;
/** Of that one the bank sends a payout back; of the last of those sent it has not told anything yet. */
const ONE_RETURNED = 88;
const NOT_ANSWERED = 30;

/** One member in so many falls ill: more of the two units by which every month has its claims; of strangers one row. */
const ONE_IN = 50;
const ONE_IN_OF_UNIT: Readonly<Record<string, number>> = { 'in-force': 2, 'renewal-due': 12 };
/** Rows drawn: three rounds over all members, of which most are dropped. */
const ROWS_DRAWN = 4_300;
const MOST_LISTED = 500;

/** How many claims stay with city and office after the last export but one. */
const LEFT_AT_CITY = 5;
const LEFT_AT_OFFICE = 8;

/** Of those who are to be paid, one in so many has given no card yet. */
const NO_CARD_ONE_IN = 9;
const FIRST_CARD_NUMBER = 700_000;

/** Enters a year of settlements, reviews and payouts. The units must be in force by the agenda before. */
export function enterClaims(
  agenda: Agenda,
  office: DemonstrationOffice,
  scheme: GeneratedScheme,
  today: DayNumber,
): void {
  const life = new ClaimsLife(office, scheme, today);
  for (const [index, day] of IMPORTS.entries()) {
    const since = IMPORTS[index - 1] ?? Number.POSITIVE_INFINITY;
    agenda.enter(today - day, '15:00', () => life.importSettled(today - since, today - day));
    if (day === WAITS_AT_COUNTY) continue;
    const isLast = day === WAITS_AT_OFFICE;
    if (day === ONE_SENT_BACK) agenda.enter(today - day + 1, '09:30', () => life.sendOneBack());
    if (day === ONE_DENIED) agenda.enter(today - day + 4, '14:00', () => life.denyOne());
    agenda.enter(today - day + 1, '10:00', () => life.passAtCounties());
    agenda.enter(today - day + 2, '10:30', () => life.passAt(office.reviewerOf('city', ''), isLast ? LEFT_AT_CITY : 0));
    agenda.enter(today - day + 4, '11:00', () =>
      life.passAt(office.reviewerOf('office', ''), isLast ? LEFT_AT_OFFICE : 0),
    );
  }
  for (const day of BATCHES_SENT) {
    agenda.enter(today - day, '09:00', async () => {
      const batchId = await life.makeBatch();
      agenda.enter(today - day + 1, '10:00', () => life.approve(batchId));
      agenda.enter(today - day + 1, '15:00', () => life.send(batchId));
      if (day === NOT_ANSWERED) return;
      const returned = day === ONE_RETURNED ? 1 : 0;
      agenda.enter(today - day + 3, '10:00', () => life.takeResults(batchId, today - day + 2, returned));
    });
  }
  agenda.enter(today - LAST_BATCH, '09:00', () => life.makeBatch().then(() => undefined));
}

class ClaimsLife {
  private readonly office: DemonstrationOffice;
  private readonly scheme: GeneratedScheme;
  private readonly records: readonly SettlementRecord[];
  private readonly withCard = new Set<string>();

  constructor(office: DemonstrationOffice, scheme: GeneratedScheme, today: DayNumber) {
    this.office = office;
    this.scheme = scheme;
    this.records = settledStays(scheme, today);
  }

  /** The office imports what was settled after one day and before another. */
  async importSettled(after: DayNumber, before: DayNumber): Promise<void> {
    const records = this.records.filter(({ settledOn }) => settledOn >= after && settledOn < before);
    const columns = SETTLEMENT_HEADER.map((header) => ({ header, width: 14, format: 'text' as const }));
    const workbook = await writeWorkbook([{ name: '结算数据', columns, rows: records.map(settlementCells) }]);
    const { caller } = this.office.person('settlement-clerk');
    const fileName = `医保结算数据-${formatDate(before - 1)}.xlsx`;
    done('import-settlements', await importSettlements(this.office.platform, caller, workbook, { fileName, gunzip }));
  }

  async passAtCounties(): Promise<void> {
    for (const county of new Set(UNITS.filter(({ key }) => SETTLED_UNITS.has(key)).map((unit) => unit.county))) {
      await this.passAt(this.office.reviewerOf('county', county), 0);
    }
  }

  /** Passes what waits for that reviewer, what needs a look one by one, but for so many and for what is doubtful. */
  async passAt(reviewer: Caller, leaving: number): Promise<void> {
    const { platform } = this.office;
    const sound = (await this.waitingFor(reviewer)).filter(
      ({ state, flags }) => state !== 'referred' && flags.every((flag) => flag === 'soon-after-waiting'),
    );
    const passing = sound.slice(leaving);
    const claimIds = passing.filter(({ flags }) => flags.length === 0).map(({ claimId }) => claimId);
    done('pass-claims', await passClaims(platform, reviewer, { claimIds }));
    for (const { claimId } of passing.filter(({ flags }) => flags.length > 0)) {
      done('review-claim', await reviewClaim(platform, reviewer, { claimId, outcome: 'pass' }));
    }
  }

  async sendOneBack(): Promise<void> {
    const reviewer = this.office.reviewerOf('county', SENDING_BACK);
    const [claim] = await this.waitingFor(reviewer);
    if (claim === undefined) throw new Error('no claim to send back');
    const { claimId } = claim;
    const comment = '出院记录与结算单上的日期不一致，请补一份盖章的出院小结。';
    done('review-claim', await reviewClaim(this.office.platform, reviewer, { claimId, outcome: 'send-back', comment }));
  }

  /** Denies a claim that the rules left to the office, by the clauses that made them do so. */
  async denyOne(): Promise<void> {
    const { platform } = this.office;
    const reviewer = this.office.reviewerOf('office', '');
    const claim = (await this.waitingFor(reviewer)).find(({ state }) => state === 'referred');
    if (claim === undefined) throw new Error('no claim to deny');
    const { claimId } = claim;
    const { decisions } = done('get-claim', await getClaim(platform, reviewer, claimId));
    const clauses = decisions.flatMap(({ reasons }) => reasons.map(({ clause }) => clause));
    const comment = '已向医院核实，不符合所引条款，不予给付。';
    done('review-claim', await reviewClaim(platform, reviewer, { claimId, outcome: 'deny', comment, clauses }));
  }

  async approve(batchId: string): Promise<void> {
    const { platform, person } = this.office;
    done('approve-payout-batch', await approvePayoutBatch(platform, person('approver').caller, { batchId }));
  }

  async send(batchId: string): Promise<void> {
    const { platform, person } = this.office;
    const input = { batchId, layout: 'pain.001' as const };
    done('send-payout-batch', await sendPayoutBatch(platform, person('cashier').caller, input));
  }

  /** The bank's answers to a batch: the first so many come back, since their accounts are closed. */
  async takeResults(batchId: string, paidOn: DayNumber, returned: number): Promise<void> {
    const { platform, person } = this.office;
    const { caller } = person('cashier');
    const payouts = await findPayouts(platform, caller, { batchId, limit: MOST_LISTED });
    const lines = payouts.map(({ endToEndId, amountFen }, index) =>
      [
        endToEndId,
        plainYuan(amountFen),
        ...(index < returned ? ['失败', '账户已销户'] : ['成功', '']),
        formatDate(paidOn),
      ].join('|'),
    );
    const { columns } = EXAMPLE_BANK_RETURN;
    const header = [columns.endToEndId, columns.amount, columns.status, columns.reason, columns.day].join('|');
    const file = new Blob([[header, ...lines, ''].join('\r\n')]);
    const fileName = `代发回盘-${formatDate(paidOn)}.txt`;
    done('import-payout-results', await importPayoutResults(platform, caller, file, { fileName }));
    // and what the bank paid stands on the statement of that day
    const paid = payouts.slice(returned).map(({ endToEndId, amountFen }) => ({
      other: '代发互助金',
      amountFen: -amountFen,
      recordId: `D${endToEndId}`,
      summary: '代发',
      remark: endToEndId,
    }));
    await importEntries(this.office, paidOn, '代发', paid);
  }

  /** Cards for those whose benefit was approved, and a batch of them. */
  async makeBatch(): Promise<string> {
    await this.registerCards();
    const { platform, person } = this.office;
    return done('make-payout-batch', await makePayoutBatch(platform, person('cashier').caller)).batchId;
  }

  private async registerCards(): Promise<void> {
    const { platform, person } = this.office;
    const { caller } = person('settlement-clerk');
    const approved = await findClaims(platform, caller, { state: 'approved', limit: MOST_LISTED });
    const memberIds = new Set(approved.map(({ memberId }) => memberId).filter((id) => !this.withCard.has(id)));
    const accounts = [...memberIds].flatMap((memberId, index) => {
      if (index % NO_CARD_ONE_IN === NO_CARD_ONE_IN - 1) return [];
      const { card } = this.scheme.people.at(FIRST_CARD_NUMBER + this.withCard.size);
      this.withCard.add(memberId);
      return [{ memberId, cardNumber: card, bankName: '中国银行周口分行', bankNumber: '' }];
    });
    done('register-payee-accounts', await registerPayeeAccounts(platform, caller, { accounts }));
  }

  private async waitingFor(reviewer: Caller): Promise<readonly ListedMemberClaim[]> {
    return await findClaims(this.office.platform, reviewer, { waitsForMe: true, limit: MOST_LISTED });
  }
}

/** The stays of these units' members and of a few strangers, settled before today. */
function settledStays(scheme: GeneratedScheme, today: DayNumber): readonly SettlementRecord[] {
  const units = scheme.units.map((unit, index) => {
    const plan = UNITS[index];
    const payment = plan?.rosters[0]?.payment;
    if (plan === undefined || payment === undefined || !SETTLED_UNITS.has(plan.key)) return unit;
    const confirmedOn = confirmationDay.evaluate({ completedOn: today - payment.day });
    return { ...unit, cover: coverOf.evaluate({ program: unit.program, confirmedOn, runningUntil: undefined }) };
  });
  const options = { ...scheme.options, settlements: ROWS_DRAWN };
  return [...settlementRecords({ ...scheme, units, options })].filter(({ person, unit }) => {
    const key = unit === undefined ? undefined : UNITS[unit]?.key;
    return Number(person.residentId.slice(14, 17)) % (ONE_IN_OF_UNIT[key ?? ''] ?? ONE_IN) === 0;
  });
}
