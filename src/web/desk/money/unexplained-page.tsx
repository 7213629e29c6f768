import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { Explained } from '#contracts/payout-results.ts';
import { pagesOf, useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { DateText } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { type Debit, DebitSheet } from '#web/desk/money/debit-sheet.tsx';
import { FINDING as texts } from '#web/desk/money/finding-texts.ts';
import { Findings } from '#web/desk/money/findings.tsx';
import { Money } from '#web/ui/money.tsx';

/** Debits of the statement that nothing explains, and what two people say that an entry is. */
export function UnexplainedPage(): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const [debit, setDebit] = useState<Debit>();
  const debits = useAnswer<readonly Debit[]>('/api/unexplained-debits');
  const again = useWrite<undefined, Static<typeof Explained>>(
    () => ({ method: 'POST', path: '/api/bank-entries/explanation' }),
    ({ explained, doubtful }) => tell(texts.autoDone(explained, doubtful)),
  );
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        {may('payout.settle') ? (
          <Button loading={again.isSending} onClick={() => again.send(undefined)}>
            {texts.auto}
          </Button>
        ) : null}
      </header>
      <FailureNote failure={again.failure} onAgain={again.again} />
      <section className="tz-stack" aria-labelledby="debits-title">
        <h2 id="debits-title">
          {texts.debits} <span className="tz-app__count">{debits.data?.length ?? 0}</span>
        </h2>
        <PageList
          label={texts.debits}
          columns={columnsOf(may('remittance.match') ? setDebit : undefined)}
          pages={pagesOf(debits, (rows) => rows)}
          keyOf={({ entryId }) => entryId}
          empty={texts.debitsEmpty}
        />
      </section>
      <Findings />
      {debit === undefined ? null : (
        <DebitSheet key={debit.entryId} debit={debit} onClose={() => setDebit(undefined)} />
      )}
    </div>
  );
}

function columnsOf(onExplain: ((debit: Debit) => void) | undefined): readonly PageColumn<Debit>[] {
  return [
    { key: 'on', title: texts.column.on, width: '8.5rem', cell: ({ postedOn }) => <DateText date={postedOn} /> },
    { key: 'payee', title: texts.column.payee, width: 'minmax(9rem, 1fr)', cell: ({ payeeName }) => payeeName },
    {
      key: 'texts',
      title: texts.column.texts,
      width: 'minmax(12rem, 2fr)',
      cell: ({ texts: words, names }) => (
        <span>
          {words.join('；')}
          {names === null ? null : <span className="tz-tag tz-tag--waiting">{texts.names[names]}</span>}
        </span>
      ),
    },
    {
      key: 'amount',
      title: texts.column.amount,
      width: '8rem',
      align: 'end',
      cell: ({ amountFen }) => <Money fen={amountFen} />,
    },
    {
      key: 'act',
      title: texts.column.act,
      width: '5rem',
      cell: (debit) =>
        onExplain === undefined ? null : (
          <Button size="small" onClick={() => onExplain(debit)}>
            {texts.explain}
          </Button>
        ),
    },
  ];
}
