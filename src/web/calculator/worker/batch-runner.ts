import { type DecidedFiles, decideFiles } from '#intake/decide-files.ts';
import { readRoster } from '#intake/roster/read-roster.ts';
import type { FaultyRow, Roster, RosterEntry } from '#intake/roster/roster.ts';
import { readSettlements } from '#intake/settlements/read-settlements.ts';
import type { SettlementFile } from '#intake/settlements/settlement-row.ts';
import type { FileRefusal } from '#intake/sheet/file-refusal.ts';
import type { Result } from '#kernel/result.ts';
import type { BatchEnd, BatchProgress, BatchRequest, FileKind } from '#web/calculator/worker/protocol.ts';
import { ResultLists, totalsOf } from '#web/calculator/worker/result-lists.ts';

/** A file that was read, kept under what its reading depended on, so that another file or day does not read it again. */
interface Kept<Content> {
  readonly key: string;
  readonly file: File;
  readonly content: Content;
}

class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** Reads the files of a batch, decides, and keeps the results for the lists. */
export class BatchRunner {
  readonly lists = new ResultLists();
  private readonly tell: (progress: BatchProgress) => void;
  private cancelling = new AbortController();
  private keptRoster: Kept<Roster> | undefined;
  private keptSettlements: Kept<SettlementFile> | undefined;
  private decided: DecidedFiles | undefined;

  /** `tell` hears of the progress, some twenty times a second. */
  constructor(tell: (progress: BatchProgress) => void) {
    this.tell = tell;
  }

  cancel(): void {
    this.cancelling.abort();
  }

  /** What an export is made of; `undefined` before the first run that came to its end. */
  get results(): {
    readonly roster: Roster | undefined;
    readonly settlements: SettlementFile | undefined;
    readonly decided: DecidedFiles | undefined;
  } {
    return { roster: this.keptRoster?.content, settlements: this.keptSettlements?.content, decided: this.decided };
  }

  async run(request: BatchRequest): Promise<BatchEnd> {
    this.cancelling = new AbortController();
    const startedAt = performance.now();
    try {
      const roster = await this.roster(request);
      if (roster?.ok === false) return this.refused('roster', roster.error);
      const settlements = await this.settlements(request);
      if (settlements?.ok === false) return this.refused('settlements', settlements.error);
      this.decided = await this.decide(request, roster?.value, settlements?.value);
      const milliseconds = performance.now() - startedAt;
      return this.done(roster?.value, settlements?.value, milliseconds);
    } catch (error) {
      if (error instanceof Cancelled) return { kind: 'cancelled' };
      throw error;
    }
  }

  private async roster({
    roster: file,
    program,
    submittedOn,
  }: BatchRequest): Promise<Result<Roster, FileRefusal> | undefined> {
    if (file === undefined) {
      this.keptRoster = undefined;
      return undefined;
    }
    const key = `${program} ${submittedOn}`;
    if (this.keptRoster?.file === file && this.keptRoster.key === key)
      return { ok: true, value: this.keptRoster.content };
    this.keptRoster = undefined;
    const entries: RosterEntry[] = [];
    const faultyRows: FaultyRow[] = [];
    const breathe = this.breathing();
    const request = { program, submittedOn, signal: this.cancelling.signal };
    const read = await readRoster(file, request, async ({ accepted, faulty, progress }) => {
      for (const entry of accepted) entries.push(entry);
      for (const row of faulty) faultyRows.push(row);
      await breathe({ stage: 'roster', share: progress, rows: entries.length + faultyRows.length });
    });
    if (!read.ok) return read;
    const content: Roster = { ...read.value, entries, faultyRows };
    this.keptRoster = { key, file, content };
    return { ok: true, value: content };
  }

  private async settlements({
    settlements: file,
  }: BatchRequest): Promise<Result<SettlementFile, FileRefusal> | undefined> {
    if (file === undefined) {
      this.keptSettlements = undefined;
      return undefined;
    }
    if (this.keptSettlements?.file === file) return { ok: true, value: this.keptSettlements.content };
    this.keptSettlements = undefined;
    const read = await readSettlements(file, {
      signal: this.cancelling.signal,
      onProgress: (share, rows) => this.tell({ stage: 'settlements', share, rows }),
    });
    if (read.ok) this.keptSettlements = { key: '', file, content: read.value };
    return read;
  }

  private async decide(
    { program, startOn }: BatchRequest,
    roster: Roster | undefined,
    settlements: SettlementFile | undefined,
  ): Promise<DecidedFiles | undefined> {
    if (roster === undefined || settlements === undefined) return undefined;
    const breathe = this.breathing();
    return await decideFiles(
      { program, startOn, entries: roster.entries, settlements: settlements.settlements },
      (share) => breathe({ stage: 'decide', share, rows: undefined }),
    );
  }

  private done(roster: Roster | undefined, settlements: SettlementFile | undefined, milliseconds: number): BatchEnd {
    const { decided } = this;
    this.lists.replace({
      accepted: roster?.entries ?? [],
      faulty: roster?.faultyRows ?? [],
      decided: decided?.settlements ?? [],
      faultySettlements: settlements?.faulty ?? [],
    });
    return {
      kind: 'done',
      summary: {
        roster:
          roster === undefined
            ? undefined
            : {
                rows: roster.rows,
                accepted: roster.accepted,
                rejected: roster.rejected,
                repaired: roster.repaired,
                warnings: roster.warnings,
              },
        settlements:
          settlements === undefined || decided === undefined
            ? undefined
            : {
                total: decided.settlements.length,
                ...totalsOf(decided.settlements),
                faultyRows: settlements.faulty.length,
                refunded: settlements.refunded.length,
                ignoredColumns: settlements.ignoredColumns,
                warnings: settlements.warnings,
              },
        settlementsRead: settlements?.settlements.length,
        milliseconds,
      },
    };
  }

  private refused(file: FileKind, { code, message }: FileRefusal): BatchEnd {
    return code === 'cancelled' ? { kind: 'cancelled' } : { kind: 'refused', file, message };
  }

  /** Tells of the progress, and now and then lets the worker hear whether to stop. */
  private breathing(): (progress: BatchProgress) => Promise<void> {
    const { signal } = this.cancelling;
    let breathedAt = performance.now();
    return async (progress) => {
      if (performance.now() - breathedAt < BREATH_MILLISECONDS) return;
      this.tell(progress);
      await new Promise((resolve) => setTimeout(resolve));
      breathedAt = performance.now();
      if (signal.aborted) throw new Cancelled();
    };
  }
}

const BREATH_MILLISECONDS = 50;
