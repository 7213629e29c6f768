import { HolderOutlined } from '@ant-design/icons';
import { Checkbox } from 'antd';
import { type KeyboardEvent, type ReactElement, useRef } from 'react';
import type { WaitingCredit } from '#contracts/contributions.ts';
import { formatYuan } from '#kernel/money.ts';
import { DateText, Moment } from '#web/app/moment.tsx';
import { MATCHING as texts } from '#web/desk/money/matching-texts.ts';
import { Money } from '#web/ui/money.tsx';

interface CreditListProps {
  readonly credits: readonly WaitingCredit[];
  readonly chosenIds: readonly string[];
  readonly canMatch: boolean;
  readonly onChoose: (credit: WaitingCredit) => void;
  /** Takes one more into what is matched together, or out of it. */
  readonly onJoin: (credit: WaitingCredit) => void;
  /** Enter: as proposed, or what was chosen. */
  readonly onConfirm: (credit: WaitingCredit) => void;
}

/** What a dragged credit is known by to the order that it falls on. */
export const CREDIT_DRAG = 'text/x-tongzhou-credit';

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** The credits that wait: ↑↓ move through them, space joins, Enter matches; each can be dragged onto an order. */
export function CreditList(props: CreditListProps): ReactElement {
  const { credits, chosenIds, canMatch, onChoose, onJoin, onConfirm } = props;
  const list = useRef<HTMLUListElement>(null);
  const press = (event: KeyboardEvent<HTMLButtonElement>, credit: WaitingCredit, at: number): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      const to = Math.min(Math.max(0, at + step), credits.length - 1);
      const next = credits[to];
      if (next !== undefined) onChoose(next);
      list.current?.querySelectorAll<HTMLButtonElement>('.tz-match')[to]?.focus();
    } else if (event.key === 'Enter') onConfirm(credit);
    else if (event.key === ' ') onJoin(credit);
    else return;
    event.preventDefault();
  };
  return (
    <section aria-labelledby="credits-title">
      <h2 id="credits-title">
        {texts.credits} <span className="tz-app__count">{credits.length}</span>
      </h2>
      {canMatch ? <p className="tz-quiet">{texts.keys}</p> : null}
      <ul className="tz-matching__list" ref={list}>
        {credits.map((credit, at) => {
          const isChosen = chosenIds.includes(credit.id);
          return (
            // the row is what is dragged: not every browser lets a button be
            <li
              key={credit.id}
              className="tz-match-row"
              draggable={canMatch}
              onDragStart={({ dataTransfer }) => {
                dataTransfer.setData(CREDIT_DRAG, credit.id);
                dataTransfer.effectAllowed = 'copyLink';
              }}
            >
              {canMatch ? <HolderOutlined className="tz-match-row__handle" aria-hidden /> : null}
              <button
                type="button"
                className={`tz-plain-button tz-match${isChosen ? ' tz-match--chosen' : ''}`}
                aria-pressed={isChosen}
                onClick={() => onChoose(credit)}
                onKeyDown={(event) => press(event, credit, at)}
              >
                <CreditFacts credit={credit} />
              </button>
              {canMatch && credits.length > 1 ? (
                <Checkbox
                  aria-label={texts.join(credit.payerName)}
                  checked={isChosen}
                  onChange={() => onJoin(credit)}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function CreditFacts({ credit }: { readonly credit: WaitingCredit }): ReactElement {
  const { payerName, nominalPayerName, remark, amountFen, openFen, postedAt, postedOn, kind, awaitsRefund } = credit;
  return (
    <>
      <span className="tz-match__head">
        <strong>{payerName}</strong>
        <span className="tz-match__amount">
          <Money fen={openFen} unit />
        </span>
      </span>
      {nominalPayerName === '' || nominalPayerName === payerName ? null : (
        <span>
          {texts.nominal}：{nominalPayerName}
        </span>
      )}
      {remark === '' ? null : (
        <span>
          {texts.remark}：{remark}
        </span>
      )}
      <span className="tz-quiet">
        {postedAt === null ? <DateText date={postedOn} /> : <Moment at={postedAt} />}
        {openFen === amountFen ? '' : ` · ${texts.open(formatYuan(openFen))}`}
      </span>
      <span className="tz-row tz-row--tight">
        <span className={`tz-tag tz-tag--${kind === 'unknown' ? 'fault' : 'waiting'}`}>{texts.kinds[kind]}</span>
        {awaitsRefund ? <span className="tz-tag tz-tag--plain">{texts.awaitsRefund}</span> : null}
      </span>
    </>
  );
}
