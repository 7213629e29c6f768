import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { JoiningFigures } from '#contracts/joining-figures.ts';
import { formatYuan } from '#kernel/money.ts';
import { apiAddress } from '#web/app/api/ask.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { PROGRAM_SHORT_NAMES } from '#web/app/words.ts';
import { type AgencyRow, useAgencies } from '#web/desk/agencies.ts';
import { FIGURES as texts } from '#web/desk/figures/figures-texts.ts';
import { UnitFiguresList } from '#web/desk/figures/unit-figures-list.tsx';
import { Money } from '#web/ui/money.tsx';
import './figures-page.css';

type Agency = JoiningFigures['agencies'][number];

const PROGRAMS = ['henan-inpatient', 'national-accident'] as const;

/** Who has joined: agency by agency, then unit by unit; every number leads to what is behind it. */
export function FiguresPage(): ReactElement {
  const [program, setProgram] = useChoiceInAddress('program', PROGRAMS);
  const [search] = useSearchParams();
  const agencyId = search.get('agencyId') ?? undefined;
  const { data, error, refetch } = useAnswer<JoiningFigures>('/api/figures/joining', { program, agencyId });
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        <div className="tz-row">
          <Choices
            label={texts.program}
            choices={PROGRAMS}
            labels={PROGRAM_SHORT_NAMES}
            value={program}
            onChoose={setProgram}
          />
          <Button
            icon={<DownloadOutlined />}
            href={apiAddress('/api/figures/joining/export', { program, agencyId })}
            download
          >
            {texts.export}
          </Button>
        </div>
      </header>
      {data === undefined ? (
        <Pending error={error} refetch={refetch} />
      ) : (
        <>
          <AgencyPath agencyId={data.agencyId} />
          <Totals figures={data} />
          <AgencyTable figures={data} />
          <UnitFiguresList program={program} agencyId={agencyId} />
        </>
      )}
    </div>
  );
}

/** From the uppermost agency that I see down to this one; each leads there. */
function AgencyPath({ agencyId }: { readonly agencyId: string }): ReactElement | null {
  const { data } = useAgencies();
  const to = useFiguresAddress();
  const byId = new Map((data?.agencies ?? []).map((agency) => [agency.id, agency]));
  const path: AgencyRow[] = [];
  for (let at = byId.get(agencyId); at !== undefined; at = byId.get(at.parentId ?? '')) path.unshift(at);
  if (path.length === 0) return null;
  return (
    <nav aria-label={texts.path} className="tz-row">
      {path.map(({ id, name }, index) => (
        <span key={id}>
          {index === 0 ? '' : '› '}
          {id === agencyId ? <strong>{name}</strong> : <Link to={to({ agencyId: id })}>{name}</Link>}
        </span>
      ))}
    </nav>
  );
}

interface Place {
  readonly agencyId?: string | undefined;
  readonly show?: string;
  readonly direct?: boolean;
}

/** Addresses of this page that keep the program. */
function useFiguresAddress(): (place: Place) => string {
  const [search] = useSearchParams();
  const program = search.get('program') ?? undefined;
  return (place) => apiAddress('/figures', { program, ...place });
}

function Totals({ figures }: { readonly figures: JoiningFigures }): ReactElement {
  const { may } = useSession();
  const to = useFiguresAddress();
  const { agencyId, agencies, waitingCredits } = figures;
  const sum = (of: (agency: Agency) => number): number => agencies.reduce((total, agency) => total + of(agency), 0);
  const covered = sum((agency) => agency.covered);
  const eligible = sum(({ eligibleStaff }) => eligibleStaff);
  const [units, coveredUnits] = [sum((agency) => agency.units), sum((agency) => agency.coveredUnits)];
  return (
    <div className="tz-numbers">
      <Figure
        label={texts.covered}
        value={covered.toLocaleString('zh-CN')}
        detail={texts.coveredDetail(coveredUnits, units)}
        to={to({ agencyId, show: 'covered' })}
      />
      <Figure
        label={texts.participation}
        value={texts.share(covered, eligible)}
        detail={texts.participationDetail(eligible)}
        to={to({ agencyId, show: 'uncovered' })}
      />
      <Figure
        label={texts.due}
        value={sum(({ renewalsDue }) => renewalsDue).toLocaleString('zh-CN')}
        to={to({ agencyId, show: 'due' })}
      />
      {may('roster.read') ? (
        <Figure
          label={texts.waiting}
          value={sum(({ rostersInReview }) => rostersInReview).toLocaleString('zh-CN')}
          to={apiAddress('/rosters', { list: 'all', state: 'in-review', agencyId })}
        />
      ) : null}
      {waitingCredits === null ? null : (
        <Figure
          label={texts.credits}
          value={waitingCredits.count.toLocaleString('zh-CN')}
          detail={texts.creditsDetail(formatYuan(waitingCredits.openFen))}
          to={may('remittance.read') ? '/matching' : undefined}
        />
      )}
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly detail?: string;
  readonly to: string | undefined;
}

/** A big number that leads to its rows. */
function Figure({ label, value, detail, to }: FigureProps): ReactElement {
  const inside = (
    <>
      <span className="tz-number__label">{label}</span>
      <span className="tz-number__count">{value}</span>
      {detail === undefined ? null : <span className="tz-number__detail">{detail}</span>}
    </>
  );
  return to === undefined ? (
    <div className="tz-number tz-number--plain">{inside}</div>
  ) : (
    <Link className="tz-number tz-number--plain tz-figures__number" to={to}>
      {inside}
    </Link>
  );
}

function AgencyTable({ figures: { agencyId, agencies } }: { readonly figures: JoiningFigures }): ReactElement {
  const { may } = useSession();
  const to = useFiguresAddress();
  const { column } = texts;
  if (agencies.length === 0) return <p className="tz-card">{texts.empty}</p>;
  return (
    <div className="tz-card tz-figures__scroll">
      <table className="tz-figures">
        <thead>
          <tr>
            {Object.entries(column).map(([key, title]) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {agencies.map((row) => {
            const below = row.agencyId ?? agencyId;
            const place: Place = row.agencyId === null ? { agencyId, direct: true } : { agencyId: below };
            const units = (show?: string): string => to(show === undefined ? place : { ...place, show });
            return (
              <tr key={below}>
                <th scope="row">
                  <Link to={to(place)}>{row.name !== null && row.agencyId !== null ? row.name : texts.direct}</Link>
                </th>
                <td>
                  <Link to={units()}>{row.units.toLocaleString('zh-CN')}</Link>
                </td>
                <td>
                  <Link to={units('covered')}>{row.coveredUnits.toLocaleString('zh-CN')}</Link>
                </td>
                <td>{row.eligibleStaff.toLocaleString('zh-CN')}</td>
                <td>
                  <Link to={units('covered')}>{row.covered.toLocaleString('zh-CN')}</Link>
                </td>
                <td>{texts.share(row.covered, row.eligibleStaff)}</td>
                <td>
                  <Money fen={row.contributionFen} />
                </td>
                <td>
                  <Link to={units('due')}>{row.renewalsDue.toLocaleString('zh-CN')}</Link>
                </td>
                <td>
                  {may('roster.read') ? (
                    <Link to={apiAddress('/rosters', { list: 'all', state: 'in-review', agencyId: below })}>
                      {row.rostersInReview.toLocaleString('zh-CN')}
                    </Link>
                  ) : (
                    row.rostersInReview.toLocaleString('zh-CN')
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
