import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type { ImportedSettlements, SettlementCounts, SettlementImportsAnswer } from '#contracts/claims.ts';
import { formatYuan } from '#kernel/money.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FileImport } from '#web/app/file-import.tsx';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { MONEY } from '#web/desk/money-texts.ts';
import { CellNotes } from '#web/ui/fault-table.tsx';
import { FilterNumber } from '#web/ui/filter-number.tsx';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';

const { settlements: texts } = MONEY;

type Counts = Static<typeof SettlementCounts>;
type CountName = keyof Counts;
type ImportRow = Static<typeof SettlementImportsAnswer>['items'][number];

const TONES: Readonly<Partial<Record<CountName, 'pay' | 'decline' | 'refer' | 'fault' | 'stranger'>>> = {
  pay: 'pay',
  decline: 'decline',
  refer: 'refer',
  fault: 'fault',
  'not-a-member': 'stranger',
};

/** The insurer's settlements: importing a file, what it came to, the files before. */
export function SettlementsPage(): ReactElement {
  const { may } = useSession();
  const [imported, setImported] = useState<ImportedSettlements>();
  const writing = useWrite<File, ImportedSettlements>(
    (file) => ({ method: 'POST', path: '/api/settlement-imports', file }),
    setImported,
  );
  const pages = usePages<ImportRow>('/api/settlement-imports');
  const navigate = useNavigate();
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      {imported !== undefined ? (
        <Result imported={imported} onAnother={() => setImported(undefined)} />
      ) : may('settlement.import') ? (
        <FileImport
          title={texts.drop}
          hint={texts.dropHint}
          accept=".xlsx,.xls,.csv"
          actLabel={texts.act}
          working={texts.working}
          writing={writing}
        />
      ) : null}
      <section className="tz-stack" aria-labelledby="history-title">
        <h2 id="history-title">{texts.history}</h2>
        <PageList
          label={texts.history}
          columns={COLUMNS}
          pages={pages}
          keyOf={({ importId }) => importId}
          onOpen={({ importId }) => void navigate(`/claims?importId=${importId}`)}
          empty={texts.empty}
        />
      </section>
    </div>
  );
}

interface ResultProps {
  readonly imported: ImportedSettlements;
  readonly onAnother: () => void;
}

/** What the import came to: each outcome with its number, faulty rows with their cells. */
function Result({ imported, onAnother }: ResultProps): ReactElement {
  const navigate = useNavigate();
  const { importId, counts, paidFen, reversed, faultyRows, ignoredColumns, warnings } = imported;
  const openClaims = (): void => void navigate(`/claims?importId=${importId}`);
  return (
    <section className="tz-card tz-stack" aria-labelledby="result-title">
      <div className="tz-row tz-row--apart">
        <h2 id="result-title">{texts.done}</h2>
        <strong>{texts.paid(formatYuan(paidFen))}</strong>
      </div>
      <div className="tz-numbers">
        {namesIn(counts).map((name) => (
          <FilterNumber
            key={name}
            label={texts.counts[name]}
            count={counts[name] ?? 0}
            tone={TONES[name] ?? 'plain'}
            isChosen={false}
            onChoose={openClaims}
          />
        ))}
      </div>
      {reversed === 0 ? null : <Note kind="fault">{texts.reversed(reversed)}</Note>}
      {ignoredColumns.length === 0 ? null : <p className="tz-quiet">{texts.ignored(ignoredColumns.join('、'))}</p>}
      {warnings.map((warning) => (
        <Note key={warning} kind="remark">
          {warning}
        </Note>
      ))}
      {faultyRows.length === 0 ? null : (
        <div className="tz-stack">
          <h3>{texts.faulty}</h3>
          <ul className="tz-stack">
            {faultyRows.map(({ row, reasons }) => (
              <li key={row}>
                <CellNotes notes={reasons.map(({ cell, message }) => ({ cell, column: '', shows: '', message }))} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="tz-row">
        <Button type="primary" onClick={openClaims}>
          {texts.toClaims}
        </Button>
        <Button onClick={onAnother}>{texts.another}</Button>
      </div>
    </section>
  );
}

function namesIn(counts: Counts): readonly CountName[] {
  return (Object.keys(texts.counts) as CountName[]).filter((name) => (counts[name] ?? 0) > 0);
}

const COLUMNS: readonly PageColumn<ImportRow>[] = [
  { key: 'file', title: texts.column.file, width: 'minmax(9rem, 1fr)', cell: ({ fileName }) => fileName },
  {
    key: 'counts',
    title: texts.column.counts,
    width: 'minmax(14rem, 2fr)',
    cell: ({ counts }) =>
      namesIn(counts)
        .map((name) => `${texts.counts[name]} ${counts[name] ?? 0}`)
        .join(' · '),
  },
  {
    key: 'paid',
    title: texts.column.paid,
    width: '8rem',
    align: 'end',
    cell: ({ paidFen }) => <Money fen={paidFen} />,
  },
  { key: 'at', title: texts.column.at, width: '11rem', cell: ({ importedAt }) => <Moment at={importedAt} /> },
];
