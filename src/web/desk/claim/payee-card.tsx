import { Button, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { ClaimDetail } from '#contracts/claims.ts';
import type { RegisteredPayeeAccounts, RegisterPayeeAccounts } from '#contracts/payouts.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { CLAIM } from '#web/desk/claim-texts.ts';

const { card: texts } = CLAIM.case;

/** The card to which the member is paid, registered for him; what is registered is never shown here again. */
export function PayeeCard({ claim }: { readonly claim: ClaimDetail }): ReactElement | null {
  const { may } = useSession();
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const [cardNumber, setCardNumber] = useState('');
  const [bankName, setBankName] = useState('');
  const [bankNumber, setBankNumber] = useState('');
  const writing = useWrite<Static<typeof RegisterPayeeAccounts>, Static<typeof RegisteredPayeeAccounts>>(
    (body) => ({ method: 'POST', path: '/api/payee-accounts', body }),
    ({ shared }) => {
      setAsking(false);
      setCardNumber('');
      tell(shared === 0 ? texts.done : texts.shared);
    },
  );
  const isDone = claim.state === 'paid' || claim.state === 'declined' || claim.state === 'denied';
  if (isDone || !may('payee.register')) return null;
  const fields = [
    { id: 'card-number', label: texts.number, value: cardNumber, set: setCardNumber, most: 32 },
    { id: 'card-bank', label: texts.bank, value: bankName, set: setBankName, most: 100 },
    { id: 'card-bank-number', label: texts.bankNumber, value: bankNumber, set: setBankNumber, most: 12 },
  ];
  return (
    <section className="tz-card tz-row tz-row--apart" aria-labelledby="card-title">
      <div>
        <h2 id="card-title">{texts.title}</h2>
        <p className="tz-quiet">{texts.lead}</p>
      </div>
      <Button onClick={() => setAsking(true)}>{texts.act}</Button>
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`${texts.act}：${claim.memberName}`}
        actLabel={texts.act}
        isReady={cardNumber.trim() !== '' && bankName.trim() !== ''}
        writing={writing}
        input={{
          accounts: [
            {
              memberId: claim.memberId,
              cardNumber: cardNumber.replaceAll(/\s/g, ''),
              bankName: bankName.trim(),
              bankNumber: bankNumber.trim(),
            },
          ],
        }}
      >
        <p>{texts.what}</p>
        {fields.map(({ id, label, value, set, most }) => (
          <div key={id} className="tz-field">
            <label className="tz-field__label" htmlFor={id}>
              {label}
            </label>
            <Input
              id={id}
              value={value}
              maxLength={most}
              autoComplete="off"
              onChange={({ target }) => set(target.value)}
            />
          </div>
        ))}
      </ConfirmSheet>
    </section>
  );
}
