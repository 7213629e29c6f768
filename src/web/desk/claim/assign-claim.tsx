import { Button, Input, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { AssignClaim, ReviewersAnswer } from '#contracts/claim-desk.ts';
import type { ClaimDetail } from '#contracts/claims.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { EXAMINING } from '#web/desk/claim/desk-texts.ts';
import { popupContainer } from '#web/ui/sheet.tsx';

const { assign: texts } = EXAMINING;

type Assigning = Static<typeof AssignClaim>;

/** Who of the level looks at a claim; and what a lower level has left lying is taken up. */
export function AssignClaimButtons({ claim }: { readonly claim: ClaimDetail }): ReactElement | null {
  if (claim.canReview) return <Assign claim={claim} />;
  return claim.canTakeUp && claim.isOverdue ? <TakeUp claim={claim} /> : null;
}

function Assign({ claim }: { readonly claim: ClaimDetail }): ReactElement {
  const tell = useTell();
  const [isOpen, setOpen] = useState(false);
  const [assigneeId, setAssigneeId] = useState('');
  const [reason, setReason] = useState('');
  const { data } = useAnswer<Static<typeof ReviewersAnswer>>(
    isOpen ? `/api/claims/${claim.claimId}/reviewers` : undefined,
  );
  const writing = useWrite<Assigning>(
    (body) => ({ method: 'POST', path: `/api/claims/${claim.claimId}/assignment`, body }),
    () => {
      setOpen(false);
      setReason('');
      tell(texts.done);
    },
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{texts.open}</Button>
      <ConfirmSheet
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={texts.title}
        actLabel={texts.act}
        isReady={reason.trim() !== ''}
        writing={writing}
        input={{ assigneeId: assigneeId === '' ? null : assigneeId, reason: reason.trim() }}
      >
        <p>{texts.lead}</p>
        <div className="tz-field">
          <label className="tz-field__label" htmlFor="assignee">
            {texts.who}
          </label>
          <Select
            id="assignee"
            getPopupContainer={popupContainer}
            value={assigneeId}
            options={[
              { value: '', label: texts.nobody },
              ...(data?.items ?? []).map(({ accountId, name }) => ({ value: accountId, label: name })),
            ]}
            onChange={setAssigneeId}
          />
        </div>
        <Reason id="assign-reason" value={reason} onChange={setReason} />
      </ConfirmSheet>
    </>
  );
}

function TakeUp({ claim }: { readonly claim: ClaimDetail }): ReactElement {
  const tell = useTell();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const writing = useWrite<Assigning>(
    (body) => ({ method: 'POST', path: `/api/claims/${claim.claimId}/assignment`, body }),
    () => {
      setOpen(false);
      tell(texts.takeUpDone);
    },
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{texts.takeUp}</Button>
      <ConfirmSheet
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={texts.takeUpTitle}
        actLabel={texts.takeUp}
        isReady={reason.trim() !== ''}
        writing={writing}
        input={{ takesUp: true, reason: reason.trim() }}
      >
        <p>{texts.takeUpLead}</p>
        <Reason id="take-up-reason" value={reason} onChange={setReason} />
      </ConfirmSheet>
    </>
  );
}

interface ReasonProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function Reason({ id, value, onChange }: ReasonProps): ReactElement {
  return (
    <div className="tz-field">
      <label className="tz-field__label" htmlFor={id}>
        {texts.reason}
      </label>
      <Input id={id} value={value} maxLength={500} onChange={({ target }) => onChange(target.value)} />
    </div>
  );
}
