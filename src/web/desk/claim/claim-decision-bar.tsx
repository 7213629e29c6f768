import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import type { Static } from 'typebox';
import type { ClaimDetail, ReviewClaim, ReviewedClaim } from '#contracts/claims.ts';
import { formatYuan } from '#kernel/money.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { DenialClauses } from '#web/desk/claim/denial-clauses.tsx';
import { materialNames } from '#web/desk/claim/examining.tsx';
import {
  commentOf,
  type Missing,
  NOTHING_MISSING,
  SupplementFields,
  supplementItems,
} from '#web/desk/claim/supplement-fields.tsx';
import { CLAIM } from '#web/desk/claim-texts.ts';
import { type Shortcut, useShortcuts } from '#web/ui/shortcuts.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { case: texts } = CLAIM;

type Review = Static<typeof ReviewClaim>;
type Outcome = Review['outcome'];

const OUTCOMES: readonly Outcome[] = ['pass', 'send-back', 'deny', 'refer'];

/** Pass, send back, deny, refer; P, S and D do the same. Nothing happens without asking once more. */
export function ClaimDecisionBar({ claim }: { readonly claim: ClaimDetail }): ReactElement {
  const tell = useTell();
  const [open, setOpen] = useState<Outcome>();
  const [comment, setComment] = useState('');
  const [clauses, setClauses] = useState<string[]>([]);
  const [missing, setMissing] = useState<Missing>(NOTHING_MISSING);
  const [dueOn, setDueOn] = useState('');
  const nameOf = useMemo(() => materialNames(claim.benefit), [claim.benefit]);
  const writing = useWrite<Review, Static<typeof ReviewedClaim>>(
    (body) => ({ method: 'POST', path: `/api/claims/${claim.claimId}/review`, body }),
    ({ isRedecided }, { outcome }) => {
      setOpen(undefined);
      tell(isRedecided ? texts.redecided : texts.done[outcome]);
    },
  );
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      { key: 'p', shown: 'P', does: texts.pass, run: () => setOpen('pass') },
      { key: 's', shown: 'S', does: texts.sendBack, run: () => setOpen('send-back') },
      { key: 'd', shown: 'D', does: texts.deny, run: () => setOpen('deny') },
    ],
    [],
  );
  useShortcuts(shortcuts);
  const yuan = formatYuan(claim.amountFen);
  const outcome = open ?? 'pass';
  const items = supplementItems(missing, nameOf);
  const written = comment.trim() === '' && outcome === 'send-back' ? commentOf(items) : comment.trim();
  const review: Review = {
    outcome,
    ...(outcome === 'pass' ? {} : { comment: written }),
    ...(outcome === 'deny' ? { clauses } : {}),
    ...(outcome === 'send-back' && items.length > 0
      ? { supplement: { items, ...(dueOn === '' ? {} : { dueOn }) } }
      : {}),
  };
  const isReady =
    outcome === 'pass' ||
    (outcome === 'send-back' ? items.length > 0 : written !== '' && (outcome !== 'deny' || clauses.length > 0));
  return (
    <section className="tz-decision-bar" aria-label={texts.decision}>
      <strong>
        {CLAIM.outcomes[claim.outcome].label} <span className="tz-figure">{yuan} 元</span>
      </strong>
      <div className="tz-row">
        <Button onClick={() => setOpen('refer')}>{texts.refer}</Button>
        <Button onClick={() => setOpen('deny')}>
          {texts.deny} <kbd>D</kbd>
        </Button>
        <Button onClick={() => setOpen('send-back')}>
          {texts.sendBack} <kbd>S</kbd>
        </Button>
        <ConfigProvider theme={MAIN_ACTION_THEME}>
          <Button type="primary" onClick={() => setOpen('pass')}>
            {texts.pass} <kbd>P</kbd>
          </Button>
        </ConfigProvider>
      </div>
      {OUTCOMES.map((each) => (
        <ConfirmSheet
          key={each}
          isOpen={open === each}
          onClose={() => setOpen(undefined)}
          title={texts.titles[each]}
          actLabel={texts.acts[each]}
          isReady={isReady}
          writing={writing}
          input={review}
        >
          <p>{each === 'pass' && claim.outcome === 'decline' ? texts.passDecline : texts.what[each](yuan)}</p>
          {each === 'send-back' ? (
            <SupplementFields
              benefit={claim.benefit}
              missing={missing}
              onMissing={setMissing}
              dueOn={dueOn}
              onDueOn={setDueOn}
            />
          ) : null}
          {each === 'deny' ? <DenialClauses program={claim.program} value={clauses} onChange={setClauses} /> : null}
          {each === 'pass' ? null : (
            <LongTextField
              path={`${each}-comment`}
              label={texts.comment}
              hint={texts.commentHint}
              value={comment}
              onChange={setComment}
              maxLength={2000}
              rows={4}
            />
          )}
        </ConfirmSheet>
      ))}
    </section>
  );
}
