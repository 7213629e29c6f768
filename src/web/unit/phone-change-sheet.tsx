import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { CoverRow } from '#contracts/covers.ts';
import type { AskedPhoneChange, AskPhoneChange } from '#contracts/member-requests.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm, LongTextField, TextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { Sheet } from '#web/ui/sheet.tsx';
import { PHONE_CHANGE } from '#web/unit/phone-change-texts.ts';

interface PhoneChangeSheetProps {
  /** Whose phone is to change; nobody's where it is missing. */
  readonly member: CoverRow | undefined;
  readonly onClose: () => void;
}

/** Asks for another phone for a member's sign-in; the agency looks into it before it is used. */
export function PhoneChangeSheet({ member, onClose }: PhoneChangeSheetProps): ReactElement {
  return (
    <Sheet
      place="side"
      isOpen={member !== undefined}
      onClose={onClose}
      title={member === undefined ? '' : PHONE_CHANGE.title(member.name)}
    >
      {member === undefined ? null : <AskForm key={member.id} memberId={member.memberId} onDone={onClose} />}
    </Sheet>
  );
}

function AskForm({ memberId, onDone }: { readonly memberId: string; readonly onDone: () => void }): ReactElement {
  const tell = useTell();
  const [phone, setPhone] = useState('');
  const [reason, setReason] = useState('');
  const writing = useWrite<Static<typeof AskPhoneChange>, Static<typeof AskedPhoneChange>>(
    (body) => ({ method: 'POST', path: '/api/phone-changes', body }),
    () => {
      tell(PHONE_CHANGE.told);
      onDone();
    },
  );
  return (
    <div className="tz-stack">
      <p className="tz-quiet">{PHONE_CHANGE.what}</p>
      <AppForm
        submitLabel={PHONE_CHANGE.send}
        isSending={writing.isSending}
        failure={writing.failure}
        onAgain={writing.again}
        isReady={phone.trim() !== '' && reason.trim().length >= 2}
        onSubmit={() => writing.send({ memberId, phone, reason })}
      >
        <TextField
          path="phone"
          label={PHONE_CHANGE.phone}
          value={phone}
          onChange={setPhone}
          kind="number"
          maxLength={20}
          isFirst
        />
        <LongTextField
          path="reason"
          label={PHONE_CHANGE.reason}
          hint={PHONE_CHANGE.reasonHint}
          value={reason}
          onChange={setReason}
          maxLength={200}
          rows={2}
        />
      </AppForm>
    </div>
  );
}
