import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { WithdrawApproval } from '#contracts/claim-desk.ts';
import type { ClaimDetail } from '#contracts/claims.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { DenialClauses } from '#web/desk/claim/denial-clauses.tsx';
import { EXAMINING } from '#web/desk/claim/desk-texts.ts';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { Note } from '#web/ui/note.tsx';

const { withdraw: texts } = EXAMINING;

/** Of an approved claim that the insurer has undone before it was paid: what to do about it. */
export function WithdrawApprovalNote({ claim }: { readonly claim: ClaimDetail }): ReactElement | null {
  const tell = useTell();
  const [isOpen, setOpen] = useState(false);
  const [clauses, setClauses] = useState<string[]>([]);
  const [comment, setComment] = useState('');
  const writing = useWrite<Static<typeof WithdrawApproval>>(
    (body) => ({ method: 'POST', path: `/api/claims/${claim.claimId}/withdrawal`, body }),
    () => {
      setOpen(false);
      tell(texts.done);
    },
  );
  if (!claim.canWithdraw) return null;
  return (
    <>
      <Note kind="fault" action={<Button onClick={() => setOpen(true)}>{texts.open}</Button>}>
        {texts.what}
      </Note>
      <ConfirmSheet
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={texts.title}
        actLabel={texts.open}
        isReady={clauses.length > 0 && comment.trim() !== ''}
        writing={writing}
        input={{ clauses, comment: comment.trim() }}
      >
        <p>{texts.lead}</p>
        <DenialClauses program={claim.program} value={clauses} onChange={setClauses} />
        <LongTextField
          path="withdraw-comment"
          label={CLAIM.case.comment}
          hint={CLAIM.case.commentHint}
          value={comment}
          onChange={setComment}
          maxLength={2000}
          rows={4}
        />
      </ConfirmSheet>
    </>
  );
}
