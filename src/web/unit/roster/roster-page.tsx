import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { RosterDetail } from '#contracts/rosters.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Neighbours } from '#web/app/neighbours.tsx';
import { RosterDiffLine } from '#web/app/roster/roster-diff.tsx';
import { ParticipationLine, ROSTER_ROWS, RosterNumbers } from '#web/app/roster/roster-numbers.tsx';
import { RosterPayers, RosterReviews } from '#web/app/roster/roster-reviews.tsx';
import { RosterRowsList } from '#web/app/roster/roster-rows.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { PROGRAM_NAMES, ROSTER_STATES } from '#web/app/words.ts';
import { Note } from '#web/ui/note.tsx';
import { SentBackRows, useSentBack } from '#web/unit/roster/sent-back-rows.tsx';
import { SubmitForm } from '#web/unit/roster/submit-form.tsx';
import { UNIT } from '#web/unit/texts.ts';

const { roster: texts } = UNIT;

/** One roster of the unit: its rows with what is wrong in them, and submitting it. */
export function RosterPage(): ReactElement {
  const { id = '' } = useParams();
  const { data: roster, error, refetch } = useAnswer<RosterDetail>(`/api/rosters/${id}`);
  if (roster === undefined) {
    return error === null ? (
      <p className="tz-quiet">{APP.loading}</p>
    ) : (
      <FailureNote failure={error} onAgain={() => void refetch()} />
    );
  }
  return <OneRoster key={roster.id} roster={roster} />;
}

function OneRoster({ roster }: { readonly roster: RosterDetail }): ReactElement {
  const [first, ...others] = firstRows(roster);
  const [rows, setRows] = useChoiceInAddress('rows', [first, ...others]);
  const sentBack = useSentBack(roster);
  const dropped = sentBack.rows.length - sentBack.kept.length;
  const canSubmit = roster.acts.includes('submit');
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.of(PROGRAM_NAMES[roster.program])}</h1>
          <p className="tz-page__lead tz-row">
            {texts.uploaded(roster.fileName)} <StateTag state={ROSTER_STATES[roster.state]} />
          </p>
        </div>
        <Neighbours />
      </header>
      {roster.state === 'sent-back' ? <SentBack roster={roster} /> : null}
      {roster.orderId === null ? null : (
        <p>
          <Link to={`/orders/${roster.orderId}`}>{texts.toOrder}</Link>
        </p>
      )}
      <RosterNumbers roster={roster} chosen={rows} onChoose={setRows} />
      <ParticipationLine roster={roster} />
      <RosterDiffLine rosterId={roster.id} />
      <SentBackRows sentBack={sentBack} />
      <RosterRowsList roster={roster} rows={rows} />
      {canSubmit ? (
        <SubmitForm key={dropped} roster={roster} dropped={dropped} keptRows={sentBack.kept} />
      ) : (
        <RosterPayers roster={roster} />
      )}
      {roster.reviews.length > 0 && roster.state !== 'sent-back' ? <RosterReviews roster={roster} /> : null}
      <FurtherActs roster={roster} />
    </div>
  );
}

/** What waits for somebody stands first. */
function firstRows({ rejected, repaired }: RosterDetail): readonly [RosterRowsName, ...RosterRowsName[]] {
  const first = rejected > 0 ? 'faulty' : repaired > 0 ? 'repaired' : 'accepted';
  return [first, ...ROSTER_ROWS.filter((each) => each !== first)];
}

type RosterRowsName = (typeof ROSTER_ROWS)[number];

function SentBack({ roster }: { readonly roster: RosterDetail }): ReactElement {
  return (
    <>
      <Note kind="fault">{texts.sentBackTitle}</Note>
      <RosterReviews roster={roster} />
    </>
  );
}

function FurtherActs({ roster }: { readonly roster: RosterDetail }): ReactElement {
  const navigate = useNavigate();
  const tell = useTell();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const writing = useWrite<undefined>(
    () => ({ method: 'POST', path: `/api/rosters/${roster.id}/withdrawal` }),
    () => {
      setWithdrawing(false);
      tell(texts.withdrawn);
    },
  );
  const mayReplace = roster.acts.includes('submit');
  const mayWithdraw = roster.acts.includes('withdraw');
  return (
    <div className="tz-row">
      {mayReplace ? (
        <Button onClick={() => void navigate(`/rosters/new?program=${roster.program}`)}>{texts.replace}</Button>
      ) : null}
      {mayWithdraw ? <Button onClick={() => setWithdrawing(true)}>{texts.withdraw}</Button> : null}
      <ConfirmSheet
        isOpen={isWithdrawing}
        onClose={() => setWithdrawing(false)}
        title={texts.withdrawTitle}
        actLabel={texts.withdraw}
        writing={writing}
        input={undefined}
      >
        <p>{texts.withdrawWhat(roster.accepted)}</p>
      </ConfirmSheet>
    </div>
  );
}
