import { Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { DecideVoucher, ProposedVoucher, ProposeReversal, VoucherDetail } from '#contracts/vouchers.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { VOUCHERS } from '#web/desk/books/voucher-texts.ts';
import { CivilDateField } from '#web/ui/civil-date-field.tsx';
import { today } from '#web/ui/typed-day.ts';

const { one: texts } = VOUCHERS;

interface SheetProps {
  readonly voucher: VoucherDetail;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The second person posts it. */
export function PostSheet({ voucher, isOpen, onClose }: SheetProps): ReactElement {
  const tell = useTell();
  const writing = useWrite<Static<typeof DecideVoucher>>(
    (body) => ({ method: 'POST', path: `/api/vouchers/${voucher.voucherId}/decision`, body }),
    () => {
      onClose();
      tell(texts.done.post);
    },
  );
  return (
    <ConfirmSheet
      isOpen={isOpen}
      onClose={onClose}
      title={texts.postTitle(voucher.number)}
      actLabel={texts.post}
      writing={writing}
      input={{ outcome: 'post' }}
    >
      <p>{texts.postWhat(formatYuan(voucher.totalFen))}</p>
      <p>{voucher.summary}</p>
    </ConfirmSheet>
  );
}

/** The second person declines it, with a reason. */
export function DeclineSheet({ voucher, isOpen, onClose }: SheetProps): ReactElement {
  const tell = useTell();
  const [reason, setReason] = useState('');
  const writing = useWrite<Static<typeof DecideVoucher>>(
    (body) => ({ method: 'POST', path: `/api/vouchers/${voucher.voucherId}/decision`, body }),
    () => {
      onClose();
      tell(texts.done.decline);
    },
  );
  return (
    <ConfirmSheet
      isOpen={isOpen}
      onClose={onClose}
      title={texts.declineTitle(voucher.number)}
      actLabel={texts.decline}
      isReady={reason.trim() !== ''}
      writing={writing}
      input={{ outcome: 'decline', reason: reason.trim() }}
    >
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="decline-reason">
          {texts.reason}
        </label>
        <Input id="decline-reason" value={reason} maxLength={200} onChange={({ target }) => setReason(target.value)} />
      </div>
    </ConfirmSheet>
  );
}

interface ReverseSheetProps {
  readonly voucher: VoucherDetail;
  readonly onClose: () => void;
  readonly onDone: (voucherId: string) => void;
}

/** Proposes to take a posted voucher back, today. */
export function ReverseSheet({ voucher, onClose, onDone }: ReverseSheetProps): ReactElement {
  const [summary, setSummary] = useState<string>(texts.reverseSummary(voucher.number));
  const [onDay, setOnDay] = useState(formatDate(Math.max(today(), parseDate(voucher.onDay))));
  const writing = useWrite<Static<typeof ProposeReversal>, Static<typeof ProposedVoucher>>(
    (body) => ({ method: 'POST', path: `/api/vouchers/${voucher.voucherId}/reversal`, body }),
    ({ voucherId }) => {
      onClose();
      onDone(voucherId);
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.reverseTitle(voucher.number)}
      actLabel={texts.reverse}
      isReady={summary.trim() !== '' && onDay !== ''}
      writing={writing}
      input={{ onDay, summary: summary.trim() }}
    >
      <p>{texts.reverseWhat}</p>
      <CivilDateField path="reversal-on" label={texts.on} value={onDay} onChange={setOnDay} />
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="reversal-summary">
          {texts.summary}
        </label>
        <Input
          id="reversal-summary"
          value={summary}
          maxLength={200}
          onChange={({ target }) => setSummary(target.value)}
        />
      </div>
    </ConfirmSheet>
  );
}
