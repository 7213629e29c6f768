import { Button, Radio, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { AppealCase, Corrections, ProposeRuling, RulingChange, TriedRuling } from '#contracts/appeals.ts';
import type { ClaimDetail } from '#contracts/claims.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { CLAUSE_TEXTS } from '#scheme/clause-texts.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { APPEAL } from '#web/desk/appeal/appeal-texts.ts';
import { CorrectionsFields } from '#web/desk/appeal/corrections-fields.tsx';
import { MoneyField } from '#web/ui/money-field.tsx';
import { Note } from '#web/ui/note.tsx';

const { ruling: texts } = APPEAL;

type Kind = 'uphold' | 'facts' | 'amount';

interface ProposeCardProps {
  readonly appeal: AppealCase;
  readonly claim: ClaimDetail;
}

/** A ruling as somebody of the committee would have it: worked out by the server before it goes to the vote. */
export function ProposeCard({ appeal, claim }: ProposeCardProps): ReactElement {
  const tell = useTell();
  const [kind, setKind] = useState<Kind>('uphold');
  const [corrections, setCorrections] = useState<Corrections>({});
  const [amount, setAmount] = useState('');
  const [clauses, setClauses] = useState<string[]>([]);
  const [reasons, setReasons] = useState('');
  const [tried, setTried] = useState<TriedRuling>();
  const path = `/api/appeals/${appeal.appealId}`;
  const trying = useWrite<{ readonly change: RulingChange }, TriedRuling>(
    (body) => ({ method: 'POST', path: `${path}/ruling-trials`, body }),
    setTried,
  );
  const putting = useWrite<ProposeRuling, unknown>(
    (body) => ({ method: 'POST', path: `${path}/proposals`, body }),
    () => {
      setReasons('');
      tell(texts.putDone);
    },
  );
  const change = changeOf(kind, { corrections, amount, clauses });
  const edit =
    <T,>(set: (value: T) => void) =>
    (value: T): void => {
      setTried(undefined);
      set(value);
    };
  const isReady = reasons.trim().length >= 2 && (kind === 'uphold' || (change !== undefined && tried !== undefined));
  return (
    <section className="tz-card tz-stack" aria-labelledby="propose-title">
      <h2 id="propose-title">{texts.propose}</h2>
      <Radio.Group
        aria-label={texts.outcome}
        value={kind}
        options={[
          { value: 'uphold', label: texts.uphold },
          { value: 'facts', label: texts.byFacts },
          { value: 'amount', label: texts.byAmount },
        ]}
        onChange={({ target }) => edit(setKind)(target.value as Kind)}
      />
      {kind === 'facts' ? (
        <CorrectionsFields id="propose" benefit={claim.benefit} value={corrections} onChange={edit(setCorrections)} />
      ) : null}
      {kind === 'amount' ? (
        <>
          <MoneyField
            path="propose-amount"
            label={texts.amount}
            hint={texts.amountHint}
            value={amount}
            onChange={edit(setAmount)}
          />
          <div className="tz-field">
            <label className="tz-field__label" htmlFor="propose-clauses">
              {texts.clauses}
            </label>
            <Select
              id="propose-clauses"
              mode="multiple"
              placeholder={texts.clausesHint}
              value={clauses}
              options={clausesOf(claim.program)}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={edit(setClauses)}
            />
          </div>
        </>
      ) : null}
      {change === undefined ? null : (
        <div className="tz-row">
          <Button loading={trying.isSending} onClick={() => trying.send({ change })}>
            {texts.tryIt}
          </Button>
          <FailureNote failure={trying.failure} onAgain={trying.again} />
        </div>
      )}
      {tried === undefined ? null : <Note kind="remark">{sayingOf(tried, claim)}</Note>}
      <LongTextField
        path="propose-reasons"
        label={texts.reasons}
        value={reasons}
        onChange={setReasons}
        maxLength={4000}
        rows={4}
      />
      <FailureNote failure={putting.failure} onAgain={putting.again} />
      <p>
        <Button
          type="primary"
          disabled={!isReady}
          loading={putting.isSending}
          onClick={() => putting.send({ change: change ?? null, reasons: reasons.trim() })}
        >
          {texts.put}
        </Button>
      </p>
    </section>
  );
}

function changeOf(
  kind: Kind,
  typed: { readonly corrections: Corrections; readonly amount: string; readonly clauses: string[] },
): RulingChange | undefined {
  if (kind === 'uphold') return undefined;
  if (kind === 'facts') return { by: 'facts', corrections: typed.corrections };
  const amountFen = typed.amount.trim() === '' ? undefined : parseYuan(typed.amount);
  if (amountFen === undefined || amountFen < 0 || typed.clauses.length === 0) return undefined;
  return { by: 'amount', amountFen, clauses: typed.clauses };
}

/** What the ruling would do, in numbers, where money has moved already. */
function sayingOf({ amountFen, beforeFen }: TriedRuling, claim: ClaimDetail): string {
  const said = texts.tried(formatYuan(amountFen), formatYuan(beforeFen));
  if (claim.state !== 'paid') return said;
  const difference = amountFen - beforeFen;
  return said + (difference > 0 ? texts.more(formatYuan(difference)) : texts.less(formatYuan(-difference)));
}

function clausesOf(program: ClaimDetail['program']): { value: string; label: string }[] {
  const annex = program === 'henan-inpatient' ? '附件1-' : '附件2-';
  return Object.entries(CLAUSE_TEXTS)
    .filter(([id]) => id.startsWith(annex))
    .map(([id, text]) => ({ value: id, label: `${id} ${text.slice(0, 36)}` }));
}
