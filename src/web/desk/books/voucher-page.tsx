import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { LedgerChart } from '#contracts/ledger.ts';
import type { VoucherDetail } from '#contracts/vouchers.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { DateText, Moment } from '#web/app/moment.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { ReserveBasis } from '#web/desk/books/reserve-basis.tsx';
import { DeclineSheet, PostSheet, ReverseSheet } from '#web/desk/books/voucher-sheets.tsx';
import { VOUCHERS } from '#web/desk/books/voucher-texts.ts';
import { Money } from '#web/ui/money.tsx';
import { Note } from '#web/ui/note.tsx';
import './books.css';
import '#web/desk/ledger/ledger-page.css';

const { one: texts } = VOUCHERS;

/** One voucher as accountants know it, with what may be done to it now. */
export function VoucherPage(): ReactElement {
  const { id = '' } = useParams();
  const { data, error, refetch } = useAnswer<VoucherDetail>(`/api/vouchers/${id}`);
  const chart = useAnswer<LedgerChart>('/api/ledger/accounts');
  if (data === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  const nameOf = (code: string): string => {
    const account = chart.data?.find((each) => each.code === code);
    return account === undefined ? code : `${code} ${account.name}`;
  };
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1 className="tz-row tz-row--tight">
            {texts.title(data.number)} <StateTag state={VOUCHERS.states[data.state]} />
          </h1>
          <p className="tz-page__lead">
            {VOUCHERS.kinds[data.kind]} · {texts.on} <DateText date={data.onDay} />
          </p>
        </div>
        <Acts voucher={data} />
      </header>
      {data.declineReason === null ? null : <Note kind="remark">{texts.declined(data.declineReason)}</Note>}
      <section className="tz-card tz-stack">
        <p>
          <span className="tz-quiet">{texts.summary}</span> {data.summary}
        </p>
        <div className="tz-ledger__scroll">
          <table className="tz-ledger">
            <thead>
              <tr>
                <th scope="col">{texts.lines.debit}</th>
                <th scope="col">{texts.lines.credit}</th>
                <th scope="col">{texts.lines.amount}</th>
              </tr>
            </thead>
            <tbody>
              {data.lines.map(({ debit, credit, amountFen }) => (
                <tr key={`${debit}${credit}${amountFen}`}>
                  <th scope="row">{nameOf(debit)}</th>
                  <td>{nameOf(credit)}</td>
                  <td>
                    <Money fen={amountFen} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  {texts.total}
                </th>
                <td>
                  <strong>
                    <Money fen={data.totalFen} />
                  </strong>
                </td>
              </tr>
            </tfoot>
          </table>
        </div>
        <p className="tz-row">
          <span>
            <span className="tz-quiet">{texts.proposed}</span> {data.proposedBy} <Moment at={data.proposedAt} />
          </span>
          {data.decidedAt === null ? null : (
            <span>
              <span className="tz-quiet">{texts.decided}</span> {data.decidedBy} <Moment at={data.decidedAt} />
            </span>
          )}
        </p>
        <p className="tz-row">
          {data.reversesId === null ? null : (
            <span>
              {texts.reverses} <Link to={`/vouchers/${data.reversesId}`}>{texts.openOther}</Link>
            </span>
          )}
          {data.reversedById === null ? null : (
            <span>
              {texts.reversedBy} <Link to={`/vouchers/${data.reversedById}`}>{texts.openOther}</Link>
            </span>
          )}
          {data.state === 'posted' ? (
            <Link to={`/ledger?object=${data.reversesId ?? data.voucherId}&from=${data.onDay.slice(0, 4)}-01-01`}>
              {texts.entries}
            </Link>
          ) : null}
        </p>
      </section>
      {data.basis === null ? null : (
        <section className="tz-card tz-stack" aria-labelledby="basis-title">
          <h2 id="basis-title">{texts.basis}</h2>
          <ReserveBasis basis={data.basis} />
        </section>
      )}
    </div>
  );
}

type Asking = 'post' | 'decline' | 'reverse';

function Acts({ voucher }: { readonly voucher: VoucherDetail }): ReactElement {
  const { may } = useSession();
  const tell = useTell();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Asking>();
  const withdrawing = useWrite<undefined>(
    () => ({ method: 'POST', path: `/api/vouchers/${voucher.voucherId}/withdrawal` }),
    () => tell(texts.done.withdraw),
  );
  const close = (): void => setAsking(undefined);
  const isWaiting = voucher.state === 'proposed';
  const canReverse = voucher.state === 'posted' && voucher.kind !== 'reversal' && voucher.reversedById === null;
  const again = { state: { from: voucher } };
  return (
    <div className="tz-stack tz-voucher__acts">
      <div className="tz-row">
        {isWaiting && voucher.isOwn ? <span className="tz-quiet">{texts.own}</span> : null}
        {isWaiting && may('voucher.decide') && !voucher.isOwn ? (
          <>
            <Button type="primary" onClick={() => setAsking('post')}>
              {texts.post}
            </Button>
            <Button onClick={() => setAsking('decline')}>{texts.decline}</Button>
          </>
        ) : null}
        {isWaiting && may('voucher.propose') ? (
          <Button loading={withdrawing.isSending} onClick={() => withdrawing.send(undefined)}>
            {texts.withdraw}
          </Button>
        ) : null}
        {canReverse && may('voucher.propose') ? (
          <Button onClick={() => setAsking('reverse')}>{texts.reverse}</Button>
        ) : null}
        {voucher.kind === 'manual' && may('voucher.propose') ? (
          <Button onClick={() => void navigate('/vouchers/new', again)}>{texts.again}</Button>
        ) : null}
        <Button onClick={() => window.print()}>{texts.print}</Button>
      </div>
      <FailureNote failure={withdrawing.failure} onAgain={withdrawing.again} />
      <PostSheet voucher={voucher} isOpen={asking === 'post'} onClose={close} />
      <DeclineSheet voucher={voucher} isOpen={asking === 'decline'} onClose={close} />
      {asking === 'reverse' ? (
        <ReverseSheet
          voucher={voucher}
          onClose={close}
          onDone={(voucherId) => {
            tell(texts.done.reverse);
            void navigate(`/vouchers/${voucherId}`);
          }}
        />
      ) : null}
    </div>
  );
}
