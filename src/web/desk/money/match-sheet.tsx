import { Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { MatchByHand, MatchedByHand, WaitingCredit, WaitingOrder } from '#contracts/contributions.ts';
import { type DayNumber, formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { outcomeOf, type PlannedOrder, type PlannedPart, planMatch } from '#web/desk/money/match-plan.ts';
import { MATCHING as texts } from '#web/desk/money/matching-texts.ts';
import { Note } from '#web/ui/note.tsx';

type Wanted = Static<typeof MatchByHand>;

interface MatchSheetProps {
  readonly credits: readonly WaitingCredit[];
  readonly orders: readonly WaitingOrder[];
  readonly today: DayNumber;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** What will be matched, part by part, and on which day cover would start: said before it is done. */
export function MatchSheet({ credits, orders, today, onClose, onDone }: MatchSheetProps): ReactElement {
  const tell = useTell();
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(
    () => new Map(planMatch(credits, orders).map((part) => [keyOf(part), formatYuan(part.amountFen)])),
  );
  const writing = useWrite<Wanted, Static<typeof MatchedByHand>>(
    (body) => ({ method: 'POST', path: '/api/matches', body }),
    ({ completed }) => {
      const [first] = completed;
      const members = completed.reduce((sum, each) => sum + each.members, 0);
      tell(
        first === undefined
          ? texts.done
          : completed.some(({ awaitsSecond }) => awaitsSecond)
            ? texts.doneSecond(members)
            : texts.doneCompleted(members, formatChineseDate(parseDate(first.startOn))),
      );
      onDone();
    },
  );
  const lines = planMatch(credits, orders);
  const parts = lines.map((part) => ({ ...part, amountFen: parseYuan(typed.get(keyOf(part)) ?? '') ?? 0 }));
  const outcomes = orders.map((order) => ({ order, outcome: outcomeOf(order, parts, credits, today) }));
  const rests = credits.map((credit) => ({ credit, restFen: credit.openFen - sumOf(parts, credit.id) }));
  const wanted = parts.filter(({ amountFen }) => amountFen > 0);
  const isReady =
    wanted.length > 0 &&
    outcomes.every(({ outcome }) => outcome.kind !== 'over') &&
    rests.every(({ restFen }) => restFen >= 0);
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.matchTitle}
      actLabel={texts.match}
      isReady={isReady}
      writing={writing}
      input={{ parts: wanted }}
    >
      {lines.map((part, at) => (
        <div key={keyOf(part)} className="tz-field">
          <label className="tz-field__label" htmlFor={`match-amount-${at}`}>
            {texts.partLabel(
              credits.find(({ id }) => id === part.entryId)?.payerName ?? '',
              orders.find(({ id }) => id === part.orderId)?.unitName ?? '',
            )}
          </label>
          <Input
            id={`match-amount-${at}`}
            className="tz-money-input"
            inputMode="decimal"
            suffix="元"
            value={typed.get(keyOf(part)) ?? ''}
            onChange={({ target }) => setTyped((before) => new Map(before).set(keyOf(part), target.value))}
            onPressEnter={() => {
              if (isReady) writing.send({ parts: wanted });
            }}
          />
        </div>
      ))}
      <div role="status" className="tz-stack">
        {outcomes.map(({ order, outcome }) => (
          <Outcome key={order.id} unit={order.unitName} outcome={outcome} />
        ))}
        {rests.map(({ credit, restFen }) =>
          restFen === 0 ? null : (
            <p key={credit.id}>
              {restFen > 0
                ? texts.rest(credit.payerName, formatYuan(restFen))
                : texts.creditOver(credit.payerName, formatYuan(-restFen))}
            </p>
          ),
        )}
      </div>
    </ConfirmSheet>
  );
}

function Outcome({ unit, outcome }: { readonly unit: string; readonly outcome: PlannedOrder }): ReactElement {
  if (outcome.kind === 'short') return <p>{texts.short(unit, formatYuan(outcome.missingFen))}</p>;
  if (outcome.kind === 'over') return <p>{texts.over(unit, formatYuan(outcome.tooMuchFen))}</p>;
  const { startOn, endOn, runningUntil, awaitsSecond } = outcome;
  return (
    <>
      <p>
        {texts.complete(unit, formatChineseDate(startOn), formatChineseDate(endOn))}
        {runningUntil === undefined ? '' : texts.renewal(formatChineseDate(runningUntil))}
      </p>
      {awaitsSecond ? <Note kind="remark">{texts.awaitsSecond}</Note> : null}
    </>
  );
}

function keyOf({ entryId, orderId }: PlannedPart): string {
  return `${entryId} ${orderId}`;
}

function sumOf(parts: readonly PlannedPart[], entryId: string): number {
  return parts.reduce((sum, part) => (part.entryId === entryId ? sum + part.amountFen : sum), 0);
}
