import { parseCardNumber } from '#kernel/bank-account.ts';
import { parseResidentId } from '#kernel/resident-id.ts';
import type { RecipientDraft } from '#web/member/relative/recipient.ts';
import { RELATIVE } from '#web/member/relative/relative-texts.ts';
import { MEMBER } from '#web/member/texts.ts';
import type { FormFault } from '#web/ui/error-summary.tsx';

const { faults } = RELATIVE;

/** Of a share as it is typed: hundredths of a percent, `undefined` where it is none. */
export function basisPointsOf(percent: string): number | undefined {
  const typed = percent.normalize('NFKC').trim();
  if (!/^\d{1,3}(?:[.]\d{1,2})?$/.test(typed)) return undefined;
  const points = Math.round(Number(typed) * 100);
  return points > 0 && points <= 10_000 ? points : undefined;
}

/** What is wrong with, or missing of, those who share a death benefit. Cards are theirs to give who claim themselves. */
export function recipientFaults(recipients: readonly RecipientDraft[], needsCards: boolean): readonly FormFault[] {
  const found: FormFault[] = [];
  const seen = new Set<string>();
  for (const [at, { name, residentId, percent, cardNumber, bankName }] of recipients.entries()) {
    const say = (field: string, message: string): void => {
      found.push({ path: `recipients[${at}].${field}`, label: MEMBER.figures.recipient(at + 1), message });
    };
    const id = residentId.normalize('NFKC').trim().toUpperCase();
    if (name.trim() === '') say('name', faults.name);
    if (!parseResidentId(id).ok) say('residentId', faults.residentId);
    else if (seen.has(id)) say('residentId', faults.twice);
    seen.add(id);
    if (basisPointsOf(percent) === undefined) say('percent', faults.percent);
    if (needsCards && !parseCardNumber(cardNumber.replaceAll(/[\s-]/g, '')).ok) say('cardNumber', faults.card);
    if (needsCards && bankName.trim() === '') say('bankName', faults.bank);
  }
  const sum = recipients.reduce((total, { percent }) => total + (basisPointsOf(percent) ?? 0), 0);
  if (found.length === 0 && sum !== 10_000) {
    found.push({
      path: 'recipients[0].percent',
      label: MEMBER.figures.recipients,
      message: faults.whole(String(sum / 100)),
    });
  }
  return found;
}

/** Equal shares to a hundredth of a percent; the first bear what does not come out even. */
export function equalShares(recipients: readonly RecipientDraft[]): readonly RecipientDraft[] {
  const each = Math.floor(10_000 / recipients.length);
  const rest = 10_000 - each * recipients.length;
  return recipients.map((recipient, at) => ({ ...recipient, percent: String((each + (at < rest ? 1 : 0)) / 100) }));
}
