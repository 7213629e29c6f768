import { parseDate } from '#kernel/civil-date.ts';
import { findClaims, type ImportedSettlements, importSettlements, passClaims } from '#modules/claims/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { type PlantedCover, plantCovers } from './plant-covers.ts';
import { must, type TestOffice } from './scheme-fixture.ts';
import { type Changed, settlementFile } from './settlement-file.ts';
import type { TestDatabase } from './test-database.ts';

/** Somebody with a period from 2025-05-26 on, in the office's county. */
export interface CoveredPerson extends PlantedCover {
  readonly residentId: string;
  /** What makes a settlement his. */
  readonly his: Changed;
}

export class ClaimFixture {
  readonly base: TestDatabase;
  readonly office: TestOffice;
  private persons = 0;

  constructor(base: TestDatabase, office: TestOffice) {
    this.base = base;
    this.office = office;
  }

  async person(name = '许萍磊'): Promise<CoveredPerson> {
    this.persons += 1;
    const residentId = `4116241990020${String(1000 + this.persons)}X`;
    const [cover] = await plantCovers(this.base, {
      officeId: this.office.officeId,
      agencyId: this.office.countyAgencyId,
      unitId: this.office.unitId,
      program: 'henan-inpatient',
      startOn: parseDate('2025-05-26'),
      endOn: parseDate('2026-05-25'),
      persons: [{ name, residentId }],
    });
    if (cover === undefined) throw new Error('nobody was planted');
    return { ...cover, residentId, his: { 证件号码: residentId, 人员姓名: name } };
  }

  /** One claim from one settlement; gives its id. */
  async claim(settlement: Changed): Promise<string> {
    const imported = await this.import(settlement);
    const found = await findClaims(this.base.platform, this.office.callers.officeReviewer, {
      importId: imported.importId,
      limit: 2,
    });
    const [claim] = found;
    if (claim === undefined || found.length > 1) throw new Error('one claim was expected');
    return claim.claimId;
  }

  async import(...settlements: readonly Changed[]): Promise<ImportedSettlements> {
    const file = settlementFile(...settlements);
    const { platform } = this.base;
    return must(await importSettlements(platform, this.office.callers.officeReviewer, file, { fileName: 'some.csv' }));
  }

  /** County and city pass; the office is left to the test. */
  async passBelowOffice(claimIds: readonly string[]): Promise<void> {
    const { countyReviewer, cityReviewer } = this.office.callers;
    await this.pass(countyReviewer, claimIds);
    await this.pass(cityReviewer, claimIds);
  }

  /** All levels pass. */
  async approve(claimIds: readonly string[]): Promise<void> {
    await this.passBelowOffice(claimIds);
    await this.pass(this.office.callers.secondOfficeReviewer, claimIds);
  }

  private async pass(caller: Caller, claimIds: readonly string[]): Promise<void> {
    const { notPassed } = must(await passClaims(this.base.platform, caller, { claimIds }));
    if (notPassed.length > 0) throw new Error(`not passed: ${JSON.stringify(notPassed)}`);
  }
}

/** A settlement of its own: 399.52 yuan to be paid. */
export function stayOf({ his }: CoveredPerson, id: string, changed: Changed = {}): Changed {
  return { 结算ID: id, 就诊ID: `M-${id}`, ...his, ...changed };
}

/** So large that the benefit alone fills the ceiling of a period: 100,000.00 of 100,200.00. */
export const FILLS_CEILING: Changed = {
  统筹基金支付比例: undefined,
  总费用: '167000.00',
  全自费金额: '0.00',
  先行自付金额: '0.00',
  范围内费用: '167000.00',
  起付线: '0.00',
  统筹基金支出: '0.00',
  基金支付总额: '0.00',
  个人现金支付: '167000.00',
  个人账户支付: '0.00',
};
