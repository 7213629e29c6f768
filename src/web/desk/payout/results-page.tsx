import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Static } from 'typebox';
import type {
  Explained,
  ImportedPayoutResults,
  PayoutResultFilesAnswer,
  StrayResult,
} from '#contracts/payout-results.ts';
import type { UnexplainedDebits } from '#contracts/recoveries.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { FileImport } from '#web/app/file-import.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { PAYOUT } from '#web/desk/payout/payout-texts.ts';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';
import { Sheet } from '#web/ui/sheet.tsx';

const { results: texts } = PAYOUT;

type Imported = Static<typeof ImportedPayoutResults>;
type ResultFile = Static<typeof PayoutResultFilesAnswer>['items'][number];
type Outcomes = ResultFile['outcomes'];

/** What the bank answered: files taken in, what each came to, rows that fit nothing, payments nobody has explained. */
export function PayoutResultsPage(): ReactElement {
  const { may } = useSession();
  const [search, setSearch] = useSearchParams();
  const pages = usePages<ResultFile>('/api/payout-results');
  const fileId = search.get('file') ?? undefined;
  const file = pages.rows.find(({ id }) => id === fileId);
  const open = (id: string): void => setSearch({ file: id });
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      {may('payout.settle') ? <Import /> : null}
      <section className="tz-stack" aria-labelledby="files-title">
        <h2 id="files-title">{texts.files}</h2>
        <PageList
          label={texts.files}
          columns={COLUMNS}
          pages={pages}
          keyOf={({ id }) => id}
          onOpen={({ id }) => open(id)}
          empty={texts.none}
        />
      </section>
      {may('remittance.read') ? <UnknownDebits /> : null}
      <Sheet
        place="side"
        isOpen={fileId !== undefined}
        onClose={() => setSearch({})}
        title={texts.strayTitle(file?.fileName ?? '')}
      >
        {fileId === undefined ? null : <Strays fileId={fileId} />}
      </Sheet>
    </div>
  );
}

function Import(): ReactElement {
  const [imported, setImported] = useState<Imported>();
  const writing = useWrite<File, Imported>(
    (file) => ({ method: 'POST', path: '/api/payout-results', file }),
    setImported,
  );
  return (
    <section className="tz-card tz-stack">
      <FileImport
        title={texts.drop}
        hint={texts.dropHint}
        accept=".xml,.txt,.csv"
        actLabel={texts.act}
        working={texts.working}
        writing={writing}
      />
      {imported === undefined ? null : <Outcome imported={imported} />}
    </section>
  );
}

function Outcome({ imported }: { readonly imported: Imported }): ReactElement {
  const { rows, outcomes, explained } = imported;
  const strays = strayCount(outcomes);
  return (
    <>
      <Note kind="remark">
        {texts.done(rows)}：{outcomeText(outcomes)}。
        {explained.explained === 0 ? '' : texts.explained(explained.explained)}
      </Note>
      {strays === 0 ? null : (
        <>
          <Note kind="fault">{texts.strays(strays)}</Note>
          <Strays fileId={imported.fileId} />
        </>
      )}
      {explained.doubtful === 0 ? null : <Note kind="fault">{texts.doubtful(explained.doubtful)}</Note>}
    </>
  );
}

function outcomeText(outcomes: Outcomes): string {
  const names = Object.keys(texts.outcomes) as (keyof typeof texts.outcomes)[];
  return names
    .flatMap((name) => {
      const rows = outcomes[name] ?? 0;
      return rows === 0 ? [] : [texts.outcome(texts.outcomes[name], rows)];
    })
    .join('，');
}

/** Rows that changed nothing although they should have. */
function strayCount(outcomes: Outcomes): number {
  return (['unknown', 'not-sent', 'amount-differs', 'contradicts'] as const).reduce(
    (sum, name) => sum + (outcomes[name] ?? 0),
    0,
  );
}

const COLUMNS: readonly PageColumn<ResultFile>[] = [
  {
    key: 'file',
    title: texts.column.file,
    width: 'minmax(12rem, 1fr)',
    cell: ({ fileName, format }) => (
      <span>
        {fileName} <br />
        <span className="tz-quiet">{texts.formats[format]}</span>
      </span>
    ),
  },
  {
    key: 'imported',
    title: texts.column.imported,
    width: '11rem',
    cell: ({ importedBy, importedAt }) => (
      <span>
        {importedBy} <br />
        <span className="tz-quiet">
          <Moment at={importedAt} />
        </span>
      </span>
    ),
  },
  {
    key: 'outcome',
    title: texts.column.outcome,
    width: 'minmax(14rem, 2fr)',
    cell: ({ outcomes }) => outcomeText(outcomes),
  },
  {
    key: 'strays',
    title: texts.column.strays,
    width: '6rem',
    align: 'end',
    cell: ({ outcomes }) => strayCount(outcomes),
  },
];

function Strays({ fileId }: { readonly fileId: string }): ReactElement {
  const { data, error, refetch } = useAnswer<readonly Static<typeof StrayResult>[]>(
    `/api/payout-results/${fileId}/strays`,
  );
  if (data === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  if (data.length === 0) return <p>{texts.strayNone}</p>;
  return (
    <ul className="tz-stack">
      {data.map(({ row, outcome, endToEndId, amountFen }) => (
        <li key={row}>
          <p className="tz-row">
            <strong>
              {texts.strayColumn.row} {row}
            </strong>
            <span className="tz-figure">{endToEndId}</span>
            {amountFen === null ? null : <Money fen={amountFen} unit />}
          </p>
          <p>
            {texts.outcomes[outcome]}：{texts.why[outcome]}
          </p>
        </li>
      ))}
    </ul>
  );
}

function UnknownDebits(): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const { data, error, refetch } = useAnswer<Static<typeof UnexplainedDebits>>('/api/unexplained-debits');
  const writing = useWrite<undefined, Static<typeof Explained>>(
    () => ({ method: 'POST', path: '/api/bank-entries/explanation' }),
    ({ explained, doubtful }) => tell(texts.againDone(explained, doubtful)),
  );
  return (
    <section className="tz-card tz-stack" aria-labelledby="debits-title">
      <div className="tz-row tz-row--apart">
        <div>
          <h2 id="debits-title">{texts.debits}</h2>
          <p className="tz-quiet">{texts.debitsLead}</p>
        </div>
        {may('payout.settle') ? (
          <Button loading={writing.isSending} onClick={() => writing.send(undefined)}>
            {texts.again}
          </Button>
        ) : null}
      </div>
      <FailureNote failure={writing.failure ?? error ?? undefined} onAgain={() => void refetch()} />
      {data === undefined ? (
        <p className="tz-quiet">{APP.loading}</p>
      ) : data.length === 0 ? (
        <p>{texts.noDebits}</p>
      ) : (
        <ul className="tz-stack">
          {data.map(({ entryId, amountFen, postedOn, payeeName, texts: said, names }) => (
            <li key={entryId}>
              <p className="tz-row">
                <DateText date={postedOn} />
                <Money fen={amountFen} unit />
                <span>{payeeName}</span>
              </p>
              <p className="tz-quiet">
                {said.join(' · ')} {names === null ? texts.noName : texts.names[names]}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
