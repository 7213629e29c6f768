import { Checkbox, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { HospitalRow, KeepHospital } from '#contracts/hospitals.ts';
import { formatDate, shanghaiDay } from '#kernel/civil-date.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { TextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { HOSPITAL } from '#web/desk/hospital/hospital-texts.ts';

const { form: texts } = HOSPITAL;

type Kind = KeepHospital['kind'];

interface HospitalFormProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The house that changes; `undefined` for a new one. */
  readonly standing: Pick<HospitalRow, 'code' | 'name' | 'kind' | 'grade' | 'isRecognised'> | undefined;
}

/** What holds of a house from a day on, with the paper that says so. */
export function HospitalForm({ isOpen, onClose, standing }: HospitalFormProps): ReactElement {
  const tell = useTell();
  const [code, setCode] = useState(standing?.code ?? '');
  const [name, setName] = useState(standing?.name ?? '');
  const [kind, setKind] = useState<Kind>(standing?.kind ?? 'hospital');
  const [grade, setGrade] = useState(standing?.grade ?? 3);
  const [recognised, setRecognised] = useState(standing?.isRecognised ?? true);
  const [fromOn, setFromOn] = useState(formatDate(shanghaiDay(Date.now())));
  const [source, setSource] = useState('');
  const writing = useWrite<KeepHospital, unknown>(
    (body) => ({ method: 'POST', path: '/api/hospitals', body }),
    () => {
      onClose();
      tell(texts.done);
    },
  );
  const canBeRecognised = kind === 'hospital' && grade >= 2;
  const isReady =
    code.trim() !== '' && name.trim().length >= 2 && source.trim().length >= 2 && /^\d{4}-\d\d-\d\d$/.test(fromOn);
  return (
    <ConfirmSheet
      isOpen={isOpen}
      onClose={onClose}
      title={standing === undefined ? texts.addTitle : texts.changeTitle(standing.name)}
      actLabel={texts.act}
      isReady={isReady}
      writing={writing}
      input={{
        code: code.trim(),
        name: name.trim(),
        kind,
        grade,
        isRecognised: recognised && canBeRecognised,
        fromOn,
        source: source.trim(),
      }}
    >
      {standing === undefined ? (
        <TextField path="hospital-code" label={texts.code} hint={texts.codeHint} value={code} onChange={setCode} />
      ) : null}
      <TextField path="hospital-name" label={texts.name} value={name} onChange={setName} maxLength={100} />
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="hospital-kind">
          {texts.kind}
        </label>
        <Select
          id="hospital-kind"
          value={kind}
          options={Object.entries(HOSPITAL.kinds).map(([value, label]) => ({ value: value as Kind, label }))}
          onChange={setKind}
        />
      </div>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="hospital-grade">
          {texts.grade}
        </label>
        <Select
          id="hospital-grade"
          value={grade}
          options={[3, 2, 1].map((value) => ({ value, label: HOSPITAL.grades[String(value)] }))}
          onChange={setGrade}
        />
      </div>
      <Checkbox
        checked={recognised && canBeRecognised}
        disabled={!canBeRecognised}
        onChange={({ target }) => setRecognised(target.checked)}
      >
        {texts.recognised}
      </Checkbox>
      {canBeRecognised ? null : <p className="tz-quiet">{texts.notRecognisable}</p>}
      <TextField path="hospital-from" label={texts.fromOn} hint="2025-04-01" value={fromOn} onChange={setFromOn} />
      <TextField
        path="hospital-source"
        label={texts.source}
        hint={texts.sourceHint}
        value={source}
        onChange={setSource}
        maxLength={200}
      />
      <p className="tz-quiet">{texts.what}</p>
    </ConfirmSheet>
  );
}
