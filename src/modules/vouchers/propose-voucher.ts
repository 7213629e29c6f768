import type { DayNumber } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import {
  holdsPersonalNumber,
  isPostedByHand,
  type PersonalNumberTyped,
  type VoucherLine,
} from '#modules/ledger/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { takeNumber } from '#platform/acts/take-number.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import type { VoucherKind } from './states.ts';
import { findLines, insertVoucher, lockVoucher } from './store.ts';

export interface ProposedVoucher {
  readonly voucherId: string;
  readonly number: string;
}

export type ProposalRefusal =
  | { readonly code: 'voucher-summary-missing' }
  | PersonalNumberTyped
  /** A day that has not come. */
  | { readonly code: 'voucher-day-ahead' };

export interface Proposal {
  readonly kind: VoucherKind;
  readonly onDay: DayNumber;
  /** 摘要. */
  readonly summary: string;
  readonly lines: readonly VoucherLine[];
  /** How the amounts were reckoned: kept with the voucher. */
  readonly basis?: unknown;
  readonly reversesId?: string;
}

/** Puts a voucher before a second person, inside the caller's act; nothing is posted yet. */
export async function proposeWithin(act: Act, proposal: Proposal): Promise<Result<ProposedVoucher, ProposalRefusal>> {
  const { kind, onDay, lines, basis, reversesId = null } = proposal;
  const summary = proposal.summary.trim();
  if (summary === '') return fail({ code: 'voucher-summary-missing' });
  if (holdsPersonalNumber(summary)) return fail({ code: 'personal-number-typed' });
  if (onDay > today(act.platform.clock)) return fail({ code: 'voucher-day-ahead' });
  const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const number = `PZ${String(await takeNumber(act, 'voucher')).padStart(6, '0')}`;
  const voucherId = act.newId();
  await insertVoucher(act, { id: voucherId, number, kind, onDay, summary, lines, totalFen, basis, reversesId });
  await act.audit({
    act: 'propose-voucher',
    objectKind: 'voucher',
    objectId: voucherId,
    detail: { number, kind, totalFen },
    personal: { summary },
  });
  return ok({ voucherId, number });
}

/** A fault of a line, by its place. */
export interface VoucherFaulty {
  readonly code: 'voucher-faulty';
  readonly fields: readonly { readonly path: string; readonly message: string }[];
}

export type ProposeVoucherRefusal = VoucherFaulty | ProposalRefusal;

/** Lines of one voucher; more are no voucher any more. */
const MOST_LINES = 50;

/** An accountant's own voucher, over the accounts that acts don't keep. Somebody else decides. */
export async function proposeVoucher(
  platform: Platform,
  caller: Caller,
  input: { readonly onDay: DayNumber; readonly summary: string; readonly lines: readonly VoucherLine[] },
): Promise<Result<ProposedVoucher, ProposeVoucherRefusal | IdempotencyRefusal>> {
  type Proposing = Result<ProposedVoucher, ProposeVoucherRefusal>;
  return await perform(platform, caller, { name: 'propose-voucher', input }, async (act): Promise<Proposing> => {
    const fields = faultsOf(input.lines);
    if (fields.length > 0) return fail({ code: 'voucher-faulty', fields });
    return await proposeWithin(act, { ...input, kind: 'manual' });
  });
}

function faultsOf(lines: readonly VoucherLine[]): VoucherFaulty['fields'] {
  if (lines.length === 0) return [{ path: 'body.lines', message: '请至少填一行分录。' }];
  if (lines.length > MOST_LINES) return [{ path: 'body.lines', message: `一张凭证最多 ${MOST_LINES} 行分录。` }];
  return lines.flatMap(({ debit, credit, amountFen }, index) => [
    ...notByHand(`body.lines.${index}.debit`, debit),
    ...notByHand(`body.lines.${index}.credit`, credit),
    ...(debit === credit ? [{ path: `body.lines.${index}.credit`, message: '借方和贷方不能是同一个科目。' }] : []),
    ...(amountFen > 0 ? [] : [{ path: `body.lines.${index}.amountFen`, message: '金额要大于零。' }]),
  ]);
}

function notByHand(path: string, code: string): VoucherFaulty['fields'] {
  return isPostedByHand(code)
    ? []
    : [
        {
          path,
          message: '这个科目由业务自动记账，不能手工记。要改它，请办理对应的业务（匹配、付款、说明付款、退费、追回）。',
        },
      ];
}

export type ProposeReversalRefusal =
  | { readonly code: 'voucher-unknown' }
  /** Only what was posted can be taken back, and a reversal is not reversed: a new voucher says it again. */
  | { readonly code: 'voucher-not-reversible' }
  | { readonly code: 'voucher-reversed-already' }
  | ProposalRefusal;

/** Proposes to take a posted voucher back, by entries with the sides exchanged that refer to it. */
export async function proposeReversal(
  platform: Platform,
  caller: Caller,
  input: { readonly voucherId: string; readonly onDay: DayNumber; readonly summary: string },
): Promise<Result<ProposedVoucher, ProposeReversalRefusal | IdempotencyRefusal>> {
  type Proposing = Result<ProposedVoucher, ProposeReversalRefusal>;
  return await perform(platform, caller, { name: 'propose-reversal', input }, async (act): Promise<Proposing> => {
    const voucher = await lockVoucher(act, input.voucherId);
    if (voucher === undefined) return fail({ code: 'voucher-unknown' });
    if (voucher.state !== 'posted' || voucher.kind === 'reversal') return fail({ code: 'voucher-not-reversible' });
    if (voucher.reversedById !== null) return fail({ code: 'voucher-reversed-already' });
    const lines = await findReversedLines(act, voucher.id);
    return await proposeWithin(act, { ...input, kind: 'reversal', lines, reversesId: voucher.id });
  });
}

async function findReversedLines(act: Act, id: string): Promise<readonly VoucherLine[]> {
  const lines = await findLines(act.transaction, act.officeId, id);
  return lines.map(({ debit, credit, amountFen }) => ({ debit: credit, credit: debit, amountFen }));
}
