import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { BankLayoutsAnswer, DecideBankLayout, ProposeBankLayout } from '#contracts/payouts.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { Details } from '#web/app/details.tsx';
import { TextField } from '#web/app/form.tsx';
import { Moment } from '#web/app/moment.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { type Layout, LayoutForm, Sample } from '#web/desk/payout/layout-form.tsx';
import { PAYOUT_SETTINGS } from '#web/desk/payout/settings-texts.ts';
import { Note } from '#web/ui/note.tsx';

const { layout: texts } = PAYOUT_SETTINGS;

type Answer = Static<typeof BankLayoutsAnswer>;
type Known = Answer['layouts'][number];
type Outcome = Static<typeof DecideBankLayout>['outcome'];

/** The bank's layout: which one stands, what waits for a second person, and all before. */
export function LayoutCard(): ReactElement {
  const { may } = useSession();
  const [isProposing, setProposing] = useState(false);
  const { data, error, refetch } = useAnswer<Answer>('/api/bank-layouts');
  const standing = data?.layouts.find(({ state }) => state === 'standing');
  const waits = data?.layouts.some(({ state }) => state === 'proposed') ?? false;
  return (
    <section className="tz-card tz-stack" aria-labelledby="layout-title">
      <div className="tz-row tz-row--apart">
        <h2 id="layout-title">{texts.title}</h2>
        {may('payout.make') && data !== undefined && !waits ? (
          <Button onClick={() => setProposing(true)}>{texts.proposeAct}</Button>
        ) : null}
      </div>
      <p className="tz-quiet">{texts.lead}</p>
      {data === undefined ? (
        <Pending error={error} refetch={refetch} />
      ) : (
        <>
          {standing === undefined ? (
            <>
              <Note kind="remark">{texts.example}</Note>
              <Sample layout={data.example} />
            </>
          ) : null}
          <ul className="tz-stack">
            {data.layouts.map((known) => (
              <KnownLayout key={known.layoutId} known={known} />
            ))}
          </ul>
        </>
      )}
      {isProposing && data !== undefined ? (
        <ProposeSheet layout={standing?.layout ?? data.example} onClose={() => setProposing(false)} />
      ) : null}
    </section>
  );
}

function KnownLayout({ known }: { readonly known: Known }): ReactElement {
  const { may } = useSession();
  const [outcome, setOutcome] = useState<Outcome>();
  const { name, state, layout, proposedBy, proposedAt, decidedBy, isOwn } = known;
  const isShown = state === 'proposed' || state === 'standing';
  return (
    <li className="tz-stack">
      <p className="tz-row">
        <strong>{name}</strong>
        <StateTag state={texts.states[state]} />
        {state !== 'proposed' || !may('payout.approve') ? null : isOwn ? (
          <span className="tz-quiet">{texts.own}</span>
        ) : (
          <>
            <Button size="small" type="primary" onClick={() => setOutcome('approve')}>
              {texts.approve}
            </Button>
            <Button size="small" onClick={() => setOutcome('decline')}>
              {texts.decline}
            </Button>
          </>
        )}
      </p>
      <p className="tz-quiet">
        {proposedBy} / {decidedBy ?? '—'} · <Moment at={proposedAt} />
      </p>
      {isShown ? <Sample layout={layout} /> : null}
      {outcome === undefined ? null : (
        <DecideSheet known={known} outcome={outcome} onClose={() => setOutcome(undefined)} />
      )}
    </li>
  );
}

interface DecideSheetProps {
  readonly known: Known;
  readonly outcome: Outcome;
  readonly onClose: () => void;
}

function DecideSheet({ known, outcome, onClose }: DecideSheetProps): ReactElement {
  const tell = useTell();
  const writing = useWrite<Static<typeof DecideBankLayout>, unknown>(
    (body) => ({ method: 'POST', path: `/api/bank-layouts/${known.layoutId}/decision`, body }),
    () => {
      tell(texts.decided[outcome]);
      onClose();
    },
  );
  const isApproving = outcome === 'approve';
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={(isApproving ? texts.approveTitle : texts.declineTitle)(known.name)}
      actLabel={texts[outcome]}
      writing={writing}
      input={{ outcome }}
    >
      <p>{isApproving ? texts.approveWhat : texts.declineWhat}</p>
      <Sample layout={known.layout} />
      <Details
        facts={[
          [texts.words.paid, known.layout.answer.paid.join('、')],
          [texts.words.refused, known.layout.answer.refused.join('、')],
        ]}
      />
    </ConfirmSheet>
  );
}

interface ProposeSheetProps {
  readonly layout: Layout;
  readonly onClose: () => void;
}

function ProposeSheet({ layout: before, onClose }: ProposeSheetProps): ReactElement {
  const tell = useTell();
  const [name, setName] = useState('');
  const [layout, setLayout] = useState(before);
  const writing = useWrite<Static<typeof ProposeBankLayout>, unknown>(
    (body) => ({ method: 'POST', path: '/api/bank-layouts', body }),
    () => {
      tell(texts.proposeDone);
      onClose();
    },
  );
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.proposeTitle}
      actLabel={texts.proposeAct}
      isReady={name.trim() !== ''}
      writing={writing}
      input={{ name: name.trim(), layout: tidied(layout) }}
    >
      <p>{texts.proposeWhat}</p>
      <TextField
        path="layout-name"
        label={texts.name}
        hint={texts.nameHint}
        value={name}
        maxLength={40}
        onChange={setName}
      />
      <LayoutForm layout={layout} onChange={setLayout} />
    </ConfirmSheet>
  );
}

/** Without the spaces and the empty words that typing leaves. */
function tidied({ text, answer }: Layout): Layout {
  const words = (typed: readonly string[]): string[] => typed.map((word) => word.trim()).filter((word) => word !== '');
  const { paid, refused, pending, columns } = answer;
  return {
    text: { ...text, columns: text.columns.map(({ header, field }) => ({ header: header.trim(), field })) },
    answer: {
      ...answer,
      columns: {
        endToEndId: columns.endToEndId.trim(),
        amount: columns.amount.trim(),
        status: columns.status.trim(),
        reason: columns.reason.trim(),
        day: columns.day.trim(),
      },
      paid: words(paid),
      refused: words(refused),
      pending: words(pending),
    },
  };
}
