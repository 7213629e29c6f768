import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Static } from 'typebox';
import type { Account, AccountsAnswer, InvitationAnswer } from '#contracts/accounts.ts';
import type { ReviewUnitAnswer, ReviewUnitBody, Unit } from '#contracts/organisations.ts';
import type { RosterRow } from '#contracts/rosters.ts';
import { parseCreditCode } from '#kernel/credit-code.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { Details } from '#web/app/details.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { Moment } from '#web/app/moment.tsx';
import { Neighbours } from '#web/app/neighbours.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { UnmaskButton } from '#web/app/unmask-button.tsx';
import { PROGRAM_SHORT_NAMES, ROSTER_STATES } from '#web/app/words.ts';
import { InvitationSheet, InviteSheet } from '#web/desk/accounts/invitation-sheets.tsx';
import { useAgencyNames } from '#web/desk/agencies.ts';
import { PEOPLE } from '#web/desk/people-texts.ts';
import { ObjectTrail } from '#web/desk/trail/trail-page.tsx';
import { MergeSheet } from '#web/desk/unit/merge-sheet.tsx';
import { UNIT_DESK } from '#web/desk/unit/unit-desk-texts.ts';
import { UnitHistory } from '#web/desk/unit/unit-history.tsx';
import { UnitPapers } from '#web/desk/unit/unit-papers.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { unit: texts, unitStates } = PEOPLE;

/** One participating unit: who it is, its rosters, its agents; its registration reviewed here. */
export function UnitPage(): ReactElement {
  const { id = '' } = useParams();
  const { data: unit, error, refetch } = useAnswer<Unit>(`/api/units/${id}`);
  if (unit === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  return <UnitDetail key={unit.id} unit={unit} />;
}

function UnitDetail({ unit }: { readonly unit: Unit }): ReactElement {
  const { may } = useSession();
  const agencyName = useAgencyNames();
  const [invitation, setInvitation] = useState<InvitationAnswer>();
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{unit.name}</h1>
          <p className="tz-page__lead tz-row">
            {agencyName(unit.agencyId)} <StateTag state={unitStates[unit.state]} />
          </p>
        </div>
        <div className="tz-row">
          <UnitActs unit={unit} />
          <Neighbours />
        </div>
      </header>
      {unit.refusalReason === null ? null : <p className="tz-card">{texts.refused(unit.refusalReason)}</p>}
      <UnitFacts unit={unit} />
      <UnitPapers unit={unit} />
      {may('account.invite') ? <Agents unit={unit} onInvited={setInvitation} /> : null}
      {may('roster.read') ? <UnitRosters unitId={unit.id} /> : null}
      <UnitHistory unitId={unit.id} />
      <ObjectTrail objectId={unit.id} />
      {may('unit.review') && unit.state === 'registered' ? <ReviewBar unit={unit} onInvited={setInvitation} /> : null}
      <InvitationSheet invitation={invitation} onClose={() => setInvitation(undefined)} />
    </div>
  );
}

/** What may be done to a unit that lives. */
function UnitActs({ unit }: { readonly unit: Unit }): ReactElement {
  const { may } = useSession();
  const navigate = useNavigate();
  const [isMerging, setMerging] = useState(false);
  const isActive = unit.state === 'active';
  return (
    <>
      {may('unit.register') && (isActive || unit.state === 'registered') ? (
        <Button onClick={() => void navigate(`/units/${unit.id}/amend`)}>{UNIT_DESK.amend.act}</Button>
      ) : null}
      {may('unit.review') && isActive ? (
        <>
          <Button onClick={() => void navigate(`/units/${unit.id}/split`)}>{UNIT_DESK.split.act}</Button>
          <Button onClick={() => setMerging(true)}>{UNIT_DESK.merge.act}</Button>
        </>
      ) : null}
      <MergeSheet unit={unit} isOpen={isMerging} onClose={() => setMerging(false)} />
    </>
  );
}

function UnitFacts({ unit }: { readonly unit: Unit }): ReactElement {
  const facts: readonly (readonly [string, ReactElement | string])[] = [
    [texts.creditCode, <CheckedCode key="code" code={unit.creditCode} />],
    [texts.union, unit.unionName ?? '—'],
    [texts.unionCode, unit.unionCreditCode === null ? '—' : <CheckedCode key="union" code={unit.unionCreditCode} />],
    [texts.address, unit.address === '' ? '—' : unit.address],
    [texts.staff, texts.people(unit.staffCount)],
    [texts.women, texts.people(unit.womenCount)],
    [texts.eligible, texts.people(unit.eligibleCount)],
    [texts.contact, unit.contact === null ? '—' : <Contact key="contact" unitId={unit.id} contact={unit.contact} />],
    [texts.registeredAt, <Moment key="at" at={unit.registeredAt} />],
  ];
  return (
    <section className="tz-card" aria-label={texts.facts}>
      <Details facts={facts} />
    </section>
  );
}

interface ContactProps {
  readonly unitId: string;
  readonly contact: NonNullable<Unit['contact']>;
}

function Contact({ unitId, contact: { maskedName, maskedPhone } }: ContactProps): ReactElement {
  return (
    <div className="tz-row">
      {maskedName} {maskedPhone} <UnmaskButton kind="unit-contact" id={unitId} fields={CONTACT_FIELDS} />
    </div>
  );
}

const CONTACT_FIELDS = ['name', 'phone'] as const;

/** A credit code with what it says of its holder, to be held against the certificate. */
function CheckedCode({ code }: { readonly code: string }): ReactElement {
  const parsed = parseCreditCode(code);
  return (
    <>
      <span className="tz-figure">{code}</span>
      {parsed.ok ? (
        <span className="tz-quiet">
          {' '}
          {UNIT_DESK.codeChecked(UNIT_DESK.codeKinds[parsed.value.kind], parsed.value.region)}
        </span>
      ) : null}
    </>
  );
}

interface AgentsProps {
  readonly unit: Unit;
  readonly onInvited: (invitation: InvitationAnswer) => void;
}

function Agents({ unit, onInvited }: AgentsProps): ReactElement {
  const [isInviting, setInviting] = useState(false);
  const { data } = useAnswer<Static<typeof AccountsAnswer>>(`/api/units/${unit.id}/accounts`);
  const agents: readonly Account[] = data?.items ?? [];
  return (
    <section className="tz-card tz-stack" aria-labelledby="agents-title">
      <div className="tz-row tz-row--apart">
        <h2 id="agents-title">{texts.agents}</h2>
        {unit.state === 'active' ? <Button onClick={() => setInviting(true)}>{texts.invite}</Button> : null}
      </div>
      {data !== undefined && agents.length === 0 ? <p className="tz-quiet">{texts.noAgents}</p> : null}
      <ul className="tz-sums">
        {agents.map(({ id, name, maskedPhone, state }) => (
          <li key={id}>
            <span>
              {name} <span className="tz-quiet">{maskedPhone}</span>
            </span>
            <StateTag state={PEOPLE.accounts.states[state]} />
          </li>
        ))}
      </ul>
      <InviteSheet
        isOpen={isInviting}
        onClose={() => setInviting(false)}
        title={texts.invite}
        path="/api/invitations"
        further={{ unitId: unit.id }}
        onInvited={onInvited}
      />
    </section>
  );
}

function UnitRosters({ unitId }: { readonly unitId: string }): ReactElement {
  const navigate = useNavigate();
  const pages = usePages<RosterRow>('/api/rosters', { unitId });
  return (
    <section className="tz-card tz-stack" aria-labelledby="unit-rosters-title">
      <h2 id="unit-rosters-title">{texts.rosters}</h2>
      {!pages.isLoading && pages.rows.length === 0 ? <p className="tz-quiet">{texts.noRosters}</p> : null}
      <ul className="tz-sums">
        {pages.rows.map(({ id, program, fileName, accepted, state }) => (
          <li key={id}>
            <Button type="link" className="tz-wraps" onClick={() => void navigate(`/rosters/${id}`)}>
              {PROGRAM_SHORT_NAMES[program]} · {fileName} · {texts.people(accepted)}
            </Button>
            <StateTag state={ROSTER_STATES[state]} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type Review = Static<typeof ReviewUnitBody>;

function ReviewBar({ unit, onInvited }: AgentsProps): ReactElement {
  const tell = useTell();
  const [open, setOpen] = useState<Review['decision']>();
  const [reason, setReason] = useState('');
  const writing = useWrite<Review, Static<typeof ReviewUnitAnswer>>(
    (body) => ({ method: 'POST', path: `/api/units/${unit.id}/review`, body }),
    ({ invitation }, { decision }) => {
      setOpen(undefined);
      tell(texts.done[decision]);
      if (invitation !== undefined) onInvited(invitation);
    },
  );
  const close = (): void => setOpen(undefined);
  return (
    <section className="tz-decision-bar" aria-label={texts.pass}>
      <span className="tz-quiet">{texts.people(unit.eligibleCount)}</span>
      <div className="tz-row">
        <Button onClick={() => setOpen('refuse')}>{texts.refuse}</Button>
        <ConfigProvider theme={MAIN_ACTION_THEME}>
          <Button type="primary" onClick={() => setOpen('pass')}>
            {texts.pass}
          </Button>
        </ConfigProvider>
      </div>
      <ConfirmSheet
        isOpen={open === 'pass'}
        onClose={close}
        title={texts.passTitle}
        actLabel={texts.pass}
        writing={writing}
        input={{ decision: 'pass' }}
      >
        <p>{texts.passWhat(unit.name)}</p>
      </ConfirmSheet>
      <ConfirmSheet
        isOpen={open === 'refuse'}
        onClose={close}
        title={texts.refuseTitle}
        actLabel={texts.refuse}
        isReady={reason.trim().length >= 2}
        writing={writing}
        input={{ decision: 'refuse', reason: reason.trim() }}
      >
        <p>{texts.refuseWhat}</p>
        <LongTextField
          path="unit-reason"
          label={texts.reason}
          placeholder={texts.reasonHint}
          value={reason}
          onChange={setReason}
          maxLength={200}
        />
      </ConfirmSheet>
    </section>
  );
}
