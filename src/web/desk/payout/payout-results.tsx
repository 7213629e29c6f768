import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { ImportedPayoutResults } from '#contracts/payout-results.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FileImport } from '#web/app/file-import.tsx';
import { PAYOUT } from '#web/desk/payout/payout-texts.ts';
import { Note } from '#web/ui/note.tsx';

const { results: texts } = PAYOUT;

type Imported = Static<typeof ImportedPayoutResults>;

/** What the bank answered to a batch: importing its file, and what that came to. */
export function PayoutResults(): ReactElement {
  const [imported, setImported] = useState<Imported>();
  const writing = useWrite<File, Imported>(
    (file) => ({ method: 'POST', path: '/api/payout-results', file }),
    setImported,
  );
  return (
    <details className="tz-card">
      <summary>
        <strong>{texts.title}</strong>
      </summary>
      <div className="tz-stack tz-inset">
        <FileImport
          title={texts.drop}
          hint={texts.dropHint}
          accept=".xml,.txt,.csv"
          actLabel={texts.act}
          working={texts.working}
          writing={writing}
        />
        {imported === undefined ? null : <Result imported={imported} />}
      </div>
    </details>
  );
}

function Result({ imported }: { readonly imported: Imported }): ReactElement {
  const { rows, outcomes, explained } = imported;
  const names = Object.keys(texts.outcomes) as (keyof typeof texts.outcomes)[];
  const counts = names.flatMap((name) => {
    const count = outcomes[name] ?? 0;
    return count === 0 ? [] : [`${texts.outcomes[name]} ${count} 笔`];
  });
  return (
    <>
      <Note kind="remark">
        {texts.done(rows)}：{counts.join('，')}。{explained.explained === 0 ? '' : texts.explained(explained.explained)}
      </Note>
      {explained.doubtful === 0 ? null : <Note kind="fault">{texts.doubtful(explained.doubtful)}</Note>}
    </>
  );
}
