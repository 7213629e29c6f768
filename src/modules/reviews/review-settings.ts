import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { type ReviewSettings, reviewSettingsOf, saveSettings } from './settings-store.ts';

export function findReviewSettings(platform: Platform, { access }: Caller): Promise<ReviewSettings> {
  return platform.database.transaction(access, (transaction) => reviewSettingsOf(transaction, access.officeId));
}

export interface SetReviewSettingsRefusal {
  readonly code: 'review-settings-office-only';
}

/** Sets how the office reviews, from now on: deadlines that are running stay. */
export async function setReviewSettings(
  platform: Platform,
  caller: Caller,
  settings: ReviewSettings,
): Promise<Result<ReviewSettings, SetReviewSettingsRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'set-review-settings', input: settings },
    async (act): Promise<Result<ReviewSettings, SetReviewSettingsRefusal>> => {
      if (caller.access.scope !== 'office') return fail({ code: 'review-settings-office-only' });
      const before = await reviewSettingsOf(act.transaction, act.officeId);
      await saveSettings(act, settings);
      await act.audit({
        act: 'set-review-settings',
        objectKind: 'office',
        objectId: act.officeId,
        detail: { before, after: settings },
      });
      return ok(settings);
    },
  );
}
