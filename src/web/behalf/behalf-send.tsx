import { Button, Checkbox, ConfigProvider } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { BEHALF } from '#web/behalf/behalf-texts.ts';
import type { DraftInHand } from '#web/member/use-draft.ts';
import { Receipt } from '#web/ui/receipt.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { draft: texts } = BEHALF;

/** Of the words of consent: a change of one takes a new edition. */
const CONSENT_EDITION = '2026-11-behalf';

type Purpose = keyof typeof texts.consent;
const PURPOSES = Object.keys(texts.consent) as Purpose[];

interface BehalfSendProps {
  readonly hand: DraftInHand;
  readonly memberId: string;
  readonly base: string;
  readonly isUnit: boolean;
  readonly onLookFor: (path: string) => void;
}

/** What is still to be filled, the estimate for who may see amounts, the member's written consents, and the sending. */
export function BehalfSend({ hand, memberId, base, isUnit, onLookFor }: BehalfSendProps): ReactElement {
  const { detail, reading, save } = hand;
  const tell = useTell();
  const navigate = useNavigate();
  const [agreed, setAgreed] = useState<readonly Purpose[]>([]);
  const [saveFailure, setSaveFailure] = useState<Error>();
  const writing = useWrite<number, { readonly claimId: string }>(
    (version) => ({
      method: 'POST',
      path: `/api/claim-drafts/${detail.draftId}/submission`,
      query: { memberId },
      body: { version, consents: PURPOSES.map((purpose) => ({ purpose, edition: CONSENT_EDITION })) },
    }),
    () => {
      tell(texts.submitted);
      void navigate(base);
    },
  );
  const open = [...reading.wrong, ...reading.missing];
  const submit = async (): Promise<void> => {
    setSaveFailure(undefined);
    try {
      writing.send(await save());
    } catch (error) {
      setSaveFailure(error as Error);
    }
  };
  return (
    <>
      {open.length === 0 ? null : (
        <section className="tz-card tz-stack">
          <h2>{texts.toFill}</h2>
          <ul>
            {open.map(({ path, label, message }) => (
              <li key={path}>
                <button type="button" className="tz-plain-button" onClick={() => onLookFor(path)}>
                  {label}
                  {message === '' ? null : `：${message}`}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isUnit ? (
        <p className="tz-quiet">{texts.unitEstimate}</p>
      ) : reading.decision === undefined ? null : (
        <Receipt
          decision={reading.decision}
          title={BEHALF.benefits[detail.benefit]}
          settlement={reading.case?.claim.benefit === 'inpatient' ? reading.case.claim.settlement : undefined}
        />
      )}
      {detail.missing.length === 0 ? null : (
        <section className="tz-card tz-stack">
          <h2>{texts.missing}</h2>
          <ul>
            {detail.missing.map(({ kind, name, need }) => (
              <li key={kind}>
                {name}
                {need === 'core' ? <strong>（{texts.core}）</strong> : null}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="tz-card tz-stack">
        <h2>{texts.consents}</h2>
        {PURPOSES.map((purpose) => (
          <Checkbox
            key={purpose}
            checked={agreed.includes(purpose)}
            onChange={({ target }) =>
              setAgreed(target.checked ? [...agreed, purpose] : agreed.filter((each) => each !== purpose))
            }
          >
            {texts.consent[purpose]}
          </Checkbox>
        ))}
        <FailureNote failure={saveFailure ?? writing.failure} onAgain={() => void submit()} />
        <p>
          <ConfigProvider theme={MAIN_ACTION_THEME}>
            <Button
              type="primary"
              disabled={open.length > 0 || agreed.length < PURPOSES.length}
              loading={writing.isSending}
              onClick={() => void submit()}
            >
              {texts.submit}
            </Button>
          </ConfigProvider>
        </p>
      </section>
    </>
  );
}
