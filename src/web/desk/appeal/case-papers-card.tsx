import { Button, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { CasePaper } from '#contracts/appeals.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FileImport } from '#web/app/file-import.tsx';
import { Moment } from '#web/app/moment.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { APPEAL } from '#web/desk/appeal/appeal-texts.ts';

const { case: texts } = APPEAL;

interface CasePapersCardProps {
  readonly title: string;
  readonly papers: readonly CasePaper[];
  /** Where a further paper is sent; `undefined` where none may be added. */
  readonly addPath: string | undefined;
}

/** Papers beside those of the claim: who brought them and when, each opened by a press that the trail keeps. */
export function CasePapersCard({ title, papers, addPath }: CasePapersCardProps): ReactElement {
  const [isAdding, setAdding] = useState(false);
  return (
    <section className="tz-card tz-stack" aria-label={title}>
      <div className="tz-row tz-row--apart">
        <h2>{title}</h2>
        {addPath === undefined || isAdding ? null : <Button onClick={() => setAdding(true)}>{texts.add}</Button>}
      </div>
      {papers.length === 0 && !isAdding ? <p className="tz-quiet">{texts.papersNone}</p> : null}
      {papers.map(({ paperId, title: name, uploadedBy, uploadedAt }) => (
        <div key={paperId} className="tz-row tz-row--apart">
          <span>
            {name}{' '}
            <span className="tz-quiet">
              {uploadedBy} <Moment at={uploadedAt} />
            </span>
          </span>
          <Button
            href={`/api/case-papers/${paperId}`}
            target="_blank"
            rel="noreferrer"
            aria-label={`${texts.open} ${name}`}
          >
            {texts.open}
          </Button>
        </div>
      ))}
      {addPath !== undefined && isAdding ? <AddPaper path={addPath} onAdded={() => setAdding(false)} /> : null}
    </section>
  );
}

function AddPaper({ path, onAdded }: { readonly path: string; readonly onAdded: () => void }): ReactElement {
  const tell = useTell();
  const [title, setTitle] = useState('');
  const writing = useWrite<File, unknown>(
    (file) => ({ method: 'POST', path, file, query: { title: title.trim() } }),
    () => {
      tell(texts.added);
      onAdded();
    },
  );
  return (
    <div className="tz-stack">
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="paper-title">
          {texts.addTitle}
        </label>
        <Input
          id="paper-title"
          value={title}
          maxLength={100}
          placeholder={texts.addTitleHint}
          onChange={({ target }) => setTitle(target.value)}
        />
      </div>
      <FileImport
        title={texts.addFile}
        hint=""
        accept=".pdf,.jpg,.jpeg,.png"
        actLabel={texts.add}
        working={texts.addWorking}
        writing={writing}
      />
    </div>
  );
}
