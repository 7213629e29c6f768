import type { DayNumber } from '#kernel/civil-date.ts';
import type { ProgramId } from '#scheme/case.ts';

/** A paid roster whose persons are to be covered. */
export interface CoverToSchedule {
  readonly orderId: string;
  readonly rosterId: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly confirmedOn: DayNumber;
}
