import { Button, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { RosterDetail } from '#contracts/rosters.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { Field } from '#web/ui/field.tsx';
import { DRAFT } from '#web/unit/roster/draft-texts.ts';

/** States anew how many of the staff meet the conditions. */
export function EligibleCount({ roster }: { readonly roster: RosterDetail }): ReactElement {
  const tell = useTell();
  const [isOpen, setOpen] = useState(false);
  const [people, setPeople] = useState('');
  const writing = useWrite<number>(
    (eligibleCount) => ({ method: 'PUT', path: `/api/rosters/${roster.id}/eligible-count`, body: { eligibleCount } }),
    () => {
      setOpen(false);
      tell(DRAFT.eligibleSaved);
    },
  );
  return (
    <>
      <Button
        size="small"
        onClick={() => {
          setPeople(String(roster.eligibleCount));
          setOpen(true);
        }}
      >
        {DRAFT.eligible}
      </Button>
      <ConfirmSheet
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={DRAFT.eligibleTitle}
        actLabel={DRAFT.eligibleSave}
        isReady={people !== ''}
        writing={writing}
        input={Number(people)}
      >
        <Field path="eligible-count" label={DRAFT.eligibleTitle} hint={DRAFT.eligibleHint}>
          <Input
            id="eligible-count"
            className="tz-choice-field"
            aria-describedby="eligible-count--hint"
            inputMode="numeric"
            autoComplete="off"
            suffix={DRAFT.people}
            value={people}
            onChange={({ target }) => setPeople(target.value.replaceAll(/\D/g, '').slice(0, 7))}
          />
        </Field>
      </ConfirmSheet>
    </>
  );
}
