import { type DecidedSettlement, SettlementDecider } from '#intake/decide-settlements.ts';
import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { leafHash } from '#platform/cryptography/merkle.ts';
import { sealJson, sealWithRing } from '#platform/cryptography/sealing.ts';
import type { CopyValue } from '#platform/database/copy-text.ts';
import { dayValue } from '#platform/database/value-types.ts';
import { writeDecision } from '#scheme/write-decision.ts';
import { type MatchedPersons, periodOfClaim } from './matched-persons.ts';
import { type ClaimSecrets, claimContext, type DecisionSecrets, decisionContext, personKey } from './sealed-claim.ts';
import type { SettlementHashes } from './settlement-hashes.ts';
import type { ClaimState } from './states.ts';

export type RowOutcome = DecidedSettlement['outcome'] | 'refunded' | 'known' | 'reversal';

interface ImportFacts {
  readonly importId: string;
  readonly rootAgencyId: string;
  readonly persons: MatchedPersons;
  readonly hashes: SettlementHashes;
  /** Rows of a stay of which an earlier file brought a part: a person looks at them. */
  readonly ofKnownStay: ReadonlySet<number>;
}

/** Decides the stays of one file in their order and turns them into rows of the stage. */
export class DecidingImport {
  private readonly act: Act;
  private readonly facts: ImportFacts;
  private readonly decider: SettlementDecider;
  readonly counts = new Map<RowOutcome, number>();
  /** Of the claims, in their order: for the audit. */
  readonly leaves: Buffer[] = [];

  constructor(act: Act, facts: ImportFacts) {
    this.act = act;
    this.facts = facts;
    const { persons } = facts;
    this.decider = new SettlementDecider(
      (residentId) => persons.get(residentId)?.periods,
      (residentId) => persons.usesOf(residentId),
    );
  }

  get paidFen(): Fen {
    return this.decider.paidFen;
  }

  decide(stays: readonly (readonly SettlementRow[])[]): (readonly DecidedSettlement[])[] {
    return stays.map((stay) => this.decider.decide(stay));
  }

  count(outcome: RowOutcome): void {
    this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + 1);
  }

  /** The rows of one decided stay: its claim, and what was joined to it; or rows that became no claim. */
  *rowsOf(stay: readonly DecidedSettlement[]): Generator<readonly CopyValue[]> {
    const last = stay.at(-1);
    if (last === undefined) return;
    const { decision } = last;
    for (const { outcome } of stay) this.count(outcome);
    if (decision === undefined) {
      for (const { settlement, outcome, fault } of stay) yield this.unclaimedRow(settlement, outcome, fault);
      return;
    }
    const claimId = this.act.newId();
    for (const { settlement } of stay.slice(0, -1)) {
      yield [...this.keysOf(settlement, 'joined', claimId), null];
    }
    yield this.claimRow(stay, last, claimId);
  }

  private claimRow(
    stay: readonly DecidedSettlement[],
    { settlement, decision, caseJson, periodId, outcome }: DecidedSettlement,
    claimId: string,
  ): readonly CopyValue[] {
    const { act, facts } = this;
    const { officeId } = act;
    const person = facts.persons.get(settlement.personId);
    if (person === undefined || decision === undefined) throw new Error('a claim of nobody, or without a decision');
    const period = periodOfClaim(person, stay[0]?.settlement ?? settlement);
    const { state, reviewingAgencyId } = this.firstState(decision.outcome, period.agencyId);
    const key = personKey(act.platform.ring(), officeId, person.id, person.wrappedKey);
    const secrets: ClaimSecrets = { settlements: stay.map((each) => each.settlement) };
    const decided: DecisionSecrets = { case: caseJson, line: writeDecision(decision) };
    const isOfKnownStay = stay.some((each) => facts.ofKnownStay.has(each.settlement.row));
    const termsOn = person.periods.find(({ id }) => id === periodId)?.startOn ?? settlement.admittedOn;
    this.leaves.push(leafHash(`${claimId} ${outcome} ${decision.amountFen}`));
    return [
      ...this.keysOf(settlement, outcome, claimId),
      null,
      dayValue(settlement.settledOn),
      period.agencyId,
      period.unitId,
      person.id,
      period.memberId,
      periodId ?? null,
      state,
      reviewingAgencyId,
      decision.amountFen,
      isOfKnownStay ? '{same-stay}' : '{}',
      JSON.stringify(decision.reasons),
      JSON.stringify(decision.notices),
      `{${decision.readings.join(',')}}`,
      dayValue(termsOn),
      sealJson(key, claimContext(officeId, claimId), secrets),
      sealJson(key, decisionContext(officeId, claimId, 1), decided),
      facts.hashes.hospital(settlement.hospital.name),
    ];
  }

  private firstState(
    outcome: 'pay' | 'decline' | 'refer',
    agencyId: string,
  ): { readonly state: ClaimState; readonly reviewingAgencyId: string | null } {
    switch (outcome) {
      case 'pay':
        return { state: 'in-review', reviewingAgencyId: agencyId };
      case 'refer':
        return { state: 'referred', reviewingAgencyId: this.facts.rootAgencyId };
      case 'decline':
        return { state: 'declined', reviewingAgencyId: null };
    }
  }

  /** A row of nobody that we know, or whose figures can't be decided: kept with the import, sealed. */
  unclaimedRow(settlement: SettlementRow, outcome: RowOutcome, fault?: unknown): readonly CopyValue[] {
    return [...this.keysOf(settlement, outcome, null), this.sealedRow(settlement.row, { settlement, fault })];
  }

  sealedRow(row: number, value: unknown): Buffer {
    const { act, facts } = this;
    return sealWithRing(act.platform.ring(), importRowContext(act.officeId, facts.importId, row), value);
  }

  private keysOf(settlement: SettlementRow, outcome: RowOutcome, claimId: string | null): readonly CopyValue[] {
    const { importId, hashes } = this.facts;
    return [importId, settlement.row, outcome, claimId, hashes.settlement(settlement.id), hashes.stay(settlement)];
  }
}

/** Where a row that became no claim stands sealed. */
export function importRowContext(
  officeId: string,
  importId: string,
  row: number,
): { readonly table: string; readonly officeId: string; readonly id: string } {
  return { table: 'settlement_row', officeId, id: `${importId} ${row}` };
}
