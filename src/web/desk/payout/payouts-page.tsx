import { DownloadOutlined } from '@ant-design/icons';
import { Button, ConfigProvider, Input, Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Static } from 'typebox';
import type {
  MadePayoutBatch,
  MakePayoutBatch,
  PayoutBatchRow,
  PayoutLayout,
  WaitingForCard,
} from '#contracts/payouts.ts';
import { formatYuan } from '#kernel/money.ts';
import type { Write } from '#web/app/api/ask.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { type Session, useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { BatchPayouts, ReturnedPayouts } from '#web/desk/payout/payout-list.tsx';
import { PayoutResults } from '#web/desk/payout/payout-results.tsx';
import { Money } from '#web/ui/money.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { payouts: texts } = CLAIM;

type Batch = Static<typeof PayoutBatchRow>;
type BatchAct = 'approve' | 'send' | 'withdraw';

/** Payout batches: made by one, approved by another, sent to the bank as a file. */
export function PayoutsPage(): ReactElement {
  const session = useSession();
  const navigate = useNavigate();
  const [acting, setActing] = useState<{ readonly batch: Batch; readonly act: BatchAct }>();
  const pages = usePages<Batch>('/api/payout-batches');
  const { data: waiting } = useAnswer<Static<typeof WaitingForCard>>('/api/payouts/waiting-for-card');
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        {session.may('payout.make') ? <MakeBatch /> : null}
      </header>
      {waiting === undefined || waiting.count === 0 ? null : (
        <p className="tz-card">{texts.waitingForCard(waiting.count, formatYuan(waiting.totalFen))}</p>
      )}
      <ReturnedPayouts />
      <PageList
        label={texts.title}
        columns={columnsOf(session, (batch, act) => setActing({ batch, act }))}
        pages={pages}
        keyOf={({ batchId }) => batchId}
        onOpen={({ batchId }) => void navigate(`/payouts/${batchId}`)}
        empty={texts.empty}
      />
      {session.may('payout.settle') ? <PayoutResults /> : null}
      {acting === undefined ? null : (
        <BatchActSheet
          key={acting.batch.batchId + acting.act}
          batch={acting.batch}
          act={acting.act}
          onClose={() => setActing(undefined)}
        />
      )}
    </div>
  );
}

/** One batch, payout by payout. */
export function PayoutBatchPage(): ReactElement {
  const { id = '' } = useParams();
  return <BatchPayouts batchId={id} />;
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

function columnsOf({ may }: Session, onAct: (batch: Batch, act: BatchAct) => void): readonly PageColumn<Batch>[] {
  return [
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
      cell: (batch) => (
        <span className="tz-row tz-row--tight">
          {batch.state === 'made' && may('payout.approve') ? (
            batch.isOwn ? (
              <span className="tz-quiet">{texts.own}</span>
            ) : (
              <Button size="small" type="primary" onClick={() => onAct(batch, 'approve')}>
                {texts.approve}
              </Button>
            )
          ) : null}
          {batch.state === 'approved' && may('payout.make') ? (
            <Button size="small" type="primary" onClick={() => onAct(batch, 'send')}>
              {texts.send}
            </Button>
          ) : null}
          {(batch.state === 'made' || batch.state === 'approved') && may('payout.make') ? (
            <Button size="small" onClick={() => onAct(batch, 'withdraw')}>
              {texts.withdraw}
            </Button>
          ) : null}
          {batch.state === 'sent' && may('payout.make') ? (
            <Button size="small" icon={<DownloadOutlined />} href={`/api/payout-batches/${batch.batchId}/file`}>
              {texts.download}
            </Button>
          ) : null}
        </span>
      ),
    },
  ];
}

const PATHS: Readonly<Record<BatchAct, string>> = { approve: 'approval', send: 'sending', withdraw: 'withdrawal' };

interface BatchActSheetProps {
  readonly batch: Batch;
  readonly act: BatchAct;
  readonly onClose: () => void;
}

function BatchActSheet({ batch, act, onClose }: BatchActSheetProps): ReactElement {
  const tell = useTell();
  const [reason, setReason] = useState('');
  const [layout, setLayout] = useState<Static<typeof PayoutLayout>>('pain.001');
  const writing = useWrite<unknown>(
    (body): Write => ({ method: 'POST', path: `/api/payout-batches/${batch.batchId}/${PATHS[act]}`, body }),
    () => {
      tell(texts.done[act]);
      onClose();
    },
  );
  const yuan = formatYuan(batch.totalFen);
  const titles = { approve: texts.approveTitle, send: texts.sendTitle, withdraw: texts.withdrawTitle };
  const labels = { approve: texts.approve, send: texts.send, withdraw: texts.withdraw };
  const inputs = { approve: undefined, send: { layout }, withdraw: { reason: reason.trim() } };
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={titles[act](batch.number)}
      actLabel={labels[act]}
      isReady={act !== 'withdraw' || reason.trim() !== ''}
      writing={writing}
      input={inputs[act]}
    >
      <p>
        {act === 'approve'
          ? texts.approveWhat(batch.payouts, yuan)
          : act === 'send'
            ? texts.sendWhat(batch.payouts, yuan)
            : texts.withdrawWhat}
      </p>
      {act === 'send' ? (
        <Radio.Group
          aria-label={texts.layout}
          value={layout}
          options={(['pain.001', 'bank-text'] as const).map((value) => ({ value, label: texts.layouts[value] }))}
          onChange={({ target }) => setLayout(target.value === 'bank-text' ? 'bank-text' : 'pain.001')}
        />
      ) : null}
      {act === 'withdraw' ? (
        <div className="tz-field">
          <label className="tz-field__label" htmlFor="withdraw-reason">
            {texts.reason}
          </label>
          <Input
            id="withdraw-reason"
            value={reason}
            maxLength={500}
            onChange={({ target }) => setReason(target.value)}
          />
        </div>
      ) : null}
    </ConfirmSheet>
  );
}
