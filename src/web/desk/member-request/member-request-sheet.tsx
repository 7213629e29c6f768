import { Button, ConfigProvider, Descriptions } from 'antd';
import { type ReactElement, useState } from 'react';
import type { MemberRequest } from '#contracts/member-requests.ts';
import { useLook } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { MEMBER_REQUESTS } from '#web/desk/member-request/member-request-texts.ts';
import { Sheet } from '#web/ui/sheet.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { detail, kinds, kinships, done } = MEMBER_REQUESTS;

interface SheetProps {
  /** As the list has it; what is masked there is asked for, and the look is kept. */
  readonly request: MemberRequest;
  readonly onClose: () => void;
}

type Outcome = 'granted' | 'refused';

/** One request: what was asked, whom to ring up, and the decision with what was found. */
export function MemberRequestSheet({ request, onClose }: SheetProps): ReactElement {
  const path = `/api/member-requests/${request.requestId}`;
  const { data, isPending, error, refetch } = useLook<MemberRequest>(path);
  const [finding, setFinding] = useState('');
  const tell = useTell();
  const writing = useWrite<Outcome>(
    (outcome) => ({ method: 'POST', path: `${path}/decision`, body: { outcome, finding } }),
    (_, outcome) => {
      tell(done[outcome]);
      onClose();
    },
  );
  const isReady = finding.trim().length >= 2 && !writing.isSending;
  return (
    <Sheet
      place="center"
      isOpen
      onClose={onClose}
      title={kinds[request.kind]}
      footer={
        request.state === 'filed' ? (
          <div className="tz-row tz-row--end">
            <Button disabled={!isReady} onClick={() => writing.send('refused')}>
              {MEMBER_REQUESTS.refuse}
            </Button>
            <ConfigProvider theme={MAIN_ACTION_THEME}>
              <Button
                type="primary"
                disabled={!isReady}
                loading={writing.isSending}
                onClick={() => writing.send('granted')}
              >
                {MEMBER_REQUESTS.grant}
              </Button>
            </ConfigProvider>
          </div>
        ) : null
      }
    >
      <div className="tz-stack">
        {isPending ? <p className="tz-quiet">{APP.loading}</p> : null}
        <FailureNote failure={error ?? undefined} onAgain={() => void refetch()} />
        {data === undefined ? null : <Asked request={data} />}
        {request.state === 'filed' ? (
          <>
            <p>{detail.check[request.kind]}</p>
            <LongTextField
              path="finding"
              label={detail.finding}
              hint={detail.findingHint}
              value={finding}
              onChange={setFinding}
              maxLength={500}
              rows={2}
            />
          </>
        ) : null}
        <FailureNote failure={writing.failure} onAgain={writing.again} />
        <p className="tz-quiet">{detail.looked}</p>
      </div>
    </Sheet>
  );
}

function Asked({ request }: { readonly request: MemberRequest }): ReactElement {
  const { kind, memberName, phone, relative, reason, finding, decidedAt } = request;
  const items = [
    { key: 'member', label: detail.member, children: memberName },
    ...(relative === null
      ? []
      : [
          {
            key: 'relative',
            label: detail.relative,
            children: MEMBER_REQUESTS.relative(relative.name, kinships[relative.kinship]),
          },
          { key: 'id', label: detail.residentId, children: relative.residentId },
          { key: 'died', label: detail.died, children: <DateText date={relative.diedOn} /> },
        ]),
    { key: 'phone', label: detail.phone[kind], children: <span className="tz-figure">{phone}</span> },
    ...(reason === null ? [] : [{ key: 'reason', label: detail.reason, children: reason }]),
    ...(finding === null ? [] : [{ key: 'finding', label: detail.decided, children: finding }]),
    ...(decidedAt === null ? [] : [{ key: 'at', label: '', children: <Moment at={decidedAt} /> }]),
  ];
  return <Descriptions size="small" column={1} items={items} />;
}
