import { RowChecker } from '#intake/roster/check-row.ts';
import type { RosterEntry, RosterFault, RosterField } from '#intake/roster/roster.ts';
import { TEMPLATE_COLUMNS } from '#intake/roster/template.ts';
import { EMPTY_CELL } from '#intake/sheet/sheet.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { dropFaults, voidEntries } from './entry-store.ts';
import { factsOf, whatIsThere } from './extend-roster.ts';
import { againAfterRace } from './file-roster.ts';
import { correctedBy, Filing } from './filing.ts';
import { ROSTER_EDGES } from './states.ts';
import { lockRoster, type RosterRow, recountRows } from './store.ts';

type TypedField = Exclude<RosterField, 'serial'>;

/** The cells of a row as somebody types them on a screen. */
export interface TypeRowInput extends Readonly<Record<TypedField, string>> {
  readonly rosterId: string;
  /** The faulty row that it corrects, by its number. */
  readonly insteadOfFault?: number | undefined;
  /** The row that came back in whose place it stands. */
  readonly insteadOfRow?: number | undefined;
}

export type TypeRowRefusal =
  | { readonly code: 'roster-unknown' }
  | { readonly code: 'roster-state' }
  | {
      readonly code: 'typed-row-faulty';
      readonly faults: readonly { readonly field: TypedField; readonly message: string }[];
    };

/**
 * Takes one typed row into a roster that is a draft or came back: a joiner, or the right version of a row that was faulty
 * or sent back. It meets the same checks as the row of a file.
 */
export async function typeRow(
  platform: Platform,
  caller: Caller,
  input: TypeRowInput,
): Promise<Result<{ readonly row: number }, TypeRowRefusal | IdempotencyRefusal>> {
  return await againAfterRace(() =>
    perform(
      platform,
      caller,
      { name: 'type-row', input },
      async (act): Promise<Result<{ readonly row: number }, TypeRowRefusal>> => {
        const roster = await lockRoster(act.transaction, act.officeId, input.rosterId);
        if (roster === undefined) return fail({ code: 'roster-unknown' });
        if (ROSTER_EDGES[roster.state].submit === undefined) return fail({ code: 'roster-state' });
        const checked = new RowChecker(roster.program, today(platform.clock)).check(sheetRowOf(input));
        if (!checked.ok) return fail({ code: 'typed-row-faulty', faults: checked.faults.map(told) });
        const row = await fileOne(act, roster, checked.entry, input);
        if (!row.ok) return row;
        await recountRows(act, roster, checked.entry.repairs.length > 0 ? 1 : 0);
        await act.audit({
          act: 'type-row',
          objectKind: 'roster',
          objectId: roster.id,
          agencyId: roster.agency_id,
          unitId: roster.unit_id,
          detail: { row: row.value, instead: input.insteadOfFault ?? input.insteadOfRow ?? null },
        });
        return ok({ row: row.value });
      },
    ),
  );
}

async function fileOne(
  act: Act,
  roster: RosterRow,
  entry: RosterEntry,
  { insteadOfFault, insteadOfRow }: TypeRowInput,
): Promise<Result<number, TypeRowRefusal>> {
  const behind = await whatIsThere(act, roster);
  const row = entry.row + behind.rowOffset;
  const filing = await Filing.begin(act, factsOf(roster), behind);
  await filing.takeTyped(entry);
  const [turnedDown] = filing.told.flatMap(({ reasons }) => reasons);
  if (turnedDown !== undefined) return faulty(turnedDown.message);
  if (filing.unchanged > 0) return faulty('此人已在这份名单里，内容没有变化');
  await dropFaults(act, roster.id, [
    ...behind.answered.numbers,
    ...(insteadOfFault === undefined ? [] : [insteadOfFault]),
  ]);
  const replaced = new Map(filing.replaced.map((each) => [each.row, each]));
  if (insteadOfRow !== undefined) replaced.set(insteadOfRow, { row: insteadOfRow, reason: correctedBy(row) });
  await voidEntries(act, roster, [...replaced.values()]);
  return ok(row);
}

function faulty(message: string): Result<never, TypeRowRefusal> {
  return fail({ code: 'typed-row-faulty', faults: [{ field: 'residentId', message }] });
}

function told({ field, message }: RosterFault): { readonly field: TypedField; readonly message: string } {
  if (field === 'serial') throw new Error('nobody types a serial number');
  return { field, message };
}

/** As the first row of a file would be. */
function sheetRowOf(input: TypeRowInput): Parameters<RowChecker['check']>[0] {
  const cells = TEMPLATE_COLUMNS.map(({ field }) => {
    const text = field === 'serial' ? '' : input[field];
    return text === '' ? EMPTY_CELL : { kind: 'text' as const, text, number: Number.NaN, isFormula: false };
  });
  return { rowNumber: 1, isHidden: false, cells };
}

export type DropFaultRefusal =
  | { readonly code: 'roster-unknown' }
  | { readonly code: 'roster-state' }
  | { readonly code: 'fault-unknown' };

/** The unit says of a faulty row that it joins nobody: it goes. */
export async function dropFault(
  platform: Platform,
  caller: Caller,
  input: { readonly rosterId: string; readonly number: number },
): Promise<Result<undefined, DropFaultRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'drop-fault', input },
    async (act): Promise<Result<undefined, DropFaultRefusal>> => {
      const roster = await lockRoster(act.transaction, act.officeId, input.rosterId);
      if (roster === undefined) return fail({ code: 'roster-unknown' });
      if (ROSTER_EDGES[roster.state].submit === undefined) return fail({ code: 'roster-state' });
      if ((await dropFaults(act, roster.id, [input.number])) === 0) return fail({ code: 'fault-unknown' });
      await recountRows(act, roster, 0);
      await act.audit({
        act: 'drop-fault',
        objectKind: 'roster',
        objectId: roster.id,
        agencyId: roster.agency_id,
        unitId: roster.unit_id,
        detail: { row: input.number },
      });
      return ok(undefined);
    },
  );
}
