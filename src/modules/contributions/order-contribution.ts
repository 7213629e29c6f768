import { makeOrderReference } from '#kernel/order-reference.ts';
import type { Act } from '#platform/acts/act.ts';
import { takeNumber } from '#platform/acts/take-number.ts';
import type { ContributionOrder, OrderedContribution } from './order.ts';
import { insertOrder } from './store.ts';

/** Makes the order for a roster that passed all reviews, inside the last review's act (通知-三(一).4). */
export async function orderContribution(act: Act, ordered: OrderedContribution): Promise<ContributionOrder> {
  const id = act.newId();
  const reference = makeOrderReference((await takeNumber(act, 'contribution-order', 0)) + 1);
  await insertOrder(act, id, reference, ordered);
  await act.audit({
    act: 'order-contribution',
    objectKind: 'contribution-order',
    objectId: id,
    agencyId: ordered.agencyId,
    unitId: ordered.unitId,
    detail: { rosterId: ordered.rosterId, amountFen: ordered.amountFen, memberCount: ordered.memberCount, reference },
  });
  await act.emit({
    kind: 'contribution-ordered',
    objectKind: 'contribution-order',
    objectId: id,
    agencyId: ordered.agencyId,
    unitId: ordered.unitId,
    payload: { amountFen: ordered.amountFen, reference },
  });
  return { id, reference, amountFen: ordered.amountFen };
}
