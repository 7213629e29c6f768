import type { ReactElement } from 'react';
import type { Unit } from '#contracts/organisations.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { Details } from '#web/app/details.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { OwnHistory } from '#web/unit/particulars/own-history.tsx';
import { PARTICULARS } from '#web/unit/particulars/particulars-texts.ts';
import { StaffNumbers } from '#web/unit/particulars/staff-numbers.tsx';

/** The unit itself: what is registered of it, how many people it has, what befell it. */
export function ParticularsPage(): ReactElement {
  const { answer } = useSession();
  const unitId = answer.unit?.id;
  const { data, error, refetch } = useAnswer<Unit>(unitId === undefined ? undefined : `/api/units/${unitId}`);
  return (
    <div className="tz-page">
      <header>
        <h1>{PARTICULARS.title}</h1>
        <p className="tz-page__lead">{PARTICULARS.lead}</p>
      </header>
      {data !== undefined ? (
        <>
          <Registered unit={data} />
          <StaffNumbers unit={data} />
          <OwnHistory unitId={data.id} />
        </>
      ) : (
        <Pending error={error} refetch={refetch} />
      )}
    </div>
  );
}

function Registered({ unit }: { readonly unit: Unit }): ReactElement {
  const { name, creditCode, unionName, unionCreditCode, address, contact } = unit;
  const lines: readonly (readonly [label: string, text: string | null])[] = [
    [PARTICULARS.name, name],
    [PARTICULARS.creditCode, creditCode],
    [PARTICULARS.unionName, unionName],
    [PARTICULARS.unionCode, unionCreditCode],
    [PARTICULARS.address, address],
    [PARTICULARS.contact, contact === null ? null : `${contact.maskedName} ${contact.maskedPhone}`],
  ];
  return (
    <section className="tz-card">
      <Details facts={lines.map(([label, text]) => [label, text === null || text === '' ? PARTICULARS.none : text])} />
    </section>
  );
}
