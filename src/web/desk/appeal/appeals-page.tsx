import type { ReactElement } from 'react';
import type { AppealRow } from '#contracts/appeals.ts';
import { formatDate, shanghaiDay } from '#kernel/civil-date.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { DateText } from '#web/app/moment.tsx';
import { useOpenFrom } from '#web/app/neighbours.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { APPEAL } from '#web/desk/appeal/appeal-texts.ts';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { Money } from '#web/ui/money.tsx';

const { list: texts } = APPEAL;

type Stage = keyof typeof texts.stages;

/** Appeals: what waits for the office or for the committee, the first filed first; what is overdue stands out. */
export function AppealsPage(): ReactElement {
  const { may } = useSession();
  // what waits for the office is not yet before the committee
  const committee: readonly [Stage, ...Stage[]] = ['committee', 'ended'];
  const stages: readonly [Stage, ...Stage[]] =
    may('appeal.rule') && !may('claim.review') ? committee : ['office', ...committee];
  const [stage, setStage] = useChoiceInAddress<Stage>('stage', stages);
  const pages = usePages<AppealRow>('/api/appeals', { stage });
  const open = useOpenFrom<AppealRow>(({ appealId }) => `/appeals/${appealId}`);
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">{texts.lead}</p>
        </div>
        <Choices label={texts.title} choices={stages} labels={texts.stages} value={stage} onChoose={setStage} />
      </header>
      <PageList
        key={stage}
        label={texts.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ appealId }) => appealId}
        onOpen={(_row, index) => open(pages.rows, index)}
        empty={texts.empty[stage]}
      />
    </div>
  );
}

const COLUMNS: readonly PageColumn<AppealRow>[] = [
  { key: 'member', title: texts.column.member, width: '6rem', cell: ({ memberName }) => memberName },
  {
    key: 'benefit',
    title: texts.column.benefit,
    width: 'minmax(9rem, 1fr)',
    cell: ({ benefit }) => CLAIM.benefits[benefit] ?? benefit,
  },
  {
    key: 'outcome',
    title: texts.column.outcome,
    width: '7rem',
    cell: ({ outcome }) => <StateTag state={CLAIM.outcomes[outcome]} />,
  },
  {
    key: 'amount',
    title: texts.column.amount,
    width: '8rem',
    align: 'end',
    cell: ({ amountFen }) => <Money fen={amountFen} />,
  },
  {
    key: 'filed',
    title: texts.column.filedOn,
    width: '9rem',
    cell: ({ filedAt }) => <DateText date={formatDate(shanghaiDay(Date.parse(filedAt)))} />,
  },
  { key: 'due', title: texts.column.dueOn, width: '13rem', cell: ({ dueOn }) => <DueDay dueOn={dueOn} /> },
  {
    key: 'state',
    title: texts.column.state,
    width: '10rem',
    cell: ({ state }) => <StateTag state={APPEAL.states[state]} />,
  },
];

/** By when it is answered; said in words where that day is past. */
export function DueDay({ dueOn }: { readonly dueOn: string | null }): ReactElement | null {
  if (dueOn === null) return null;
  const isOverdue = dueOn < formatDate(shanghaiDay(Date.now()));
  return (
    <span>
      <DateText date={dueOn} /> {isOverdue ? <StateTag state={{ label: texts.overdue, tone: 'fault' }} /> : null}
    </span>
  );
}
