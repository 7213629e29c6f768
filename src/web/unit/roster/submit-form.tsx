import { Button, Checkbox, ConfigProvider } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { RosterDetail, SubmitRoster, SubmittedRoster } from '#contracts/rosters.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';
import { DRAFT } from '#web/unit/roster/draft-texts.ts';
import { draftsOf, isWrongCode, type PayerDraft, PayersForm } from '#web/unit/roster/payers-form.tsx';
import { UNIT } from '#web/unit/texts.ts';

const { roster: texts } = UNIT;

type Submission = Static<typeof SubmitRoster>;
interface SubmitFormProps {
  /** With the figures that it will have. */
  readonly roster: RosterDetail;
  /** Of the rows that were sent back, those that stay. */
  readonly keptRows: readonly number[];
}

/** The last step before the reviewers: who pays, what the unit declares, and what still stands in the way. */
export function SubmitForm({ roster, keptRows }: SubmitFormProps): ReactElement {
  const { answer } = useSession();
  const tell = useTell();
  const { accepted: people, contributionFen } = roster;
  const unitName = answer.unit?.name ?? '';
  // as long as nobody has typed, one payer follows the fee
  const [typed, setTyped] = useState<readonly PayerDraft[]>();
  const payers = typed ?? draftsOf(roster.payers, contributionFen, unitName);
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
  const wrongCode = payers.some(({ code }) => isWrongCode(code));
  const blockers = [
    ...(people === 0 ? [texts.blockers.empty] : []),
    ...(roster.participation.met ? [] : [texts.blockers.participation(roster.participation.missing)]),
    ...(sumFen === contributionFen ? [] : [texts.blockers.payers]),
    ...(wrongCode ? [DRAFT.payerCodeWrong] : []),
    ...(healthy && eligible ? [] : [texts.blockers.declaration]),
  ];
  return (
    <section className="tz-card tz-stack" aria-label={texts.submit(people)}>
      <div>
        <h2>{texts.payersTitle}</h2>
        <p className="tz-quiet">{texts.payersLead(formatYuan(contributionFen))}</p>
      </div>
      <PayersForm payers={payers} contributionFen={contributionFen} unitName={unitName} onChange={setTyped} />
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
        {roster.rejected === 0 ? null : <p>{texts.submitFaulty(roster.rejected)}</p>}
      </ConfirmSheet>
    </section>
  );
}

function submissionOf(payers: readonly PayerDraft[], keptRows: readonly number[]): Submission {
  return {
    declaration: { healthy: true, eligible: true },
    payers: payers.map(({ source, name, code, yuan }) => ({
      source,
      payerName: name.trim(),
      ...(code.trim() === '' ? {} : { payerCode: code.trim().toUpperCase() }),
      amountFen: parseYuan(yuan) ?? 0,
    })),
    ...(keptRows.length === 0 ? {} : { keepRows: [...keptRows] }),
  };
}
