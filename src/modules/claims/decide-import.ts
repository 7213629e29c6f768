import { type DecidedSettlement, joinedStay, SettlementDecider } from '#intake/decide-settlements.ts';
import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { leafHash } from '#platform/cryptography/merkle.ts';
import { sealJson, sealWithRing } from '#platform/cryptography/sealing.ts';
import type { CopyValue } from '#platform/database/copy-text.ts';
import { dayValue } from '#platform/database/value-types.ts';
import { writeDecision } from '#scheme/write-decision.ts';
import { type EarlierStay, findEarlierStays, isSameStay, overlaps } from './earlier-stays.ts';
import { type MatchedRecord, takesRecord } from './match-record.ts';
import { type MatchedPeriod, type MatchedPersons, periodOfClaim } from './matched-persons.ts';
import { isSoonAfter } from './own-flags.ts';
import { type ClaimSecrets, claimContext, type DecisionSecrets, decisionContext, personKey } from './sealed-claim.ts';
import type { SettlementHashes } from './settlement-hashes.ts';
import type { ClaimState } from './states.ts';

export type RowOutcome = DecidedSettlement['outcome'] | 'refunded' | 'known' | 'reversal' | 'matched';

const PERSONS_PER_LOOK = 1_000;

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
  /** Stays that their members had claimed, with these claims. */
  readonly matched: MatchedRecord[] = [];
  private matchesTold = 0;
  /** What a person claimed before, in earlier files and in this one. */
  private readonly earlier = new Map<string, readonly EarlierStay[]>();

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

  /** Reads what the persons of a file claimed before; nothing can be read any more once its outcomes are on their way. */
  async lookBack(personIds: readonly string[]): Promise<void> {
    for (let from = 0; from < personIds.length; from += PERSONS_PER_LOOK) {
      const found = await findEarlierStays(this.act, personIds.slice(from, from + PERSONS_PER_LOOK));
      for (const [personId, earlier] of found) this.earlier.set(personId, earlier);
    }
  }

  /** Decides the next stays, in their order; a stay that its member has claimed himself is that claim's. */
  decide(stays: readonly (readonly SettlementRow[])[]): (readonly DecidedSettlement[])[] {
    return stays.flatMap((stay) => (this.match(stay) ? [] : [this.decider.decide(stay)]));
  }

  /** The rows of stays that were matched since the last time. */
  *matchedRows(): Generator<readonly CopyValue[]> {
    for (const { stay, claim } of this.matched.slice(this.matchesTold)) {
      for (const settlement of stay) {
        this.count('matched');
        yield [...this.keysOf(settlement, 'matched', claim.id), null];
      }
    }
    this.matchesTold = this.matched.length;
  }

  private match(stay: readonly SettlementRow[]): boolean {
    const [first] = stay;
    const person = first === undefined ? undefined : this.facts.persons.get(first.personId);
    if (first === undefined || person === undefined) return false;
    const days = joinedStay(stay);
    const earlier = this.earlier.get(person.id) ?? [];
    const at = earlier.findIndex(
      (each) => each.claim !== undefined && takesRecord(each.claim) && isSameStay(each, days),
    );
    const claim = earlier[at]?.claim;
    if (claim === undefined) return false;
    this.matched.push({ stay, claim });
    // a second record of that stay is another one
    this.earlier.set(person.id, earlier.with(at, { ...days, claim: undefined }));
    return true;
  }

  /** What a person should look at in a stay beside the rules. */
  private flagsOf(personId: string, stay: readonly SettlementRow[], period: MatchedPeriod): readonly string[] {
    const days = joinedStay(stay);
    const earlier = this.earlier.get(personId) ?? [];
    const flags: string[] = [];
    const isKnown = stay.some(({ row }) => this.facts.ofKnownStay.has(row));
    if (isKnown || earlier.some((each) => isSameStay(each, days))) flags.push('same-stay');
    else if (earlier.some((each) => overlaps(each, days))) flags.push('overlapping-stay');
    if (isSoonAfter(period.waitingUntil, days.admittedOn)) flags.push('soon-after-waiting');
    const { admittedOn, dischargedOn } = days;
    this.earlier.set(personId, [...earlier, { admittedOn, dischargedOn, claim: undefined }]);
    return flags;
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
    const flags = this.flagsOf(
      person.id,
      stay.map((each) => each.settlement),
      period,
    );
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
      `{${flags.join(',')}}`,
      JSON.stringify(decision.reasons),
      JSON.stringify(decision.notices),
      `{${decision.readings.join(',')}}`,
      dayValue(termsOn),
      sealJson(key, claimContext(officeId, claimId), secrets),
      sealJson(key, decisionContext(officeId, claimId, 1), decided),
      facts.hashes.hospital(settlement.hospital.name),
      dayValue(joinedStay(stay.map((each) => each.settlement)).admittedOn),
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
