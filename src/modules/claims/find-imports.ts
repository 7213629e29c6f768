import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { importRowContext, type RowOutcome } from './decide-import.ts';
import { findImport, findImportPage, type ImportRow, type OutcomeRow, outcomesOfImport } from './read-store.ts';
import { type ClaimSecrets, claimContext, opened, personKey } from './sealed-claim.ts';
import type { CitedReason } from './store.ts';

export interface SettlementImportSummary {
  readonly importId: string;
  readonly fileName: string;
  readonly counts: Readonly<Partial<Record<RowOutcome, number>>>;
  readonly paidFen: Fen;
  /** Milliseconds since 1970. */
  readonly importedAt: number;
  readonly importedBy: string;
}

/** A page of the office's imports, the latest first. */
export async function findImports(
  platform: Platform,
  caller: Caller,
  page: {
    readonly after?: { readonly importedAt: number; readonly importId: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly SettlementImportSummary[]> {
  const { access } = caller;
  return await platform.database.transaction(access, async (transaction) =>
    (await findImportPage(transaction, access.officeId, page)).map(importOf),
  );
}

function importOf(row: ImportRow): SettlementImportSummary {
  return {
    importId: row.id,
    fileName: row.file_name,
    counts: row.counts,
    paidFen: row.paid_fen,
    importedAt: row.imported_at,
    importedBy: row.imported_by,
  };
}

/** What became of a row of an import. */
export interface SettlementOutcome {
  /** The sheet's row number. */
  readonly row: number;
  /** 结算ID; empty for what was set off or came before, and where the person's data were deleted. */
  readonly settlementId: string;
  readonly settledOn: DayNumber | undefined;
  readonly outcome: RowOutcome;
  readonly amountFen: Fen;
  readonly reasons: readonly CitedReason[];
  readonly claimId: string | undefined;
}

/** Tells what became of every row of an import, as it was decided then, batch by batch in the order of the file. */
export async function readImportOutcomes(
  platform: Platform,
  caller: Caller,
  importId: string,
  take: (outcomes: readonly SettlementOutcome[]) => void | Promise<void>,
): Promise<Result<SettlementImportSummary, { readonly code: 'import-unknown' }>> {
  const { access } = caller;
  const { officeId } = access;
  const ring = platform.ring();
  return await platform.database.transaction(access, async (transaction) => {
    const found = await findImport(transaction, officeId, importId);
    if (found === undefined) return fail({ code: 'import-unknown' } as const);
    for await (const rows of outcomesOfImport(transaction, officeId, found)) {
      await take(rows.map((row) => outcomeOf(row)));
    }
    return ok(importOf(found));
  });

  function outcomeOf(row: OutcomeRow): SettlementOutcome {
    const isDecided = row.outcome === 'pay' || row.outcome === 'decline' || row.outcome === 'refer';
    return {
      row: row.row_number,
      ...told(row),
      outcome: row.outcome,
      amountFen: isDecided ? (row.amount_fen ?? 0) : 0,
      reasons: isDecided ? (row.reasons ?? []) : [],
      claimId: row.claim_id ?? undefined,
    };
  }

  function told(row: OutcomeRow): Pick<SettlementOutcome, 'settlementId' | 'settledOn'> {
    if (row.sealed !== null) {
      const kept = openWithRing<KeptRow>(ring, importRowContext(officeId, importId, row.row_number), row.sealed);
      if (!kept.ok) throw new Error(`a row of an import does not open: ${kept.error}`);
      const { settlement, id } = kept.value;
      return { settlementId: settlement?.id ?? id ?? '', settledOn: settlement?.settledOn };
    }
    const { claim_id, sealed_claim, person_id, wrapped_key } = row;
    if (claim_id === null || sealed_claim === null || person_id === null || wrapped_key === null) {
      return { settlementId: '', settledOn: undefined };
    }
    const key = personKey(ring, officeId, person_id, wrapped_key);
    const { settlements } = opened<ClaimSecrets>(key, claimContext(officeId, claim_id), sealed_claim);
    const settlement = row.outcome === 'reversal' ? undefined : settlements.find((each) => each.row === row.row_number);
    return { settlementId: settlement?.id ?? '', settledOn: settlement?.settledOn };
  }
}

/** A row that became no claim, as it was sealed. */
interface KeptRow {
  readonly settlement?: { readonly id: string; readonly settledOn: DayNumber };
  readonly id?: string;
}
