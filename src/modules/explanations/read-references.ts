import { RECOVERY_NUMBER } from '#modules/recoveries/index.ts';
import { REFUND_NUMBER } from '#modules/refunds/index.ts';
import type { OpenEntry } from './store.ts';

/** What an entry's texts name of ours. Only where they name one single thing is it taken for that. */
export type EntryReference =
  | { readonly kind: 'payout'; readonly endToEndId: string }
  | { readonly kind: 'payout-batch'; readonly number: string }
  | { readonly kind: 'recovery'; readonly number: string }
  | { readonly kind: 'refund'; readonly number: string };

const END_TO_END_ID = /(?<![A-Z0-9])TZ\d{20}(?!\d)/g;
const BATCH_NUMBER = /(?<![A-Z0-9])TZ\d{14}(?!\d)/g;
/** Digits of a batch's number at the head of an end-to-end id. */
const BATCH_LENGTH = 16;

export function referenceIn({ direction, texts }: OpenEntry): EntryReference | undefined {
  const { customerReference, transactionReference, remark, purpose, summary, note } = texts;
  const text = [customerReference, transactionReference, remark, purpose, summary, note].join('|').normalize('NFKC');
  const found: EntryReference[] = [
    ...named(text, END_TO_END_ID).map((endToEndId) => ({ kind: 'payout', endToEndId }) as const),
    ...(direction === 'credit' ? named(text, RECOVERY_NUMBER) : []).map(
      (number) => ({ kind: 'recovery', number }) as const,
    ),
    ...(direction === 'debit' ? named(text, REFUND_NUMBER) : []).map((number) => ({ kind: 'refund', number }) as const),
  ];
  if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  const [number, ...others] = named(text, BATCH_NUMBER);
  return number === undefined || others.length > 0 ? undefined : { kind: 'payout-batch', number };
}

/** The number of the batch in which a payout was sent. */
export function batchNumberOf(endToEndId: string): string {
  return endToEndId.slice(0, BATCH_LENGTH);
}

function named(text: string, pattern: RegExp): readonly string[] {
  return [...new Set(text.toUpperCase().match(pattern))];
}
