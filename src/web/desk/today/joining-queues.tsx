import type { ReactElement } from 'react';
import type { GrantRow } from '#contracts/grants.ts';
import type { ReplacementRow } from '#contracts/replacements.ts';
import { type Pages, usePages } from '#web/app/api/use-answer.ts';
import { Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { GRANT } from '#web/desk/grants/grant-texts.ts';
import { REPLACEMENT } from '#web/desk/replacement/replacement-texts.ts';
import { Item, Queue } from '#web/desk/today/queue-card.tsx';
import { Money } from '#web/ui/money.tsx';

const ROWS_SHOWN = 8;

interface JoiningLists {
  readonly replacements: Pages<ReplacementRow>;
  readonly grants: Pages<GrantRow>;
}

/** What waits for a reviewer and an approver beside rosters. */
export function useJoiningQueues(): JoiningLists {
  const { may } = useSession();
  return {
    replacements: usePages<ReplacementRow>(may('roster.review') ? '/api/replacements' : undefined, {
      waiting: true,
      limit: ROWS_SHOWN,
    }),
    grants: usePages<GrantRow>(may('grant.approve') ? '/api/grants' : undefined, {
      state: 'proposed',
      limit: ROWS_SHOWN,
    }),
  };
}

export function JoiningQueues({ lists: { replacements, grants } }: { readonly lists: JoiningLists }): ReactElement {
  return (
    <>
      <Queue title={REPLACEMENT.today} pages={replacements} all="/replacements">
        {replacements.rows.map(({ id, unitName, leaver, joiner, requestedAt }) => (
          <Item key={id} to="/replacements" name={unitName} what={`${leaver.name} → ${joiner.name}`}>
            <Moment at={requestedAt} />
          </Item>
        ))}
      </Queue>
      <Queue title={GRANT.today} pages={grants} all="/grants">
        {grants.rows.map(({ id, kind, unitName, amountFen, proposedAt }) => (
          <Item key={id} to="/grants" name={`${GRANT.kinds[kind]} · ${unitName}`} what={<Money fen={amountFen} unit />}>
            <Moment at={proposedAt} />
          </Item>
        ))}
      </Queue>
    </>
  );
}
