import type { ReactElement } from 'react';
import type { Static } from 'typebox';
import type { PayoutRow } from '#contracts/payout-results.ts';
import type { BankLayoutsAnswer, PayoutBatchRow } from '#contracts/payouts.ts';
import type { RecoveriesAnswer } from '#contracts/recoveries.ts';
import { type Pages, pagesOf, useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { PAYOUT } from '#web/desk/payout/payout-texts.ts';
import { Item, Queue } from '#web/desk/today/queue-card.tsx';
import { Money } from '#web/ui/money.tsx';

const ROWS_SHOWN = 8;

type Layout = Static<typeof BankLayoutsAnswer>['layouts'][number];

/** What waits of money that goes out: batches for the bank, payouts that came back, recoveries, a layout to decide. */
export interface PayoutLists {
  readonly toSend: Pages<Static<typeof PayoutBatchRow>>;
  readonly returned: Pages<Static<typeof PayoutRow>>;
  readonly toReceive: Pages<Static<typeof RecoveriesAnswer>['items'][number]>;
  readonly layouts: Pages<Layout>;
}

export function usePayoutQueues(): PayoutLists {
  const { may } = useSession();
  const settles = may('payout.settle');
  const query = { state: 'returned', open: true, limit: ROWS_SHOWN };
  const proposed = useAnswer<Static<typeof BankLayoutsAnswer>>(may('payout.approve') ? '/api/bank-layouts' : undefined);
  return {
    toSend: usePages(may('payout.make') ? '/api/payout-batches' : undefined, { state: 'approved', limit: ROWS_SHOWN }),
    returned: usePages(settles ? '/api/payouts' : undefined, query),
    toReceive: usePages(settles ? '/api/recoveries' : undefined, { state: 'decided', limit: ROWS_SHOWN }),
    layouts: pagesOf(proposed, ({ layouts }) => layouts.filter(({ state, isOwn }) => state === 'proposed' && !isOwn)),
  };
}

/** The cards of these queues. */
export function PayoutQueues({ lists }: { readonly lists: PayoutLists }): ReactElement {
  const { toSend, returned, toReceive, layouts } = lists;
  return (
    <>
      <Queue title={PAYOUT.today.toSend} pages={toSend} all="/payouts?state=approved">
        {toSend.rows.map(({ batchId, number, totalFen, madeAt }) => (
          <Item key={batchId} to={`/payouts/${batchId}`} name={number} what={<Money fen={totalFen} unit />}>
            <Moment at={madeAt} />
          </Item>
        ))}
      </Queue>
      <Queue title={PAYOUT.returned} pages={returned} all="/payouts">
        {returned.rows.map(({ payoutId, account, amountFen, fault, returnedOn }) => (
          <Item
            key={payoutId}
            to="/payouts"
            name={account?.holder ?? PAYOUT.erased}
            what={
              <>
                <Money fen={amountFen} unit /> {fault === null ? null : PAYOUT.faults[fault]}
              </>
            }
          >
            {returnedOn === null ? null : <DateText date={returnedOn} />}
          </Item>
        ))}
      </Queue>
      <Queue title={PAYOUT.today.toReceive} pages={toReceive} all="/recoveries">
        {toReceive.rows.map(({ recoveryId, number, memberName, amountFen, receivedFen, proposedAt }) => (
          <Item
            key={recoveryId}
            to="/recoveries"
            name={`${number} ${memberName ?? ''}`}
            what={<Money fen={amountFen - receivedFen} unit />}
          >
            <Moment at={proposedAt} />
          </Item>
        ))}
      </Queue>
      <Queue title={PAYOUT.today.layouts} pages={layouts} all="/payout-settings">
        {layouts.rows.map(({ layoutId, name, proposedBy, proposedAt }) => (
          <Item key={layoutId} to="/payout-settings" name={name} what={proposedBy}>
            <Moment at={proposedAt} />
          </Item>
        ))}
      </Queue>
    </>
  );
}
