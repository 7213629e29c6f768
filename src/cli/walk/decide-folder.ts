import type { SettableClock } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import type { WalkOffice } from './open-walk-office.ts';
import type { SchemeFolder } from './scheme-folder.ts';

/** What became of the folder's settlements. */
export interface DecidedFolder {
  readonly settlements: readonly {
    readonly id: string;
    readonly outcome: string;
    readonly amountFen: number;
    readonly reasons: readonly { readonly code: string; readonly clause: string }[];
  }[];
  readonly paidFen: number;
  readonly payoutFile: { readonly count: number; readonly totalFen: number };
}

export function decideFolder(
  _platform: Platform,
  _clock: SettableClock,
  _office: WalkOffice,
  _folder: SchemeFolder,
): Promise<DecidedFolder> {
  return Promise.resolve({ settlements: [], paidFen: 0, payoutFile: { count: 0, totalFen: 0 } });
}
