import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { VerifiedCertificate } from '#contracts/covers.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { ProblemError } from '#web/app/api/failures.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { Details } from '#web/app/details.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { AppForm, TextField } from '#web/app/form.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { PROGRAM_NAMES } from '#web/app/words.ts';
import { HomeFrame } from '#web/home/home-frame.tsx';
import { VERIFY as texts } from '#web/home/verify-texts.ts';
import { Note } from '#web/ui/note.tsx';

const CODE_LENGTH = 16;

/** The check of a certificate, for anybody who holds one: its code typed, or from the address in its QR code. */
export function VerifyPage(): ReactElement {
  const [search, setSearch] = useSearchParams();
  const code = plain(search.get('code') ?? '');
  const receipt = search.get('receipt');
  return (
    <HomeFrame title={texts.title} lead={texts.lead}>
      {receipt === null ? null : <Note kind="remark">{texts.receipt(receipt)}</Note>}
      {code.length === CODE_LENGTH ? (
        <Checked code={code} onAnother={() => setSearch({})} />
      ) : (
        <CodeForm first={code} onCheck={(typed) => setSearch({ code: typed })} />
      )}
    </HomeFrame>
  );
}

interface CodeFormProps {
  readonly first: string;
  readonly onCheck: (code: string) => void;
}

function CodeForm({ first, onCheck }: CodeFormProps): ReactElement {
  const [typed, setTyped] = useState(first);
  const [isChecked, setChecked] = useState(first !== '');
  const { length } = plain(typed);
  const submit = (): void => {
    setChecked(true);
    if (length === CODE_LENGTH) onCheck(plain(typed));
  };
  return (
    <div className="tz-card tz-home__part">
      <AppForm
        onSubmit={submit}
        submitLabel={texts.act}
        isSending={false}
        failure={undefined}
        onAgain={submit}
        isReady={length > 0}
      >
        {isChecked && length !== CODE_LENGTH ? <Note kind="fault">{texts.codeLength(length)}</Note> : null}
        <TextField
          path="code"
          label={texts.code}
          hint={texts.codeHint}
          value={typed}
          onChange={setTyped}
          maxLength={30}
          isFirst
        />
      </AppForm>
    </div>
  );
}

interface CheckedProps {
  readonly code: string;
  readonly onAnother: () => void;
}

function Checked({ code, onAnother }: CheckedProps): ReactElement {
  const { data, error, refetch } = useAnswer<VerifiedCertificate>(`/api/certificates/${code}`);
  const isUnknown = error instanceof ProblemError && error.problem.status === 404;
  return (
    <section className="tz-card tz-home__part tz-stack" aria-live="polite">
      {data !== undefined ? (
        <Certificate certificate={data} />
      ) : isUnknown ? (
        <>
          <h2>{texts.unknown}</h2>
          <p>{texts.unknownNext}</p>
        </>
      ) : error === null ? (
        <p className="tz-quiet">{texts.checking}</p>
      ) : (
        <FailureNote failure={error} onAgain={() => void refetch()} />
      )}
      <p className="tz-quiet">
        {texts.code} <span className="tz-figure">{code.replaceAll(/(.{4})(?=.)/g, '$1-')}</span>
      </p>
      <Button onClick={onAnother}>{texts.another}</Button>
    </section>
  );
}

function Certificate({ certificate }: { readonly certificate: VerifiedCertificate }): ReactElement {
  const { unitName, program, startOn, endOn, members, standing } = certificate;
  const { title, tone } = texts.standing[standing];
  const chinese = (date: string): string => formatChineseDate(parseDate(date));
  return (
    <>
      <h2>
        <StateTag state={{ label: title, tone }} />
      </h2>
      {standing === 'void' ? <p>{texts.voidNext}</p> : null}
      <Details
        facts={[
          [texts.unit, unitName],
          [texts.program, PROGRAM_NAMES[program]],
          [texts.period, texts.periodText(chinese(startOn), chinese(endOn))],
          [texts.members, texts.membersText(members)],
        ]}
      />
      <p className="tz-quiet">{texts.privacy}</p>
    </>
  );
}

/** A code as it is stored, however it was typed. */
function plain(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
}
