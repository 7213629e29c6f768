import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { RenewalRow } from '#contracts/renewals.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { RenewalCard } from '#web/unit/home/renewal-card.tsx';
import { RenewalPeople } from '#web/unit/renewal/renewal-people.tsx';
import { RENEWAL } from '#web/unit/renewal/renewal-texts.ts';

/** What ends soon: the roster that follows from it, and who would lose what on which day. */
export function RenewalsPage(): ReactElement {
  const { rows, isLoading, failure, again } = usePages<RenewalRow>('/api/renewals');
  return (
    <div className="tz-page">
      <header>
        <h1>{RENEWAL.title}</h1>
        <p className="tz-page__lead">{RENEWAL.lead}</p>
      </header>
      <FailureNote failure={failure} onAgain={again} />
      {isLoading ? <p className="tz-quiet">{APP.loading}</p> : null}
      {rows.map((row) => (
        <OneRenewal key={row.orderId} renewal={row} />
      ))}
      {isLoading || failure !== undefined || rows.length > 0 ? null : <div className="tz-card">{RENEWAL.empty}</div>}
    </div>
  );
}

function OneRenewal({ renewal }: { readonly renewal: RenewalRow }): ReactElement {
  const [isShown, setShown] = useState(false);
  return (
    <RenewalCard renewal={renewal}>
      <p>
        <Button aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? RENEWAL.hidePeople : RENEWAL.showPeople(renewal.members)}
        </Button>
      </p>
      {isShown ? <RenewalPeople renewal={renewal} /> : null}
    </RenewalCard>
  );
}
