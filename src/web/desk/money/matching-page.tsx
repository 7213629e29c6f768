import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import type { WaitingCredit, WaitingCreditsAnswer, WaitingOrder } from '#contracts/contributions.ts';
import { parseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { CreditOtherwise } from '#web/desk/money/credit-otherwise.tsx';
import { MatchSheet } from '#web/desk/money/match-sheet.tsx';
import { CreditList } from '#web/desk/money/matching-credits.tsx';
import { OrderList } from '#web/desk/money/matching-orders.tsx';
import { MATCHING as texts } from '#web/desk/money/matching-texts.ts';
import { RecentMatches } from '#web/desk/money/recent-matches.tsx';
import { FilterNumber } from '#web/ui/filter-number.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';
import './matching-page.css';

const KINDS = ['all', 'short', 'over', 'another-payer', 'several', 'unknown'] as const;
type Kind = (typeof KINDS)[number];

/** Credits that no rule could place, left; open orders, right. A person says what belongs together. */
export function MatchingPage(): ReactElement {
  const { data, error, refetch } = useAnswer<WaitingCreditsAnswer>('/api/waiting-credits');
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      {data === undefined ? (
        <Pending error={error} refetch={refetch} />
      ) : data.credits.length === 0 ? (
        <section className="tz-card tz-stack">
          <h2>{texts.none}</h2>
          <p className="tz-quiet">{texts.noneNext}</p>
        </section>
      ) : (
        <Sides answer={data} />
      )}
      <RecentMatches />
    </div>
  );
}

/** What was chosen to be matched, in this order. */
interface Chosen {
  readonly creditIds: readonly string[];
  readonly orders: readonly WaitingOrder[];
}

function Sides({ answer }: { readonly answer: WaitingCreditsAnswer }): ReactElement {
  const { may } = useSession();
  const canMatch = may('remittance.match');
  const [kind, setKind] = useChoiceInAddress<Kind>('kind', KINDS);
  const [chosen, setChosen] = useState<Chosen>({ creditIds: [], orders: [] });
  const [matching, setMatching] = useState<Chosen>();
  const [otherwise, setOtherwise] = useState<WaitingCredit>();
  const shown = answer.credits.filter((credit) => kind === 'all' || credit.kind === kind);
  const known = useMemo(() => new Map(answer.orders.map((order) => [order.id, order])), [answer.orders]);
  const creditIds = chosen.creditIds.filter((id) => shown.some((credit) => credit.id === id));
  const current = shown.find(({ id }) => id === creditIds[0]) ?? shown[0];
  const credits = creditIds.length === 0 && current !== undefined ? [current] : creditsOf(answer, creditIds);
  const proposed = (credit: WaitingCredit): Chosen => ({
    creditIds: [credit.id],
    orders: credit.proposal.flatMap(({ orderId }) => known.get(orderId) ?? []),
  });
  // what was chosen, or where nothing was the proposal for the one credit
  const wanted: Chosen =
    chosen.orders.length > 0 || current === undefined || credits.length > 1
      ? { ...chosen, creditIds: credits.map(({ id }) => id) }
      : proposed(current);
  const choose = (credit: WaitingCredit): void => setChosen({ creditIds: [credit.id], orders: [] });
  const done = (): void => {
    setMatching(undefined);
    setChosen({ creditIds: [], orders: [] });
  };
  return (
    <>
      <div className="tz-numbers">
        {KINDS.map((each) => (
          <FilterNumber
            key={each}
            label={texts.kinds[each]}
            count={each === 'all' ? answer.creditCount : answer.credits.filter((credit) => credit.kind === each).length}
            tone={each === 'unknown' ? 'fault' : 'plain'}
            isChosen={kind === each}
            onChoose={() => setKind(each)}
          />
        ))}
      </div>
      <div className="tz-matching">
        <CreditList
          credits={shown}
          chosenIds={credits.map(({ id }) => id)}
          canMatch={canMatch}
          onChoose={choose}
          onJoin={(credit) =>
            setChosen(({ orders }) => ({
              creditIds: toggled(
                credits.map(({ id }) => id),
                credit.id,
              ),
              orders,
            }))
          }
          onConfirm={(credit) => {
            const meant = credits.some(({ id }) => id === credit.id) ? wanted : proposed(credit);
            if (canMatch && meant.orders.length > 0) setMatching(meant);
          }}
        />
        <OrderList
          answer={answer}
          credit={current}
          chosenIds={chosen.orders.map(({ id }) => id)}
          canMatch={canMatch}
          onMatch={(order, droppedId) =>
            setMatching({
              creditIds: droppedId === undefined ? credits.map(({ id }) => id) : [droppedId],
              orders: [order],
            })
          }
          onToggle={(order) =>
            setChosen(({ orders }) => ({
              creditIds: credits.map(({ id }) => id),
              orders: orders.some(({ id }) => id === order.id)
                ? orders.filter(({ id }) => id !== order.id)
                : [...orders, order],
            }))
          }
        />
      </div>
      {canMatch && current !== undefined ? (
        <section className="tz-decision-bar" aria-label={texts.match}>
          <span className="tz-quiet">{planText(credits, wanted.orders)}</span>
          <div className="tz-row">
            {credits.length === 1 ? <Button onClick={() => setOtherwise(current)}>{texts.otherwise}</Button> : null}
            {credits.length > 1 || chosen.orders.length > 0 ? (
              <Button onClick={() => setChosen({ creditIds: [], orders: [] })}>{texts.clear}</Button>
            ) : null}
            <ConfigProvider theme={MAIN_ACTION_THEME}>
              <Button type="primary" disabled={wanted.orders.length === 0} onClick={() => setMatching(wanted)}>
                {chosen.orders.length === 0 && wanted.orders.length > 0 ? texts.matchProposed : texts.match}
              </Button>
            </ConfigProvider>
          </div>
        </section>
      ) : null}
      {matching === undefined ? null : (
        <MatchSheet
          key={[...matching.creditIds, ...matching.orders.map(({ id }) => id)].join()}
          credits={creditsOf(answer, matching.creditIds)}
          orders={matching.orders}
          today={parseDate(answer.today)}
          onClose={() => setMatching(undefined)}
          onDone={done}
        />
      )}
      {otherwise === undefined ? null : (
        <CreditOtherwise key={otherwise.id} credit={otherwise} onClose={() => setOtherwise(undefined)} />
      )}
    </>
  );
}

function creditsOf(answer: WaitingCreditsAnswer, ids: readonly string[]): readonly WaitingCredit[] {
  return ids.flatMap((id) => answer.credits.find((credit) => credit.id === id) ?? []);
}

/** The last one chosen can't be taken away: something is always chosen. */
function toggled(ids: readonly string[], id: string): readonly string[] {
  if (!ids.includes(id)) return [...ids, id];
  return ids.length === 1 ? ids : ids.filter((each) => each !== id);
}

function planText(credits: readonly WaitingCredit[], orders: readonly WaitingOrder[]): string {
  const creditFen = credits.reduce((sum, { openFen }) => sum + openFen, 0);
  if (orders.length === 0) return texts.planNoOrder(credits.length, formatYuan(creditFen));
  const orderFen = orders.reduce((sum, { openFen }) => sum + openFen, 0);
  return texts.plan(credits.length, formatYuan(creditFen), orders.length, formatYuan(orderFen));
}
