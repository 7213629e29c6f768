import { staysInOrder } from '#intake/decide-settlements.ts';
import { readSettlements } from '#intake/settlements/read-settlements.ts';
import type { SettlementFile, SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { FileRefusal } from '#intake/sheet/file-refusal.ts';
import type { Gunzip } from '#intake/sheet/zip-entry.ts';
import { calendarDay, type DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { hashColumns } from '#modules/persons/index.ts';
import { getRootAgencyId } from '#modules/reviews/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import { merkleRoot } from '#platform/cryptography/merkle.ts';
import type { CopyValue } from '#platform/database/copy-text.ts';
import { hashFile } from '#platform/hash-file.ts';
import type { Platform } from '#platform/platform.ts';
import { DecidingImport, type RowOutcome } from './decide-import.ts';
import { flagSharersOfImport } from './flag-store.ts';
import {
  ensureYears,
  findImportByHash,
  findKnownRows,
  insertImport,
  lockImports,
  lockStagedCounters,
  markReversed,
  type Reversal,
  stageOutcomes,
  stageRows,
  storeOutcomes,
} from './import-store.ts';
import { attachRecords } from './match-record.ts';
import { MatchedPersons } from './matched-persons.ts';
import { SettlementHashes } from './settlement-hashes.ts';

/** What the import is at, for whoever watches or measures: told at every change. */
export type ImportStage = 'read' | 'stage' | 'match' | 'decide' | 'seal' | 'write';

export interface SettlementImport {
  readonly fileName: string;
  readonly gunzip?: Gunzip | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Only stays settled on this day, as an export of that day would have brought them; the file's faults are not kept. */
  readonly onlyDay?: DayNumber | undefined;
  readonly onStage?: ((stage: ImportStage) => void) | undefined;
}

export interface ImportedSettlements {
  readonly importId: string;
  /** How many rows came to what. */
  readonly counts: Readonly<Partial<Record<RowOutcome, number>>>;
  /** To be paid by the decisions made here. */
  readonly paidFen: Fen;
  /** Claims of earlier imports that the insurer has taken back. */
  readonly reversed: number;
  readonly faultyRows: readonly FaultyImportRow[];
  /** Whether `faultyRows` are not all. */
  readonly isCut: boolean;
  readonly ignoredColumns: readonly string[];
  readonly warnings: readonly string[];
}

export interface FaultyImportRow {
  readonly row: number;
  readonly reasons: readonly { readonly cell: string; readonly code: string; readonly message: string }[];
}

export type ImportSettlementsRefusal =
  | { readonly code: 'office-only' }
  | { readonly code: 'settlement-file-refused'; readonly message: string; readonly reason: FileRefusal['code'] }
  | { readonly code: 'settlements-known'; readonly importId: string };

/** So many faulty rows are given back at once; a screen asks for more. */
const MOST_FAULTS_TOLD = 1_000;
/** Stays that are decided before the next are: what a batch needs is all that stands in memory beside the file. */
const STAYS_PER_BATCH = 1_000;

/**
 * Takes in the insurer's settlements (免申即享, 通知-四(四)): every stay of a member becomes a claim with its decision, in
 * the order of settlement day, then id; what pays holds its place in the limits and waits for review.
 *
 * Submitted and told on the settlement day. Set by set: rows go to a stage, persons and periods are matched by keyed
 * hash, decisions come back by COPY; no query per row. The same file is refused a second time, the same settlement
 * happens once whatever file brings it, and what the insurer takes back of earlier files waits for a person. The office's
 * scope; one import of an office at a time.
 */
export async function importSettlements(
  platform: Platform,
  caller: Caller,
  file: Blob,
  { fileName, gunzip, signal, onlyDay, onStage = () => undefined }: SettlementImport,
): Promise<Result<ImportedSettlements, ImportSettlementsRefusal | IdempotencyRefusal>> {
  if (caller.access.scope !== 'office') return fail({ code: 'office-only' });
  onStage('read');
  const fileHash = await hashFile(file, onlyDay === undefined ? '' : `day ${onlyDay}`);
  const read = await readSettlements(file, { gunzip, signal });
  if (!read.ok) {
    return fail({ code: 'settlement-file-refused', message: read.error.message, reason: read.error.code });
  }
  const content = onlyDay === undefined ? read.value : settledOnly(read.value, onlyDay);
  const input = { fileHash: fileHash.toString('hex'), onlyDay: onlyDay ?? null };
  return await perform(platform, caller, { name: 'import-settlements', input }, async (act) => {
    await lockImports(act);
    const earlier = await findImportByHash(act, fileHash);
    if (earlier !== undefined) return fail({ code: 'settlements-known', importId: earlier });

    const importId = act.newId();
    const importedOn = today(platform.clock);
    const importing = new Importing(act, importId, content, onStage);
    const { deciding, reversed } = await importing.run();
    const counts = Object.fromEntries(deciding.counts) as ImportedSettlements['counts'];
    await insertImport(act, { importId, fileName, fileHash, importedOn, counts, paidFen: deciding.paidFen });
    await storeOutcomes(act, importId, importedOn);
    await flagSharersOfImport(act.transaction, act.officeId, importId);
    await attachRecords(act, deciding.matched);
    const told = content.faulty.slice(0, MOST_FAULTS_TOLD);
    await act.audit({
      act: 'import-settlements',
      objectKind: 'settlement-import',
      objectId: importId,
      detail: { ...input, counts, paidFen: deciding.paidFen, reversed },
      merkleRoot: merkleRoot(deciding.leaves),
    });
    await act.emit({
      kind: 'settlements-imported',
      objectKind: 'settlement-import',
      objectId: importId,
      payload: { counts, paidFen: deciding.paidFen },
    });
    return ok({
      importId,
      counts,
      paidFen: deciding.paidFen,
      reversed,
      faultyRows: told.map(({ row, faults }) => ({
        row,
        reasons: faults.map(({ cell, code, message }) => ({ cell, code, message })),
      })),
      isCut: content.faulty.length > told.length,
      ignoredColumns: content.ignoredColumns,
      warnings: content.warnings,
    });
  });
}

/** The stays whose last settlement is of that day. */
function settledOnly(file: SettlementFile, day: DayNumber): SettlementFile {
  const settlements = staysInOrder(file.settlements)
    .filter((stay) => stay.at(-1)?.settledOn === day)
    .flat();
  return { ...file, settlements, faulty: [], refunded: [] };
}

/** One file on its way through the stage. */
class Importing {
  private readonly act: Act;
  private readonly importId: string;
  private readonly file: SettlementFile;
  private readonly onStage: (stage: ImportStage) => void;
  private readonly hashes: SettlementHashes;

  constructor(act: Act, importId: string, file: SettlementFile, onStage: (stage: ImportStage) => void) {
    this.act = act;
    this.importId = importId;
    this.file = file;
    this.onStage = onStage;
    this.hashes = new SettlementHashes(act.platform.ring());
  }

  async run(): Promise<{ readonly deciding: DecidingImport; readonly reversed: number }> {
    const { act, importId, file, hashes } = this;
    this.onStage('stage');
    const column = await this.stage();
    this.onStage('match');
    const { known, ofKnownStay } = await findKnownRows(act, importId);
    await lockStagedCounters(act, importId, column);
    const residentIds = new Map(file.settlements.map(({ row, personId }) => [row, personId]));
    const persons = await MatchedPersons.find(act, importId, column, (row) => residentIds.get(row) ?? '');
    const rootAgencyId = await getRootAgencyId(act.transaction, act.officeId);
    const reversals = this.reversals();
    const reversed = await markReversed(act, importId, reversals);

    const fresh = file.settlements.filter(({ row }) => !known.has(row));
    const years = new Set(fresh.map(({ settledOn }) => calendarDay(settledOn).year));
    await ensureYears(act, [...years]);
    const deciding = new DecidingImport(act, { importId, rootAgencyId, persons, hashes, ofKnownStay });
    await deciding.lookBack(persons.ids());
    await stageOutcomes(act, this.outcomes(deciding, fresh, known, reversed));
    this.onStage('write');
    return { deciding, reversed: new Set(reversed.values()).size };
  }

  private async stage(): Promise<0 | 1> {
    const { act, importId, hashes } = this;
    const { settlements } = this.file;
    const persons = await act.platform.bulk().hashTexts(
      'resident-id',
      settlements.map(({ personId }) => personId),
    );
    const first = persons[0];
    const column = first === undefined ? 0 : hashColumns(first).current;
    function* rows(): Generator<readonly CopyValue[]> {
      for (const [index, settlement] of settlements.entries()) {
        const person = persons[index];
        if (person === undefined) throw new Error('a row without its hash');
        const { id, row } = settlement;
        yield [importId, row, person.current.hash, hashes.settlement(id), hashes.stay(settlement)];
      }
    }
    await stageRows(act, rows());
    return column;
  }

  /** What the insurer took back: refunds without their settlement, and settlements that only this file sets off. */
  private reversals(): readonly Reversal[] {
    const { faulty, refunded } = this.file;
    const lone = faulty.flatMap(({ row, refundOf }) =>
      refundOf === undefined
        ? []
        : { row, settlementHash: this.hashes.settlement(refundOf.settlementId), stayHash: this.hashes.stay(refundOf) },
    );
    const paired = refunded.map(({ id, refundRow }) => ({
      row: refundRow,
      settlementHash: this.hashes.settlement(id),
      stayHash: null,
    }));
    return [...lone, ...paired];
  }

  private async *outcomes(
    deciding: DecidingImport,
    fresh: readonly SettlementRow[],
    known: ReadonlySet<number>,
    reversed: ReadonlyMap<number, string>,
  ): AsyncGenerator<readonly CopyValue[]> {
    const stays = staysInOrder(fresh);
    for (let from = 0; from < stays.length; from += STAYS_PER_BATCH) {
      this.onStage('decide');
      const decided = deciding.decide(stays.slice(from, from + STAYS_PER_BATCH));
      this.onStage('seal');
      for (const stay of decided) yield* deciding.rowsOf(stay);
      yield* deciding.matchedRows();
    }
    const { importId } = this;
    const plain = (row: number, outcome: RowOutcome, sealed: Buffer | null = null): readonly CopyValue[] => {
      deciding.count(outcome);
      return [importId, row, outcome, reversed.get(row) ?? null, null, null, sealed];
    };
    for (const row of known) yield plain(row, 'known');
    for (const { row, refundRow } of this.file.refunded) {
      yield plain(row, 'refunded');
      yield plain(refundRow, reversed.has(refundRow) ? 'reversal' : 'refunded');
    }
    for (const { row, id, faults } of this.file.faulty) {
      yield plain(row, reversed.has(row) ? 'reversal' : 'fault', deciding.sealedRow(row, { id, faults }));
    }
  }
}
