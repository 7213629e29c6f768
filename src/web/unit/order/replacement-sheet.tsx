import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { CoverRow } from '#contracts/covers.ts';
import type { RequestedReplacement, RequestReplacement } from '#contracts/replacements.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm, TextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { Sheet } from '#web/ui/sheet.tsx';
import { AFTER } from '#web/unit/order/after-texts.ts';

interface ReplacementSheetProps {
  readonly orderId: string;
  /** Who has left; nobody is replaced where it is missing. */
  readonly leaver: CoverRow | undefined;
  readonly onClose: () => void;
}

/** Asks for another worker in the place of one who has left. */
export function ReplacementSheet({ orderId, leaver, onClose }: ReplacementSheetProps): ReactElement {
  return (
    <Sheet
      place="side"
      isOpen={leaver !== undefined}
      onClose={onClose}
      title={leaver === undefined ? '' : AFTER.swapTitle(leaver.name)}
    >
      {leaver === undefined ? null : <JoinerForm key={leaver.id} orderId={orderId} leaver={leaver} onDone={onClose} />}
    </Sheet>
  );
}

interface JoinerFormProps {
  readonly orderId: string;
  readonly leaver: CoverRow;
  readonly onDone: () => void;
}

type Joiner = Static<typeof RequestReplacement>;

function JoinerForm({ orderId, leaver, onDone }: JoinerFormProps): ReactElement {
  const tell = useTell();
  const [joiner, setJoiner] = useState<Joiner>({ name: '', residentId: '', phone: '' });
  const writing = useWrite<Joiner, Static<typeof RequestedReplacement>>(
    (body) => ({ method: 'POST', path: `/api/orders/${orderId}/covers/${leaver.id}/replacement`, body }),
    () => {
      tell(AFTER.swapTold);
      onDone();
    },
  );
  const change = (field: keyof Joiner) => (text: string) => setJoiner((before) => ({ ...before, [field]: text }));
  return (
    <div className="tz-stack">
      <p className="tz-quiet">{AFTER.swapWhat(leaver.name, formatChineseDate(parseDate(leaver.endOn)))}</p>
      <AppForm
        submitLabel={AFTER.swapAct}
        isSending={writing.isSending}
        failure={writing.failure}
        onAgain={writing.again}
        isReady={Object.values(joiner).every((text) => text.trim() !== '')}
        onSubmit={() => writing.send(joiner)}
      >
        <TextField
          path="name"
          label={AFTER.joinerName}
          value={joiner.name}
          onChange={change('name')}
          maxLength={50}
          isFirst
        />
        <TextField
          path="residentId"
          label={AFTER.joinerId}
          value={joiner.residentId}
          onChange={change('residentId')}
          maxLength={20}
        />
        <TextField
          path="phone"
          label={AFTER.joinerPhone}
          value={joiner.phone}
          onChange={change('phone')}
          kind="number"
          maxLength={20}
        />
      </AppForm>
    </div>
  );
}
