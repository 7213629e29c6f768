import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { AppealCase, Corrections, ExamineAppeal, ExaminedAppeal } from '#contracts/appeals.ts';
import type { ClaimDetail } from '#contracts/claims.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { APPEAL } from '#web/desk/appeal/appeal-texts.ts';
import { CorrectionsFields } from '#web/desk/appeal/corrections-fields.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { examine: texts } = APPEAL;

type Outcome = ExamineAppeal['outcome'];

interface ExamineBarProps {
  readonly appeal: AppealCase;
  readonly claim: ClaimDetail;
}

/** The office's word: it stands, it changes, or the committee shall say. A claim on which money moved is not changed here. */
export function ExamineBar({ appeal, claim }: ExamineBarProps): ReactElement {
  const tell = useTell();
  const [open, setOpen] = useState<Outcome>();
  const [finding, setFinding] = useState('');
  const [corrections, setCorrections] = useState<Corrections>({});
  const writing = useWrite<ExamineAppeal, Static<typeof ExaminedAppeal>>(
    (body) => ({ method: 'POST', path: `/api/appeals/${appeal.appealId}/finding`, body }),
    (_answer, { outcome }) => {
      setOpen(undefined);
      tell(texts.done[outcome]);
    },
  );
  const canChange = claim.state === 'declined' || claim.state === 'denied';
  const outcomes: readonly Outcome[] = canChange ? ['committee', 'changed', 'upheld'] : ['committee', 'upheld'];
  const words = {
    upheld: [texts.upheld, texts.upheldWhat],
    changed: [texts.changed, texts.changedWhat],
    committee: [texts.committee, texts.committeeWhat],
  } as const;
  return (
    <section className="tz-decision-bar" aria-label={texts.title}>
      <strong>{texts.title}</strong>
      <div className="tz-row">
        {outcomes.map((outcome) => {
          const button = (
            <Button key={outcome} type={outcome === 'upheld' ? 'primary' : 'default'} onClick={() => setOpen(outcome)}>
              {words[outcome][0]}
            </Button>
          );
          return outcome === 'upheld' ? (
            <ConfigProvider key={outcome} theme={MAIN_ACTION_THEME}>
              {button}
            </ConfigProvider>
          ) : (
            button
          );
        })}
      </div>
      {outcomes.map((outcome) => (
        <ConfirmSheet
          key={outcome}
          isOpen={open === outcome}
          onClose={() => setOpen(undefined)}
          title={`${words[outcome][0]}？`}
          actLabel={words[outcome][0]}
          isReady={finding.trim().length >= 2}
          writing={writing}
          input={{
            outcome,
            finding: finding.trim(),
            ...(outcome === 'changed' ? { corrections } : {}),
          }}
        >
          <p>{words[outcome][1]}</p>
          {outcome === 'changed' ? (
            <CorrectionsFields id="examine" benefit={claim.benefit} value={corrections} onChange={setCorrections} />
          ) : null}
          <LongTextField
            path={`finding-${outcome}`}
            label={texts.finding}
            hint={texts.findingHint}
            value={finding}
            onChange={setFinding}
            maxLength={2000}
            rows={4}
          />
        </ConfirmSheet>
      ))}
    </section>
  );
}
