import { Button, ConfigProvider } from 'antd';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import type { VoucherRow } from '#contracts/vouchers.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { VOUCHERS } from '#web/desk/books/voucher-texts.ts';
import { Money } from '#web/ui/money.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const LISTS = ['all', 'waiting'] as const;

/** The office's vouchers: those that wait for a second person, and all. */
export function VouchersPage(): ReactElement {
  const { may } = useSession();
  const navigate = useNavigate();
  const [list, setList] = useChoiceInAddress('list', LISTS);
  const pages = usePages<VoucherRow>('/api/vouchers', { state: list === 'waiting' ? 'proposed' : undefined });
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{VOUCHERS.title}</h1>
          <p className="tz-page__lead">{VOUCHERS.lead}</p>
        </div>
        {may('voucher.propose') ? (
          <ConfigProvider theme={MAIN_ACTION_THEME}>
            <Button type="primary" onClick={() => void navigate('/vouchers/new')}>
              {VOUCHERS.fresh}
            </Button>
          </ConfigProvider>
        ) : null}
      </header>
      <Choices label={VOUCHERS.title} choices={LISTS} labels={VOUCHERS.lists} value={list} onChoose={setList} />
      <PageList
        label={VOUCHERS.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ voucherId }) => voucherId}
        onOpen={({ voucherId }) => void navigate(`/vouchers/${voucherId}`)}
        empty={list === 'waiting' ? VOUCHERS.emptyWaiting : VOUCHERS.empty}
      />
    </div>
  );
}

const COLUMNS: readonly PageColumn<VoucherRow>[] = [
  {
    key: 'number',
    title: VOUCHERS.column.number,
    width: '7rem',
    cell: ({ number }) => <strong className="tz-figure">{number}</strong>,
  },
  { key: 'on', title: VOUCHERS.column.on, width: '9.5rem', cell: ({ onDay }) => <DateText date={onDay} /> },
  { key: 'summary', title: VOUCHERS.column.summary, width: 'minmax(10rem, 2fr)', cell: ({ summary }) => summary },
  { key: 'kind', title: VOUCHERS.column.kind, width: '6rem', cell: ({ kind }) => VOUCHERS.kinds[kind] },
  {
    key: 'total',
    title: VOUCHERS.column.total,
    width: '9rem',
    align: 'end',
    cell: ({ totalFen }) => <Money fen={totalFen} />,
  },
  {
    key: 'by',
    title: VOUCHERS.column.by,
    width: '11rem',
    cell: ({ proposedBy, proposedAt }) => (
      <span>
        {proposedBy} <br />
        <span className="tz-quiet">
          <Moment at={proposedAt} />
        </span>
      </span>
    ),
  },
  {
    key: 'state',
    title: VOUCHERS.column.state,
    width: '6rem',
    cell: ({ state }) => <StateTag state={VOUCHERS.states[state]} />,
  },
];
