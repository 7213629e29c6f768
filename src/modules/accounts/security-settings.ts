import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { findSetValues, saveValue } from './setting-store.ts';

/** What an office's security administrator sets. */
export interface SecuritySettings {
  /** Wrong guesses within 15 minutes that lock a sign-in. */
  readonly failuresBeforeLock: number;
  /** Of the first lock; each one in a row lasts twice as long. */
  readonly lockMinutes: number;
  /** Without a request, of staff. */
  readonly idleMinutes: number;
  /** From sign-in to the end, whatever happens. */
  readonly sessionHours: number;
  /** Of a password, at least. */
  readonly passwordCharacters: number;
}

interface SettingRule {
  /** In the database. */
  readonly name: string;
  readonly standard: number;
  readonly least: number;
  readonly most: number;
}

/** The standards hold where an office has set nothing, and for sign-in names that nobody has. */
const RULES: Readonly<Record<keyof SecuritySettings, SettingRule>> = {
  failuresBeforeLock: { name: 'failures-before-lock', standard: 5, least: 3, most: 10 },
  lockMinutes: { name: 'lock-minutes', standard: 15, least: 5, most: 240 },
  idleMinutes: { name: 'idle-minutes', standard: 30, least: 5, most: 120 },
  sessionHours: { name: 'session-hours', standard: 12, least: 1, most: 24 },
  passwordCharacters: { name: 'password-characters', standard: 10, least: 10, most: 32 },
};

const NAMES = Object.keys(RULES) as (keyof SecuritySettings)[];

/** In order of precedence. */
export type ChangeSecuritySettingsRefusal =
  | { readonly code: 'not-of-the-administration' }
  | {
      readonly code: 'setting-out-of-range';
      readonly setting: keyof SecuritySettings;
      readonly least: number;
      readonly most: number;
    };

/** The settings that hold in an office. */
export async function settingsOf(transaction: Transaction, officeId: string): Promise<SecuritySettings> {
  const set = await findSetValues(transaction, officeId);
  const settingValue = (setting: keyof SecuritySettings): number =>
    set.get(RULES[setting].name) ?? RULES[setting].standard;
  return {
    failuresBeforeLock: settingValue('failuresBeforeLock'),
    lockMinutes: settingValue('lockMinutes'),
    idleMinutes: settingValue('idleMinutes'),
    sessionHours: settingValue('sessionHours'),
    passwordCharacters: settingValue('passwordCharacters'),
  };
}

export function findSecuritySettings(
  platform: Platform,
  { access }: Pick<Caller, 'access'>,
): Promise<SecuritySettings> {
  return platform.database.transaction(access, (transaction) => settingsOf(transaction, access.officeId));
}

/** Changes those that are given. Sessions keep the times with which they began. */
export function changeSecuritySettings(
  platform: Platform,
  caller: Caller,
  input: Partial<SecuritySettings>,
): Promise<Result<SecuritySettings, ChangeSecuritySettingsRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    caller,
    { name: 'change-security-settings', input },
    async (act): Promise<Result<SecuritySettings, ChangeSecuritySettingsRefusal>> => {
      if (caller.access.scope !== 'administration') return fail({ code: 'not-of-the-administration' });
      const before = await settingsOf(act.transaction, act.officeId);
      for (const setting of NAMES) {
        const value = input[setting];
        if (value === undefined) continue;
        const { name, least, most } = RULES[setting];
        if (value < least || value > most) return fail({ code: 'setting-out-of-range', setting, least, most });
        await saveValue(act, name, value);
      }
      const after = await settingsOf(act.transaction, act.officeId);
      await act.audit({
        act: 'change-security-settings',
        objectKind: 'security-settings',
        objectId: act.officeId,
        detail: { before, after },
      });
      return ok(after);
    },
  );
}
