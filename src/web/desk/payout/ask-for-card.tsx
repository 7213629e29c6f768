import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { AskedForCard, PayoutRow } from '#contracts/payout-results.ts';
import { formatChineseDate, shanghaiDay } from '#kernel/civil-date.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { PAYOUT } from '#web/desk/payout/payout-texts.ts';

const { ask: texts } = PAYOUT;

interface AskForCardProps {
  readonly payout: Static<typeof PayoutRow>;
  /** Why it came back, in words. */
  readonly reason: string;
}

/** One button that asks the payee of a returned payout for another card; when he was asked last. */
export function AskForCard({ payout, reason }: AskForCardProps): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const { payoutId, cardAskedAt, account } = payout;
  const writing = useWrite<undefined, Static<typeof AskedForCard>>(
    () => ({ method: 'POST', path: `/api/payouts/${payoutId}/card-request` }),
    () => {
      setAsking(false);
      tell(texts.done);
    },
  );
  const asked =
    cardAskedAt === null ? PAYOUT.waitsForCard : texts.asked(formatChineseDate(shanghaiDay(Date.parse(cardAskedAt))));
  if (!may('payout.settle')) return <span>{asked}</span>;
  return (
    <>
      {cardAskedAt === null ? null : <span>{asked}</span>}
      <Button size="small" onClick={() => setAsking(true)}>
        {texts.act}
      </Button>
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.title}
        actLabel={texts.act}
        writing={writing}
        input={undefined}
      >
        <p>{texts.what(account?.holder ?? PAYOUT.erased, reason)}</p>
      </ConfirmSheet>
    </>
  );
}
