import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { ClaimFigures } from '#contracts/claim-desk.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { formatDate, parseDate, shanghaiDay } from '#kernel/civil-date.ts';
import { isClauseId } from '#scheme/words/clause-names.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { Pending } from '#web/app/pending.tsx';
import { FIGURES as texts } from '#web/desk/claim/figures-texts.ts';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { CivilDateField } from '#web/ui/civil-date-field.tsx';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { saveFile } from '#web/ui/save-file.ts';
import './figures.css';

/** A year back, where the address names no span. */
const DAYS_SHOWN = 365;

/** How long claims take, what comes back, what is denied and flagged; each number opens its claims. */
export function ClaimFiguresPage(): ReactElement {
  const [search, setSearch] = useSearchParams();
  const today = shanghaiDay(Date.now());
  const from = search.get('from') ?? formatDate(today - DAYS_SHOWN);
  const until = search.get('until') ?? formatDate(today);
  const isReady = !Number.isNaN(parseDate(from)) && !Number.isNaN(parseDate(until));
  const { data, error, refetch } = useAnswer<ClaimFigures>(isReady ? '/api/claim-figures' : undefined, { from, until });
  const put = (name: string, value: string): void =>
    setSearch(
      (before) => {
        before.set(name, value);
        return before;
      },
      { replace: true },
    );
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        {data === undefined ? null : (
          <Button onClick={() => void exportFigures(data, from, until)}>{texts.export}</Button>
        )}
      </header>
      <div className="tz-days">
        <CivilDateField path="from" label={texts.from} value={from} onChange={(value) => put('from', value)} />
        <CivilDateField path="until" label={texts.until} value={until} onChange={(value) => put('until', value)} />
      </div>
      {data !== undefined ? (
        <Figures figures={data} from={from} until={until} />
      ) : (
        <Pending error={error} refetch={refetch} />
      )}
    </div>
  );
}

interface FiguresProps {
  readonly figures: ClaimFigures;
  readonly from: string;
  readonly until: string;
}

function Figures({ figures, from, until }: FiguresProps): ReactElement {
  const { whole, levels, denials, flags } = figures;
  const open = (query: Readonly<Record<string, string>>, count: number): ReactElement => (
    <Link className="tz-figure" to={`/claims?${new URLSearchParams({ list: 'all', from, until, ...query })}`}>
      {count.toLocaleString('zh-CN')}
    </Link>
  );
  return (
    <>
      <section className="tz-card tz-stack" aria-labelledby="whole-title">
        <h2 id="whole-title">{texts.whole}</h2>
        <ul className="tz-sums">
          <Line label={texts.claims}>{open({}, whole.claims)}</Line>
          <Line label={texts.decided}>{whole.decided.toLocaleString('zh-CN')}</Line>
          <Line label={texts.approved}>{whole.approved.toLocaleString('zh-CN')}</Line>
          <Line label={texts.sentBack}>{open({ sentBack: 'true' }, whole.sentBack)}</Line>
          <Line label={texts.average}>{texts.days(whole.averageTenths)}</Line>
          <Line label={texts.longest}>{texts.days(whole.longestTenths)}</Line>
          <Line label={texts.sinceEvent}>{texts.days(whole.sinceEventTenths)}</Line>
        </ul>
      </section>
      <section className="tz-card tz-stack" aria-labelledby="levels-title">
        <h2 id="levels-title">{texts.levels}</h2>
        {levels.length === 0 ? (
          <p className="tz-quiet">{texts.none}</p>
        ) : (
          <table className="tz-fact-table">
            <thead>
              <tr>
                {[texts.level, texts.reviews, texts.average, texts.longest, texts.sinceEvent, texts.sendBacks].map(
                  (title) => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {levels.map(({ level, reviews, averageTenths, longestTenths, sinceEventTenths, sendBacks }) => (
                <tr key={level}>
                  <th scope="row">{CLAIM.case.levels[level]}</th>
                  <td>{open({ reviewedAt: level }, reviews)}</td>
                  <td className="tz-figure">{texts.days(averageTenths)}</td>
                  <td className="tz-figure">{texts.days(longestTenths)}</td>
                  <td className="tz-figure">{texts.days(sinceEventTenths)}</td>
                  <td>{open({ reviewedAt: level, sentBack: 'true' }, sendBacks)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section className="tz-card tz-stack" aria-labelledby="denials-title">
        <h2 id="denials-title">{texts.denials}</h2>
        <Shares
          parts={denials.map(({ clause, claims }) => ({
            key: clause,
            label: isClauseId(clause) ? <ClauseLink clause={clause} /> : clause,
            claims,
            link: open({ declinedBy: clause }, claims),
          }))}
        />
      </section>
      <section className="tz-card tz-stack" aria-labelledby="flags-title">
        <h2 id="flags-title">{texts.flags}</h2>
        <Shares
          parts={flags.map(({ flag, claims }) => ({
            key: flag,
            label: CLAIM.flags[flag] ?? flag,
            claims,
            link: open({ flag }, claims),
          }))}
        />
      </section>
    </>
  );
}

interface Part {
  readonly key: string;
  readonly label: ReactNode;
  readonly claims: number;
  readonly link: ReactElement;
}

/** Parts with their numbers, each beside a bar as long as it is of the largest. */
function Shares({ parts }: { readonly parts: readonly Part[] }): ReactElement {
  const most = Math.max(...parts.map(({ claims }) => claims));
  if (parts.length === 0) return <p className="tz-quiet">{texts.none}</p>;
  return (
    <ul className="tz-shares">
      {parts.map(({ key, label, claims, link }) => (
        <li key={key}>
          <span>{label}</span>
          <span className="tz-shares__bar" aria-hidden="true">
            <span style={{ width: `${(claims * 100) / most}%` }} />
          </span>
          {link}
        </li>
      ))}
    </ul>
  );
}

function Line({ label, children }: { readonly label: string; readonly children: ReactElement | string }): ReactElement {
  return (
    <li>
      <span>{label}</span>
      <span className="tz-figure">{children}</span>
    </li>
  );
}

async function exportFigures(
  { whole, levels, denials, flags }: ClaimFigures,
  from: string,
  until: string,
): Promise<void> {
  const column = (header: string): { header: string; width: number; format: 'text' } => ({
    header,
    width: 18,
    format: 'text',
  });
  const titles = [texts.item, texts.reviews, texts.average, texts.longest, texts.sinceEvent, texts.sendBacks];
  const rows: string[][] = [
    [texts.claims, String(whole.claims)],
    [texts.decided, String(whole.decided)],
    [texts.approved, String(whole.approved)],
    [texts.sentBack, String(whole.sentBack)],
    [texts.average, texts.days(whole.averageTenths)],
    [texts.longest, texts.days(whole.longestTenths)],
    [texts.sinceEvent, texts.days(whole.sinceEventTenths)],
    ...levels.map(({ level, reviews, averageTenths, longestTenths, sinceEventTenths, sendBacks }) => [
      CLAIM.case.levels[level] ?? level,
      String(reviews),
      texts.days(averageTenths),
      texts.days(longestTenths),
      texts.days(sinceEventTenths),
      String(sendBacks),
    ]),
    ...denials.map(({ clause, claims }) => [`${texts.denials} ${clause}`, String(claims)]),
    ...flags.map(({ flag, claims }) => [`${texts.flags} ${CLAIM.flags[flag] ?? flag}`, String(claims)]),
  ].map((row) => [...row, ...titles.slice(row.length).map(() => '')]);
  const columns = titles.map(column);
  saveFile(await writeWorkbook([{ name: texts.title, columns, rows }]), texts.file(from, until));
}
