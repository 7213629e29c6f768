import type { FaultyRow, RosterEntry, RosterFault } from '#intake/roster/roster.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import {
  findPersonsByHash,
  type HashColumns,
  hashColumns,
  type KnownPerson,
  personKeyOf,
} from '#modules/persons/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { CopyValue } from '#platform/database/copy-text.ts';
import { dayValueOrNull } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import { findEntriesOf, insertFaults, stageRows } from './entry-store.ts';
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
  readonly previousEndOn: DayNumber | undefined;
}

/** One roster on its way into the stage, batch by batch. */
export class Filing {
  private readonly act: Act;
  private readonly facts: FilingFacts;
  private readonly earliestStart: DayNumber;
  /** Added to each row's number: what is filed behind rows that are there already. */
  private readonly rowOffset: number;
  /** Rows that the file's own checks admit, and standing covers or reservations do not. */
  turnedDown = 0;
  /** Rows in whose place a corrected one was filed. */
  readonly replaced: { readonly row: number; readonly reason: string }[] = [];
  readonly told: FiledFault[] = [];

  private constructor(act: Act, facts: FilingFacts, earliestStart: DayNumber, rowOffset: number) {
    this.act = act;
    this.facts = facts;
    this.earliestStart = earliestStart;
    this.rowOffset = rowOffset;
  }

  /** `rowOffset` is 0 for a new roster. */
  static async begin(act: Act, facts: FilingFacts, rowOffset = 0): Promise<Filing> {
    const runningUntil = await findRunningUntil(act, facts.unitId, facts.program);
    return new Filing(act, facts, earliestStart(facts.filedOn, runningUntil), rowOffset);
  }

  async take(accepted: readonly RosterEntry[], faulty: readonly FaultyRow[]): Promise<void> {
    await this.keepFaults(faulty);
    if (accepted.length === 0) return;
    const { platform } = this.act;
    const hashes = (
      await platform.bulk().hashTexts(
        'resident-id',
        accepted.map((entry) => entry.residentId),
      )
    ).map(hashColumns);
    const admitted = await this.admit(accepted, hashes);
    await this.stage(admitted);
  }

  /** Leaves out those whom a cover, a roster under way, or this very roster stands against. */
  private async admit(accepted: readonly RosterEntry[], hashes: readonly HashColumns[]): Promise<readonly Admitted[]> {
    const { act, facts } = this;
    const { transaction, officeId } = act;
    const column = hashes[0]?.current ?? 0;
    const lookUps = hashes.map((each) => (column === 0 ? each.hash0 : each.hash1) ?? Buffer.alloc(0));
    const known = await findPersonsByHash(transaction, officeId, column, lookUps);
    const keys = lookUps.map((hash) => personKeyOf(hash));
    const standing = await findStandingCovers(transaction, column, keys, facts.program);
    const here =
      this.rowOffset === 0
        ? undefined
        : await findEntriesOf(
            act,
            { id: facts.rosterId, filed_on: facts.filedOn },
            [...known.values()].map(({ id }) => id),
          );
    const admitted: Admitted[] = [];
    const turnedDown: FaultyRow[] = [];
    for (const [index, entry] of accepted.entries()) {
      const hash = hashes[index];
      const lookUp = lookUps[index];
      if (hash === undefined || lookUp === undefined) throw new Error('a row without its hash');
      const covers = standing.get(personKeyOf(lookUp)) ?? [];
      const person = known.get(lookUp.toString('hex'));
      const before = person === undefined ? undefined : here?.get(person.id);
      const obstacle =
        before?.state === 'standing'
          ? { code: 'id-duplicate' as const, message: `此人已在这份名单的第 ${before.row_number} 行，请勿重复` }
          : obstacleTo(covers, { ...facts, earliestStart: this.earliestStart });
      if (obstacle !== undefined) {
        turnedDown.push(faultyRow(entry, obstacle));
        continue;
      }
      if (before !== undefined) {
        this.replaced.push({ row: before.row_number, reason: `已由第 ${entry.row + this.rowOffset} 行更正` });
      }
      const previousEndOn = covers.reduce<DayNumber | undefined>(
        (latest, { end_on }) => (end_on !== null && (latest === undefined || end_on > latest) ? end_on : latest),
        undefined,
      );
      admitted.push({ entry, hash, known: person, id: person?.id ?? act.newId(), previousEndOn });
    }
    this.turnedDown += turnedDown.length;
    await this.keepFaults(turnedDown);
    return admitted;
  }

  private async stage(admitted: readonly Admitted[]): Promise<void> {
    const { act, facts } = this;
    const { officeId, transaction, platform } = act;
    const sealed = await platform.bulk().sealPersons(
      admitted.map(({ entry, known, id }) => ({
        officeId,
        personId: id,
        name: entry.name,
        residentId: entry.residentId,
        phone: entry.phone,
        fields: { sex: entry.sex, bornOn: entry.bornOn, remark: entry.remark },
        wrappedKey: known?.wrappedKey,
      })),
    );
    await stageRows(
      transaction,
      admitted.map(({ entry, hash, known, id, previousEndOn }, index): readonly CopyValue[] => {
        const row = sealed[index];
        if (row === undefined) throw new Error('a row was not sealed');
        const phone = row.phoneHashes === undefined ? undefined : hashColumns(row.phoneHashes);
        const tokens = row.nameTokens.flatMap((each) => each.tokens);
        return [
          facts.rosterId,
          entry.row + this.rowOffset,
          id,
          act.newId(),
          known === undefined,
          hash.hash0,
          hash.hash1,
          phone?.hash0 ?? null,
          phone?.hash1 ?? null,
          row.wrappedKey,
          row.sealed,
          `{${tokens.join(',')}}`,
          entry.delayedRetirement,
          entry.repairs.length > 0,
          dayValueOrNull(previousEndOn),
        ];
      }),
    );
  }

  private async keepFaults(rows: readonly FaultyRow[]): Promise<void> {
    if (rows.length === 0) return;
    await insertFaults(this.act, this.facts, rows);
    for (const { row, faults } of rows) {
      if (this.told.length >= MOST_FAULTS_TOLD) break;
      this.told.push({ row, reasons: faults.map(({ cell, code, message }) => ({ cell, code, message })) });
    }
  }
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
