import { maskName, maskResidentId } from '#kernel/mask.ts';
import type { Fen } from '#kernel/money.ts';
import { openMember } from '#modules/persons/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { listPayers, listRosters } from './read-store.ts';
import { countSinceReturn, findReturn, listSinceReturn, type ReturnedPayer } from './return-store.ts';

/** A row that the unit had to look at, or that it added. */
export interface ChangedRow {
  readonly row: number;
  readonly name: string;
  readonly residentId: string;
  /** Why it was sent back; `undefined` for a row that came later. */
  readonly sentBackFor: string | undefined;
  /** `kept`: it stands as it was; `dropped`: it takes part no more, or another row took its place; `open`: still to be done. */
  readonly became: 'kept' | 'dropped' | 'open' | 'added';
  /** What the row says itself: by which row it was corrected. */
  readonly note: string | undefined;
}

/** What a unit changed since its roster was sent back. */
export interface RosterChanges {
  readonly returnedAt: number;
  readonly before: Figures;
  readonly now: Figures;
  /** Rows that stood and were not sent back, and take part no more. */
  readonly leftOut: number;
  readonly added: number;
  readonly rows: readonly ChangedRow[];
  /** More rows came than are listed. */
  readonly isCut: boolean;
}

interface Figures {
  readonly accepted: number;
  readonly eligible: number;
  readonly payers: readonly ReturnedPayer[];
}

const MOST_ROWS_LISTED = 500;

/** What changed since a roster was last sent back; `undefined` where it never was, or is none that the caller sees. */
export async function findRosterChanges(
  platform: Platform,
  { access }: Caller,
  rosterId: string,
): Promise<RosterChanges | undefined> {
  const { officeId } = access;
  return await platform.database.transaction(access, async (transaction) => {
    const [roster] = await listRosters(transaction, officeId, { rosterId, limit: 1 });
    const returned = roster === undefined ? undefined : await findReturn(transaction, officeId, rosterId);
    if (roster === undefined || returned === undefined) return undefined;
    const { stayed, added } = await countSinceReturn(transaction, officeId, roster, returned);
    const entries = await listSinceReturn(transaction, officeId, roster, returned, MOST_ROWS_LISTED + 1);
    const payers = await listPayers(transaction, officeId, rosterId);
    const ring = platform.ring();
    const reasons = new Map(returned.rows.map((row, at) => [row, returned.reasons[at] ?? '']));
    return {
      returnedAt: returned.returned_at,
      before: { accepted: returned.accepted_count, eligible: returned.eligible_count, payers: returned.payers },
      now: {
        accepted: roster.accepted_count,
        eligible: roster.eligible_count,
        payers: payers.map(payerOf),
      },
      leftOut: returned.accepted_count - returned.rows.length - stayed,
      added,
      rows: entries.slice(0, MOST_ROWS_LISTED).map((entry): ChangedRow => {
        const secrets = openMember(ring, entry);
        const sentBackFor = reasons.get(entry.row_number);
        return {
          row: entry.row_number,
          name: secrets === undefined ? '已删除' : maskName(secrets.name),
          residentId: secrets === undefined ? '' : maskResidentId(secrets.residentId),
          sentBackFor,
          became: sentBackFor === undefined ? 'added' : BECAME[entry.state],
          note: entry.state === 'void' ? (entry.reason ?? undefined) : undefined,
        };
      }),
      isCut: entries.length > MOST_ROWS_LISTED,
    };
  });
}

const BECAME = { standing: 'kept', 'sent-back': 'open', void: 'dropped' } as const;

function payerOf({
  source,
  payer_name: payerName,
  amount_fen: amountFen,
}: {
  readonly source: ReturnedPayer['source'];
  readonly payer_name: string;
  readonly amount_fen: Fen;
}): ReturnedPayer {
  return { source, payerName, amountFen };
}
