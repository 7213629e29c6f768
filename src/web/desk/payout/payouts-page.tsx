import { Button, ConfigProvider, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type { MadePayoutBatch, MakePayoutBatch, PayoutBatchRow, WaitingForCard } from '#contracts/payouts.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { BatchActs } from '#web/desk/payout/batch-acts.tsx';
import { ReturnedPayouts } from '#web/desk/payout/payout-list.tsx';
import { Money } from '#web/ui/money.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { payouts: texts } = CLAIM;

type Batch = Static<typeof PayoutBatchRow>;

const STATES = ['all', 'made', 'approved', 'sent', 'withdrawn'] as const;

/** Payout batches: made by one, approved by another, sent to the bank as a file. */
export function PayoutsPage(): ReactElement {
  const { may } = useSession();
  const navigate = useNavigate();
  const [state, setState] = useChoiceInAddress('state', STATES);
  const pages = usePages<Batch>('/api/payout-batches', { state: state === 'all' ? undefined : state });
  const { data: waiting } = useAnswer<Static<typeof WaitingForCard>>('/api/payouts/waiting-for-card');
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        {may('payout.make') ? <MakeBatch /> : null}
      </header>
      {waiting === undefined || waiting.count === 0 ? null : (
        <p className="tz-card">{texts.waitingForCard(waiting.count, formatYuan(waiting.totalFen))}</p>
      )}
      <ReturnedPayouts />
      <div className="tz-row">
        <Select
          aria-label={texts.stateFilter}
          className="tz-choice"
          value={state}
          options={STATES.map((value) => ({ value, label: value === 'all' ? texts.all : texts.states[value].label }))}
          onChange={setState}
        />
      </div>
      <PageList
        key={state}
        label={texts.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ batchId }) => batchId}
        onOpen={({ batchId }) => void navigate(`/payouts/${batchId}`)}
        empty={state === 'all' ? texts.empty : texts.emptyState}
      />
    </div>
  );
}

function MakeBatch(): ReactElement {
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const writing = useWrite<Static<typeof MakePayoutBatch>, Static<typeof MadePayoutBatch>>(
    (body) => ({ method: 'POST', path: '/api/payout-batches', body }),
    ({ number, payouts, totalFen }) => {
      setAsking(false);
      tell(texts.made(number, payouts, formatYuan(totalFen)));
    },
  );
  return (
    <>
      <ConfigProvider theme={MAIN_ACTION_THEME}>
        <Button type="primary" onClick={() => setAsking(true)}>
          {texts.make}
        </Button>
      </ConfigProvider>
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.makeTitle}
        actLabel={texts.make}
        writing={writing}
        input={{}}
      >
        <p>{texts.makeWhat}</p>
      </ConfirmSheet>
    </>
  );
}

const COLUMNS: readonly PageColumn<Batch>[] = [
  {
    key: 'number',
    title: texts.column.number,
    width: 'minmax(8rem, 1fr)',
    cell: ({ number }) => <strong className="tz-figure">{number}</strong>,
  },
  { key: 'payouts', title: texts.column.payouts, width: '4rem', align: 'end', cell: ({ payouts }) => payouts },
  {
    key: 'total',
    title: texts.column.total,
    width: '8rem',
    align: 'end',
    cell: ({ totalFen }) => <Money fen={totalFen} />,
  },
  {
    key: 'made',
    title: texts.column.made,
    width: '11rem',
    cell: ({ madeBy, madeAt }) => (
      <span>
        {madeBy} <br />
        <span className="tz-quiet">
          <Moment at={madeAt} />
        </span>
      </span>
    ),
  },
  {
    key: 'approved',
    title: texts.column.approved,
    width: '11rem',
    cell: ({ approvedBy, approvedAt }) =>
      approvedAt === null ? (
        '—'
      ) : (
        <span>
          {approvedBy} <br />
          <span className="tz-quiet">
            <Moment at={approvedAt} />
          </span>
        </span>
      ),
  },
  {
    key: 'state',
    title: texts.column.state,
    width: '9.5rem',
    cell: ({ state }) => <StateTag state={texts.states[state]} />,
  },
  {
    key: 'acts',
    title: texts.column.acts,
    width: '11rem',
    cell: (batch) => <BatchActs batch={batch} />,
  },
];
