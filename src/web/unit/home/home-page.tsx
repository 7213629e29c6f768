import { CheckOutlined } from '@ant-design/icons';
import { Button, ConfigProvider } from 'antd';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import type { OrderRow } from '#contracts/contributions.ts';
import type { CertificateScansAnswer } from '#contracts/covers.ts';
import type { RosterDetail, RosterRow } from '#contracts/rosters.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Inbox } from '#web/app/inbox.tsx';
import { RosterReviews } from '#web/app/roster/roster-reviews.tsx';
import { useSession } from '#web/app/session.tsx';
import { PROGRAM_NAMES } from '#web/app/words.ts';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';
import { type PathStep, pathOf } from '#web/unit/home/path-steps.ts';
import { RenewalCards } from '#web/unit/home/renewal-card.tsx';
import { UNIT } from '#web/unit/texts.ts';
import './home-page.css';

const { home: texts } = UNIT;

const PROGRAMS = ['henan-inpatient', 'national-accident'] as const;
/** Rosters that lead nowhere any more. */
const ENDED = new Set<RosterRow['state']>(['withdrawn', 'refused', 'expired']);

/** The way into each program, with the one next step lit. */
export function HomePage(): ReactElement {
  const { answer } = useSession();
  const navigate = useNavigate();
  const rosters = usePages<RosterRow>('/api/rosters');
  const live = rosters.rows.filter(({ state }) => !ENDED.has(state));
  const latest = PROGRAMS.map((program) => live.find((roster) => roster.program === program));
  const begun = latest.filter((roster) => roster !== undefined);
  const others = PROGRAMS.filter((_program, index) => latest[index] === undefined);
  return (
    <div className="tz-page">
      <header>
        <h1>{answer.unit?.name}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <FailureNote failure={rosters.failure} onAgain={rosters.again} />
      {rosters.isLoading ? <p className="tz-quiet">{APP.loading}</p> : null}
      <RenewalCards />
      {begun.map((roster) => (
        <ProgramPath key={roster.id} roster={roster} />
      ))}
      {rosters.isLoading || rosters.failure !== undefined ? null : begun.length === 0 ? (
        <PathCard title={texts.noRoster} path={pathOf(undefined, undefined, false)} />
      ) : (
        <div className="tz-row">
          {others.map((program) => (
            <Button key={program} className="tz-wraps" onClick={() => void navigate(`/rosters/new?program=${program}`)}>
              {texts.programs}：{PROGRAM_NAMES[program]}
            </Button>
          ))}
        </div>
      )}
      <Inbox placeOf={({ objectKind, objectId }) => PLACES[objectKind]?.(objectId)} />
    </div>
  );
}

const PLACES: Readonly<Record<string, (id: string) => string>> = {
  roster: (id) => `/rosters/${id}`,
  'contribution-order': (id) => `/orders/${id}`,
  'member-request': () => '/members',
};

function ProgramPath({ roster }: { readonly roster: RosterRow }): ReactElement {
  const detail = useAnswer<RosterDetail>(`/api/rosters/${roster.id}`);
  const order = useAnswer<OrderRow>(roster.orderId === null ? undefined : `/api/orders/${roster.orderId}`);
  const isInForce = order.data?.state === 'in-force';
  const scans = useAnswer<CertificateScansAnswer>(
    isInForce ? `/api/orders/${roster.orderId}/certificate-scans` : undefined,
  );
  const isWaiting =
    detail.data === undefined ||
    (roster.orderId !== null && order.data === undefined) ||
    (isInForce && scans.isPending);
  const failure = detail.error ?? order.error;
  if (failure !== null) return <FailureNote failure={failure} onAgain={() => void detail.refetch()} />;
  if (isWaiting || detail.data === undefined) return <p className="tz-quiet">{APP.loading}</p>;
  return (
    <>
      <PathCard
        title={PROGRAM_NAMES[roster.program]}
        path={pathOf(detail.data, order.data, (scans.data?.items.length ?? 0) > 0)}
      />
      {roster.state === 'in-review' || roster.state === 'sent-back' ? <RosterReviews roster={detail.data} /> : null}
    </>
  );
}

interface PathCardProps {
  readonly title: string;
  readonly path: ReturnType<typeof pathOf>;
}

function PathCard({ title, path }: PathCardProps): ReactElement {
  const navigate = useNavigate();
  const go = (
    <Button type={path.isWaiting ? 'default' : 'primary'} size="large" onClick={() => void navigate(path.actAddress)}>
      {path.actLabel}
    </Button>
  );
  return (
    <section className="tz-card tz-path" aria-label={title}>
      <h2>{title}</h2>
      <ol className="tz-path__steps">
        {path.steps.map((step, index) => (
          <Step key={step.name} step={step} number={index + 1} />
        ))}
      </ol>
      <div className="tz-path__now">
        <p>{path.now}</p>
        {path.isWaiting ? go : <ConfigProvider theme={MAIN_ACTION_THEME}>{go}</ConfigProvider>}
      </div>
    </section>
  );
}

function Step({ step: { name, state }, number }: { readonly step: PathStep; readonly number: number }): ReactElement {
  return (
    <li className={`tz-path__step tz-path__step--${state}`} aria-current={state === 'current' ? 'step' : undefined}>
      <span className="tz-path__mark" aria-hidden="true">
        {state === 'done' ? <CheckOutlined /> : number}
      </span>
      <span>
        {texts.steps[name]}
        {state === 'done' ? <span className="tz-unseen">{texts.done}</span> : null}
      </span>
    </li>
  );
}
