import { Button, Radio } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import type { Static } from 'typebox';
import type { WaitingCreditsAnswer } from '#contracts/contributions.ts';
import type { ChangedRecovery, DecideRecovery, ExplainByHand, RecoveriesAnswer } from '#contracts/recoveries.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { RECOVERY } from '#web/desk/recovery/recovery-texts.ts';
import { type FieldNotes, FieldNotesContext } from '#web/ui/field.tsx';
import { MoneyField } from '#web/ui/money-field.tsx';

export type Recovery = Static<typeof RecoveriesAnswer>['items'][number];
type Act = Static<typeof DecideRecovery>['outcome'] | 'receive';

/** What may be done with a recovery now by whoever looks at it. */
export function RecoveryActs({ recovery }: { readonly recovery: Recovery }): ReactElement | null {
  const { may } = useSession();
  const [act, setAct] = useState<Act>();
  const { state, isOwn } = recovery;
  const close = (): void => setAct(undefined);
  if (state === 'proposed' && may('recovery.decide')) {
    if (isOwn) return <span className="tz-quiet">{RECOVERY.own}</span>;
    return (
      <span className="tz-row tz-row--tight">
        <Button size="small" type="primary" onClick={() => setAct('decide')}>
          {RECOVERY.decide}
        </Button>
        <Button size="small" onClick={() => setAct('decline')}>
          {RECOVERY.decline}
        </Button>
        {act === 'decide' || act === 'decline' ? (
          <DecideSheet recovery={recovery} outcome={act} onClose={close} />
        ) : null}
      </span>
    );
  }
  if (state === 'decided' && may('payout.settle') && may('remittance.read')) {
    return (
      <>
        <Button size="small" onClick={() => setAct('receive')}>
          {RECOVERY.receive.act}
        </Button>
        {act === 'receive' ? <ReceiveSheet recovery={recovery} onClose={close} /> : null}
      </>
    );
  }
  return null;
}

interface SheetProps {
  readonly recovery: Recovery;
  readonly onClose: () => void;
}

function DecideSheet({ recovery, outcome, onClose }: SheetProps & Static<typeof DecideRecovery>): ReactElement {
  const tell = useTell();
  const { recoveryId, number, amountFen, reason } = recovery;
  const writing = useWrite<Static<typeof DecideRecovery>, Static<typeof ChangedRecovery>>(
    (body) => ({ method: 'POST', path: `/api/recoveries/${recoveryId}/decision`, body }),
    ({ state }) => {
      tell(state === 'received' ? RECOVERY.doneAlready : RECOVERY.done[outcome]);
      onClose();
    },
  );
  const yuan = formatYuan(amountFen);
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={(outcome === 'decide' ? RECOVERY.decideTitle : RECOVERY.declineTitle)(number)}
      actLabel={RECOVERY[outcome]}
      writing={writing}
      input={{ outcome }}
    >
      <p className="tz-quiet">{reason}</p>
      <p>{outcome === 'decide' ? RECOVERY.decideWhat(yuan, number) : RECOVERY.declineWhat(yuan)}</p>
    </ConfirmSheet>
  );
}

/** Says which credit of the statement is the money that came back. */
function ReceiveSheet({ recovery, onClose }: SheetProps): ReactElement {
  const { receive: texts } = RECOVERY;
  const tell = useTell();
  const { recoveryId, number } = recovery;
  const openFen = recovery.amountFen - recovery.receivedFen;
  const { data, error, refetch } = useAnswer<WaitingCreditsAnswer>('/api/waiting-credits');
  const [entryId, setEntryId] = useState<string>();
  const [typed, setTyped] = useState<string>();
  const credit = data?.credits.find(({ id }) => id === entryId);
  const mostFen = Math.min(openFen, credit?.openFen ?? openFen);
  const text = typed ?? formatYuan(mostFen);
  const amountFen = parseYuan(text) ?? 0;
  const isRight = amountFen > 0 && amountFen <= mostFen;
  const notes = useMemo(
    (): FieldNotes => ({
      faults: new Map(isRight ? [] : [['receive-amount', RECOVERY.receive.amountFault(formatYuan(mostFen))]]),
      questions: new Map(),
    }),
    [isRight, mostFen],
  );
  const writing = useWrite<Static<typeof ExplainByHand>, unknown>(
    (body) => ({ method: 'POST', path: `/api/bank-entries/${entryId}/explanation`, body }),
    () => {
      tell(texts.done(formatYuan(amountFen)));
      onClose();
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.title(number)}
      actLabel={texts.act}
      isReady={credit !== undefined && isRight}
      writing={writing}
      input={{ recoveryId, amountFen }}
    >
      <p>{texts.lead(formatYuan(openFen))}</p>
      <FailureNote failure={error ?? undefined} onAgain={() => void refetch()} />
      {data === undefined ? (
        <p className="tz-quiet">{APP.loading}</p>
      ) : data.credits.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <Radio.Group
          aria-label={texts.pick}
          className="tz-stack"
          value={entryId}
          options={data.credits.map(({ id, postedOn, openFen: creditFen, payerName, remark }) => ({
            value: id,
            label: texts.credit(formatChineseDate(parseDate(postedOn)), formatYuan(creditFen), payerName, remark),
          }))}
          onChange={({ target }) => {
            setEntryId(String(target.value));
            setTyped(undefined);
          }}
        />
      )}
      {credit === undefined ? null : (
        <FieldNotesContext value={notes}>
          <MoneyField path="receive-amount" label={texts.amount} value={text} onChange={setTyped} />
        </FieldNotesContext>
      )}
    </ConfirmSheet>
  );
}
