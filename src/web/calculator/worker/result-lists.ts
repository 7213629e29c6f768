import type { DecidedSettlement } from '#intake/decide-settlements.ts';
import type { FaultyRow, RosterEntry } from '#intake/roster/roster.ts';
import { TEMPLATE_COLUMNS } from '#intake/roster/template.ts';
import { settlementWhy } from '#intake/settlement-outcome-words.ts';
import type { FaultySettlement } from '#intake/settlements/settlement-row.ts';
import { reasonWords } from '#scheme/words/decision-words.ts';
import type {
  DecisionDetail,
  DecisionListRow,
  ListQuery,
  ListRow,
  OutcomeTotal,
  ReasonTotal,
  RosterListRow,
  SettlementOutcome,
} from '#web/calculator/worker/protocol.ts';

/** Everything of a run that lists are drawn from. */
export interface ResultSource {
  readonly accepted: readonly RosterEntry[];
  readonly faulty: readonly FaultyRow[];
  readonly decided: readonly DecidedSettlement[];
  readonly faultySettlements: readonly FaultySettlement[];
}

const NOTHING: ResultSource = { accepted: [], faulty: [], decided: [], faultySettlements: [] };

/**
 * The results of a run, filtered, searched and handed out in pieces.
 *
 * A filtered list is kept as the indices of its rows until another one is asked for: 100,000 decisions are filtered in
 * some 20 ms, and each further piece costs nothing.
 */
export class ResultLists {
  private source = NOTHING;
  private repaired: readonly RosterEntry[] = [];
  private lastQuery = '';
  private lastIndices: Uint32Array = new Uint32Array();

  replace(source: ResultSource): void {
    this.source = source;
    this.repaired = source.accepted.filter(({ repairs }) => repairs.length > 0);
    this.lastQuery = '';
  }

  count(query: ListQuery): number {
    return this.indices(query).length;
  }

  rows(query: ListQuery, from: number, to: number): readonly ListRow[] {
    return [...this.indices(query).subarray(from, to)].map((place) => this.rowAt(query, place));
  }

  detail(query: ListQuery, index: number): DecisionDetail | undefined {
    const place = this.indices(query)[index];
    const decided = place === undefined ? undefined : this.source.decided[place];
    if (place === undefined || decided === undefined) return undefined;
    const { settlement, decision, caseJson, joinedTo, fault } = decided;
    return { row: decisionRow(decided, place), settlement, decision, caseJson, joinedTo, fault };
  }

  private rowAt(query: ListQuery, place: number): ListRow {
    const { accepted, faulty, decided, faultySettlements } = this.source;
    switch (query.list) {
      case 'accepted':
        return entryRow(at(accepted, place));
      case 'repaired':
        return entryRow(at(this.repaired, place));
      case 'faulty':
        return faultyRow(at(faulty, place));
      case 'decisions':
        return decisionRow(at(decided, place), place);
      case 'faulty-settlements':
        return faultySettlementRow(at(faultySettlements, place));
    }
  }

  private indices(query: ListQuery): Uint32Array {
    const key = JSON.stringify(query);
    if (key !== this.lastQuery) {
      this.lastIndices = this.filter(query);
      this.lastQuery = key;
    }
    return this.lastIndices;
  }

  private filter(query: ListQuery): Uint32Array {
    const { accepted, faulty, decided, faultySettlements } = this.source;
    const words = query.search.toUpperCase().split(/\s+/).filter(Boolean);
    switch (query.list) {
      case 'accepted':
        return matching(accepted, words, entryText);
      case 'repaired':
        return matching(this.repaired, words, entryText);
      case 'faulty':
        return matching(faulty, words, ({ row, texts }) => `${row} ${texts.join(' ')}`);
      case 'faulty-settlements':
        return matching(faultySettlements, words, ({ row, id }) => `${row} ${id}`);
      case 'decisions': {
        const isWanted = (each: DecidedSettlement): boolean =>
          (query.outcome === undefined || each.outcome === query.outcome) &&
          (query.reason === undefined || reasonKeys(each).includes(query.reason));
        const found = matching(decided, words, settlementText, isWanted);
        return query.order === 'settled'
          ? found
          : found.sort((a, b) => at(decided, b).amountFen - at(decided, a).amountFen || a - b);
      }
    }
  }
}

function at<Item>(list: readonly Item[], index: number): Item {
  const item = list[index];
  if (item === undefined) throw new Error(`no row ${index}`);
  return item;
}

function matching<Item>(
  list: readonly Item[],
  words: readonly string[],
  textOf: (item: Item) => string,
  isWanted: (item: Item) => boolean = () => true,
): Uint32Array {
  const found: number[] = [];
  for (let index = 0; index < list.length; index++) {
    const item = at(list, index);
    if (!isWanted(item)) continue;
    if (words.length > 0) {
      const text = textOf(item).toUpperCase();
      if (!words.every((word) => text.includes(word))) continue;
    }
    found.push(index);
  }
  return Uint32Array.from(found);
}

function entryText({ row, name, residentId, phone }: RosterEntry): string {
  return `${row} ${name} ${residentId} ${phone}`;
}

function settlementText({ settlement }: DecidedSettlement): string {
  const { id, name, personId, hospital, diagnosis } = settlement;
  return `${id} ${name} ${personId} ${hospital.name} ${diagnosis.name} ${diagnosis.code}`;
}

function entryRow({ row, name, residentId, repairs }: RosterEntry): RosterListRow {
  return {
    row,
    name,
    residentId,
    notes: repairs.map(({ cell, field, before, after, message }) => ({
      cell,
      column: headerOf(field),
      shows: before,
      became: after,
      message,
    })),
  };
}

function faultyRow({ row, texts, faults }: FaultyRow): RosterListRow {
  return {
    row,
    name: texts[1] ?? '',
    residentId: texts[3] ?? '',
    notes: faults.map(({ cell, field, value, message }) => ({ cell, column: headerOf(field), shows: value, message })),
  };
}

function headerOf(field: string): string {
  return TEMPLATE_COLUMNS.find((column) => column.field === field)?.header ?? field;
}

function faultySettlementRow({ row, id, faults }: FaultySettlement): RosterListRow {
  return {
    row,
    name: id,
    residentId: '',
    notes: faults.map(({ cell, column, value, message }) => ({ cell, column, shows: value, message })),
  };
}

function decisionRow(decided: DecidedSettlement, place: number): DecisionListRow {
  const { settlement, outcome, amountFen } = decided;
  const { row, id, name, personId, hospital, admittedOn, dischargedOn, settledOn, diagnosis } = settlement;
  return {
    place,
    row,
    id,
    name,
    residentId: personId,
    hospital: hospital.name,
    admittedOn,
    dischargedOn,
    settledOn,
    diagnosis: diagnosis.name,
    outcome,
    amountFen,
    why: settlementWhy(decided),
  };
}

function reasonKeys({ decision }: DecidedSettlement): readonly string[] {
  return decision?.reasons.map(({ code, clause }) => `${code} ${clause}`) ?? [];
}

/** Counts and sums by outcome, and by reason, the most frequent first. */
export function totalsOf(decided: readonly DecidedSettlement[]): {
  readonly byOutcome: Readonly<Record<SettlementOutcome, OutcomeTotal>>;
  readonly reasons: readonly ReasonTotal[];
} {
  const byOutcome: Record<SettlementOutcome, { count: number; amountFen: number }> = {
    pay: { count: 0, amountFen: 0 },
    decline: { count: 0, amountFen: 0 },
    refer: { count: 0, amountFen: 0 },
    'not-a-member': { count: 0, amountFen: 0 },
    joined: { count: 0, amountFen: 0 },
    fault: { count: 0, amountFen: 0 },
  };
  const reasons = new Map<string, ReasonTotal>();
  for (const each of decided) {
    const total = byOutcome[each.outcome];
    total.count++;
    total.amountFen += each.amountFen;
    for (const reason of each.decision?.reasons ?? []) {
      const key = `${reason.code} ${reason.clause}`;
      const words = reasonWords(reason).plain;
      reasons.set(key, { outcome: each.outcome, reason: key, words, count: (reasons.get(key)?.count ?? 0) + 1 });
    }
  }
  return { byOutcome, reasons: [...reasons.values()].sort((a, b) => b.count - a.count) };
}
