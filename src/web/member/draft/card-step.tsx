import { type ReactElement, useState } from 'react';
import type { MyCardAnswer } from '#contracts/member-claims.ts';
import { parseCardNumber } from '#kernel/bank-account.ts';
import { useAct } from '#web/member/act.ts';
import { Failure, Part, Press, TextAsk } from '#web/member/parts.tsx';
import { MEMBER } from '#web/member/texts.ts';
import { useAsked } from '#web/member/use-answer.ts';
import { FieldNotesContext } from '#web/ui/field.tsx';
import { Note } from '#web/ui/note.tsx';

const { card } = MEMBER;

/** To which card the benefit goes: the member's own, its number checked as it is typed. */
export function CardStep(): ReactElement {
  const { answer, failure, again } = useAsked<MyCardAnswer>('/api/my/card');
  const [isChanging, setChanging] = useState(false);
  if (answer === undefined) {
    return failure === undefined ? (
      <p className="tz-quiet">{MEMBER.loading}</p>
    ) : (
      <Failure failure={failure} onAgain={again} />
    );
  }
  return (
    <Part title={card.title} hint={card.lead}>
      {answer.card === null ? null : (
        <p>
          <strong>{card.has(answer.card.bankName, answer.card.cardTail)}</strong>
        </p>
      )}
      {answer.card !== null && !isChanging ? (
        <Press onPress={() => setChanging(true)}>{card.change}</Press>
      ) : (
        <CardForm
          holder={answer.holder}
          onSaved={() => {
            setChanging(false);
            again();
          }}
        />
      )}
    </Part>
  );
}

function CardForm({ holder: name, onSaved }: { readonly holder: string; readonly onSaved: () => void }): ReactElement {
  const [holder, setHolder] = useState(name);
  const [cardNumber, setCardNumber] = useState('');
  const [bankName, setBankName] = useState('');
  const saving = useAct();
  const parsed = parseCardNumber(cardNumber.replaceAll(/[\s-]/g, ''));
  const isTyped = cardNumber.replaceAll(/\D/g, '').length >= 16;
  const faults = new Map<string, string>(isTyped && !parsed.ok ? [['cardNumber', card.wrong[parsed.error]]] : []);
  const save = async (): Promise<void> => {
    const body = { holder, cardNumber, bankName };
    if ((await saving.send({ method: 'PUT', path: '/api/my/card', body })) !== undefined) onSaved();
  };
  return (
    <FieldNotesContext value={{ faults, questions: new Map() }}>
      <TextAsk path="holder" ask={[card.holder, undefined]} value={holder} onChange={setHolder} />
      <TextAsk
        path="cardNumber"
        ask={[card.number, undefined]}
        inputMode="numeric"
        value={cardNumber}
        onChange={setCardNumber}
      />
      {parsed.ok ? <Note kind="remark">{card.right}</Note> : null}
      <TextAsk
        path="bankName"
        ask={[card.bank, undefined]}
        hint={card.bankHint}
        value={bankName}
        onChange={setBankName}
      />
      <Press isBusy={saving.isSending || !parsed.ok || bankName.trim() === ''} onPress={() => void save()}>
        {card.save}
      </Press>
      <Failure failure={saving.failure} />
    </FieldNotesContext>
  );
}
