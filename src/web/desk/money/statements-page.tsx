import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ImportedStatement, StatementRow } from '#contracts/contributions.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { problemCode } from '#web/app/api/failures.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FileImport } from '#web/app/file-import.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { MONEY } from '#web/desk/money-texts.ts';
import { FilterNumber } from '#web/ui/filter-number.tsx';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';

const { statements: texts } = MONEY;

interface SentStatement {
  readonly file: File;
  readonly alikeAreOthers: boolean;
}

/** Bank statements: importing one, and those that were imported. */
export function StatementsPage(): ReactElement {
  const { may } = useSession();
  const navigate = useNavigate();
  const [imported, setImported] = useState<ImportedStatement>();
  const [file, setFile] = useState<File>();
  const writing = useWrite<SentStatement, ImportedStatement>(
    ({ alikeAreOthers, ...sent }) => ({
      method: 'POST',
      path: '/api/bank-statements',
      query: alikeAreOthers ? { alikeAreOthers } : {},
      ...sent,
    }),
    setImported,
  );
  const pages = usePages<StatementRow>('/api/bank-statements');
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      {imported !== undefined ? (
        <Result imported={imported} onAnother={() => setImported(undefined)} />
      ) : may('remittance.match') ? (
        <>
          <FileImport
            title={texts.drop}
            hint={texts.dropHint}
            accept=".xls,.xlsx,.csv,.txt,.xml,.zip"
            actLabel={texts.act}
            working={texts.working}
            writing={{
              ...writing,
              send: (chosen) => {
                setFile(chosen);
                writing.send({ file: chosen, alikeAreOthers: false });
              },
            }}
          />
          {file !== undefined && problemCode(writing.failure) === 'statement-alike' ? (
            <p>
              <Button onClick={() => writing.send({ file, alikeAreOthers: true })}>{texts.alikeAreOthers}</Button>
            </p>
          ) : null}
        </>
      ) : null}
      <section className="tz-stack" aria-labelledby="history-title">
        <h2 id="history-title">{texts.history}</h2>
        {pages.rows.length === 0 ? null : <p className="tz-quiet">{texts.historyHint}</p>}
        <PageList
          label={texts.history}
          columns={COLUMNS}
          pages={pages}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void navigate(`/statements/${id}`)}
          empty={texts.empty}
        />
      </section>
    </div>
  );
}

interface ResultProps {
  readonly imported: ImportedStatement;
  readonly onAnother: () => void;
}

/** What the import came to: new, known, matched, waiting. */
function Result({ imported, onAnother }: ResultProps): ReactElement {
  const navigate = useNavigate();
  const { entries, known, matched, waiting, completed, reopened, warnings, creditFen, debitFen } = imported;
  const number = (label: string, count: number, tone: 'plain' | 'pay' | 'refer'): ReactElement => (
    <FilterNumber
      label={label}
      count={count}
      tone={tone}
      isChosen={false}
      onChoose={() => {
        if (tone === 'refer') void navigate('/matching');
      }}
    />
  );
  return (
    <section className="tz-card tz-stack" aria-labelledby="result-title">
      <div className="tz-row tz-row--apart">
        <h2 id="result-title">{texts.done}</h2>
        <span className="tz-quiet">{texts.sums(formatYuan(creditFen), formatYuan(debitFen))}</span>
      </div>
      <div className="tz-numbers">
        {number(texts.entries, entries - known, 'plain')}
        {number(texts.known, known, 'plain')}
        {number(texts.matched, matched, 'pay')}
        {number(texts.waiting, waiting, 'refer')}
      </div>
      {completed.length === 0 ? null : (
        <div>
          <p>
            <strong>
              {texts.completed(
                completed.length,
                completed.reduce((sum, { members }) => sum + members, 0),
              )}
            </strong>
          </p>
          <ul>
            {completed.map(({ orderId, startOn, members }) => (
              <li key={orderId}>
                <Button type="link" onClick={() => void navigate(`/orders/${orderId}`)}>
                  {texts.completedLine(formatChineseDate(parseDate(startOn)), members)}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {reopened.length === 0 ? null : <Note kind="fault">{texts.reopened(reopened.length)}</Note>}
      {warnings.map((warning) => (
        <Note key={warning} kind="remark">
          {warning}
        </Note>
      ))}
      <div className="tz-row">
        {waiting === 0 ? null : (
          <Button type="primary" onClick={() => void navigate('/matching')}>
            {texts.toMatching}
          </Button>
        )}
        <Button onClick={onAnother}>{texts.another}</Button>
      </div>
    </section>
  );
}

const COLUMNS: readonly PageColumn<StatementRow>[] = [
  { key: 'file', title: texts.column.file, width: 'minmax(10rem, 1fr)', cell: ({ fileName }) => fileName },
  {
    key: 'period',
    title: texts.column.period,
    width: 'minmax(12rem, 1fr)',
    cell: ({ firstOn, lastOn }) =>
      firstOn === null || lastOn === null ? (
        '—'
      ) : (
        <span>
          <DateText date={firstOn} /> 至 <DateText date={lastOn} />
        </span>
      ),
  },
  { key: 'entries', title: texts.column.entries, width: '4rem', align: 'end', cell: ({ entries }) => entries },
  { key: 'known', title: texts.column.known, width: '5rem', align: 'end', cell: ({ known }) => known },
  {
    key: 'credit',
    title: texts.column.credit,
    width: '8rem',
    align: 'end',
    cell: ({ creditFen }) => <Money fen={creditFen} />,
  },
  {
    key: 'debit',
    title: texts.column.debit,
    width: '7rem',
    align: 'end',
    cell: ({ debitFen }) => <Money fen={debitFen} />,
  },
  { key: 'by', title: texts.column.by, width: '5.5rem', cell: ({ importedBy }) => importedBy },
  { key: 'at', title: texts.column.at, width: '11rem', cell: ({ importedAt }) => <Moment at={importedAt} /> },
];
