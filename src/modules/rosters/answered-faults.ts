import type { FaultyRow, RosterEntry } from '#intake/roster/roster.ts';
import { COLUMN } from '#intake/roster/template.ts';
import { repairCode, repairName } from '#kernel/safe-text.ts';

/** A faulty row as the roster has kept it. */
export interface KeptFault extends FaultyRow {
  /** Of the row within its roster; `row` is the one in its file. */
  readonly number: number;
}

/**
 * Finds among the rows of a file those that answer a faulty row of before: two of name, ID and phone are the same, so that
 * the third may be the one that was mended. Whoever is not answered stays faulty; nobody drops out unsaid.
 */
export class AnsweredFaults {
  private readonly numberOfKey = new Map<string, number>();
  private readonly answered = new Set<number>();

  /** These may be answered. */
  expect(faults: readonly KeptFault[]): void {
    for (const { number, texts } of faults) {
      for (const key of keysOf(texts[COLUMN.name], texts[COLUMN.residentId], texts[COLUMN.phone])) {
        this.numberOfKey.set(key, number);
      }
    }
  }

  /** Numbers of the rows that were answered so far. */
  get numbers(): readonly number[] {
    return [...this.answered];
  }

  note(accepted: readonly RosterEntry[], faulty: readonly FaultyRow[]): void {
    if (this.numberOfKey.size === 0) return;
    for (const { name, residentId, phone } of accepted) this.answer(keysOf(name, residentId, phone));
    for (const { texts } of faulty) {
      this.answer(keysOf(texts[COLUMN.name], texts[COLUMN.residentId], texts[COLUMN.phone]));
    }
  }

  private answer(keys: readonly string[]): void {
    for (const key of keys) {
      const number = this.numberOfKey.get(key);
      if (number !== undefined) this.answered.add(number);
    }
  }
}

function keysOf(nameText = '', idText = '', phoneText = ''): readonly string[] {
  const name = repairName(nameText).text;
  const id = repairCode(idText).text;
  const phone = repairCode(phoneText).text;
  const keys: string[] = [];
  if (name !== '' && id !== '') keys.push(`name-id\0${name}\0${id}`);
  if (name !== '' && phone !== '') keys.push(`name-phone\0${name}\0${phone}`);
  if (id !== '' && phone !== '') keys.push(`id-phone\0${id}\0${phone}`);
  return keys;
}
