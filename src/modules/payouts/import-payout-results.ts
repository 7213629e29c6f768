import { createHash } from 'node:crypto';
import { readPayoutResults } from '#intake/payout-results/read-payout-results.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import { leafHash, merkleRoot } from '#platform/cryptography/merkle.ts';
import type { Platform } from '#platform/platform.ts';
import { EXAMPLE_BANK_LAYOUT } from './bank-layout.ts';
import { findStandingLayout } from './layout-store.ts';
import { insertResultFile, insertResultRows, type ResultOutcome, type ResultRow } from './result-store.ts';
import { type PayoutVerdict, settlePayouts } from './settle-payouts.ts';

export interface ImportedPayoutResults {
  readonly fileId: string;
  readonly format: 'pain.002' | 'bank-text';
  readonly rows: number;
  /** How many rows came to what. */
  readonly outcomes: Readonly<Partial<Record<ResultOutcome, number>>>;
}

export type ImportPayoutResultsRefusal =
  | { readonly code: 'payout-results-refused'; readonly message: string }
  /** The same file has been taken before: nothing happened. */
  | { readonly code: 'payout-results-known' }
  | LedgerMonthClosed;

const ROWS_PER_STATEMENT = 5_000;

/**
 * Takes the bank's answers to batches: its return file or pain.002. Each is found back only by our end-to-end id; what is
 * unknown, differs in amount or contradicts the books changes nothing, is kept and is told. A file with the half of a batch,
 * or one that repeats another, does no harm; nor does a crash: the file is taken whole or not at all.
 */
export async function importPayoutResults(
  platform: Platform,
  caller: Caller,
  file: Blob,
  { fileName }: { readonly fileName: string },
): Promise<Result<ImportedPayoutResults, ImportPayoutResultsRefusal | IdempotencyRefusal>> {
  const standing = await platform.database.transaction(caller.access, (transaction) =>
    findStandingLayout(transaction, caller.access.officeId),
  );
  const read = await readPayoutResults(file, (standing?.layout ?? EXAMPLE_BANK_LAYOUT).answer);
  if (!read.ok) return fail({ code: 'payout-results-refused', message: read.error.message });
  const { format, results } = read.value;
  const fileHash = await hashOf(file);
  type Importing = Result<ImportedPayoutResults, ImportPayoutResultsRefusal>;
  const input = { fileHash: fileHash.toString('hex') };
  return await perform(platform, caller, { name: 'import-payout-results', input }, async (act): Promise<Importing> => {
    const day = today(platform.clock);
    const rows: ResultRow[] = [];
    for (let from = 0; from < results.length; from += ROWS_PER_STATEMENT) {
      const some = results.slice(from, from + ROWS_PER_STATEMENT);
      const verdicts = some.map((result): PayoutVerdict => ({ ...result, onDay: result.onDay ?? day }));
      const settled = await settlePayouts(act, verdicts);
      if (!settled.ok) return settled;
      for (const [index, { outcome, payoutId }] of settled.value.entries()) {
        const result = some[index];
        if (result === undefined || outcome === 'returned') throw new Error('a verdict without its result');
        const { row, endToEndId, amountFen, onDay, fault } = result;
        rows.push({
          row,
          outcome,
          endToEndId,
          payoutId: payoutId ?? null,
          amountFen: amountFen ?? null,
          onDay: onDay ?? day,
          fault: fault ?? null,
        });
      }
    }
    const outcomes: Partial<Record<ResultOutcome, number>> = {};
    for (const { outcome } of rows) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    const fileId = act.newId();
    const isNew = await insertResultFile(act, {
      id: fileId,
      fileHash,
      fileName,
      format,
      rowCount: rows.length,
      outcomes,
    });
    if (!isNew) return fail({ code: 'payout-results-known' });
    for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
      await insertResultRows(act, fileId, rows.slice(from, from + ROWS_PER_STATEMENT));
    }
    await act.audit({
      act: 'import-payout-results',
      objectKind: 'payout-result-file',
      objectId: fileId,
      detail: { format, rows: rows.length, outcomes, ...input },
      merkleRoot: merkleRoot(rows.map(({ endToEndId, outcome }) => leafHash(`${endToEndId} ${outcome}`))),
    });
    return ok({ fileId, format, rows: rows.length, outcomes });
  });
}

async function hashOf(file: Blob): Promise<Buffer> {
  const hash = createHash('sm3');
  for await (const piece of file.stream()) hash.update(piece);
  return hash.digest();
}
