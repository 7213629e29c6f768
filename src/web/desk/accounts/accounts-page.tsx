import { Button, Input, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { Account, AccountReasonBody, InvitationAnswer, StaffRole } from '#contracts/accounts.ts';
import { ROLE_NAMES, type Role } from '#contracts/permissions.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { InvitationSheet, InviteSheet } from '#web/desk/accounts/invitation-sheets.tsx';
import { useAgencies, useAgencyNames } from '#web/desk/agencies.ts';
import { PEOPLE } from '#web/desk/people-texts.ts';

const { accounts: texts } = PEOPLE;

type StaffRoleName = Static<typeof StaffRole>;

const STAFF_ROLES: readonly StaffRoleName[] = [
  'reviewer',
  'cashier',
  'accountant',
  'approver',
  'committeeMember',
  'auditor',
  'programManager',
  'systemAdministrator',
  'securityAdministrator',
  'auditAdministrator',
];

/** What is done to an account, as its path names it. */
type Act = 'disabling' | 'enabling' | 'unlocking' | 'second-factor-reset';

/** Accounts of staff: invited, disabled, unlocked, their second factor reset. */
export function AccountsPage(): ReactElement {
  const { may } = useSession();
  const agencyName = useAgencyNames();
  const [acting, setActing] = useState<{ readonly account: Account; readonly act: Act }>();
  const [isInviting, setInviting] = useState(false);
  const [invitation, setInvitation] = useState<InvitationAnswer>();
  const pages = usePages<Account>('/api/accounts');
  const canManage = may('account.manage');
  const columns = columnsOf(agencyName, canManage ? (account, act) => setActing({ account, act }) : undefined);
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        {may('account.invite-staff') ? <Button onClick={() => setInviting(true)}>{texts.invite}</Button> : null}
      </header>
      <PageList label={texts.title} columns={columns} pages={pages} keyOf={({ id }) => id} empty={texts.empty} />
      <AccountAct key={acting?.account.id} acting={acting} onClose={() => setActing(undefined)} />
      <InviteStaff isOpen={isInviting} onClose={() => setInviting(false)} onInvited={setInvitation} />
      <InvitationSheet invitation={invitation} onClose={() => setInvitation(undefined)} />
    </div>
  );
}

function columnsOf(
  agencyName: (id: string) => string,
  onAct: ((account: Account, act: Act) => void) | undefined,
): readonly PageColumn<Account>[] {
  const columns: readonly PageColumn<Account>[] = [
    { key: 'name', title: texts.column.name, width: '6rem', cell: ({ name }) => name },
    { key: 'phone', title: texts.column.phone, width: '8rem', cell: ({ maskedPhone }) => maskedPhone },
    {
      key: 'roles',
      title: texts.column.roles,
      width: 'minmax(12rem, 1fr)',
      cell: ({ roles }) =>
        roles.map(({ role, agencyId }) => `${ROLE_NAMES[role as Role]}（${agencyName(agencyId)}）`).join('、'),
    },
    {
      key: 'last',
      title: texts.column.last,
      width: '11rem',
      cell: ({ lastSignInAt }) => (lastSignInAt === null ? texts.never : <Moment at={lastSignInAt} />),
    },
    {
      key: 'state',
      title: texts.column.state,
      width: '5rem',
      cell: ({ state }) => <StateTag state={texts.states[state]} />,
    },
  ];
  if (onAct === undefined) return columns;
  const button = (account: Account, act: Act, label: string): ReactElement => (
    <Button size="small" aria-label={`${label}：${account.name}`} onClick={() => onAct(account, act)}>
      {label}
    </Button>
  );
  return [
    ...columns,
    {
      key: 'acts',
      title: texts.column.acts,
      width: '17rem',
      cell: (account) =>
        account.state === 'disabled' ? (
          button(account, 'enabling', texts.enable)
        ) : (
          <span className="tz-row tz-row--tight">
            {button(account, 'disabling', texts.disable)}
            {button(account, 'unlocking', texts.unlock)}
            {button(account, 'second-factor-reset', texts.reset)}
          </span>
        ),
    },
  ];
}

interface AccountActProps {
  readonly acting: { readonly account: Account; readonly act: Act } | undefined;
  readonly onClose: () => void;
}

function AccountAct({ acting, onClose }: AccountActProps): ReactElement {
  const tell = useTell();
  const [reason, setReason] = useState('');
  const writing = useWrite<Static<typeof AccountReasonBody>>(
    (body) => ({ method: 'POST', path: `/api/accounts/${acting?.account.id ?? ''}/${acting?.act ?? ''}`, body }),
    () => {
      if (acting !== undefined) tell(texts.done[wordOf(acting.act)]);
      onClose();
    },
  );
  const word = wordOf(acting?.act ?? 'disabling');
  const title = texts.titles[word](acting?.account.name ?? '');
  return (
    <ConfirmSheet
      isOpen={acting !== undefined}
      onClose={onClose}
      title={title}
      actLabel={title.slice(0, title.indexOf('“'))}
      isReady={reason.trim().length >= 2}
      writing={writing}
      input={{ reason: reason.trim() }}
    >
      <p>{texts.what[word]}</p>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="account-reason">
          {texts.reason}
        </label>
        <Input
          id="account-reason"
          value={reason}
          maxLength={200}
          placeholder={texts.reasonHint}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
    </ConfirmSheet>
  );
}

function wordOf(act: Act): keyof typeof texts.what {
  return act === 'second-factor-reset' ? 'reset' : act;
}

interface InviteStaffProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onInvited: (invitation: InvitationAnswer) => void;
}

function InviteStaff({ isOpen, onClose, onInvited }: InviteStaffProps): ReactElement {
  const { data } = useAgencies();
  const [role, setRole] = useState<StaffRoleName>('reviewer');
  const [agencyId, setAgency] = useState<string>();
  const place = agencyId ?? data?.agencies[0]?.id;
  return (
    <InviteSheet
      isOpen={isOpen}
      onClose={onClose}
      title={texts.invite}
      path="/api/staff-invitations"
      further={place === undefined ? undefined : { role, agencyId: place }}
      onInvited={onInvited}
    >
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="invited-role">
          {texts.role}
        </label>
        <Select
          id="invited-role"
          value={role}
          options={STAFF_ROLES.map((value) => ({ value, label: ROLE_NAMES[value] }))}
          onChange={setRole}
        />
      </div>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="invited-agency">
          {texts.agency}
        </label>
        <Select
          id="invited-agency"
          showSearch={{ optionFilterProp: 'label' }}
          value={place ?? null}
          options={data?.agencies.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          onChange={setAgency}
        />
      </div>
    </InviteSheet>
  );
}
