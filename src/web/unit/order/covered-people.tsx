import { Button } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { OrderDetail } from '#contracts/contributions.ts';
import type { CoverRow } from '#contracts/covers.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { APP } from '#web/app/app-texts.ts';
import { NameSearch } from '#web/app/name-search.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { COVER_COLUMNS } from '#web/unit/cover-columns.tsx';
import { AFTER } from '#web/unit/order/after-texts.ts';
import { ReplacementSheet } from '#web/unit/order/replacement-sheet.tsx';
import { UNIT } from '#web/unit/texts.ts';

/** Whom an order covers; in the accident program one may take the place of another. */
export function CoveredPeople({ order }: { readonly order: OrderDetail }): ReactElement {
  const [name, setName] = useState('');
  const [leaver, setLeaver] = useState<CoverRow>();
  const pages = usePages<CoverRow>('/api/covers', { orderId: order.id, name });
  const mayReplace = order.program === 'national-accident' && order.state === 'in-force';
  const columns = useMemo(
    () => COVER_COLUMNS.filter(({ key }) => key !== 'program').concat(mayReplace ? [actsColumn(setLeaver)] : []),
    [mayReplace],
  );
  return (
    <section className="tz-stack" aria-labelledby="covered-title">
      <div>
        <h2 id="covered-title">{AFTER.covered}</h2>
        {mayReplace ? (
          <p className="tz-quiet">
            {AFTER.coveredHint} <Link to="/replacements">{AFTER.toSwaps}</Link>
          </p>
        ) : null}
      </div>
      <NameSearch onSearch={setName} />
      <PageList
        label={AFTER.covered}
        columns={columns}
        pages={pages}
        keyOf={({ id }) => id}
        empty={name === '' ? UNIT.members.empty : APP.searchNone}
      />
      <ReplacementSheet orderId={order.id} leaver={leaver} onClose={() => setLeaver(undefined)} />
    </section>
  );
}

function actsColumn(replace: (leaver: CoverRow) => void): PageColumn<CoverRow> {
  return {
    key: 'acts',
    title: AFTER.acts,
    width: '5.5rem',
    cell: (row) =>
      row.state !== 'in-force' ? null : (
        <Button aria-label={AFTER.swapOf(row.name)} onClick={() => replace(row)}>
          {AFTER.swap}
        </Button>
      ),
  };
}
