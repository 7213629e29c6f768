import { Button, Checkbox, ConfigProvider, Input, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { RosterDetail, SubmitRoster, SubmittedRoster } from '#contracts/rosters.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { FUNDING_SOURCES } from '#web/app/words.ts';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';
import { UNIT } from '#web/unit/texts.ts';
import './submit-form.css';

const { roster: texts } = UNIT;

type Submission = Static<typeof SubmitRoster>;
type Source = keyof typeof FUNDING_SOURCES;

/** A payer as it is typed. */
interface PayerDraft {
  readonly number: number;
  readonly source: Source;
  readonly name: string;
  readonly yuan: string;
}

const SOURCES = Object.entries(FUNDING_SOURCES).map(([value, label]) => ({ value: value as Source, label }));

interface SubmitFormProps {
  readonly roster: RosterDetail;
  /** Rows that were sent back and do not stay. */
  readonly dropped: number;
  /** Of the rows that were sent back, those that stay. */
  readonly keptRows: readonly number[];
}

/** The last step before the reviewers: who pays, what the unit declares, and what still stands in the way. */
export function SubmitForm({ roster, dropped, keptRows }: SubmitFormProps): ReactElement {
  const { answer } = useSession();
  const tell = useTell();
  const people = roster.accepted - dropped;
  // so much a head: what the rest of them comes to
  const contributionFen = roster.accepted === 0 ? 0 : (roster.contributionFen / roster.accepted) * people;
  const [payers, setPayers] = useState<readonly PayerDraft[]>(() =>
    draftsOf(roster.payers, contributionFen, answer.unit?.name ?? ''),
  );
  const [healthy, setHealthy] = useState(false);
  const [eligible, setEligible] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const writing = useWrite<Submission, Static<typeof SubmittedRoster>>(
    (body) => ({ method: 'POST', path: `/api/rosters/${roster.id}/submission`, body }),
    ({ voided }) => {
      setAsking(false);
      tell(voided.length === 0 ? texts.submitted : texts.submittedVoid(voided.length));
    },
  );
  const sumFen = payers.reduce((sum, { yuan }) => sum + (parseYuan(yuan) ?? 0), 0);
  const blockers = [
    ...(people === 0 ? [texts.blockers.empty] : []),
    ...(roster.participation.met ? [] : [texts.blockers.participation(roster.participation.missing)]),
    ...(sumFen === contributionFen ? [] : [texts.blockers.payers]),
    ...(healthy && eligible ? [] : [texts.blockers.declaration]),
  ];
  const change = (number: number, changes: Partial<PayerDraft>): void => {
    setPayers((before) => before.map((each) => (each.number === number ? { ...each, ...changes } : each)));
  };
  return (
    <section className="tz-card tz-stack" aria-label={texts.submit(people)}>
      <div>
        <h2>{texts.payersTitle}</h2>
        <p className="tz-quiet">{texts.payersLead(formatYuan(contributionFen))}</p>
      </div>
      <ul className="tz-stack">
        {payers.map((payer) => (
          <PayerRow
            key={payer.number}
            payer={payer}
            onChange={(changes) => change(payer.number, changes)}
            onRemove={
              payers.length === 1
                ? undefined
                : () => setPayers((before) => before.filter(({ number }) => number !== payer.number))
            }
          />
        ))}
      </ul>
      <div className="tz-row">
        <Button
          onClick={() =>
            setPayers((before) => [
              ...before,
              {
                number: Math.max(...before.map(({ number }) => number)) + 1,
                source: 'members',
                name: answer.unit?.name ?? '',
                yuan: formatYuan(Math.max(0, contributionFen - sumFen)),
              },
            ])
          }
        >
          {texts.addPayer}
        </Button>
        <PayerSum sumFen={sumFen} contributionFen={contributionFen} />
      </div>
      <h2>{texts.declaration}</h2>
      <Checkbox checked={healthy} onChange={({ target }) => setHealthy(target.checked)}>
        {texts.healthy}
      </Checkbox>
      <Checkbox checked={eligible} onChange={({ target }) => setEligible(target.checked)}>
        {texts.eligible[roster.program]}
      </Checkbox>
      {blockers.length === 0 ? null : (
        <p className="tz-quiet" role="status">
          {texts.blocked}
          {blockers.join('；')}
        </p>
      )}
      <ConfigProvider theme={MAIN_ACTION_THEME}>
        <Button
          className="tz-submit"
          type="primary"
          size="large"
          disabled={blockers.length > 0}
          onClick={() => setAsking(true)}
        >
          {texts.submit(people)}
        </Button>
      </ConfigProvider>
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.submitTitle}
        actLabel={texts.submit(people)}
        writing={writing}
        input={submissionOf(payers, keptRows)}
      >
        <p>{texts.submitWhat(people, formatYuan(contributionFen))}</p>
        {roster.rejected + dropped === 0 ? null : <p>{texts.submitFaulty(roster.rejected + dropped)}</p>}
      </ConfirmSheet>
    </section>
  );
}

interface PayerRowProps {
  readonly payer: PayerDraft;
  readonly onChange: (changes: Partial<PayerDraft>) => void;
  readonly onRemove: (() => void) | undefined;
}

function PayerRow({ payer, onChange, onRemove }: PayerRowProps): ReactElement {
  return (
    <li className="tz-payer">
      <Input
        aria-label={texts.payerName}
        value={payer.name}
        maxLength={100}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <Select
        aria-label={texts.payerSource}
        value={payer.source}
        options={SOURCES}
        onChange={(source) => onChange({ source })}
      />
      <Input
        className="tz-money-input"
        aria-label={texts.payerAmount}
        inputMode="decimal"
        suffix="元"
        value={payer.yuan}
        onChange={({ target }) => onChange({ yuan: target.value })}
        onBlur={() => {
          const fen = parseYuan(payer.yuan);
          if (fen !== undefined) onChange({ yuan: formatYuan(fen) });
        }}
      />
      {onRemove === undefined ? null : (
        <Button aria-label={texts.removePayer(payer.name)} onClick={onRemove}>
          ×
        </Button>
      )}
    </li>
  );
}

function PayerSum({
  sumFen,
  contributionFen,
}: {
  readonly sumFen: number;
  readonly contributionFen: number;
}): ReactElement {
  const missing = contributionFen - sumFen;
  return (
    <span role="status" className={missing === 0 ? 'tz-tag tz-tag--done' : 'tz-tag tz-tag--fault'}>
      {texts.sum(formatYuan(sumFen))}，
      {missing === 0
        ? texts.sumRight
        : missing > 0
          ? texts.sumMissing(formatYuan(missing))
          : texts.sumTooMuch(formatYuan(-missing))}
    </span>
  );
}

function draftsOf(payers: RosterDetail['payers'], contributionFen: number, unitName: string): readonly PayerDraft[] {
  const sum = payers.reduce((total, { amountFen }) => total + amountFen, 0);
  if (payers.length > 0 && sum === contributionFen) {
    return payers.map(({ source, payerName, amountFen }, number) => ({
      number,
      source,
      name: payerName,
      yuan: formatYuan(amountFen),
    }));
  }
  return [{ number: 0, source: 'union-funds', name: unitName, yuan: formatYuan(contributionFen) }];
}

function submissionOf(payers: readonly PayerDraft[], keptRows: readonly number[]): Submission {
  return {
    declaration: { healthy: true, eligible: true },
    payers: payers.map(({ source, name, yuan }) => ({
      source,
      payerName: name.trim(),
      amountFen: parseYuan(yuan) ?? 0,
    })),
    ...(keptRows.length === 0 ? {} : { keepRows: [...keptRows] }),
  };
}
