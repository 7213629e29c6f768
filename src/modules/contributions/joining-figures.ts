import type { Fen } from '#kernel/money.ts';
import type { Caller } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import type { ProgramId } from '#scheme/case.ts';
import {
  type AgencyFigures,
  agencyFigures,
  findRoot,
  type UnitFigures,
  type UnitFiguresFilter,
  unitFigures,
  waitingCreditFigures,
} from './figures-store.ts';

const DUE_WITHIN_DAYS = 60;

export interface JoiningFigures {
  readonly agencyId: string;
  readonly agencies: readonly AgencyFigures[];
  /** Only for the office itself. */
  readonly waitingCredits: { readonly count: number; readonly openFen: Fen } | undefined;
}

/**
 * Who is covered today below a node, agency by agency: units, eligible staff, persons in a running period, contributions
 * of these periods, renewals due within 60 days. The caller's own node where none is named; he sees what lies below it.
 */
export async function findJoiningFigures(
  platform: Platform,
  { access }: Caller,
  request: { readonly agencyId?: string | undefined; readonly program: ProgramId },
): Promise<JoiningFigures> {
  const { officeId } = access;
  const onDay = today(platform.clock);
  return await platform.database.transaction(access, async (transaction) => {
    const own = access.scope === 'agencies' ? access.agencyIds[0] : undefined;
    const agencyId = request.agencyId ?? own ?? (await findRoot(transaction, officeId));
    const { program } = request;
    const dueUntil = onDay + DUE_WITHIN_DAYS;
    const agencies = await agencyFigures(transaction, officeId, { agencyId, program, onDay, dueUntil });
    const credits = access.scope === 'office' ? await waitingCreditFigures(transaction, officeId) : undefined;
    return {
      agencyId,
      agencies,
      waitingCredits: credits === undefined ? undefined : { count: credits.count, openFen: credits.open_fen },
    };
  });
}

/** The same unit by unit: a page of the units below a node. */
export async function findUnitFigures(
  platform: Platform,
  { access }: Caller,
  request: UnitFiguresFilter & {
    readonly agencyId?: string | undefined;
    readonly program: ProgramId;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly UnitFigures[]> {
  const onDay = today(platform.clock);
  return await platform.database.transaction(access, async (transaction) => {
    const own = access.scope === 'agencies' ? access.agencyIds[0] : undefined;
    const agencyId = request.agencyId ?? own ?? (await findRoot(transaction, access.officeId));
    return await unitFigures(transaction, access.officeId, {
      ...request,
      agencyId,
      onDay,
      dueUntil: onDay + DUE_WITHIN_DAYS,
    });
  });
}
