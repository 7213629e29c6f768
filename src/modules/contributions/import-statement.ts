import type { BankStatement, StatementEntry } from '#intake/bank-statement/bank-statement.ts';
import { readBankStatement } from '#intake/bank-statement/read-bank-statement.ts';
import type { Gunzip } from '#intake/sheet/zip-entry.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type LedgerMonthClosed, type Posting, postMany } from '#modules/ledger/index.ts';
import { lockMatching } from '#modules/refunds/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { onceHasher } from '#platform/cryptography/lookup-hash.ts';
import { hashFile } from '#platform/hash-file.ts';
import type { Platform } from '#platform/platform.ts';
import { type CompletedOrder, matchOpenCredits } from './match-credits.ts';
import { findOfOtherExport } from './statement-store.ts';
import { findOfficeAccount, findStatementByHash, insertEntries, insertStatement, type NewBankEntry } from './store.ts';
import { takeCreditBack } from './take-credit-back.ts';

export interface ImportedStatement {
  readonly statementId: string;
  readonly entries: number;
  /** Entries that an earlier statement had brought: nothing happened to them. */
  readonly known: number;
  readonly creditFen: Fen;
  readonly debitFen: Fen;
  /** Credits that found their order by themselves. */
  readonly matched: number;
  /** Credits that wait for a person. */
  readonly waiting: number;
  /** Orders whose money is now there in full. */
  readonly completed: readonly CompletedOrder[];
  /** Orders whose money the bank took back before cover had started. */
  readonly reopened: readonly string[];
  readonly warnings: readonly string[];
}

export type ImportStatementRefusal =
  | { readonly code: 'statement-file-refused'; readonly message: string }
  | { readonly code: 'statement-known'; readonly statementId: string }
  | StatementAlike
  | LedgerMonthClosed;

/** Entries that look as if the bank's other kind of export had brought them under other numbers: nothing was imported. */
interface StatementAlike {
  readonly code: 'statement-alike';
  readonly count: number;
  readonly first: Pick<StatementEntry, 'row' | 'postedOn' | 'amountFen'>;
}

export interface StatementImport {
  readonly fileName: string;
  readonly gunzip?: Gunzip | undefined;
  /** Only what was posted on this day, as a statement of that day would have brought it: for walking through a folder. */
  readonly onlyDay?: DayNumber | undefined;
  /** A person has looked: what is alike are payments of their own. */
  readonly alikeAreOthers?: boolean | undefined;
}

/**
 * Imports a bank statement: every entry once, whatever file brings it and however often; each posted to the ledger; then
 * every credit that fits exactly one order is matched (通知-三(一).5).
 *
 * The file as a whole is taken or refused. The same file again is refused and tells when it came.
 */
export async function importStatement(
  platform: Platform,
  caller: Caller,
  file: Blob,
  { fileName, gunzip, onlyDay, alikeAreOthers = false }: StatementImport,
): Promise<Result<ImportedStatement, ImportStatementRefusal | IdempotencyRefusal>> {
  const accountNumber = await platform.database.transaction(caller.access, (transaction) =>
    findOfficeAccount(transaction, caller.access.officeId),
  );
  const read = await readBankStatement(file, { gunzip, accountNumber });
  if (!read.ok) return fail({ code: 'statement-file-refused', message: read.error.message });
  const statement = read.value;
  const entries = statement.entries.filter(({ postedOn }) => onlyDay === undefined || postedOn === onlyDay);
  const fileHash = await hashFile(file, onlyDay === undefined ? '' : `day ${onlyDay}`);
  const input = { fileHash: fileHash.toString('hex'), onlyDay: onlyDay ?? null, alikeAreOthers };
  return await perform(
    platform,
    caller,
    { name: 'import-statement', input },
    async (act): Promise<Result<ImportedStatement, ImportStatementRefusal>> => {
      // one at a time in an office: the same file at the same moment is known by then
      await lockMatching(act);
      const earlier = await findStatementByHash(act, fileHash);
      if (earlier !== undefined) return fail({ code: 'statement-known', statementId: earlier });
      const statementId = act.newId();
      const dedupHash = onceHasher(platform.ring(), 'bank-entry/1');
      const rows = entries.map(
        (entry): NewBankEntry => ({
          id: act.newId(),
          entry,
          dedupHash: dedupHash(entry.dedupKey),
          state: stateOf(entry),
        }),
      );
      await insertStatement(act, {
        statementId,
        fileHash,
        fileName,
        accountNumber: statement.accountNumber,
        format: statement.format,
        entries,
      });
      const isNew = await insertEntries(act, statementId, rows);
      const added = rows.filter(({ id }) => isNew.has(id));
      const alike = alikeAreOthers ? undefined : await findAlike(act, statement.format, rows, added);
      if (alike !== undefined) return fail(alike);
      const posted = await postMany(act, added.flatMap(postingsOf));
      if (!posted.ok) return posted;
      const reopened: string[] = [];
      for (const row of added.filter(isTakenBack)) {
        const taken = await takeCreditBack(act, row);
        if (!taken.ok) return taken;
        reopened.push(...taken.value);
      }
      const creditFen = sumOf(added, 'credit');
      const debitFen = sumOf(added, 'debit');
      await act.audit({
        act: 'import-statement',
        objectKind: 'bank-statement',
        objectId: statementId,
        detail: { entries: entries.length, known: rows.length - added.length, creditFen, debitFen, ...input },
      });
      const matching = await matchOpenCredits(act);
      if (!matching.ok) return matching;
      return ok({
        statementId,
        entries: entries.length,
        known: rows.length - added.length,
        creditFen,
        debitFen,
        matched: matching.value.matched,
        waiting: matching.value.waiting,
        completed: matching.value.completed,
        reopened,
        warnings: statement.warnings,
      });
    },
  );
}

/** What is new is compared, one to one, with what stands of the same day, direction and amount and is not in the file. */
async function findAlike(
  act: Act,
  format: BankStatement['format'],
  rows: readonly NewBankEntry[],
  added: readonly NewBankEntry[],
): Promise<StatementAlike | undefined> {
  const entries = added.map(({ entry }) => entry);
  const standing = await findOfOtherExport(
    act,
    { format, entries },
    rows.map(({ dedupHash }) => dedupHash),
  );
  const left = new Map(
    standing.map(({ posted_on, direction, amount_fen, count }) => [`${posted_on} ${direction} ${amount_fen}`, count]),
  );
  const alike = entries.filter(({ postedOn, direction, amountFen }) => {
    const key = `${postedOn} ${direction} ${amountFen}`;
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count > 0;
  });
  const [first] = alike;
  if (first === undefined) return undefined;
  const { row, postedOn, amountFen } = first;
  return { code: 'statement-alike', count: alike.length, first: { row, postedOn, amountFen } };
}

/** 「手续费」「收费」: what the bank takes for its services stands on the statement as outgoing rows of their own. */
const CHARGE = /手续费|收费|工本费|账户管理费|短信费/;

function stateOf(entry: StatementEntry): NewBankEntry['state'] {
  if (entry.direction === 'credit') return 'unmatched';
  if (entry.isReversal) return 'reversed';
  return isCharge(entry) ? 'bank-charge' : 'other-debit';
}

function isCharge({ summary, purpose, remark, note, businessType }: StatementEntry): boolean {
  return [summary, purpose, remark, note, businessType].some((text) => CHARGE.test(text));
}

/** An incoming movement with a minus: the bank took a credit back. */
function isTakenBack({ entry }: NewBankEntry): boolean {
  return entry.direction === 'debit' && entry.isReversal;
}

function postingsOf(row: NewBankEntry): readonly Posting[] {
  const { id, entry, state } = row;
  if (isTakenBack(row)) return [];
  const posting = { objectKind: 'bank-entry', objectId: id, onDay: entry.postedOn, amountFen: entry.amountFen };
  if (entry.direction === 'credit') return [{ event: 'credit-received', ...posting }];
  return [{ event: state === 'bank-charge' ? 'bank-charged' : 'debit-unexplained', ...posting }];
}

function sumOf(rows: readonly NewBankEntry[], direction: 'credit' | 'debit'): Fen {
  return rows.reduce((sum, { entry }) => (entry.direction === direction ? sum + entry.amountFen : sum), 0);
}
