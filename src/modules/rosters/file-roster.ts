import { createHash } from 'node:crypto';
import { readRoster } from '#intake/roster/read-roster.ts';
import type { FaultyRow, RosterEntry, RosterFault } from '#intake/roster/roster.ts';
import type { FileRefusal } from '#intake/sheet/file-refusal.ts';
import type { Gunzip } from '#intake/sheet/zip-entry.ts';
import { type DayNumber, formatChineseDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import {
  findPersonsByHash,
  type HashColumns,
  hashColumns,
  type KnownPerson,
  personKeyOf,
} from '#modules/persons/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { CopyValue } from '#platform/database/copy-text.ts';
import { dayValueOrNull } from '#platform/database/value-types.ts';
import type { Platform } from '#platform/platform.ts';
import type { ProgramId } from '#scheme/case.ts';
import { sharesAllowed } from '#scheme/joining/contribution.ts';
import {
  findStandingCovers,
  findUnitForRoster,
  insertDraft,
  insertFaults,
  mergeStagedRows,
  type StandingCover,
  stageRows,
} from './store.ts';

export interface FileRosterInput {
  readonly unitId: string;
  readonly program: ProgramId;
  readonly shares: number;
  /** Staff less those who do not meet the conditions; the unit's own figure where left out. */
  readonly eligibleCount?: number | undefined;
  readonly fileName: string;
}

export interface FiledRoster {
  readonly rosterId: string;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly repaired: number;
  readonly warnings: readonly string[];
  readonly faultyRows: readonly FiledFault[];
  /** Whether `faultyRows` are all; the rest stands in the store. */
  readonly isCut: boolean;
}

export interface FiledFault {
  readonly row: number;
  readonly reasons: readonly { readonly cell: string; readonly code: string; readonly message: string }[];
}

export type FileRosterRefusal =
  | { readonly code: 'unit-unknown' }
  | { readonly code: 'unit-not-active' }
  | { readonly code: 'shares-not-allowed' }
  | { readonly code: 'roster-file-refused'; readonly message: string; readonly reason: FileRefusal['code'] };

export interface FilingOptions {
  readonly signal?: AbortSignal | undefined;
  readonly gunzip?: Gunzip | undefined;
  /** Hears the share of the file that was read, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** So many faulty rows are given back at once; a screen asks for more. */
const MOST_FAULTS_TOLD = 1_000;

/**
 * Takes a unit's roster in: every row checked, good rows stored as a draft, bad rows kept with their faults, or the whole
 * file refused and nothing stored.
 *
 * Streams: the file is never in memory as a whole, only the batch under way. 200,000 rows in one transaction.
 */
export async function fileRoster(
  platform: Platform,
  caller: Caller,
  input: FileRosterInput,
  file: Blob,
  options: FilingOptions = {},
): Promise<Result<FiledRoster, FileRosterRefusal | IdempotencyRefusal>> {
  const fileHash = await hashOf(file);
  return await perform(
    platform,
    caller,
    { name: 'file-roster', input: { ...input, fileHash: fileHash.toString('hex') } },
    async (act): Promise<Result<FiledRoster, FileRosterRefusal>> => {
      const unit = await findUnitForRoster(act.transaction, act.officeId, input.unitId);
      if (unit === undefined) return fail({ code: 'unit-unknown' });
      if (unit.state !== 'active') return fail({ code: 'unit-not-active' });
      const filedOn = today(platform.clock);
      const { program, shares } = input;
      if (!sharesAllowed.evaluate({ program, submittedOn: filedOn, shares }))
        return fail({ code: 'shares-not-allowed' });

      const rosterId = act.newId();
      const filing = new Filing(act, { rosterId, unitId: input.unitId, agencyId: unit.agency_id, program, filedOn });
      const read = await readRoster(
        file,
        { program, submittedOn: filedOn, signal: options.signal, gunzip: options.gunzip },
        async (batch) => {
          await filing.take(batch.accepted, batch.faulty);
          options.onProgress?.(batch.progress);
        },
      );
      if (!read.ok) {
        return fail({ code: 'roster-file-refused', message: read.error.message, reason: read.error.code });
      }
      const accepted = read.value.accepted - filing.turnedDown;
      const rejected = read.value.rejected + filing.turnedDown;
      await insertDraft(act, {
        rosterId,
        agencyId: unit.agency_id,
        input,
        fileHash,
        filedOn,
        rows: read.value.rows,
        accepted,
        rejected,
        repaired: read.value.repaired,
        eligibleCount: input.eligibleCount ?? unit.eligible_count,
      });
      await mergeStagedRows(act, { rosterId, agencyId: unit.agency_id, unitId: input.unitId, filedOn });
      await act.audit({
        act: 'file-roster',
        objectKind: 'roster',
        objectId: rosterId,
        agencyId: unit.agency_id,
        unitId: input.unitId,
        detail: { program, shares, rows: read.value.rows, accepted, rejected, fileHash: fileHash.toString('hex') },
      });
      return ok({
        rosterId,
        rows: read.value.rows,
        accepted,
        rejected,
        repaired: read.value.repaired,
        warnings: read.value.warnings,
        faultyRows: filing.told.sort((a, b) => a.row - b.row),
        isCut: rejected > filing.told.length,
      });
    },
  );
}

interface FilingFacts {
  readonly rosterId: string;
  readonly unitId: string;
  readonly agencyId: string;
  readonly program: ProgramId;
  readonly filedOn: DayNumber;
}

interface Admitted {
  readonly entry: RosterEntry;
  readonly hash: HashColumns;
  readonly known: KnownPerson | undefined;
  readonly id: string;
  readonly previousEndOn: DayNumber | undefined;
}

/** One roster on its way into the stage, batch by batch. */
class Filing {
  private readonly act: Act;
  private readonly facts: FilingFacts;
  /** Rows that the file's own checks admit, and standing covers or reservations do not. */
  turnedDown = 0;
  readonly told: FiledFault[] = [];

  constructor(act: Act, facts: FilingFacts) {
    this.act = act;
    this.facts = facts;
  }

  async take(accepted: readonly RosterEntry[], faulty: readonly FaultyRow[]): Promise<void> {
    await this.keepFaults(faulty);
    if (accepted.length === 0) return;
    const { act, facts } = this;
    const { officeId, transaction, platform } = act;
    const hashes = (
      await platform.bulk().hashTexts(
        'resident-id',
        accepted.map((entry) => entry.residentId),
      )
    ).map(hashColumns);
    const column = hashes[0]?.current ?? 0;
    const lookUps = hashes.map((each) => (column === 0 ? each.hash0 : each.hash1) ?? Buffer.alloc(0));
    const known = await findPersonsByHash(transaction, officeId, column, lookUps);
    const standing = await findStandingCovers(
      transaction,
      column,
      lookUps.map((hash) => personKeyOf(hash)),
      facts.program,
    );

    const admitted: Admitted[] = [];
    const turnedDown: FaultyRow[] = [];
    for (const [index, entry] of accepted.entries()) {
      const hash = hashes[index];
      const lookUp = lookUps[index];
      if (hash === undefined || lookUp === undefined) throw new Error('a row without its hash');
      const covers = standing.get(personKeyOf(lookUp)) ?? [];
      const obstacle = obstacleTo(covers, facts);
      if (obstacle !== undefined) {
        turnedDown.push(faultyRow(entry, obstacle));
        continue;
      }
      const person = known.get(lookUp.toString('hex'));
      const previousEndOn = covers.reduce<DayNumber | undefined>(
        (latest, { end_on }) => (end_on !== null && (latest === undefined || end_on > latest) ? end_on : latest),
        undefined,
      );
      admitted.push({ entry, hash, known: person, id: person?.id ?? act.newId(), previousEndOn });
    }
    this.turnedDown += turnedDown.length;
    await this.keepFaults(turnedDown);

    const sealed = await platform.bulk().sealPersons(
      admitted.map(({ entry, known: person, id }) => ({
        officeId,
        personId: id,
        name: entry.name,
        residentId: entry.residentId,
        phone: entry.phone,
        fields: { sex: entry.sex, bornOn: entry.bornOn, remark: entry.remark },
        wrappedKey: person?.wrappedKey,
      })),
    );
    await stageRows(
      transaction,
      admitted.map(({ entry, hash, known: person, id, previousEndOn }, index): readonly CopyValue[] => {
        const row = sealed[index];
        if (row === undefined) throw new Error('a row was not sealed');
        const phone = row.phoneHashes === undefined ? undefined : hashColumns(row.phoneHashes);
        const tokens = row.nameTokens.flatMap((each) => each.tokens);
        return [
          facts.rosterId,
          entry.row,
          id,
          act.newId(),
          person === undefined,
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

type Obstacle = Pick<RosterFault, 'code' | 'message'>;

/** Why a person may not be on this roster, or nothing: a cover of another unit that still runs, a roster under way. */
function obstacleTo(covers: readonly StandingCover[], { unitId, filedOn }: FilingFacts): Obstacle | undefined {
  const reserved = covers.find(({ roster_id }) => roster_id !== null);
  if (reserved !== undefined) {
    const message =
      reserved.unit_id === unitId
        ? '此人已在本单位报送中的名单上，请勿重复报送；要改动请先撤回那份名单'
        : `此人已由${reserved.agency_name}的另一单位报送，同一活动同一时间只能参加一次；请与本人核实，由其现单位参加`;
    return { code: 'standing-roster', message };
  }
  const elsewhere = covers.find(({ unit_id, end_on }) => unit_id !== unitId && end_on !== null && end_on > filedOn);
  if (elsewhere === undefined || elsewhere.end_on === null) return undefined;
  const until = formatChineseDate(elsewhere.end_on);
  return {
    code: 'standing-cover',
    message: `此人已由${elsewhere.agency_name}的另一单位参加，保障到${until}；到期后才能由本单位参加，请从名单中删去`,
  };
}

function faultyRow(entry: RosterEntry, { code, message }: Obstacle): FaultyRow {
  const { row, residentId: value } = entry;
  const sex = entry.sex === 'male' ? '男' : '女';
  return {
    row,
    texts: ['', entry.name, sex, value, entry.phone, entry.remark],
    faults: [{ row, column: 'D', cell: `D${row}`, field: 'residentId', code, value, message }],
  };
}

async function hashOf(file: Blob): Promise<Buffer> {
  const hash = createHash('sm3');
  for await (const piece of file.stream()) hash.update(piece);
  return hash.digest();
}
