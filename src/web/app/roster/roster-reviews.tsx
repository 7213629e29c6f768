import type { ReactElement } from 'react';
import type { RosterDetail } from '#contracts/rosters.ts';
import { Moment } from '#web/app/moment.tsx';
import { ROSTER } from '#web/app/roster/roster-texts.ts';
import { StateTag } from '#web/app/state-tag.tsx';
import { FUNDING_SOURCES, LEVEL_NAMES, REVIEW_OUTCOMES } from '#web/app/words.ts';
import { Money } from '#web/ui/money.tsx';

/** What each level has said so far. */
export function RosterReviews({ roster }: { readonly roster: RosterDetail }): ReactElement {
  const isLong = roster.reviews.some(({ round }) => round > 1);
  return (
    <section className="tz-card tz-stack" aria-labelledby="reviews-title">
      <h2 id="reviews-title">{ROSTER.reviews}</h2>
      {roster.reviews.length === 0 ? (
        <p className="tz-quiet">{ROSTER.noReviews}</p>
      ) : (
        <ol className="tz-timeline">
          {roster.reviews.map(({ round, level, outcome, comment, reviewer, at }) => (
            <li key={`${round}-${level}`}>
              <p className="tz-row">
                <strong>{LEVEL_NAMES[level]}</strong> {reviewer} <StateTag state={REVIEW_OUTCOMES[outcome]} />
              </p>
              {comment === '' ? null : <p className="tz-review-comment">{comment}</p>}
              <p className="tz-quiet">
                <Moment at={at} />
                {isLong ? ` · ${ROSTER.round(round)}` : ''}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** Who pays what of the contribution. */
export function RosterPayers({ roster }: { readonly roster: RosterDetail }): ReactElement | null {
  if (roster.payers.length === 0) return null;
  return (
    <section className="tz-card tz-stack" aria-labelledby="payers-title">
      <h2 id="payers-title">{ROSTER.payers}</h2>
      <ul className="tz-sums">
        {roster.payers.map(({ source, payerName, amountFen }) => (
          <li key={source + payerName}>
            <span>
              {payerName} <span className="tz-quiet">{FUNDING_SOURCES[source]}</span>
            </span>
            <Money fen={amountFen} unit />
          </li>
        ))}
      </ul>
    </section>
  );
}
