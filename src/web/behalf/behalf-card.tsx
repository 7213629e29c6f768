import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { RegisterMyCard } from '#contracts/member-claims.ts';
import { parseCardNumber } from '#kernel/bank-account.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm, TextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { BEHALF } from '#web/behalf/behalf-texts.ts';
import { FieldNotesContext } from '#web/ui/field.tsx';

const { draft: texts } = BEHALF;

interface BehalfCardProps {
  readonly memberId: string;
  readonly benefit: keyof typeof BEHALF.benefits;
}

/** The member's own card, typed for him; what is registered is never shown here again. */
export function BehalfCard({ memberId, benefit }: BehalfCardProps): ReactElement {
  const tell = useTell();
  const [holder, setHolder] = useState('');
  const [cardNumber, setCardNumber] = useState('');
  const [bankName, setBankName] = useState('');
  const writing = useWrite<Static<typeof RegisterMyCard>>(
    (body) => ({ method: 'PUT', path: `/api/members/${memberId}/card`, body }),
    () => {
      setCardNumber('');
      tell(texts.cardSaved);
    },
  );
  if (benefit === 'death' || benefit === 'sudden-death') {
    return <section className="tz-card">{texts.deathCard}</section>;
  }
  const digits = cardNumber.replaceAll(/[\s-]/g, '');
  const isWrong = digits.length >= 16 && !parseCardNumber(digits).ok;
  return (
    <section className="tz-card tz-stack" aria-labelledby="behalf-card-title">
      <h2 id="behalf-card-title">{texts.cardTitle}</h2>
      <p className="tz-quiet">{texts.cardLead}</p>
      <FieldNotesContext
        value={{ faults: new Map(isWrong ? [['cardNumber', texts.cardWrong]] : []), questions: new Map() }}
      >
        <AppForm
          onSubmit={() => writing.send({ holder: holder.trim(), cardNumber: digits, bankName: bankName.trim() })}
          submitLabel={texts.cardSave}
          isSending={writing.isSending}
          failure={writing.failure}
          onAgain={writing.again}
          isReady={holder.trim() !== '' && digits.length >= 16 && !isWrong && bankName.trim() !== ''}
        >
          <TextField path="holder" label={texts.holder} value={holder} onChange={setHolder} maxLength={60} />
          <TextField
            path="cardNumber"
            label={texts.number}
            kind="number"
            value={cardNumber}
            onChange={setCardNumber}
            maxLength={40}
          />
          <TextField
            path="bankName"
            label={texts.bank}
            hint={texts.bankHint}
            value={bankName}
            onChange={setBankName}
            maxLength={100}
          />
        </AppForm>
      </FieldNotesContext>
    </section>
  );
}
