import { Button, Checkbox } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { DifferencesAnswer, ExplainDifference, ReconciliationsAnswer } from '#contracts/books.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { BOOKS } from '#web/desk/books/books-texts.ts';
import { TargetLink } from '#web/desk/books/target-link.tsx';
import { Money } from '#web/ui/money.tsx';

const { checks: texts } = BOOKS;

type Difference = DifferencesAnswer['items'][number];

/** Checks that count persons, rows or numbers: their figures are no amounts. */
const COUNTING: ReadonlySet<string> = new Set(['roster-order', 'order-covers', 'receipt-number']);

/** A check of what one account holds, by its code. */
const ACCOUNT_CAUSE = /^account-(\d+)$/;

/** What one run found: cause, object, what should be and what is, how it stands now, and its explanation. */
export function Differences({ run }: { readonly run: ReconciliationsAnswer['items'][number] }): ReactElement {
  const { reconciliationId } = run;
  const { may } = useSession();
  const [explaining, setExplaining] = useState<Difference>();
  const pages = usePages<Difference>(`/api/reconciliations/${reconciliationId}/differences`);
  const columns: readonly PageColumn<Difference>[] = [
    {
      key: 'cause',
      title: texts.column.cause,
      width: 'minmax(14rem, 3fr)',
      cell: (row) => (
        <span>
          {row.words}
          {row.reason === null ? null : (
            <>
              <br />
              <span className="tz-quiet">
                {row.explainedBy === null ? null : texts.by(row.explainedBy)}
                {row.reason}
                {row.explainedAt === null ? null : (
                  <>
                    {' '}
                    <Moment at={row.explainedAt} />
                  </>
                )}
              </span>
            </>
          )}
        </span>
      ),
    },
    {
      key: 'object',
      title: texts.column.object,
      width: '6rem',
      cell: ({ cause, target, objectKind }) => {
        const account = ACCOUNT_CAUSE.exec(cause)?.[1];
        return account === undefined ? (
          <TargetLink target={target} kind={objectKind} />
        ) : (
          <Link to={`/ledger?account=${account}`}>{BOOKS.objects[objectKind]}</Link>
        );
      },
    },
    {
      key: 'expected',
      title: texts.column.expected,
      width: '8rem',
      align: 'end',
      cell: ({ cause, expectedFen }) => <Figure cause={cause} value={expectedFen} />,
    },
    {
      key: 'found',
      title: texts.column.found,
      width: '8rem',
      align: 'end',
      cell: ({ cause, foundFen }) => <Figure cause={cause} value={foundFen} />,
    },
    {
      key: 'state',
      title: texts.column.state,
      width: '9rem',
      cell: ({ state, firstOn }) => (
        <span>
          <StateTag state={texts.states[state]} />
          {firstOn === null ? null : (
            <>
              <br />
              <span className="tz-quiet">
                <DateText date={firstOn} /> {texts.since}
              </span>
            </>
          )}
        </span>
      ),
    },
    {
      key: 'acts',
      title: texts.column.acts,
      width: '6rem',
      cell: (row) =>
        row.state === 'gone' || !may('reconciliation.explain') ? null : (
          <Button size="small" onClick={() => setExplaining(row)}>
            {row.state === 'open' ? texts.explain : texts.explainAgain}
          </Button>
        ),
    },
  ];
  return (
    <section className="tz-stack" aria-labelledby="differences-title">
      <h2 id="differences-title">{texts.listed}</h2>
      <PageList
        label={texts.listed}
        columns={columns}
        pages={pages}
        keyOf={({ number }) => String(number)}
        empty={texts.none}
      />
      {explaining === undefined ? null : (
        <ExplainSheet
          key={explaining.number}
          difference={explaining}
          alike={run.checks.find(({ cause }) => cause === explaining.cause)?.count ?? 1}
          reconciliationId={reconciliationId}
          onClose={() => setExplaining(undefined)}
        />
      )}
    </section>
  );
}

function Figure({ cause, value }: { readonly cause: string; readonly value: number | null }): ReactElement {
  if (value === null) return <span className="tz-quiet">{texts.notAmount}</span>;
  return COUNTING.has(cause) ? <span className="tz-figure">{value}</span> : <Money fen={value} />;
}

interface ExplainSheetProps {
  readonly difference: Difference;
  /** How many of the run have the same cause. */
  readonly alike: number;
  readonly reconciliationId: string;
  readonly onClose: () => void;
}

function ExplainSheet({ difference, alike, reconciliationId, onClose }: ExplainSheetProps): ReactElement {
  const tell = useTell();
  const [reason, setReason] = useState(difference.reason ?? '');
  const [isWholeCause, setWholeCause] = useState(false);
  const writing = useWrite<Static<typeof ExplainDifference>>(
    (body) => ({
      method: 'POST',
      path: `/api/reconciliations/${reconciliationId}/differences/${difference.number}/explanation`,
      body,
    }),
    () => {
      tell(texts.explained);
      onClose();
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.explainTitle}
      actLabel={texts.explain}
      isReady={reason.trim() !== ''}
      writing={writing}
      input={{ reason: reason.trim(), isWholeCause }}
    >
      <p>
        <strong>{difference.words}</strong>
      </p>
      <p>{texts.explainWhat}</p>
      <p className="tz-quiet">{texts.explainHolds}</p>
      <LongTextField
        path="difference-reason"
        label={texts.reason}
        hint={texts.reasonHint}
        value={reason}
        onChange={setReason}
        maxLength={500}
      />
      {alike < 2 ? null : (
        <Checkbox checked={isWholeCause} onChange={({ target }) => setWholeCause(target.checked)}>
          {texts.wholeCause(alike)}
        </Checkbox>
      )}
    </ConfirmSheet>
  );
}
