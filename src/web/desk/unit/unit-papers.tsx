import { Button, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { AddedUnitPaper, Unit, UnitPaperKind, UnitPapersAnswer } from '#contracts/organisations.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FileImport } from '#web/app/file-import.tsx';
import { Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { UNIT_FORM } from '#web/app/unit/unit-texts.ts';
import { UNIT_DESK } from '#web/desk/unit/unit-desk-texts.ts';

const { papers: texts } = UNIT_DESK;
const { paperKinds, paperHint } = UNIT_FORM;
const KINDS = Object.keys(paperKinds) as UnitPaperKind[];

/** The scans of a unit's certificates, to look at and to add to. */
export function UnitPapers({ unit }: { readonly unit: Unit }): ReactElement {
  const { may } = useSession();
  const [isAdding, setAdding] = useState(false);
  const { data } = useAnswer<Static<typeof UnitPapersAnswer>>(`/api/units/${unit.id}/papers`);
  const papers = data?.papers ?? [];
  const mayAdd = may('unit.register') && (unit.state === 'registered' || unit.state === 'active');
  return (
    <section className="tz-card tz-stack" aria-labelledby="papers-title">
      <div className="tz-row tz-row--apart">
        <h2 id="papers-title">{texts.title}</h2>
        {mayAdd && !isAdding ? <Button onClick={() => setAdding(true)}>{texts.add}</Button> : null}
      </div>
      {data !== undefined && papers.length === 0 ? <p className="tz-quiet">{texts.none}</p> : null}
      {unit.state === 'registered' && papers.length > 0 ? <p className="tz-quiet">{texts.compare}</p> : null}
      <ul className="tz-sums">
        {papers.map(({ id, kind, bytes, uploadedAt }) => (
          <li key={id}>
            <a href={`/api/units/${unit.id}/papers/${id}`} target="_blank" rel="noreferrer">
              {paperKinds[kind]}
            </a>
            <span className="tz-quiet">
              {texts.size(bytes)} · <Moment at={uploadedAt} />
            </span>
          </li>
        ))}
      </ul>
      {isAdding ? <AddPaper unitId={unit.id} onDone={() => setAdding(false)} /> : null}
    </section>
  );
}

function AddPaper({ unitId, onDone }: { readonly unitId: string; readonly onDone: () => void }): ReactElement {
  const tell = useTell();
  const [kind, setKind] = useState<UnitPaperKind>('unit-certificate');
  const writing = useWrite<File, Static<typeof AddedUnitPaper>>(
    (file) => ({ method: 'POST', path: `/api/units/${unitId}/papers`, query: { kind }, file }),
    () => {
      tell(texts.done);
      onDone();
    },
  );
  return (
    <div className="tz-stack">
      <label className="tz-field__label" htmlFor="paper-kind">
        {texts.kind}
      </label>
      <Select
        id="paper-kind"
        value={kind}
        options={KINDS.map((value) => ({ value, label: paperKinds[value] }))}
        onChange={setKind}
      />
      <FileImport
        title={texts.drop}
        hint={paperHint}
        accept=".pdf,.jpg,.jpeg,.png"
        actLabel={texts.send}
        working={texts.working}
        writing={writing}
      />
    </div>
  );
}
