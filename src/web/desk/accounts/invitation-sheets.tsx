import { Button, Input } from 'antd';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { InvitationAnswer } from '#contracts/accounts.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { CopyButton } from '#web/app/copy-button.tsx';
import { Moment } from '#web/app/moment.tsx';
import { PEOPLE } from '#web/desk/people-texts.ts';
import { Sheet } from '#web/ui/sheet.tsx';

const { invitation: texts } = PEOPLE;

interface InvitationSheetProps {
  readonly invitation: InvitationAnswer | undefined;
  readonly onClose: () => void;
}

/** The code of an invitation, shown once, to be handed on. */
export function InvitationSheet({ invitation, onClose }: InvitationSheetProps): ReactElement {
  const link = `${window.location.origin}/home/invitation#${invitation?.code ?? ''}`;
  return (
    <Sheet
      place="center"
      isOpen={invitation !== undefined}
      onClose={onClose}
      title={texts.title}
      footer={
        <div className="tz-row tz-row--end">
          <Button onClick={onClose}>{APP.close}</Button>
        </div>
      }
    >
      {invitation === undefined ? null : (
        <div className="tz-stack">
          <p>{texts.lead}</p>
          <p className="tz-row">
            <strong className="tz-figure tz-big-code">{invitation.code}</strong>
            <CopyButton text={invitation.code} what={texts.code} />
          </p>
          <p className="tz-row">
            <span>{link}</span>
            <CopyButton text={link} what={texts.link} />
          </p>
          <p className="tz-quiet">
            {texts.until} <Moment at={invitation.expiresAt} />
          </p>
        </div>
      )}
    </Sheet>
  );
}

interface InviteSheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly path: '/api/invitations' | '/api/staff-invitations';
  /** What the body holds besides the person; `undefined` while it is not chosen. */
  readonly further: Readonly<Record<string, string>> | undefined;
  readonly onInvited: (invitation: InvitationAnswer) => void;
  readonly children?: ReactNode;
}

/** Whom to invite, by name and phone. */
export function InviteSheet(props: InviteSheetProps): ReactElement {
  const { isOpen, onClose, title, path, further, onInvited, children } = props;
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const writing = useWrite<Readonly<Record<string, string>>, InvitationAnswer>(
    (body) => ({ method: 'POST', path, body }),
    (invitation) => {
      setName('');
      setPhone('');
      onClose();
      onInvited(invitation);
    },
  );
  return (
    <ConfirmSheet
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      actLabel={texts.act}
      isReady={further !== undefined && name.trim() !== '' && phone.trim() !== ''}
      writing={writing}
      input={{ ...further, name: name.trim(), phone: phone.trim() }}
    >
      {children}
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="invited-name">
          {texts.name}
        </label>
        <Input
          id="invited-name"
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={({ target }) => setName(target.value)}
        />
      </div>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="invited-phone">
          {texts.phone}
        </label>
        <Input
          id="invited-phone"
          value={phone}
          maxLength={40}
          inputMode="tel"
          autoComplete="off"
          onChange={({ target }) => setPhone(target.value)}
        />
      </div>
    </ConfirmSheet>
  );
}
