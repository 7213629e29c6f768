import { readRoster } from '#intake/roster/read-roster.ts';
import type { FaultyRow, RosterEntry, RosterFault, RosterSummary } from '#intake/roster/roster.ts';
import type { FileRefusal } from '#intake/sheet/file-refusal.ts';
import type { Gunzip } from '#intake/sheet/zip-entry.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Result } from '#kernel/result.ts';
import {
  findMembersOf,
  findPersonsByHash,
  type HashColumns,
  hashColumns,
  type KnownMember,
  type KnownPerson,
  personKeyOf,
} from '#modules/persons/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { AnsweredFaults } from './answered-faults.ts';
import {
  clearStage,
  type EntryBefore,
  findEntriesOf,
  insertFaults,
  mergeStagedRows,
  type StagedRow,
  stageRows,
} from './entry-store.ts';
import { findRunningUntil, findStandingCovers } from './reservation-store.ts';
import { earliestStart, obstacleTo } from './standing-obstacle.ts';

export interface FiledFault {
  readonly row: number;
  readonly reasons: readonly { readonly cell: string; readonly code: string; readonly message: string }[];
}

export interface FilingFacts {
  readonly rosterId: string;
  readonly unitId: string;
  readonly agencyId: string;
  readonly program: ProgramId;
  readonly filedOn: DayNumber;
}

/** So many faulty rows are given back at once; a screen asks for more. */
const MOST_FAULTS_TOLD = 1_000;

interface Admitted {
  readonly entry: RosterEntry;
  readonly hash: HashColumns;
  readonly known: KnownPerson | undefined;
  readonly id: string;
  /** Where he is a member of the unit already. */
  readonly member: KnownMember | undefined;
  readonly previousEndOn: DayNumber | undefined;
  /** Where he is on this roster already. */
  readonly before: EntryBefore | undefined;
}

export interface FilingOptions {
  readonly signal?: AbortSignal | undefined;
  readonly gunzip?: Gunzip | undefined;
  /** Hears the share of the file that was read, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** What a roster has already, to which a file is added. */
export interface FilingBehind {
  /** Added to each row's number. */
  readonly rowOffset: number;
  /** The faulty rows of before, of which the file may bring the right ones. */
  readonly answered: AnsweredFaults;
}

/** Rows that are hashed, looked up, sealed and stored together. */
const ROWS_IN_BATCH = 2_000;
/** While one batch is sealed on the threads, another is looked up or stored. */
const BATCHES_AT_ONCE = 2;

/**
 * One roster on its way in: reading goes on while batches before are sealed and stored. Memory holds the batches under way.
 */
export class Filing {
  private readonly act: Act;
  private readonly facts: FilingFacts;
  private readonly earliestStart: DayNumber;
  private readonly behind: FilingBehind | undefined;
  private readonly rowOffset: number;
  private waiting: RosterEntry[] = [];
  private underWay: Promise<void>[] = [];
  private batches = 0;
  /** The transaction takes one statement after the other. */
  private lastStatement: Promise<unknown> = Promise.resolve();
  /** Rows that the file's own checks admit, and standing covers or reservations do not. */
  turnedDown = 0;
  /** Rows of persons who are on the roster just as the file has them. */
  unchanged = 0;
  /** Rows in whose place a corrected one was filed. */
  readonly replaced: { readonly row: number; readonly reason: string }[] = [];
  readonly told: FiledFault[] = [];

  private constructor(act: Act, facts: FilingFacts, earliestStart: DayNumber, behind: FilingBehind | undefined) {
    this.act = act;
    this.facts = facts;
    this.earliestStart = earliestStart;
    this.behind = behind;
    this.rowOffset = behind?.rowOffset ?? 0;
  }

  /** Without `behind` for a new roster. */
  static async begin(act: Act, facts: FilingFacts, behind?: FilingBehind): Promise<Filing> {
    const runningUntil = await findRunningUntil(act, facts.unitId, facts.program, facts.filedOn);
    return new Filing(act, facts, earliestStart(facts.filedOn, runningUntil), behind);
  }

  /** Takes the rows of a file, all of them or, where the file as a whole is refused, for nothing. */
  async read(
    file: Blob,
    submittedOn: DayNumber,
    { signal, gunzip, onProgress }: FilingOptions,
  ): Promise<Result<RosterSummary, FileRefusal>> {
    try {
      const request = { program: this.facts.program, submittedOn, signal, gunzip };
      const read = await readRoster(file, request, async (batch) => {
        await this.take(batch.accepted, batch.faulty);
        onProgress?.(batch.progress);
      });
      if (read.ok) await this.finish();
      return read;
    } finally {
      // the transaction must not end under a statement
      await Promise.allSettled(this.underWay);
    }
  }

  /** Takes one row that was typed. */
  async takeTyped(entry: RosterEntry): Promise<void> {
    try {
      await this.take([entry], []);
      await this.finish();
    } finally {
      await Promise.allSettled(this.underWay);
    }
  }

  /** Waits where too many batches are under way. */
  private async take(accepted: readonly RosterEntry[], faulty: readonly FaultyRow[]): Promise<void> {
    if (faulty.length > 0) await this.inTurn(() => this.keepFaults(faulty));
    for (const entry of accepted) this.waiting.push(entry);
    this.behind?.answered.note(accepted, faulty);
    if (this.waiting.length >= ROWS_IN_BATCH) await this.startBatch();
  }

  /** Stores what is left and waits for everything. */
  private async finish(): Promise<void> {
    if (this.waiting.length > 0) await this.startBatch();
    await Promise.all(this.underWay);
    await clearStage(this.act, this.facts.rosterId);
  }

  private async startBatch(): Promise<void> {
    const entries = this.waiting;
    this.waiting = [];
    this.batches += 1;
    const batch = this.storeBatch(entries, this.batches);
    // it is awaited later; a failure until then is no unhandled one
    batch.catch(() => undefined);
    this.underWay.push(batch);
    if (this.underWay.length >= BATCHES_AT_ONCE) await this.underWay.shift();
  }

  private async storeBatch(entries: readonly RosterEntry[], batch: number): Promise<void> {
    const { act, facts } = this;
    const residentIds = entries.map((entry) => entry.residentId);
    const hashes = (await act.platform.bulk().hashTexts('resident-id', residentIds)).map(hashColumns);
    const admitted = await this.inTurn(() => this.admit(entries, hashes));
    const rows = await this.seal(admitted, batch);
    await this.inTurn(async () => {
      await stageRows(act.transaction, rows);
      await mergeStagedRows(act, facts, batch);
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.lastStatement.then(work);
    this.lastStatement = done.catch(() => undefined);
    return done;
  }

  /** Leaves out those whom a cover, a roster under way, or this very roster stands against. */
  private async admit(accepted: readonly RosterEntry[], hashes: readonly HashColumns[]): Promise<readonly Admitted[]> {
    const { act, facts } = this;
    const { transaction, officeId } = act;
    const column = hashes[0]?.current ?? 0;
    const lookUps = hashes.map((each) => {
      const hash = column === 0 ? each.hash0 : each.hash1;
      if (hash === null) throw new Error('a row without its hash');
      return hash;
    });
    const known = await findPersonsByHash(transaction, officeId, column, lookUps);
    const keys = lookUps.map((hash) => personKeyOf(hash));
    const standing = await findStandingCovers(transaction, column, keys, facts.program);
    const here =
      this.behind === undefined
        ? undefined
        : await findEntriesOf(
            act,
            { id: facts.rosterId, filed_on: facts.filedOn },
            [...known.values()].map(({ id }) => id),
          );
    const members = await findMembersOf(transaction, officeId, {
      unitId: facts.unitId,
      personIds: [...known.values()].map(({ id }) => id),
    });
    const admitted: Admitted[] = [];
    const turnedDown: FaultyRow[] = [];
    for (const [index, entry] of accepted.entries()) {
      const hash = hashes[index];
      const lookUp = lookUps[index];
      const key = keys[index];
      if (hash === undefined || lookUp === undefined || key === undefined) throw new Error('a row without its hash');
      const covers = standing.get(key) ?? [];
      const person = known.size === 0 ? undefined : known.get(lookUp.toString('hex'));
      const before = person === undefined ? undefined : here?.get(person.id);
      const obstacle = obstacleTo(covers, { ...facts, earliestStart: this.earliestStart });
      if (obstacle !== undefined) {
        turnedDown.push(faultyRow(entry, obstacle));
        continue;
      }
      const previousEndOn = covers.reduce<DayNumber | undefined>(
        (latest, { end_on }) => (end_on !== null && (latest === undefined || end_on > latest) ? end_on : latest),
        undefined,
      );
      const id = person?.id ?? act.newId();
      admitted.push({ entry, hash, known: person, id, member: members.get(id), previousEndOn, before });
    }
    this.turnedDown += turnedDown.length;
    await this.keepFaults(turnedDown);
    return admitted;
  }

  private async seal(admitted: readonly Admitted[], batch: number): Promise<readonly StagedRow[]> {
    const { act, facts } = this;
    const { officeId, platform } = act;
    const sealed = await platform.bulk().sealPersons(
      admitted.map(({ entry, known, id, member }) => ({
        officeId,
        personId: id,
        name: entry.name,
        residentId: entry.residentId,
        phone: entry.phone,
        fields: { sex: entry.sex, bornOn: entry.bornOn, remark: entry.remark },
        wrappedKey: known?.wrappedKey,
        sealedBefore: member?.sealed,
      })),
    );
    return admitted.flatMap(({ entry, hash, known, id, member, previousEndOn, before }, index) => {
      const row = sealed[index];
      if (row === undefined) throw new Error('a row was not sealed');
      if (before !== undefined) {
        const isSame = before.particulars?.equals(row.particulars) === true;
        if (isSame && before.delayed_retirement === entry.delayedRetirement) {
          this.unchanged += 1;
          return [];
        }
        this.replaced.push({ row: before.row_number, reason: correctedBy(entry.row + this.rowOffset) });
      }
      const phone = row.phoneHashes === undefined ? undefined : hashColumns(row.phoneHashes);
      const values: StagedRow = [
        facts.rosterId,
        batch,
        entry.row + this.rowOffset,
        id,
        member?.id ?? act.newId(),
        known === undefined,
        member === undefined,
        hash.hash0,
        hash.hash1,
        phone?.hash0 ?? null,
        phone?.hash1 ?? null,
        row.wrappedKey,
        row.isAsBefore ? null : row.sealed,
        row.isAsBefore ? null : [...new Set(row.nameTokens.flatMap(({ tokens }) => tokens))],
        entry.delayedRetirement,
        entry.repairs.length > 0,
        previousEndOn ?? null,
        row.particulars,
      ];
      return [values];
    });
  }

  private async keepFaults(rows: readonly FaultyRow[]): Promise<void> {
    if (rows.length === 0) return;
    await insertFaults(this.act, this.facts, rows, this.rowOffset);
    for (const { row, faults } of rows) {
      if (this.told.length >= MOST_FAULTS_TOLD) break;
      this.told.push({ row, reasons: faults.map(({ cell, code, message }) => ({ cell, code, message })) });
    }
  }
}

/** Why a row does not stand in whose place another came. */
export function correctedBy(row: number): string {
  return `已由第 ${row} 行更正`;
}

function faultyRow(entry: RosterEntry, { code, message }: Pick<RosterFault, 'code' | 'message'>): FaultyRow {
  const { row, residentId: value } = entry;
  const sex = entry.sex === 'male' ? '男' : '女';
  return {
    row,
    texts: ['', entry.name, sex, value, entry.phone, entry.remark],
    faults: [{ row, column: 'D', cell: `D${row}`, field: 'residentId', code, value, message }],
  };
}
