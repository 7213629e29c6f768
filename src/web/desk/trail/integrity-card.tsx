import type { ReactElement } from 'react';
import type { Static } from 'typebox';
import type { AuditIntegrityAnswer } from '#contracts/audit.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Moment } from '#web/app/moment.tsx';
import { DESK } from '#web/desk/texts.ts';

const { trail } = DESK;

/** Whether anybody tampered with the trail, as far as the last check tells. */
export function IntegrityCard(): ReactElement {
  const { data, error, refetch } = useAnswer<Static<typeof AuditIntegrityAnswer>>('/api/audit/integrity');
  if (data === undefined) {
    return error === null ? (
      <p className="tz-quiet">{trail.reading}</p>
    ) : (
      <FailureNote failure={error} onAgain={() => void refetch()} />
    );
  }
  const { lastCheck, lastSeal } = data;
  const tone = lastCheck === null ? 'plain' : lastCheck.isWhole ? 'done' : 'fault';
  return (
    <section className={`tz-card tz-integrity tz-integrity--${tone}`} aria-labelledby="integrity-title">
      <h2 id="integrity-title">
        {lastCheck === null ? trail.unchecked : lastCheck.isWhole ? trail.whole : trail.broken(lastCheck.faultCount)}
      </h2>
      {lastCheck === null ? (
        <p className="tz-quiet">{trail.uncheckedNext}</p>
      ) : (
        <p className="tz-quiet">
          {trail.checked(lastCheck.rowCount, lastCheck.sealCount, lastCheck.unsealedCount)}
          <Moment at={lastCheck.at} />
        </p>
      )}
      {lastCheck === null || lastCheck.isWhole ? null : (
        <ul className="tz-integrity__faults">
          {lastCheck.faults.map((fault) => (
            <li key={`${fault.kind}-${fault.rowId ?? ''}-${fault.sealNumber ?? ''}`}>
              {trail.fault(fault.kind, fault.rowId, fault.sealNumber)}
            </li>
          ))}
        </ul>
      )}
      {lastSeal === null ? null : (
        <details>
          <summary>{trail.lastSeal(lastSeal.number)}</summary>
          <p className="tz-quiet">{trail.lastSealHint}</p>
          <code className="tz-integrity__link">{lastSeal.link}</code>
        </details>
      )}
    </section>
  );
}
