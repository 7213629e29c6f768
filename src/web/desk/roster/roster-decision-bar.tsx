import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import type { Static } from 'typebox';
import type { ReviewedRoster, ReviewRoster, RosterDetail } from '#contracts/rosters.ts';
import { formatYuan } from '#kernel/money.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { ROSTER_DESK } from '#web/desk/roster/roster-texts.ts';
import { type PickedRow, type ReasonsByRow, RowReasons, writtenReasons } from '#web/desk/roster/row-reasons.tsx';
import { DESK } from '#web/desk/texts.ts';
import { type Shortcut, useShortcuts } from '#web/ui/shortcuts.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { roster: texts } = DESK;
const { sendBack } = ROSTER_DESK;

type Review = Static<typeof ReviewRoster>;
type Outcome = Review['outcome'];

interface BarProps {
  readonly roster: RosterDetail;
  /** Rows picked to be sent back. */
  readonly picked: readonly PickedRow[];
}

/** Pass, send back, refuse: each asks once more and says in numbers what will happen. P, S and D do the same. */
export function RosterDecisionBar({ roster, picked }: BarProps): ReactElement {
  const tell = useTell();
  const [open, setOpen] = useState<Outcome>();
  const [comment, setComment] = useState('');
  const [reasons, setReasons] = useState<ReasonsByRow>(new Map());
  const writing = useWrite<Review, Static<typeof ReviewedRoster>>(
    (body) => ({ method: 'POST', path: `/api/rosters/${roster.id}/review`, body }),
    ({ orderReference }, { outcome }) => {
      setOpen(undefined);
      tell(orderReference === null ? texts.done[outcome] : texts.doneOrder(orderReference));
    },
  );
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      { key: 'p', shown: 'P', does: texts.pass, run: () => setOpen('pass') },
      { key: 's', shown: 'S', does: texts.sendBack, run: () => setOpen('send-back') },
      { key: 'd', shown: 'D', does: texts.refuse, run: () => setOpen('refuse') },
    ],
    [],
  );
  useShortcuts(shortcuts);
  const review = reviewOf(open ?? 'pass', comment, picked, reasons);
  const missing = picked.filter(({ row }) => reasonOf(reasons, row) === '').length;
  const close = (): void => setOpen(undefined);
  return (
    <section className="tz-decision-bar" aria-label={`${texts.pass}、${texts.sendBack}、${texts.refuse}`}>
      <span className="tz-quiet">{texts.passWhat(roster.accepted, formatYuan(roster.contributionFen))}</span>
      <div className="tz-row">
        <Button onClick={() => setOpen('refuse')}>
          {texts.refuse} <kbd>D</kbd>
        </Button>
        <Button onClick={() => setOpen('send-back')}>
          {texts.sendBack} <kbd>S</kbd>
        </Button>
        <ConfigProvider theme={MAIN_ACTION_THEME}>
          <Button type="primary" onClick={() => setOpen('pass')}>
            {texts.pass} <kbd>P</kbd>
          </Button>
        </ConfigProvider>
      </div>
      <ConfirmSheet
        isOpen={open === 'pass'}
        onClose={close}
        title={texts.passTitle}
        actLabel={texts.passAct(roster.accepted)}
        writing={writing}
        input={review}
      >
        <p>{texts.passWhat(roster.accepted, formatYuan(roster.contributionFen))}</p>
      </ConfirmSheet>
      <ConfirmSheet
        isOpen={open === 'send-back'}
        onClose={close}
        title={texts.sendBackTitle}
        actLabel={texts.sendBackAct}
        isReady={missing === 0 && (comment.trim() !== '' || picked.length > 0)}
        writing={writing}
        input={review}
      >
        <p>{texts.sendBackWhat}</p>
        {picked.length === 0 ? null : (
          <>
            <p>{texts.sendBackRows(picked.length)}</p>
            <RowReasons picked={picked} reasons={reasons} onChange={setReasons} />
            {missing > 0 ? (
              <p className="tz-quiet" role="status">
                {sendBack.missing(missing)}
              </p>
            ) : (
              <Button onClick={() => setComment(writtenReasons(picked, reasons))}>{sendBack.draft}</Button>
            )}
          </>
        )}
        <CommentField id="send-back-comment" value={comment} onChange={setComment} />
      </ConfirmSheet>
      <ConfirmSheet
        isOpen={open === 'refuse'}
        onClose={close}
        title={texts.refuseTitle}
        actLabel={texts.refuseAct}
        isReady={comment.trim() !== ''}
        writing={writing}
        input={review}
      >
        <p>{texts.refuseWhat(roster.accepted)}</p>
        <CommentField id="refuse-comment" value={comment} onChange={setComment} />
      </ConfirmSheet>
    </section>
  );
}

interface CommentFieldProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** The sentence for the unit, with the ones that are written most often to start from. */
function CommentField({ id, value, onChange }: CommentFieldProps): ReactElement {
  const add = (reason: string): void => onChange(value === '' ? `${reason}。` : `${value}\n${reason}。`);
  return (
    <div className="tz-stack">
      <div className="tz-row">
        {texts.commonReasons.map((reason) => (
          <Button key={reason} size="small" onClick={() => add(reason)}>
            {reason}
          </Button>
        ))}
      </div>
      <LongTextField
        path={id}
        label={texts.comment}
        hint={texts.commentHint}
        value={value}
        onChange={onChange}
        maxLength={1000}
        rows={4}
      />
    </div>
  );
}

function reasonOf(reasons: ReasonsByRow, row: number): string {
  return (reasons.get(row) ?? '').trim();
}

function reviewOf(outcome: Outcome, comment: string, picked: readonly PickedRow[], reasons: ReasonsByRow): Review {
  const rows = outcome === 'send-back' ? picked.map(({ row }) => ({ row, reason: reasonOf(reasons, row) })) : [];
  return {
    outcome,
    ...(comment.trim() === '' || outcome === 'pass' ? {} : { comment: comment.trim() }),
    ...(rows.length === 0 ? {} : { rows }),
  };
}
