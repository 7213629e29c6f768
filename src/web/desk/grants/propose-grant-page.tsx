import { Checkbox, Radio, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type { GrantRow, ProposedGrant, ProposeGrant } from '#contracts/grants.ts';
import type { Unit } from '#contracts/organisations.ts';
import type { FiledRoster } from '#contracts/rosters.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FileImport } from '#web/app/file-import.tsx';
import { AppForm, LongTextField, TextField } from '#web/app/form.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { PROGRAM_SHORT_NAMES } from '#web/app/words.ts';
import { GRANT } from '#web/desk/grants/grant-texts.ts';
import { Field } from '#web/ui/field.tsx';
import { Note } from '#web/ui/note.tsx';

const { form: texts } = GRANT;

type Program = GrantRow['program'];

const PROGRAMS = Object.keys(PROGRAM_SHORT_NAMES) as Program[];
const KINDS = Object.keys(GRANT.kinds) as GrantRow['kind'][];
const FUNDINGS = Object.keys(GRANT.fundings) as GrantRow['funding'][];

interface Target {
  readonly unitId: string | undefined;
  readonly program: Program;
  readonly shares: number;
}

/** Proposes cover for people whom the office chose: to whom, the roster, why and who pays. */
export function ProposeGrantPage(): ReactElement {
  const { answer } = useSession();
  const [target, setTarget] = useState<Target>({ unitId: undefined, program: 'henan-inpatient', shares: 1 });
  const [filed, setFiled] = useState<FiledRoster>();
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <div className="tz-card tz-form-card tz-stack">
        {filed === undefined ? (
          <RosterStep target={target} onTarget={setTarget} onFiled={setFiled} />
        ) : (
          <GrantStep
            filed={filed}
            program={target.program}
            officeName={answer.office.name}
            onAnother={() => setFiled(undefined)}
          />
        )}
      </div>
    </div>
  );
}

interface RosterStepProps {
  readonly target: Target;
  readonly onTarget: (target: Target) => void;
  readonly onFiled: (filed: FiledRoster) => void;
}

function RosterStep({ target, onTarget, onFiled }: RosterStepProps): ReactElement {
  const [namePrefix, setNamePrefix] = useState('');
  const units = usePages<Unit>('/api/units', { state: 'active', namePrefix, limit: 20 });
  const { unitId, program, shares } = target;
  const writing = useWrite<File, FiledRoster>(
    (file) => ({ method: 'POST', path: '/api/rosters', query: { unitId: unitId ?? '', program, shares }, file }),
    onFiled,
  );
  return (
    <>
      <Field path="grant-unit" label={texts.unit}>
        <Select
          id="grant-unit"
          showSearch={{ filterOption: false, onSearch: setNamePrefix, searchValue: namePrefix }}
          placeholder={texts.unitHint}
          notFoundContent={texts.noUnit}
          value={unitId ?? null}
          options={units.rows.map(({ id, name, creditCode }) => ({ value: id, label: `${name}（${creditCode}）` }))}
          onChange={(id: string) => onTarget({ ...target, unitId: id })}
        />
      </Field>
      <Field path="grant-program" label={texts.program} kind="group">
        <Radio.Group
          value={program}
          options={PROGRAMS.map((value) => ({ value, label: PROGRAM_SHORT_NAMES[value] }))}
          onChange={({ target: { value } }) => onTarget({ ...target, program: value, shares: 1 })}
        />
      </Field>
      {program === 'national-accident' ? (
        <Field path="grant-shares" label={texts.shares} kind="group">
          <Radio.Group
            value={shares}
            options={[1, 2].map((value) => ({ value, label: texts.sharesText(value) }))}
            onChange={({ target: { value } }) => onTarget({ ...target, shares: value })}
          />
        </Field>
      ) : null}
      <p>
        <a href="/api/roster-template" download>
          {texts.template}
        </a>
      </p>
      {unitId === undefined ? null : (
        <FileImport
          title={texts.file}
          hint={texts.fileHint}
          accept=".xlsx,.xls,.csv"
          actLabel={texts.check}
          working={texts.working}
          writing={writing}
        />
      )}
    </>
  );
}

interface GrantStepProps {
  readonly filed: FiledRoster;
  readonly program: Program;
  readonly officeName: string;
  readonly onAnother: () => void;
}

function GrantStep({ filed, program, officeName, onAnother }: GrantStepProps): ReactElement {
  const navigate = useNavigate();
  const tell = useTell();
  const [kind, setKind] = useState<GrantRow['kind']>('hardship');
  const [funding, setFunding] = useState<GrantRow['funding']>('relief-fund');
  const [purpose, setPurpose] = useState('');
  const [payerName, setPayer] = useState(officeName);
  const [healthy, setHealthy] = useState(false);
  const [eligible, setEligible] = useState(false);
  const writing = useWrite<Static<typeof ProposeGrant>, Static<typeof ProposedGrant>>(
    (body) => ({ method: 'POST', path: '/api/grants', body }),
    ({ members, voided }) => {
      tell(texts.done(members) + (voided.length === 0 ? '' : `。${texts.dropped(voided.length)}`));
      void navigate('/grants');
    },
  );
  const isReady = filed.accepted > 0 && purpose.trim().length > 1 && payerName.trim().length > 1 && healthy && eligible;
  return (
    <AppForm
      onSubmit={() =>
        writing.send({
          rosterId: filed.rosterId,
          kind,
          funding,
          purpose: purpose.trim(),
          payerName: payerName.trim(),
          declaration: { healthy, eligible },
        })
      }
      submitLabel={texts.submit(filed.accepted)}
      isSending={writing.isSending}
      failure={writing.failure}
      onAgain={writing.again}
      isReady={isReady}
    >
      <p className="tz-row">
        <strong>{texts.accepted(filed.accepted)}</strong>
        <button type="button" className="tz-plain-button tz-diff-count" onClick={onAnother}>
          {texts.another}
        </button>
      </p>
      {filed.rejected === 0 ? null : (
        <Note kind="remark">
          {texts.rejected(filed.rejected)}
          {filed.faultyRows.slice(0, 10).map(({ row, reasons }) => (
            <span key={row} className="tz-failure-fields">
              {texts.row(row)} {reasons.map(({ message }) => message).join(' ')}
            </span>
          ))}
        </Note>
      )}
      <Field path="kind" label={texts.kind} kind="group">
        <Radio.Group
          value={kind}
          options={KINDS.map((value) => ({ value, label: GRANT.kinds[value] }))}
          onChange={({ target }) => setKind(target.value)}
        />
      </Field>
      <LongTextField
        path="purpose"
        label={texts.purpose}
        hint={texts.purposeHint}
        value={purpose}
        onChange={setPurpose}
        maxLength={200}
        rows={2}
      />
      <Field path="funding" label={texts.funding} hint={texts.fundingHint} kind="group">
        <Radio.Group
          value={funding}
          options={FUNDINGS.map((value) => ({ value, label: GRANT.fundings[value] }))}
          onChange={({ target }) => {
            setFunding(target.value);
            setPayer(target.value === 'relief-fund' ? officeName : '');
          }}
        />
      </Field>
      <TextField path="payerName" label={texts.payer} value={payerName} onChange={setPayer} maxLength={100} />
      <Checkbox checked={healthy} onChange={({ target }) => setHealthy(target.checked)}>
        {texts.healthy}
      </Checkbox>
      <Checkbox checked={eligible} onChange={({ target }) => setEligible(target.checked)}>
        {texts.eligible[program]}
      </Checkbox>
    </AppForm>
  );
}
