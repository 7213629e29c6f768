import { Button, Input, Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { OrderDetail } from '#contracts/contributions.ts';
import type { ProposeOrderChange } from '#contracts/order-changes.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { CHANGE as texts } from '#web/desk/money/change-texts.ts';
import { isWrongCode, PayerEdit, type TypedPayer, typedPayers } from '#web/desk/money/payer-edit.tsx';

type Wanted = Static<typeof ProposeOrderChange>;
type Kind = Wanted['kind'];

/** What may be proposed for an order as it is now: void or issue anew before payment, release payouts that are held. */
export function ProposeChange({ order }: { readonly order: OrderDetail }): ReactElement | null {
  const [isAsking, setAsking] = useState(false);
  const kinds: readonly Kind[] = [
    ...(order.payoutsHeld ? (['release-payouts'] as const) : []),
    ...(order.state === 'open' && order.receivedFen === 0 ? (['reissue', 'void'] as const) : []),
  ];
  const [first] = kinds;
  if (first === undefined) return null;
  return (
    <p>
      <Button onClick={() => setAsking(true)}>{texts.propose}</Button>
      {isAsking ? <ProposeSheet order={order} kinds={kinds} first={first} onClose={() => setAsking(false)} /> : null}
    </p>
  );
}

interface ProposeSheetProps {
  readonly order: OrderDetail;
  readonly kinds: readonly Kind[];
  readonly first: Kind;
  readonly onClose: () => void;
}

function ProposeSheet({ order, kinds, first, onClose }: ProposeSheetProps): ReactElement {
  const tell = useTell();
  const [kind, setKind] = useState<Kind>(first);
  const [reason, setReason] = useState('');
  const [payers, setPayers] = useState<readonly TypedPayer[]>(() => typedPayers(order));
  const writing = useWrite<Wanted>(
    (body) => ({ method: 'POST', path: `/api/orders/${order.id}/changes`, body }),
    () => {
      tell(texts.proposed);
      onClose();
    },
  );
  const sumFen = payers.reduce((sum, { yuan }) => sum + (parseYuan(yuan) ?? 0), 0);
  const missingFen = order.amountFen - sumFen;
  const arePayersGood = missingFen === 0 && payers.every(({ name, code }) => name.trim() !== '' && !isWrongCode(code));
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.proposeTitle}
      actLabel={texts.propose}
      isReady={reason.trim().length > 1 && (kind !== 'reissue' || arePayersGood)}
      writing={writing}
      input={{
        kind,
        reason: reason.trim(),
        ...(kind === 'reissue' && {
          payers: payers.map(({ source, name, code, yuan }) => ({
            source,
            payerName: name.trim(),
            amountFen: parseYuan(yuan) ?? 0,
            ...(code.trim() !== '' && { payerCode: code.trim().toUpperCase() }),
          })),
        }),
      }}
    >
      <Radio.Group
        aria-label={texts.title}
        className="tz-choices"
        value={kind}
        options={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
        onChange={({ target }) => setKind(target.value as Kind)}
      />
      <p>{texts.whats[kind]}</p>
      {kind === 'reissue' ? (
        <fieldset className="tz-field tz-stack">
          <legend className="tz-field__label">{texts.payers}</legend>
          <PayerEdit payers={payers} restFen={missingFen} unitName={order.unitName} onChange={setPayers} />
          <p role="status">
            {missingFen === 0
              ? texts.sumRight(formatYuan(sumFen))
              : missingFen > 0
                ? texts.sumMissing(formatYuan(missingFen))
                : texts.sumTooMuch(formatYuan(-missingFen))}
          </p>
        </fieldset>
      ) : null}
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="change-reason">
          {texts.reason}
        </label>
        <Input
          id="change-reason"
          value={reason}
          placeholder={texts.reasonHint}
          maxLength={500}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <p className="tz-quiet">{texts.needsSecond}</p>
    </ConfirmSheet>
  );
}
