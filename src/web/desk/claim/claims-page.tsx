import { Button, Checkbox, Select } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Static } from 'typebox';
import type { ReviewSettings } from '#contracts/claim-desk.ts';
import type { ClaimRow, PassClaims, PassedClaims } from '#contracts/claims.ts';
import { formatYuan } from '#kernel/money.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { DateText } from '#web/app/moment.tsx';
import { useOpenFrom } from '#web/app/neighbours.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { QUEUE } from '#web/desk/claim/desk-texts.ts';
import { OpenByNumber } from '#web/desk/claim/open-by-number.tsx';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';

const { list: texts } = CLAIM;

type Passed = Static<typeof PassedClaims>;

/** Claims: those that wait for me first; what pays and raises no question can be passed together. */
export function ClaimsPage(): ReactElement {
  const { may } = useSession();
  const isReviewer = may('claim.review');
  const [search, setSearch] = useSearchParams();
  const importId = search.get('importId') ?? undefined;
  const [list, setList] = useChoiceInAddress(
    'list',
    isReviewer && importId === undefined
      ? ['waiting', 'mine', 'overdue', 'all']
      : ['all', 'waiting', 'mine', 'overdue'],
  );
  const isWaiting = list === 'waiting' || list === 'mine';
  const [order, setOrder] = useChoiceInAddress('order', isWaiting ? ['due', 'amount', 'submitted'] : ['submitted']);
  const flag = search.get('flag') ?? '';
  const setFlag = (value: string): void =>
    setSearch(
      (before) => {
        if (value === '') before.delete('flag');
        else before.set('flag', value);
        return before;
      },
      { replace: true },
    );
  const counted = countedBy(search);
  const pages = usePages<ClaimRow>('/api/claims', {
    importId,
    waiting: isWaiting ? true : undefined,
    mine: list === 'mine' ? true : undefined,
    overdue: list === 'overdue' ? true : undefined,
    order: list === 'overdue' ? 'due' : order,
    flag,
    ...counted,
    limit: 200,
  });
  const { data: settings } = useAnswer<ReviewSettings>(isReviewer ? '/api/review-settings' : undefined);
  const mostFen = settings?.batchLimitFen ?? Number.POSITIVE_INFINITY;
  const open = useOpenFrom<ClaimRow>(({ claimId }) => `/claims/${claimId}`);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const canPick = isReviewer && isWaiting;
  const columns = useMemo(() => (canPick ? [pickerOf(picked, setPicked), ...COLUMNS] : COLUMNS), [canPick, picked]);
  const chosen = pages.rows.filter(({ claimId }) => picked.has(claimId));
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        {isReviewer ? (
          <Choices label={texts.title} choices={LISTS} labels={QUEUE.lists} value={list} onChoose={setList} />
        ) : null}
      </header>
      {Object.keys(counted).length === 0 ? null : (
        <p className="tz-row">
          {QUEUE.counted}
          <Button onClick={() => setSearch({})}>{texts.everything}</Button>
        </p>
      )}
      {importId === undefined ? null : (
        <p className="tz-row">
          {texts.ofImport}
          <Button onClick={() => setSearch({})}>{texts.everything}</Button>
        </p>
      )}
      <OpenByNumber />
      <div className="tz-row">
        {isWaiting ? (
          <Select
            aria-label={QUEUE.order}
            value={order}
            options={ORDERS.map((value) => ({ value, label: QUEUE.orders[value] }))}
            onChange={setOrder}
          />
        ) : null}
        <Select
          aria-label={QUEUE.flag}
          value={flag}
          options={[
            { value: '', label: QUEUE.anyFlag },
            { value: 'any', label: QUEUE.flagged },
            { value: 'none', label: QUEUE.unflagged },
            ...Object.entries(CLAIM.flags).map(([value, label]) => ({ value, label })),
          ]}
          onChange={setFlag}
        />
        {canPick && Number.isFinite(mostFen) ? (
          <span className="tz-quiet">{QUEUE.limit(formatYuan(mostFen))}</span>
        ) : null}
      </div>
      {canPick && pages.rows.length > 0 ? (
        <BatchPass
          chosen={chosen}
          onPickAll={() =>
            setPicked(
              new Set(
                pages.rows
                  .filter(
                    ({ outcome, flags, amountFen }) => outcome === 'pay' && flags.length === 0 && amountFen <= mostFen,
                  )
                  .map(({ claimId }) => claimId),
              ),
            )
          }
          onPassed={() => setPicked(new Set())}
        />
      ) : null}
      <PageList
        key={`${list} ${order} ${search}`}
        label={texts.title}
        columns={columns}
        pages={pages}
        keyOf={({ claimId }) => claimId}
        onOpen={(_row, index) => open(pages.rows, index)}
        empty={EMPTY[list]}
      />
    </div>
  );
}

const COUNTED = ['from', 'until', 'declinedBy', 'reviewedAt', 'sentBack'] as const;

/** What a number of the figures' page counted: it opens these. */
function countedBy(search: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries(
    COUNTED.flatMap((name) => {
      const value = search.get(name);
      return value === null ? [] : [[name, value] as const];
    }),
  );
}

const LISTS = ['waiting', 'mine', 'overdue', 'all'] as const;
const ORDERS = ['due', 'amount', 'submitted'] as const;
const EMPTY: Readonly<Record<(typeof LISTS)[number], string>> = {
  waiting: texts.emptyWaiting,
  mine: QUEUE.emptyMine,
  overdue: QUEUE.emptyOverdue,
  all: texts.empty,
};

interface BatchPassProps {
  readonly chosen: readonly ClaimRow[];
  readonly onPickAll: () => void;
  readonly onPassed: () => void;
}

function BatchPass({ chosen, onPickAll, onPassed }: BatchPassProps): ReactElement {
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const [notPassed, setNotPassed] = useState<Passed['notPassed']>([]);
  const writing = useWrite<Static<typeof PassClaims>, Passed>(
    (body) => ({ method: 'POST', path: '/api/claims/passes', body }),
    (answer) => {
      setAsking(false);
      setNotPassed(answer.notPassed);
      if (answer.passed > 0) tell(texts.passed(answer.passed, answer.approved));
      onPassed();
    },
  );
  const totalFen = chosen.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return (
    <>
      <div className="tz-row">
        <Button onClick={onPickAll}>{texts.pickAll}</Button>
        <Button type="primary" disabled={chosen.length === 0} onClick={() => setAsking(true)}>
          {texts.pass(chosen.length)}
        </Button>
      </div>
      {notPassed.length === 0 ? null : (
        <Note kind="fault">
          {texts.notPassed(notPassed.length)}
          {[...new Set(notPassed.map(({ message }) => message))].join(' ')}
        </Note>
      )}
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.passTitle}
        actLabel={texts.pass(chosen.length)}
        writing={writing}
        input={{ claimIds: chosen.map(({ claimId }) => claimId) }}
      >
        <p>{texts.passWhat(chosen.length, formatYuan(totalFen))}</p>
      </ConfirmSheet>
    </>
  );
}

function pickerOf(picked: ReadonlySet<string>, setPicked: (ids: ReadonlySet<string>) => void): PageColumn<ClaimRow> {
  const toggle = (id: string): void => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  return {
    key: 'pick',
    title: texts.column.pick,
    width: '2rem',
    cell: ({ claimId, memberName }) => (
      <Checkbox
        checked={picked.has(claimId)}
        aria-label={texts.pickClaim(memberName)}
        onChange={() => toggle(claimId)}
      />
    ),
  };
}

const COLUMNS: readonly PageColumn<ClaimRow>[] = [
  { key: 'member', title: texts.column.member, width: '6rem', cell: ({ memberName }) => memberName },
  {
    key: 'outcome',
    title: texts.column.outcome,
    width: '6rem',
    cell: ({ outcome }) => <StateTag state={CLAIM.outcomes[outcome]} />,
  },
  {
    key: 'amount',
    title: texts.column.amount,
    width: '8rem',
    align: 'end',
    cell: ({ amountFen }) => <Money fen={amountFen} />,
  },
  { key: 'on', title: texts.column.on, width: '9rem', cell: ({ submittedOn }) => <DateText date={submittedOn} /> },
  {
    key: 'due',
    title: QUEUE.due,
    width: '10rem',
    cell: ({ dueOn, isOverdue }) =>
      dueOn === null ? null : (
        <span className="tz-row tz-row--tight">
          <DateText date={dueOn} />
          {isOverdue ? <span className="tz-tag tz-tag--fault">{QUEUE.late}</span> : null}
        </span>
      ),
  },
  {
    key: 'flags',
    title: texts.column.flags,
    width: 'minmax(8rem, 1fr)',
    cell: ({ flags }) => flags.map((flag) => CLAIM.flags[flag] ?? flag).join('、'),
  },
  {
    key: 'state',
    title: texts.column.state,
    width: '8rem',
    cell: ({ state }) => <StateTag state={CLAIM.states[state]} />,
  },
  { key: 'assignee', title: QUEUE.assignee, width: '5rem', cell: ({ assignee }) => assignee },
];
