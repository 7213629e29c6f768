import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import type { RosterDetail } from '#contracts/rosters.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Neighbours } from '#web/app/neighbours.tsx';
import { Pending } from '#web/app/pending.tsx';
import { RosterDiffLine } from '#web/app/roster/roster-diff.tsx';
import { ParticipationLine, ROSTER_ROWS, RosterNumbers, type RosterRows } from '#web/app/roster/roster-numbers.tsx';
import { RosterPayers, RosterReviews } from '#web/app/roster/roster-reviews.tsx';
import { RosterRowsList } from '#web/app/roster/roster-rows.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { PROGRAM_NAMES, ROSTER_STATES } from '#web/app/words.ts';
import { Note } from '#web/ui/note.tsx';
import { DRAFT } from '#web/unit/roster/draft-texts.ts';
import { EligibleCount } from '#web/unit/roster/eligible-count.tsx';
import { FaultyRows } from '#web/unit/roster/faulty-rows.tsx';
import { useLeavers } from '#web/unit/roster/leavers.tsx';
import { MoreRowsSheet } from '#web/unit/roster/more-rows-sheet.tsx';
import { rosterIfKept } from '#web/unit/roster/roster-if-kept.ts';
import { SentBackRows, useSentBack } from '#web/unit/roster/sent-back-rows.tsx';
import { SubmitForm } from '#web/unit/roster/submit-form.tsx';
import { type RowToType, TypedRowSheet } from '#web/unit/roster/typed-row-sheet.tsx';
import { UNIT } from '#web/unit/texts.ts';

const { roster: texts } = UNIT;

/** One roster of the unit: its rows with what is wrong in them, and submitting it. */
export function RosterPage(): ReactElement {
  const { id = '' } = useParams();
  const { data: roster, error, refetch } = useAnswer<RosterDetail>(`/api/rosters/${id}`);
  if (roster === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  return <OneRoster key={roster.id} roster={roster} />;
}

function OneRoster({ roster }: { readonly roster: RosterDetail }): ReactElement {
  const [first, ...others] = firstRows(roster);
  const [rows, setRows] = useChoiceInAddress('rows', [first, ...others]);
  const sentBack = useSentBack(roster);
  const canSubmit = roster.acts.includes('submit');
  const [warnings, setWarnings] = useState(useWarnings());
  const shown = rosterIfKept(roster, sentBack.kept.length);
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
        {canSubmit ? <MoreRows roster={roster} onWarnings={setWarnings} /> : null}
      </header>
      {warnings.length === 0 ? null : (
        <Note kind="remark">
          {DRAFT.warnings}
          {warnings.join('')}
        </Note>
      )}
      {roster.state === 'sent-back' ? <SentBack roster={roster} /> : null}
      {roster.orderId === null ? null : (
        <p>
          <Link to={`/orders/${roster.orderId}`}>{texts.toOrder}</Link>
        </p>
      )}
      <RosterNumbers roster={shown} chosen={rows} onChoose={setRows} />
      <div className="tz-row">
        <ParticipationLine roster={shown} />
        {canSubmit ? <EligibleCount roster={roster} /> : null}
      </div>
      <RosterDiffLine rosterId={roster.id} />
      <SentBackRows roster={roster} sentBack={sentBack} />
      <Rows roster={roster} rows={rows} />
      {canSubmit ? <SubmitForm roster={shown} keptRows={sentBack.kept} /> : <RosterPayers roster={roster} />}
      {roster.reviews.length > 0 && roster.state !== 'sent-back' ? <RosterReviews roster={roster} /> : null}
      <FurtherActs roster={roster} />
    </div>
  );
}

/** What the upload that led here had to remark. */
function useWarnings(): readonly string[] {
  const state: unknown = useLocation().state;
  const isTold = typeof state === 'object' && state !== null && 'warnings' in state && Array.isArray(state.warnings);
  return isTold ? (state.warnings as readonly string[]) : [];
}

interface MoreRowsProps {
  readonly roster: RosterDetail;
  readonly onWarnings: (warnings: readonly string[]) => void;
}

function MoreRows({ roster, onWarnings }: MoreRowsProps): ReactElement {
  const [isUploading, setUploading] = useState(false);
  const [typed, setTyped] = useState<RowToType>();
  return (
    <div className="tz-row">
      <Button onClick={() => setUploading(true)}>{DRAFT.more}</Button>
      <Button onClick={() => setTyped({ title: DRAFT.addTitle })}>{DRAFT.add}</Button>
      <MoreRowsSheet
        rosterId={roster.id}
        isOpen={isUploading}
        onClose={() => setUploading(false)}
        onWarnings={onWarnings}
      />
      <TypedRowSheet rosterId={roster.id} row={typed} onClose={() => setTyped(undefined)} />
    </div>
  );
}

function Rows({ roster, rows }: { readonly roster: RosterDetail; readonly rows: RosterRows }): ReactElement {
  const leavers = useLeavers(roster.id);
  if (!roster.acts.includes('submit')) return <RosterRowsList roster={roster} rows={rows} />;
  if (rows === 'faulty') return <FaultyRows roster={roster} />;
  return (
    <>
      <FailureNote failure={leavers.writing.failure} onAgain={leavers.writing.again} />
      <RosterRowsList roster={roster} rows={rows} acts={leavers.column} />
    </>
  );
}

/** What waits for somebody stands first. */
function firstRows({ rejected, repaired }: RosterDetail): readonly [RosterRows, ...RosterRows[]] {
  const first = rejected > 0 ? 'faulty' : repaired > 0 ? 'repaired' : 'accepted';
  return [first, ...ROSTER_ROWS.filter((each) => each !== first)];
}

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
