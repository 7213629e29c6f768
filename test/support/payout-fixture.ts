import { cardCheckDigit } from '#kernel/bank-account.ts';
import type { Fen } from '#kernel/money.ts';
import { plainYuan } from '#kernel/money.ts';
import { getClaim } from '#modules/claims/index.ts';
import { type ImportedStatement, importStatement } from '#modules/contributions/index.ts';
import { balancesOn } from '#modules/ledger/index.ts';
import {
  approvePayoutBatch,
  findPayouts,
  type ImportedPayoutResults,
  importPayoutResults,
  type ListedPayout,
  makePayoutBatch,
  registerPayeeAccounts,
  sendPayoutBatch,
} from '#modules/payouts/index.ts';
import { today } from '#platform/clock.ts';
import { ClaimFixture, type CoveredPerson, stayOf } from './claim-fixture.ts';
import { must, type TestOffice } from './scheme-fixture.ts';
import type { TestDatabase } from './test-database.ts';

/** What the benefit of {@link stayOf} comes to. */
export const BENEFIT_FEN = 39_952;

/** A movement on the office's account as the bank's statement has it. */
export interface TestMovement {
  /** Negative for what leaves. */
  readonly amountFen: number;
  readonly on: string;
  readonly remark?: string;
  readonly recordId?: string;
  /** The bank's word for its direction; a 来账 with a minus takes an earlier one back. */
  readonly kind?: '往账' | '来账';
}

/** Benefits with the bank. */
export interface SentBatch {
  readonly batchId: string;
  readonly number: string;
  readonly payouts: readonly ListedPayout[];
  readonly claimIds: readonly string[];
  readonly persons: readonly CoveredPerson[];
}

/** Takes benefits from the decision to the bank and brings the bank's answers. */
export class PayoutFixture {
  readonly base: TestDatabase;
  readonly office: TestOffice;
  readonly claims: ClaimFixture;
  private number = 0;

  constructor(base: TestDatabase, office: TestOffice) {
    this.base = base;
    this.office = office;
    this.claims = new ClaimFixture(base, office);
  }

  async registerCard(person: Pick<CoveredPerson, 'memberId'>): Promise<void> {
    this.number += 1;
    const first = `621700${String(this.number).padStart(12, '0')}`;
    const cardNumber = first + cardCheckDigit(first);
    must(
      await registerPayeeAccounts(this.base.platform, this.office.callers.officeReviewer, {
        accounts: [{ memberId: person.memberId, cardNumber, bankName: '', bankNumber: '' }],
      }),
    );
  }

  /** Approved claims of persons with cards. */
  async approved(
    count: number,
  ): Promise<{ readonly claimIds: readonly string[]; readonly persons: readonly CoveredPerson[] }> {
    const persons: CoveredPerson[] = [];
    const claimIds: string[] = [];
    for (let made = 0; made < count; made += 1) {
      const person = await this.claims.person();
      this.number += 1;
      claimIds.push(await this.claims.claim(stayOf(person, `F${this.number}`)));
      await this.registerCard(person);
      persons.push(person);
    }
    await this.claims.approve(claimIds);
    return { claimIds, persons };
  }

  /** A batch of everything that can be paid, with the bank. */
  async sendAll(): Promise<Omit<SentBatch, 'claimIds' | 'persons'>> {
    const { platform } = this.base;
    const { cashier, approver } = this.office.callers;
    const { batchId, number } = must(await makePayoutBatch(platform, cashier));
    must(await approvePayoutBatch(platform, approver, { batchId }));
    must(await sendPayoutBatch(platform, cashier, { batchId, layout: 'pain.001' }));
    const payouts = await findPayouts(platform, cashier, { batchId, limit: 1_000 });
    return { batchId, number, payouts: [...payouts].sort((a, b) => a.number - b.number) };
  }

  async sent(count: number): Promise<SentBatch> {
    const approved = await this.approved(count);
    return { ...approved, ...(await this.sendAll()) };
  }

  async results(file: Blob): Promise<ImportedPayoutResults> {
    return must(
      await importPayoutResults(this.base.platform, this.office.callers.cashier, file, { fileName: '回盘.txt' }),
    );
  }

  async statement(...movements: readonly TestMovement[]): Promise<ImportedStatement> {
    const numbered = movements.map((movement) => {
      this.number += 1;
      return { ...movement, recordId: movement.recordId ?? `M${this.number}` };
    });
    const file = statementFile(numbered);
    return must(await importStatement(this.base.platform, this.office.callers.cashier, file, { fileName: '流水.txt' }));
  }

  /** As the accountants leave a month, whatever would keep them from it. */
  async closeMonth(firstDay: string): Promise<void> {
    await this.base.asSuperuser(
      `UPDATE tenant.ledger_month SET state = 'closed', closed_at = now(), closed_by = office_id
       WHERE office_id = $1 AND month = $2`,
      [this.office.officeId, firstDay],
    );
  }

  async stateOf(claimId: string): Promise<string> {
    return must(await getClaim(this.base.platform, this.office.callers.officeReviewer, claimId)).state;
  }

  /** Of an account, by its code, today. */
  async balance(code: string): Promise<number> {
    const { platform, clock } = this.base;
    const balances = await balancesOn(platform, this.office.callers.accountant, today(clock));
    return balances.find(({ account }) => account.code === code)?.amountFen ?? 0;
  }

  /** What the entries of all statements come to. */
  async onStatements(): Promise<number> {
    const [row] = await this.base.asSuperuser<{ sum: number }>(
      `SELECT coalesce(sum(CASE direction WHEN 'credit' THEN amount_fen ELSE -amount_fen END), 0)::bigint AS sum
       FROM tenant.bank_entry WHERE office_id = $1`,
      [this.office.officeId],
    );
    return Number(row?.sum);
  }
}

/** The bank's statement of the office's account with these movements. */
export function statementFile(movements: readonly (TestMovement & { readonly recordId: string })[]): Blob {
  const rows = movements.map(({ amountFen, on, remark = '', recordId, kind: said }) => {
    const kind = said ?? (amountFen < 0 ? '往账' : '来账');
    const amount = `${amountFen < 0 ? '-' : '+'}${plainYuan(Math.abs(amountFen))}`;
    return [kind, '6200', '某付款人', on.replaceAll('-', ''), amount, recordId, remark].join('|');
  });
  const header = ['交易类型', '付款人账号', '付款人名称', '交易日期', '交易金额', '记录标识号', '交易附言'].join('|');
  return new Blob([['查询账号|255993175316', header, ...rows].join('\r\n')]);
}

/** What the bank says of one payout. */
export interface TestResult {
  readonly endToEndId: string;
  readonly amountFen?: Fen;
  readonly said?: string;
  readonly reason?: string;
  readonly on?: string;
}

/** The bank's return file after our example layout. */
export function returnFile(...results: readonly TestResult[]): Blob {
  const rows = results.map(({ endToEndId, amountFen = BENEFIT_FEN, said = '成功', reason = '', on = '' }) =>
    ['6217', '某人', plainYuan(amountFen), endToEndId, said, reason, on].join('|'),
  );
  return new Blob([['收款账号|户名|金额|客户业务编号|处理结果|失败原因|处理日期', ...rows].join('\r\n')]);
}

/** pain.002 with these transactions. */
export function pain002(...results: readonly TestResult[]): Blob {
  const transactions = results.map(
    ({ endToEndId, amountFen, said = 'ACSC', reason }) =>
      `<TxInfAndSts><OrgnlEndToEndId>${endToEndId}</OrgnlEndToEndId><TxSts>${said}</TxSts>` +
      `${reason === undefined ? '' : `<StsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></StsRsnInf>`}` +
      `${amountFen === undefined ? '' : `<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">${plainYuan(amountFen)}</InstdAmt></Amt></OrgnlTxRef>`}` +
      '</TxInfAndSts>',
  );
  return new Blob([
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>' +
      '<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-03-02T10:00:00+08:00</CreDtTm></GrpHdr><OrgnlPmtInfAndSts>' +
      `${transactions.join('')}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`,
  ]);
}
