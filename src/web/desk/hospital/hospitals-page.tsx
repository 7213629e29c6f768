import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { HospitalRow, ImportedHospitals } from '#contracts/hospitals.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FileImport } from '#web/app/file-import.tsx';
import { TextField } from '#web/app/form.tsx';
import { DateText } from '#web/app/moment.tsx';
import { NameSearch } from '#web/app/name-search.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { HospitalForm } from '#web/desk/hospital/hospital-form.tsx';
import { HOSPITAL } from '#web/desk/hospital/hospital-texts.ts';
import { Note } from '#web/ui/note.tsx';

const { importing: words } = HOSPITAL;

/** The register of hospitals as it stands today: found by part of a name, entered one by one or as a file. */
export function HospitalsPage(): ReactElement {
  const { may, answer } = useSession();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const [open, setOpen] = useState<'add' | 'import'>();
  const pages = usePages<HospitalRow>('/api/hospitals', { search });
  // the office keeps it; a city or a county only looks it up
  const canKeep = may('hospital.manage') && answer.nodes.every(({ name }) => name === answer.office.name);
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{HOSPITAL.title}</h1>
          <p className="tz-page__lead">{HOSPITAL.lead}</p>
        </div>
        {canKeep ? (
          <div className="tz-row">
            <Button onClick={() => setOpen(open === 'import' ? undefined : 'import')}>{HOSPITAL.import}</Button>
            <Button type="primary" onClick={() => setOpen('add')}>
              {HOSPITAL.add}
            </Button>
          </div>
        ) : null}
      </header>
      {open === 'import' ? <ImportCard /> : null}
      {open === 'add' ? <HospitalForm isOpen onClose={() => setOpen(undefined)} standing={undefined} /> : null}
      <div className="tz-row">
        <NameSearch
          label={HOSPITAL.search}
          initial={search}
          onSearch={(value) => setParams(value === '' ? {} : { search: value })}
        />
      </div>
      <PageList
        key={`list-${search}`}
        label={HOSPITAL.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ hospitalId }) => hospitalId}
        onOpen={({ hospitalId }) => void navigate(`/hospitals/${hospitalId}`)}
        empty={search === '' ? HOSPITAL.empty : HOSPITAL.none}
      />
    </div>
  );
}

function ImportCard(): ReactElement {
  const [source, setSource] = useState('');
  const [imported, setImported] = useState<ImportedHospitals>();
  const writing = useWrite<File, ImportedHospitals>(
    (file) => ({ method: 'POST', path: '/api/hospitals/imports', file, query: { source: source.trim() } }),
    setImported,
  );
  return (
    <section className="tz-card tz-stack" aria-label={words.title}>
      <p>
        <Button href="/api/hospitals/template">{words.template}</Button>
      </p>
      <TextField
        path="import-source"
        label={HOSPITAL.form.source}
        hint={HOSPITAL.form.sourceHint}
        value={source}
        onChange={setSource}
        maxLength={200}
      />
      {source.trim().length < 2 ? null : (
        <FileImport
          title={words.title}
          hint={words.hint}
          accept=".xlsx,.xls,.csv"
          actLabel={words.act}
          working={words.working}
          writing={writing}
        />
      )}
      {imported === undefined ? null : (
        <>
          <Note kind="remark">{words.done(imported.added, imported.changed, imported.same)}</Note>
          {imported.faults.length === 0 ? null : (
            <Note kind="fault">
              {words.faults(imported.faults.length)}
              <ul>
                {imported.faults.map(({ rowNumber, message }) => (
                  <li key={rowNumber}>{words.fault(rowNumber, message)}</li>
                ))}
              </ul>
            </Note>
          )}
        </>
      )}
    </section>
  );
}

const COLUMNS: readonly PageColumn<HospitalRow>[] = [
  {
    key: 'code',
    title: HOSPITAL.column.code,
    width: '11rem',
    cell: ({ code }) => <span className="tz-figure">{code}</span>,
  },
  { key: 'name', title: HOSPITAL.column.name, width: 'minmax(12rem, 1fr)', cell: ({ name }) => name },
  { key: 'kind', title: HOSPITAL.column.kind, width: '6rem', cell: ({ kind }) => HOSPITAL.kinds[kind] },
  { key: 'grade', title: HOSPITAL.column.grade, width: '8rem', cell: ({ grade }) => HOSPITAL.grades[String(grade)] },
  {
    key: 'recognised',
    title: HOSPITAL.column.recognised,
    width: '7rem',
    cell: ({ isRecognised }) => <StateTag state={isRecognised ? HOSPITAL.recognised : HOSPITAL.notRecognised} />,
  },
  { key: 'from', title: HOSPITAL.column.fromOn, width: '9rem', cell: ({ fromOn }) => <DateText date={fromOn} /> },
];
