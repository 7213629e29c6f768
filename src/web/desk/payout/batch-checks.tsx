import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { PayoutBatchDetail } from '#contracts/payouts.ts';
import { formatYuan } from '#kernel/money.ts';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { PAYOUT } from '#web/desk/payout/payout-texts.ts';
import { Money } from '#web/ui/money.tsx';
import './payout.css';

type Batch = Static<typeof PayoutBatchDetail>;

interface Check {
  readonly mark: keyof typeof PAYOUT.checks.marks;
  readonly said: string;
}

/** Everything that was looked at before money leaves, each with what it came to. */
export function BatchChecks({ batch }: { readonly batch: Batch }): ReactElement {
  return (
    <section className="tz-card tz-stack" aria-labelledby="checks-title">
      <h2 id="checks-title">{PAYOUT.checks.title}</h2>
      <ul className="tz-checks">
        {checksOf(batch).map(({ mark, said }) => (
          <li key={said}>
            <StateTag state={PAYOUT.checks.marks[mark]} />
            <span>{said}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function checksOf(batch: Batch): readonly Check[] {
  const { checks: texts } = PAYOUT;
  const { totalFen, answers, remarks, held, batchLimitFen, dayLimitFen, approvedTodayFen, state } = batch;
  const linesFen = answers.reduce((sum, each) => sum + each.totalFen, 0);
  const isWhole = linesFen === totalFen;
  const isBefore = state === 'made';
  const dayFen = isBefore ? approvedTodayFen + totalFen : approvedTodayFen;
  const { relative = 0 } = remarks;
  const differing = remarks['name-differs'] ?? 0;
  const counted = (found: number | undefined, none: string, some: (count: number) => string): Check =>
    (found ?? 0) === 0 ? { mark: 'pass', said: none } : { mark: 'look', said: some(found ?? 0) };
  return [
    {
      mark: isWhole ? 'pass' : 'fail',
      said: `${texts.sum(formatYuan(linesFen), formatYuan(totalFen))}${isWhole ? texts.sumPass : texts.sumFail}`,
    },
    held === 0 ? { mark: 'pass', said: texts.notHeld } : { mark: 'fail', said: texts.held(held) },
    batchLimitFen === null
      ? { mark: 'pass', said: texts.noBatchLimit }
      : { mark: totalFen <= batchLimitFen ? 'pass' : 'look', said: texts.batchLimit(formatYuan(batchLimitFen)) },
    dayLimitFen === null
      ? { mark: 'pass', said: texts.noDayLimit }
      : {
          mark: dayFen <= dayLimitFen ? 'pass' : isBefore ? 'fail' : 'look',
          said: (isBefore ? texts.dayLimitWith : texts.dayLimit)(formatYuan(dayFen), formatYuan(dayLimitFen)),
        },
    differing === 0 && relative === 0
      ? { mark: 'pass', said: texts.names }
      : {
          mark: 'look',
          said: [
            ...(differing === 0 ? [] : [texts.namesDiffer(differing)]),
            ...(relative === 0 ? [] : [texts.relatives(relative)]),
          ].join('；'),
        },
    counted(remarks['shared-card'], texts.cards, texts.sharedCards),
    counted(remarks['no-bank-number'], texts.bankNumbers, texts.noBankNumbers),
    counted(remarks['not-in-gbk'], texts.characters, texts.notInGbk),
    state === 'withdrawn'
      ? { mark: 'look', said: texts.withdrawn(batch.madeBy) }
      : batch.approvedBy === null
        ? { mark: 'look', said: texts.second(batch.madeBy) }
        : { mark: 'pass', said: texts.twoPeople(batch.madeBy, batch.approvedBy) },
  ];
}

/** How much of a batch the bank has answered, and how. */
export function BatchAnswers({ batch }: { readonly batch: Batch }): ReactElement {
  const { may } = useSession();
  const { answers: texts } = PAYOUT;
  const { answers, state, layout, layoutName } = batch;
  const waiting = answers.find((each) => each.state === 'sent');
  const sentAs =
    layout === 'pain.001'
      ? CLAIM.payouts.layouts['pain.001']
      : layoutName === null
        ? texts.example
        : texts.own(layoutName);
  return (
    <section className="tz-card tz-stack" aria-labelledby="answers-title">
      <h2 id="answers-title">{texts.title}</h2>
      <ul className="tz-sums">
        {answers.map((each) => (
          <li key={each.state}>
            <span>
              <StateTag state={PAYOUT.states[each.state]} /> {texts.payouts(each.count)}
            </span>
            <Money fen={each.totalFen} />
          </li>
        ))}
      </ul>
      {state === 'sent' ? (
        <>
          <p>{waiting === undefined ? texts.all : texts.waiting(waiting.count, formatYuan(waiting.totalFen))}</p>
          <p className="tz-quiet">{texts.sentAs(sentAs)}</p>
          {may('payout.settle') ? <Link to="/payout-results">{texts.toResults}</Link> : null}
        </>
      ) : (
        <p className="tz-quiet">{texts.notSent}</p>
      )}
    </section>
  );
}
