import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import type { Static } from 'typebox';
import type { PayoutRow } from '#contracts/payout-results.ts';
import type { PayoutBatchDetail } from '#contracts/payouts.ts';
import type { QueryValues } from '#web/app/api/ask.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Choices } from '#web/app/choices.tsx';
import { Moment } from '#web/app/moment.tsx';
import { PageList } from '#web/app/page-list.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { StateTag } from '#web/app/state-tag.tsx';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { BatchActs } from '#web/desk/payout/batch-acts.tsx';
import { BatchAnswers, BatchChecks } from '#web/desk/payout/batch-checks.tsx';
import { payoutColumns } from '#web/desk/payout/payout-list.tsx';
import { PAYOUT } from '#web/desk/payout/payout-texts.ts';
import { ObjectTrail } from '#web/desk/trail/trail-page.tsx';
import { Money } from '#web/ui/money.tsx';

type Batch = Static<typeof PayoutBatchDetail>;

/** One batch: what, for whom, in all, the checks, who made and who approved it, what the bank answered. */
export function PayoutBatchPage(): ReactElement {
  const { id = '' } = useParams();
  const { data: batch, error, refetch } = useAnswer<Batch>(`/api/payout-batches/${id}`);
  if (batch === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  return (
    <div className="tz-page" key={id}>
      <header className="tz-page__head">
        <div>
          <h1 className="tz-figure">{PAYOUT.batch(batch.number)}</h1>
          <p className="tz-page__lead tz-row">
            <StateTag state={CLAIM.payouts.states[batch.state]} />
            {PAYOUT.answers.payouts(batch.payouts)}
            <strong>
              <Money fen={batch.totalFen} unit />
            </strong>
            <Moment at={batch.madeAt} />
          </p>
        </div>
        <span className="tz-row">
          <BatchActs batch={batch} />
          <Link to="/payouts">{PAYOUT.backToList}</Link>
        </span>
      </header>
      <div className="tz-beside">
        <BatchChecks batch={batch} />
        <BatchAnswers batch={batch} />
      </div>
      <Lines batchId={id} />
      <ObjectTrail objectId={id} />
    </div>
  );
}

const FILTERS = ['all', 'remarked', 'sent', 'paid', 'returned'] as const;

const QUERIES: Readonly<Record<(typeof FILTERS)[number], QueryValues>> = {
  all: {},
  remarked: { remarked: true },
  sent: { state: 'sent' },
  paid: { state: 'paid' },
  returned: { state: 'returned' },
};

function Lines({ batchId }: { readonly batchId: string }): ReactElement {
  const { may } = useSession();
  const [filter, setFilter] = useChoiceInAddress('lines', FILTERS);
  const pages = usePages<Static<typeof PayoutRow>>('/api/payouts', { batchId, ...QUERIES[filter] });
  return (
    <section className="tz-stack" aria-labelledby="lines-title">
      <div className="tz-row tz-row--apart">
        <h2 id="lines-title">{PAYOUT.lines}</h2>
        <Choices label={PAYOUT.filter} choices={FILTERS} labels={PAYOUT.filters} value={filter} onChoose={setFilter} />
      </div>
      <PageList
        label={PAYOUT.lines}
        columns={payoutColumns(may)}
        pages={pages}
        keyOf={({ payoutId }) => payoutId}
        empty={PAYOUT.empty}
      />
    </section>
  );
}
