import { Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { MatchRow } from '#contracts/contributions.ts';
import type { UnmatchCredit } from '#contracts/order-changes.ts';
import { formatYuan } from '#kernel/money.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { MATCHING as texts } from '#web/desk/money/matching-texts.ts';

type Unmatch = Static<typeof UnmatchCredit>;

interface UndoMatchSheetProps {
  readonly match: MatchRow;
  readonly onClose: () => void;
}

/** Asks before a match is taken back, and why. */
export function UndoMatchSheet({ match, onClose }: UndoMatchSheetProps): ReactElement {
  const tell = useTell();
  const [reason, setReason] = useState('');
  const writing = useWrite<Unmatch>(
    (body) => ({ method: 'POST', path: `/api/credits/${match.entryId}/unmatch`, body }),
    () => {
      tell(texts.undoDone);
      onClose();
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.undoTitle}
      actLabel={texts.undo}
      isReady={reason.trim().length > 1}
      writing={writing}
      input={{ orderId: match.orderId, reason: reason.trim() }}
    >
      <p>{texts.undoWhat(match.payerName, formatYuan(match.amountFen), match.unitName)}</p>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="undo-reason">
          {texts.undoReason}
        </label>
        <Input
          id="undo-reason"
          value={reason}
          placeholder={texts.undoHint}
          maxLength={500}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
    </ConfirmSheet>
  );
}
