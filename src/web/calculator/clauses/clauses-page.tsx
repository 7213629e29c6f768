import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { type ReactElement, useEffect, useRef } from 'react';
import { CLAUSE_TEXTS, type ClauseId, READINGS } from '#scheme/clause-texts.ts';
import { clauseName, isClauseId } from '#scheme/words/clause-names.ts';
import {
  DOCUMENTS,
  type DocumentId,
  depthOf,
  findClauses,
  findReadings,
  readingsOf,
} from '#web/calculator/clauses/clause-groups.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { clauseAddress } from '#web/ui/clause-address.ts';
import { ReadingText } from '#web/ui/clause-text.tsx';
import { formatAddress, goTo, useAddress } from '#web/ui/hash-address.ts';
import './clauses-page.css';

const { clauses } = CALCULATOR;

/** Both annexes, the notice and the readings, searchable; each clause has an address of its own. */
export function ClausesPage(): ReactElement {
  const { path, query } = useAddress();
  const search = query['q'] ?? '';
  const wanted = path[1];
  const readings = findReadings(search);
  useShownClause(wanted);
  const lists = DOCUMENTS.map((document) => ({ document, found: findClauses(document, search) }));
  const count = lists.reduce((sum, { found }) => sum + found.length, readings.length);
  return (
    <>
      <h1>{clauses.heading}</h1>
      <p className="tz-quiet">{clauses.intro}</p>
      <div className="tz-clauses__search">
        <Input
          id="search"
          type="search"
          aria-label={clauses.search}
          prefix={<SearchOutlined />}
          placeholder={clauses.searchHint}
          allowClear
          value={search}
          onChange={(event) => goTo(formatAddress(['clauses'], { q: event.target.value }), 'replace')}
        />
        <span role="status" className="tz-quiet">
          {search === '' ? '' : clauses.found(count)}
        </span>
      </div>
      {count === 0 ? <p className="tz-card">{clauses.nothing}</p> : null}
      <div className="tz-clauses">
        <nav aria-label={clauses.contents} className="tz-clauses__contents">
          {lists.map(({ document, found }) =>
            found.length === 0 ? null : (
              <a key={document} href={clauseAddress(document)}>
                {clauses.documents[document]}
              </a>
            ),
          )}
          {readings.length === 0 ? null : <a href={formatAddress(['clauses', 'readings'])}>{clauses.readings}</a>}
        </nav>
        <div className="tz-stack">
          {lists.map(({ document, found }) => (
            <Document key={document} document={document} found={found} wanted={wanted} />
          ))}
          {readings.length === 0 ? null : (
            <section className="tz-card" id="readings">
              <h2>{clauses.readings}</h2>
              <p className="tz-quiet">{clauses.readingsIntro}</p>
              {readings.map((reading) => (
                <div key={reading} className="tz-clauses__reading">
                  <ReadingText reading={reading} />
                  <p>
                    <a href={clauseAddress(READINGS[reading].clause)}>{clauseName(READINGS[reading].clause)}</a>
                  </p>
                </div>
              ))}
            </section>
          )}
        </div>
      </div>
    </>
  );
}

interface DocumentProps {
  readonly document: DocumentId;
  readonly found: readonly ClauseId[];
  readonly wanted: string | undefined;
}

function Document({ document, found, wanted }: DocumentProps): ReactElement | null {
  if (found.length === 0) return null;
  return (
    <section className="tz-card" aria-label={clauses.documents[document]}>
      <h2>{clauses.documents[document]}</h2>
      {found.map((id) => (
        <article
          key={id}
          id={id}
          tabIndex={-1}
          className={`tz-clause tz-clause--${depthOf(id)}${id === wanted ? ' tz-clause--wanted' : ''}`}
        >
          <a href={clauseAddress(id)} className="tz-clause__name">
            {clauseName(id)}
          </a>
          <p className="tz-clause__words">{CLAUSE_TEXTS[id]}</p>
          {readingsOf(id).map((reading) => (
            <details key={reading}>
              <summary>
                {clauses.readingHere}：{READINGS[reading].title}
              </summary>
              <ReadingText reading={reading} />
            </details>
          ))}
        </article>
      ))}
    </section>
  );
}

/** Brings the clause of the address into view, once for each address. */
function useShownClause(wanted: string | undefined): void {
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (wanted === undefined || shown.current === wanted) return;
    shown.current = wanted;
    if (!isClauseId(wanted) && wanted !== 'readings') return;
    const element = document.getElementById(wanted);
    element?.scrollIntoView({ block: 'start' });
    element?.focus({ preventScroll: true });
  }, [wanted]);
}
