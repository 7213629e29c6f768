import { Button, Radio } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import type { Static } from 'typebox';
import type { ClaimDetail } from '#contracts/claims.ts';
import type { ProposedRecovery, ProposeRecovery } from '#contracts/recoveries.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { type Recovery, RecoveryActs } from '#web/desk/recovery/recovery-acts.tsx';
import { RECOVERY } from '#web/desk/recovery/recovery-texts.ts';
import { type FieldNotes, FieldNotesContext } from '#web/ui/field.tsx';
import { Money } from '#web/ui/money.tsx';
import { MoneyField } from '#web/ui/money-field.tsx';
import { Note } from '#web/ui/note.tsx';

const { propose: texts } = RECOVERY;

type Proposal = Static<typeof ProposeRecovery>;
const CAUSES = Object.keys(RECOVERY.causes) as Proposal['cause'][];

/** What of a paid benefit is taken back, and the way to propose it; nothing for a claim on which nothing was paid. */
export function ClaimRecoveries({ claim }: { readonly claim: ClaimDetail }): ReactElement | null {
  const { may } = useSession();
  const isPaid = claim.state === 'paid';
  const pages = usePages<Recovery>(may('recovery.read') ? '/api/recoveries' : undefined, { claimId: claim.claimId });
  const takenFen = pages.rows.reduce((sum, { amountFen, state }) => (state === 'declined' ? sum : sum + amountFen), 0);
  const openFen = claim.amountFen - takenFen;
  const isReversed = claim.flags.includes('reversed');
  if (!may('recovery.read') || (!isPaid && pages.rows.length === 0)) return null;
  return (
    <section className="tz-card tz-stack" aria-labelledby="recoveries-title">
      <div className="tz-row tz-row--apart">
        <h2 id="recoveries-title">{texts.title}</h2>
        {isPaid && openFen > 0 && may('recovery.propose') ? (
          <Propose claimId={claim.claimId} openFen={openFen} isReversed={isReversed} />
        ) : null}
      </div>
      <FailureNote failure={pages.failure} onAgain={pages.again} />
      {isPaid && isReversed && takenFen === 0 ? <Note kind="fault">{texts.reversed}</Note> : null}
      {pages.rows.length === 0 && !pages.isLoading ? <p className="tz-quiet">{texts.none}</p> : null}
      <ul className="tz-stack">
        {pages.rows.map((recovery) => (
          <li key={recovery.recoveryId}>
            <p className="tz-row">
              <strong className="tz-figure">{recovery.number}</strong>
              <Money fen={recovery.amountFen} unit />
              <StateTag state={RECOVERY.states[recovery.state]} />
              <RecoveryActs recovery={recovery} />
            </p>
            <p className="tz-quiet">
              {RECOVERY.causes[recovery.cause]}：{recovery.reason}（{recovery.proposedBy} / {recovery.decidedBy ?? '—'}
              ）
            </p>
            {recovery.setOffFen === 0 ? null : <p>{texts.setOff(formatYuan(recovery.setOffFen))}</p>}
            {recovery.freedFen === 0 ? null : <p>{texts.freed(formatYuan(recovery.freedFen))}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ProposeProps {
  readonly claimId: string;
  readonly openFen: number;
  readonly isReversed: boolean;
}

function Propose({ claimId, openFen, isReversed }: ProposeProps): ReactElement {
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [cause, setCause] = useState<Proposal['cause']>(isReversed ? 'settlement-reversed' : 'error');
  const [reason, setReason] = useState('');
  const most = formatYuan(openFen);
  const amountFen = parseYuan(typed ?? most) ?? 0;
  const isRight = amountFen > 0 && amountFen <= openFen;
  const notes = useMemo(
    (): FieldNotes => ({
      faults: new Map(isRight ? [] : [['recovery-amount', texts.amountFault(most)]]),
      questions: new Map(),
    }),
    [isRight, most],
  );
  const writing = useWrite<Proposal, Static<typeof ProposedRecovery>>(
    (body) => ({ method: 'POST', path: '/api/recoveries', body }),
    ({ number }) => {
      setAsking(false);
      setTyped(undefined);
      setReason('');
      tell(texts.done(number));
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{texts.act}</Button>
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.sheetTitle}
        actLabel={texts.act}
        isReady={isRight && reason.trim() !== ''}
        writing={writing}
        input={{ claimId, amountFen, cause, reason: reason.trim() }}
      >
        <p>{texts.what}</p>
        <FieldNotesContext value={notes}>
          <MoneyField
            path="recovery-amount"
            label={texts.amount}
            hint={texts.most(most)}
            value={typed ?? most}
            onChange={setTyped}
          />
        </FieldNotesContext>
        <Radio.Group
          aria-label={texts.cause}
          value={cause}
          options={CAUSES.map((value) => ({ value, label: RECOVERY.causes[value] }))}
          onChange={({ target }) => setCause(CAUSES.find((each) => each === target.value) ?? 'error')}
        />
        <LongTextField
          path="recovery-reason"
          label={texts.reason}
          hint={texts.reasonHint}
          value={reason}
          onChange={setReason}
          maxLength={500}
        />
      </ConfirmSheet>
    </>
  );
}
