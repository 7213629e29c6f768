import { Button, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { StaffNumbersBody, Unit } from '#contracts/organisations.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { Field } from '#web/ui/field.tsx';
import { PARTICULARS } from '#web/unit/particulars/particulars-texts.ts';

type Numbers = Static<typeof StaffNumbersBody>;

const FIELDS = [
  { name: 'staffCount', label: PARTICULARS.staff },
  { name: 'womenCount', label: PARTICULARS.women },
  { name: 'eligibleCount', label: PARTICULARS.eligible },
] as const satisfies readonly { readonly name: keyof Numbers; readonly label: string }[];

type Typed = Readonly<Record<keyof Numbers, string>>;

/** How many people the unit has, and its word on a change. */
export function StaffNumbers({ unit }: { readonly unit: Unit }): ReactElement {
  const tell = useTell();
  const [typed, setTyped] = useState<Typed>();
  const writing = useWrite<Numbers>(
    (body) => ({ method: 'PUT', path: `/api/units/${unit.id}/staff-numbers`, body }),
    () => {
      setTyped(undefined);
      tell(PARTICULARS.saved);
    },
  );
  const numbers = numbersOf(typed);
  const isTooMany = numbers.womenCount > numbers.staffCount || numbers.eligibleCount > numbers.staffCount;
  const isReady = typed !== undefined && Object.values(typed).every((text) => text !== '') && !isTooMany;
  return (
    <section className="tz-card tz-stack" aria-labelledby="numbers-title">
      <div className="tz-row tz-row--apart">
        <h2 id="numbers-title">{PARTICULARS.numbers}</h2>
        {unit.state !== 'active' ? null : <Button onClick={() => setTyped(typedOf(unit))}>{PARTICULARS.change}</Button>}
      </div>
      <dl className="tz-details">
        {FIELDS.map(({ name, label }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd className="tz-figure">{PARTICULARS.people(unit[name])}</dd>
          </div>
        ))}
      </dl>
      <ConfirmSheet
        isOpen={typed !== undefined}
        onClose={() => setTyped(undefined)}
        title={PARTICULARS.changeTitle}
        actLabel={PARTICULARS.save}
        isReady={isReady}
        writing={writing}
        input={numbers}
      >
        {FIELDS.map(({ name, label }) => (
          <Field
            key={name}
            path={name}
            label={label}
            {...(name === 'eligibleCount' ? { hint: PARTICULARS.eligibleHint } : {})}
          >
            <Input
              id={name}
              className="tz-choice-field"
              inputMode="numeric"
              autoComplete="off"
              suffix={PARTICULARS.unit}
              value={typed?.[name] ?? ''}
              onChange={({ target }) => {
                const text = target.value.replaceAll(/\D/g, '').slice(0, 7);
                setTyped((before) => (before === undefined ? before : { ...before, [name]: text }));
              }}
            />
          </Field>
        ))}
        {isTooMany ? <p role="alert">{PARTICULARS.tooMany}</p> : null}
      </ConfirmSheet>
    </section>
  );
}

function typedOf({ staffCount, womenCount, eligibleCount }: Unit): Typed {
  return { staffCount: String(staffCount), womenCount: String(womenCount), eligibleCount: String(eligibleCount) };
}

function numbersOf(typed: Typed | undefined): Numbers {
  return {
    staffCount: Number(typed?.staffCount ?? 0),
    womenCount: Number(typed?.womenCount ?? 0),
    eligibleCount: Number(typed?.eligibleCount ?? 0),
  };
}
