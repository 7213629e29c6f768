import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { HospitalDetail } from '#contracts/hospitals.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { DateText, Moment } from '#web/app/moment.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { HospitalForm } from '#web/desk/hospital/hospital-form.tsx';
import { HOSPITAL } from '#web/desk/hospital/hospital-texts.ts';

/** One house: everything that was entered of it, the latest first, each with the paper that says so. */
export function HospitalPage(): ReactElement {
  const { id = '' } = useParams();
  const { may, answer } = useSession();
  const [isChanging, setChanging] = useState(false);
  const { data, error, refetch } = useAnswer<HospitalDetail>(`/api/hospitals/${id}`);
  if (data === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  const last = data.entries.at(-1);
  const canKeep = may('hospital.manage') && answer.nodes.every(({ name }) => name === answer.office.name);
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{data.name}</h1>
          <p className="tz-page__lead">
            <span className="tz-figure">{data.code}</span> · <Link to="/hospitals">{HOSPITAL.back}</Link>
          </p>
        </div>
        {canKeep ? (
          <Button type="primary" onClick={() => setChanging(true)}>
            {HOSPITAL.change}
          </Button>
        ) : null}
      </header>
      {isChanging && last !== undefined ? (
        <HospitalForm isOpen onClose={() => setChanging(false)} standing={{ ...last, code: data.code }} />
      ) : null}
      <section className="tz-card tz-stack" aria-labelledby="history-title">
        <h2 id="history-title">{HOSPITAL.history}</h2>
        {data.entries.toReversed().map((entry) => (
          <div key={entry.number} className="tz-inset">
            <p className="tz-row">
              <strong>
                <DateText date={entry.fromOn} />
              </strong>
              {entry.name} · {HOSPITAL.kinds[entry.kind]} · {HOSPITAL.grades[String(entry.grade)]}
              <StateTag state={entry.isRecognised ? HOSPITAL.recognised : HOSPITAL.notRecognised} />
            </p>
            <p className="tz-quiet">
              {HOSPITAL.column.source}：{entry.source} · {entry.changedBy} <Moment at={entry.changedAt} />
            </p>
          </div>
        ))}
      </section>
    </div>
  );
}
