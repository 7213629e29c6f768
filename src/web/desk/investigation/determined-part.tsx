import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { CorrectedCase } from '#contracts/claim-desk.ts';
import type { ClaimDetail } from '#contracts/claims.ts';
import type { PayDeterminedPart } from '#contracts/investigations.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { determinedWords } from '#scheme/words/determined-words.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { LongTextField, TextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { useExamination } from '#web/desk/claim/examining.tsx';
import { factsOf, valueAt } from '#web/desk/claim/fact-values.ts';
import { INVESTIGATION } from '#web/desk/investigation/investigation-texts.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { Note } from '#web/ui/note.tsx';

const { part: texts } = INVESTIGATION;

interface PartProps {
  readonly claimId: string;
  readonly investigationId: string;
  readonly determinedFen: number;
}

/** Takes over what an investigation could determine of a late accident, bill by bill (附件2-7.1). */
export function PayPart({ claimId, investigationId, determinedFen }: PartProps): ReactElement | null {
  const tell = useTell();
  const { data: examination } = useExamination(claimId);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const writing = useWrite<PayDeterminedPart, CorrectedCase>(
    (body) => ({ method: 'POST', path: `/api/investigations/${investigationId}/determined-part`, body }),
    ({ amountFen }) => {
      setOpen(false);
      tell(texts.done(formatYuan(amountFen)));
    },
  );
  const facts = examination?.facts ?? {};
  const bills = factsOf(facts).filter(({ path }) => path.endsWith('.costSharing'));
  const mostFen = bills.map(({ path }) => Number(valueAt(facts, path)));
  const billsFen = bills.map((_, at) => {
    const text = typed[at];
    return text === undefined ? mostFen[at] : parseYuan(text.trim());
  });
  const sumFen = billsFen.reduce<number>((sum, fen) => sum + (fen ?? 0), 0);
  const isRight = billsFen.every((fen, at) => fen !== undefined && fen <= (mostFen[at] ?? 0));
  if (bills.length === 0) return null;
  return (
    <>
      <p>
        <Button onClick={() => setOpen(true)}>{texts.act}</Button>
      </p>
      <ConfirmSheet
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={texts.title}
        actLabel={texts.act}
        isReady={isRight && sumFen === determinedFen && reason.trim().length >= 2}
        writing={writing}
        input={{ billsFen: billsFen.map((fen) => fen ?? 0), reason: reason.trim() }}
      >
        <p>{texts.what(formatYuan(determinedFen))}</p>
        <p>
          <ClauseLink clause="附件2-7.1" />
        </p>
        {bills.map(({ path, label }, at) => (
          <TextField
            key={path}
            path={path}
            label={label}
            hint={texts.most(formatYuan(mostFen[at] ?? 0))}
            value={typed[at] ?? formatYuan(mostFen[at] ?? 0)}
            onChange={(text) =>
              setTyped(
                bills.map((_, index) => (index === at ? text : (typed[index] ?? formatYuan(mostFen[index] ?? 0)))),
              )
            }
          />
        ))}
        <Note kind={isRight && sumFen === determinedFen ? 'remark' : 'fault'}>
          {isRight ? texts.sum(formatYuan(sumFen), formatYuan(determinedFen)) : texts.wrong}
        </Note>
        <LongTextField
          path="part-reason"
          label={texts.reason}
          value={reason}
          onChange={setReason}
          maxLength={2000}
          placeholder={texts.reasonHint}
        />
      </ConfirmSheet>
    </>
  );
}

/** What of a late accident the standing decision pays, and what it names as not determinable. */
export function PartDetermined({ claim }: { readonly claim: ClaimDetail }): ReactElement | null {
  const part = claim.decisions.at(-1)?.determined ?? null;
  if (part === null) return null;
  return (
    <section className="tz-card tz-stack" aria-labelledby="part-title">
      <h2 id="part-title">{texts.act}</h2>
      <p>{determinedWords(part)}</p>
      <p>
        <ClauseLink clause="附件2-7.1" />
      </p>
    </section>
  );
}
