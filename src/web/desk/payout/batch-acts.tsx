import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input, Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { BankLayoutsAnswer, PayoutBatchRow, PayoutLayout } from '#contracts/payouts.ts';
import { formatYuan } from '#kernel/money.ts';
import type { Write } from '#web/app/api/ask.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { PAYOUT } from '#web/desk/payout/payout-texts.ts';

const { payouts: texts } = CLAIM;

type Batch = Static<typeof PayoutBatchRow>;
type BatchAct = 'approve' | 'send' | 'withdraw';

/** What may be done with a batch now by whoever looks at it. */
export function BatchActs({ batch }: { readonly batch: Batch }): ReactElement {
  const { may } = useSession();
  const [act, setAct] = useState<BatchAct>();
  const { state } = batch;
  return (
    <span className="tz-row tz-row--tight">
      {state === 'made' && may('payout.approve') ? (
        batch.isOwn ? (
          <span className="tz-quiet">{texts.own}</span>
        ) : (
          <Button size="small" type="primary" onClick={() => setAct('approve')}>
            {texts.approve}
          </Button>
        )
      ) : null}
      {state === 'approved' && may('payout.make') ? (
        <Button size="small" type="primary" onClick={() => setAct('send')}>
          {texts.send}
        </Button>
      ) : null}
      {(state === 'made' || state === 'approved') && may('payout.make') ? (
        <Button size="small" onClick={() => setAct('withdraw')}>
          {texts.withdraw}
        </Button>
      ) : null}
      {state === 'sent' && may('payout.make') ? (
        <Button size="small" icon={<DownloadOutlined />} href={`/api/payout-batches/${batch.batchId}/file`}>
          {texts.download}
        </Button>
      ) : null}
      {act === undefined ? null : <BatchActSheet batch={batch} act={act} onClose={() => setAct(undefined)} />}
    </span>
  );
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
  const { data } = useAnswer<Static<typeof BankLayoutsAnswer>>(act === 'send' ? '/api/bank-layouts' : undefined);
  const own = data?.layouts.find(({ state }) => state === 'standing')?.name;
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
          options={[
            { value: 'pain.001', label: texts.layouts['pain.001'] },
            { value: 'bank-text', label: own === undefined ? PAYOUT.answers.example : PAYOUT.answers.own(own) },
          ]}
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
