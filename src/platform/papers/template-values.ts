import { amountInCapitals } from '#kernel/amount-in-capitals.ts';
import { formatChineseDate, formatDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import type {
  CertificateData,
  ClaimApplicationData,
  DecisionNoticeData,
  ParticipationProofData,
  ReceiptData,
} from '#platform/papers/paper-data.ts';

/** What goes to the thread: which template, the values it shows, what its QR code holds. */
export interface PaperOrder {
  readonly template: 'certificate' | 'claim-application' | 'decision-notice' | 'participation-proof' | 'receipt';
  /** JSON; the templates read it as values, so nothing in it is ever taken for markup. */
  readonly values: string;
  readonly qrText: string;
  /** Tags for screen readers; they make the file of a long table four times as large. */
  readonly isTagged: boolean;
}

/** A longer list of members goes without tags. */
const MOST_TAGGED_MEMBERS = 500;

export function certificateOrder(certificate: CertificateData): PaperOrder {
  const { members, contributionFen, startOn, endOn, issuedOn, waitingPeriod, shareCount, ...texts } = certificate;
  const firstCount = members.filter(({ joining }) => joining === 'first').length;
  const waiting =
    waitingPeriod === undefined || firstCount === 0
      ? undefined
      : `首次参加的 ${firstCount} 人，自生效日起有 ${waitingPeriod.days} 日（含本数）观察期，` +
        `至 ${formatChineseDate(waitingPeriod.lastOn)}二十四时止。` +
        (firstCount === members.length ? '' : `续保的 ${members.length - firstCount} 人没有观察期。`);
  return order('certificate', certificate.verificationUrl, members.length <= MOST_TAGGED_MEMBERS, {
    ...texts,
    title: `${certificate.officeName}互助保障活动确认书`,
    issuedOn: formatChineseDate(issuedOn),
    memberCount: members.length,
    shares: shareCount,
    contribution: formatYuan(contributionFen),
    contributionInCapitals: amountInCapitals(contributionFen),
    startOn: formatChineseDate(startOn),
    endOn: formatChineseDate(endOn),
    waiting: waiting ?? null,
    members: members.map((member, at) => [
      String(at + 1),
      member.name,
      member.maskedResidentId,
      member.joining === 'first' ? '首次' : '续保',
      formatDate(member.startOn),
      formatDate(member.endOn),
    ]),
  });
}

export function decisionNoticeOrder(notice: DecisionNoticeData): PaperOrder {
  const { amountFen, decidedOn, outcome, ...texts } = notice;
  const isPaid = outcome === 'pay';
  return order('decision-notice', notice.url, true, {
    ...texts,
    title: `互助金申领决定通知书 ${notice.claimNumber}`,
    decidedOn: formatChineseDate(decidedOn),
    outcomeWords: isPaid ? '给付互助金' : '不予给付',
    amount: isPaid ? formatYuan(amountFen) : null,
    amountInCapitals: isPaid ? amountInCapitals(amountFen) : null,
  });
}

export function claimApplicationOrder(application: ClaimApplicationData): PaperOrder {
  const { filledOn, ...texts } = application;
  return order('claim-application', application.url, true, {
    ...texts,
    title: `互助金申请书 ${application.number}`,
    filledOn: formatChineseDate(filledOn),
  });
}

export function participationProofOrder(proof: ParticipationProofData): PaperOrder {
  const { issuedOn, periods, ...texts } = proof;
  return order('participation-proof', proof.url, true, {
    ...texts,
    title: `参加互助保障活动证明 ${proof.name}`,
    issuedOn: formatChineseDate(issuedOn),
    periods: periods.map(({ programName, startOn, endOn, shares, waitingUntil, unitName }) => [
      programName,
      `${formatChineseDate(startOn)} 至 ${formatChineseDate(endOn)}`,
      String(shares),
      waitingUntil === undefined ? '无' : formatChineseDate(waitingUntil),
      unitName,
    ]),
  });
}

export function receiptOrder(receipt: ReceiptData): PaperOrder {
  const { items, issuedOn, redOf, otherInformation, ...texts } = receipt;
  const isRed = redOf !== undefined;
  const total = items.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const sign = isRed ? -1 : 1;
  const red = isRed ? `冲销票据代码 ${redOf.code}、票据号码 ${redOf.number}。` : '';
  return order('receipt', receipt.verificationUrl, true, {
    ...texts,
    title: `全国性社会团体会费统一票据（电子）样张 ${receipt.number}`,
    issuedOn: formatDate(issuedOn),
    isRed,
    items: items.map(({ quantity, standardFen, amountFen, ...item }) => ({
      ...item,
      quantity: String(quantity),
      standard: formatYuan(standardFen),
      amount: formatYuan(sign * amountFen),
    })),
    total: formatYuan(sign * total),
    totalInCapitals: (isRed ? '（负数）' : '') + amountInCapitals(total),
    otherInformation: red + otherInformation,
  });
}

function order(template: PaperOrder['template'], qrText: string, isTagged: boolean, values: object): PaperOrder {
  return { template, qrText, isTagged, values: JSON.stringify(values, (_, value) => printable(value)) };
}

/**
 * Controls, and the marks that turn the direction of what follows: one in a name would print the ID behind it reversed.
 * A line break stays.
 */
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu;

function printable(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(UNPRINTABLE, '') : value;
}
