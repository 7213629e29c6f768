import { Button, Radio } from 'antd';
import type { ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import type { UnitFigures } from '#contracts/joining-figures.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { DateText } from '#web/app/moment.tsx';
import { useOpenFrom } from '#web/app/neighbours.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { FIGURES } from '#web/desk/figures/figures-texts.ts';
import { Money } from '#web/ui/money.tsx';

const { unit: texts } = FIGURES;

type Show = keyof typeof texts.shows;

const SHOWS = Object.keys(texts.shows) as Show[];

interface UnitFiguresListProps {
  readonly program: string;
  readonly agencyId: string | undefined;
}

/** The units behind the numbers, each leading to its page. */
export function UnitFiguresList({ program, agencyId }: UnitFiguresListProps): ReactElement {
  const [search, setSearch] = useSearchParams();
  const show = SHOWS.find((each) => each === search.get('show')) ?? 'all';
  const direct = search.get('direct') === 'true';
  const pages = usePages<UnitFigures>('/api/figures/joining/units', {
    program,
    agencyId,
    ...(show === 'all' ? {} : { show }),
    ...(direct ? { direct } : {}),
  });
  const open = useOpenFrom<UnitFigures>(({ unitId }) => `/units/${unitId}`);
  const change = (name: string, value: string | undefined): void => {
    setSearch(
      (before) => {
        if (value === undefined) before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  };
  return (
    <section className="tz-stack" aria-labelledby="unit-figures-title">
      <div className="tz-row tz-row--apart">
        <h2 id="unit-figures-title">{texts.title}</h2>
        <div className="tz-row">
          {direct ? (
            <Button onClick={() => change('direct', undefined)}>{texts.ofBelow}</Button>
          ) : (
            <Button onClick={() => change('direct', 'true')}>{texts.onlyDirect}</Button>
          )}
          <Radio.Group
            aria-label={texts.show}
            optionType="button"
            value={show}
            options={SHOWS.map((value) => ({ value, label: texts.shows[value] }))}
            onChange={({ target }) => change('show', target.value === 'all' ? undefined : String(target.value))}
          />
        </div>
      </div>
      <PageList
        label={texts.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ unitId }) => unitId}
        onOpen={(_row, index) => open(pages.rows, index)}
        empty={texts.empty}
      />
    </section>
  );
}

const COLUMNS: readonly PageColumn<UnitFigures>[] = [
  { key: 'unit', title: texts.column.unit, width: 'minmax(12rem, 1fr)', cell: ({ unitName }) => unitName },
  { key: 'agency', title: texts.column.agency, width: 'minmax(8rem, 0.5fr)', cell: ({ agencyName }) => agencyName },
  {
    key: 'eligible',
    title: texts.column.eligible,
    width: '5rem',
    align: 'end',
    cell: ({ eligibleStaff }) => eligibleStaff.toLocaleString('zh-CN'),
  },
  {
    key: 'covered',
    title: texts.column.covered,
    width: '5rem',
    align: 'end',
    cell: ({ covered }) => covered.toLocaleString('zh-CN'),
  },
  {
    key: 'share',
    title: texts.column.share,
    width: '6rem',
    align: 'end',
    cell: ({ covered, eligibleStaff }) => FIGURES.share(covered, eligibleStaff),
  },
  {
    key: 'contribution',
    title: texts.column.contribution,
    width: '8rem',
    align: 'end',
    cell: ({ contributionFen }) => <Money fen={contributionFen} />,
  },
  {
    key: 'end',
    title: texts.column.end,
    width: '13rem',
    cell: ({ endOn, isDue }) =>
      endOn === null ? (
        '—'
      ) : (
        <span className="tz-row tz-row--tight">
          <DateText date={endOn} /> {isDue ? <StateTag state={{ label: texts.due, tone: 'waiting' }} /> : null}
        </span>
      ),
  },
];
