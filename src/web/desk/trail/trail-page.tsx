import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import type { AuditRow } from '#contracts/audit.ts';
import { type Pages, usePages } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { useSession } from '#web/app/session.tsx';
import { DESK } from '#web/desk/texts.ts';
import { IntegrityCard } from '#web/desk/trail/integrity-card.tsx';
import { TrailRow } from '#web/desk/trail/trail-row.tsx';
import './trail-page.css';

const { trail } = DESK;

/** The trail: who did what, newest first, and whether anybody tampered with it. */
export function TrailPage(): ReactElement {
  const { may } = useSession();
  const [search, setSearch] = useSearchParams();
  const objectId = search.get('objectId') ?? undefined;
  const isBusiness = may('audit.read');
  const pages = usePages<AuditRow>(isBusiness ? '/api/audit/trail' : '/api/audit/security-trail', { objectId });
  return (
    <div className="tz-page">
      <header>
        <h1>{isBusiness ? trail.title : trail.securityTitle}</h1>
        <p className="tz-page__lead">{trail.lead}</p>
      </header>
      {may('audit.verify') ? <IntegrityCard /> : null}
      {objectId === undefined ? null : (
        <p className="tz-row">
          {trail.oneObject}
          <Button onClick={() => setSearch({})}>{trail.allObjects}</Button>
        </p>
      )}
      <Timeline pages={pages} />
    </div>
  );
}

/** The history of one object, for its own page. */
export function ObjectTrail({ objectId }: { readonly objectId: string }): ReactElement | null {
  const { may } = useSession();
  const isAllowed = may('audit.read');
  const pages = usePages<AuditRow>(isAllowed ? '/api/audit/trail' : undefined, { objectId });
  if (!isAllowed) return null;
  return (
    <section className="tz-stack" aria-labelledby="object-trail-title">
      <h2 id="object-trail-title">{trail.ofObject}</h2>
      <Timeline pages={pages} />
    </section>
  );
}

function Timeline({ pages }: { readonly pages: Pages<AuditRow> }): ReactElement {
  const { rows, isLoading, failure, hasMore, isLoadingMore, loadMore, again } = pages;
  if (isLoading) return <p className="tz-quiet">{APP.loading}</p>;
  return (
    <div className="tz-card tz-stack">
      <FailureNote failure={failure} onAgain={again} />
      {rows.length === 0 && failure === undefined ? <p>{trail.empty}</p> : null}
      <ol className="tz-timeline">
        {rows.map((row) => (
          <TrailRow key={row.id} row={row} />
        ))}
      </ol>
      {hasMore ? (
        <p>
          <Button loading={isLoadingMore} onClick={loadMore}>
            {APP.loadMore}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
