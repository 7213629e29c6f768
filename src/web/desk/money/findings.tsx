import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { DecideFinding, FindingRow } from '#contracts/findings.ts';
import { formatYuan } from '#kernel/money.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { DateText } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { FINDING as texts } from '#web/desk/money/finding-texts.ts';
import { Money } from '#web/ui/money.tsx';

interface Deciding {
  readonly finding: FindingRow;
  readonly agree: boolean;
}

/** What was proposed that an entry is: what waits for a second person, and everything. */
export function Findings(): ReactElement {
  const { may } = useSession();
  const [list, setList] = useChoiceInAddress<'waiting' | 'all'>('findings', ['waiting', 'all']);
  const [deciding, setDeciding] = useState<Deciding>();
  const pages = usePages<FindingRow>('/api/findings', list === 'waiting' ? { waiting: true } : {});
  return (
    <section className="tz-stack" aria-labelledby="findings-title">
      <div className="tz-row tz-row--apart">
        <h2 id="findings-title">{texts.findings}</h2>
        <Choices
          label={texts.findings}
          choices={['waiting', 'all']}
          labels={texts.findingsLists}
          value={list}
          onChoose={setList}
        />
      </div>
      <PageList
        key={list}
        label={texts.findings}
        columns={columnsOf(may('receipt.confirm') ? setDeciding : undefined)}
        pages={pages}
        keyOf={({ id }) => id}
        empty={list === 'waiting' ? texts.findingsEmpty : texts.findingsEmptyAll}
      />
      {deciding === undefined ? null : (
        <DecideSheet key={deciding.finding.id} {...deciding} onClose={() => setDeciding(undefined)} />
      )}
    </section>
  );
}

interface DecideSheetProps extends Deciding {
  readonly onClose: () => void;
}

function DecideSheet({ finding, agree, onClose }: DecideSheetProps): ReactElement {
  const tell = useTell();
  const writing = useWrite<Static<typeof DecideFinding>>(
    (body) => ({ method: 'POST', path: `/api/findings/${finding.id}/decision`, body }),
    () => {
      tell(texts.done[agree ? 'true' : 'false']);
      onClose();
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={agree ? texts.agreeTitle : texts.declineTitle}
      actLabel={agree ? texts.agree : texts.decline}
      writing={writing}
      input={{ agree }}
    >
      <p>{texts.decisionWhat(texts.kinds[finding.kind], formatYuan(finding.amountFen), finding.reason)}</p>
      {agree ? null : <p>{texts.declineWhat}</p>}
    </ConfirmSheet>
  );
}

function columnsOf(onDecide: ((deciding: Deciding) => void) | undefined): readonly PageColumn<FindingRow>[] {
  return [
    {
      key: 'entry',
      title: texts.column.entry,
      width: 'minmax(13rem, 2fr)',
      cell: ({ entry, other }) => (
        <span>
          <Named entry={entry} />
          {other === null ? null : (
            <>
              <br />
              <Named entry={other} />
            </>
          )}
        </span>
      ),
    },
    { key: 'kind', title: texts.column.kind, width: '10rem', cell: ({ kind }) => texts.kinds[kind] },
    {
      key: 'amount',
      title: texts.column.amount,
      width: '7.5rem',
      align: 'end',
      cell: ({ amountFen }) => <Money fen={amountFen} />,
    },
    { key: 'reason', title: texts.column.reason, width: 'minmax(9rem, 1fr)', cell: ({ reason }) => reason },
    {
      key: 'people',
      title: texts.column.people,
      width: '8rem',
      cell: ({ proposedBy, decidedBy }) => (decidedBy === null ? proposedBy : `${proposedBy} / ${decidedBy}`),
    },
    {
      key: 'state',
      title: texts.column.state,
      width: '12rem',
      cell: (finding) =>
        finding.state !== 'proposed' || onDecide === undefined ? (
          <StateTag state={texts.states[finding.state]} />
        ) : finding.isOwn ? (
          <span className="tz-quiet">{texts.own}</span>
        ) : (
          <span className="tz-row tz-row--tight">
            <Button size="small" type="primary" onClick={() => onDecide({ finding, agree: true })}>
              {texts.agree}
            </Button>
            <Button size="small" onClick={() => onDecide({ finding, agree: false })}>
              {texts.decline}
            </Button>
          </span>
        ),
    },
  ];
}

function Named({ entry }: { readonly entry: FindingRow['entry'] }): ReactElement {
  return (
    <span>
      <DateText date={entry.postedOn} /> {texts.directions[entry.direction]} <Money fen={entry.amountFen} unit />{' '}
      {entry.counterparty}
    </span>
  );
}
