import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input, Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { FiledRoster } from '#contracts/rosters.ts';
import { joiningTermsOn } from '#scheme/joining/joining-terms.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { FileImport } from '#web/app/file-import.tsx';
import { useSession } from '#web/app/session.tsx';
import { PROGRAM_NAMES } from '#web/app/words.ts';
import { Field } from '#web/ui/field.tsx';
import { today } from '#web/ui/typed-day.ts';
import { filingPath } from '#web/unit/roster/filing-path.ts';
import { UNIT } from '#web/unit/texts.ts';

const { upload: texts } = UNIT;

/** Dropping the workbook: what it is for, the file, how far it has come; its rows are on the page after. */
export function UploadPage(): ReactElement {
  const { answer } = useSession();
  const navigate = useNavigate();
  const [program, setProgram] = useChoiceInAddress('program', ['henan-inpatient', 'national-accident']);
  const [shares, setShares] = useState(1);
  const [eligible, setEligible] = useState('');
  const most = joiningTermsOn(program, today()).mostShares;
  const writing = useWrite<File, FiledRoster>(
    (roster) => ({
      method: 'POST',
      path: '/api/rosters',
      query: {
        unitId: answer.unit?.id,
        program,
        shares: Math.min(shares, most),
        eligibleCount: eligible === '' ? undefined : Number(eligible),
      },
      file: roster,
    }),
    ({ rosterId, warnings }) => void navigate(`/rosters/${rosterId}`, { state: { warnings } }),
  );
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        <div className="tz-row">
          <span className="tz-quiet">{texts.templateHint}</span>
          <Button icon={<DownloadOutlined />} href="/api/roster-template">
            {texts.template}
          </Button>
        </div>
      </header>
      <section className="tz-card tz-stack">
        <Field path="program" label={texts.program} kind="group">
          <Radio.Group
            optionType="button"
            buttonStyle="solid"
            value={program}
            options={(['henan-inpatient', 'national-accident'] as const).map((value) => ({
              value,
              label: PROGRAM_NAMES[value],
            }))}
            onChange={({ target }) =>
              setProgram(target.value === 'national-accident' ? 'national-accident' : 'henan-inpatient')
            }
          />
        </Field>
        {most === 1 ? null : (
          <Field path="shares" label={texts.shares} kind="group">
            <Radio.Group
              optionType="button"
              value={shares}
              options={Array.from({ length: most }, (_, index) => ({
                value: index + 1,
                label: texts.share(index + 1),
              }))}
              onChange={({ target }) => setShares(Number(target.value))}
            />
          </Field>
        )}
        <Field path="eligible" label={texts.eligible} hint={texts.eligibleHint}>
          <Input
            id="eligible"
            className="tz-choice-field"
            aria-describedby="eligible--hint"
            inputMode="numeric"
            autoComplete="off"
            suffix="人"
            value={eligible}
            onChange={({ target }) => setEligible(target.value.replaceAll(/\D/g, '').slice(0, 7))}
          />
        </Field>
      </section>
      <FileImport
        title={texts.drop}
        hint={texts.dropHint}
        accept=".xlsx,.xls,.csv"
        actLabel={texts.act}
        working={texts.checking}
        writing={writing}
        progressPath={filingPath}
      />
    </div>
  );
}
