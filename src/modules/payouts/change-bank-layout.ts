import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { type BankLayout, type BankLayoutFault, checkBankLayout } from './bank-layout.ts';
import { decideLayout, findLayouts, insertLayout, type LayoutRow, lockLayout } from './layout-store.ts';

export type ProposeBankLayoutRefusal =
  | { readonly code: 'bank-layout-wrong'; readonly fault: BankLayoutFault }
  /** Another proposal waits for its second person. */
  | { readonly code: 'bank-layout-waits' };

/** Proposes how the office's bank takes payouts. It can send money elsewhere: somebody else decides. */
export async function proposeBankLayout(
  platform: Platform,
  caller: Caller,
  input: { readonly name: string; readonly layout: BankLayout },
): Promise<Result<{ readonly layoutId: string }, ProposeBankLayoutRefusal | IdempotencyRefusal>> {
  const checked = checkBankLayout(input.layout);
  if (!checked.ok) return fail({ code: 'bank-layout-wrong', fault: checked.error });
  type Proposing = Result<{ readonly layoutId: string }, ProposeBankLayoutRefusal>;
  return await perform(platform, caller, { name: 'propose-bank-layout', input }, async (act): Promise<Proposing> => {
    const layoutId = act.newId();
    const { name, layout } = input;
    if (!(await insertLayout(act, { id: layoutId, name, layout }))) return fail({ code: 'bank-layout-waits' });
    await act.audit({
      act: 'propose-bank-layout',
      objectKind: 'bank-layout',
      objectId: layoutId,
      detail: { name, layout },
    });
    return ok({ layoutId });
  });
}

export type DecideBankLayoutRefusal =
  | { readonly code: 'bank-layout-unknown' }
  | { readonly code: 'bank-layout-state' }
  | { readonly code: 'own-bank-layout' };

/**
 * The second person's half: from now on batches are sent in it and the bank's answers are read by it. What is with the bank
 * already keeps the file that it had.
 */
export async function decideBankLayout(
  platform: Platform,
  caller: Caller,
  input: { readonly layoutId: string; readonly outcome: 'approve' | 'decline' },
): Promise<Result<{ readonly state: LayoutRow['state'] }, DecideBankLayoutRefusal | IdempotencyRefusal>> {
  type Deciding = Result<{ readonly state: LayoutRow['state'] }, DecideBankLayoutRefusal>;
  return await perform(platform, caller, { name: 'decide-bank-layout', input }, async (act): Promise<Deciding> => {
    const { layoutId, outcome } = input;
    const layout = await lockLayout(act, layoutId);
    if (layout === undefined) return fail({ code: 'bank-layout-unknown' });
    if (layout.state !== 'proposed') return fail({ code: 'bank-layout-state' });
    if (layout.proposed_by === act.actorId) return fail({ code: 'own-bank-layout' });
    const state = outcome === 'approve' ? 'standing' : 'declined';
    await decideLayout(act, layoutId, state);
    await act.audit({
      act: 'decide-bank-layout',
      objectKind: 'bank-layout',
      objectId: layoutId,
      detail: { name: layout.name, outcome },
    });
    return ok({ state });
  });
}

/** Every layout that the office ever had, the latest first; with none of its own it uses the example. */
export async function findBankLayouts(platform: Platform, { access }: Caller): Promise<readonly LayoutRow[]> {
  return await platform.database.transaction(access, (transaction) => findLayouts(transaction, access.officeId));
}
