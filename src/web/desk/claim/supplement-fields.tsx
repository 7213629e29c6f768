import { Checkbox, Input } from 'antd';
import type { ReactElement } from 'react';
import type { Benefit } from '#scheme/case.ts';
import { MATERIALS } from '#scheme/materials.ts';
import { EXAMINING } from '#web/desk/claim/desk-texts.ts';
import { CivilDateField } from '#web/ui/civil-date-field.tsx';

const { supplement: texts } = EXAMINING;

/** What was picked, with what was said of it; a kind that is not here is not missing. */
export type Missing = Readonly<Record<string, string>>;

export const NOTHING_MISSING: Missing = {};

const OTHER = 'other';

export interface Item {
  readonly material: string;
  readonly text: string;
}

/** As the interface takes it: what was not said in words, the name says. */
export function supplementItems(missing: Missing, nameOf: (material: string) => string): Item[] {
  return Object.entries(missing)
    .filter(([material, text]) => material !== OTHER || text.trim() !== '')
    .map(([material, text]) => ({
      material,
      text: text.trim() === '' ? texts.defaultText(nameOf(material)) : text.trim(),
    }));
}

/** The letter to the member, written for the reviewer. */
export function commentOf(items: readonly Item[]): string {
  return items.length === 0 ? '' : texts.comment(items.map(({ text }) => text));
}

interface SupplementFieldsProps {
  readonly benefit: string;
  readonly missing: Missing;
  readonly onMissing: (missing: Missing) => void;
  readonly dueOn: string;
  readonly onDueOn: (date: string) => void;
}

/** The full list of what a claim lacks: the kinds of papers that it may need, each with what is wrong with it. */
export function SupplementFields(props: SupplementFieldsProps): ReactElement {
  const { benefit, missing, onMissing, dueOn, onDueOn } = props;
  const kinds = MATERIALS[benefit as Benefit].filter(({ kind }) => kind !== OTHER);
  const pick = (kind: string, isPicked: boolean): void => {
    const { [kind]: _, ...others } = missing;
    onMissing(isPicked ? { ...others, [kind]: '' } : others);
  };
  const say = (kind: string, text: string): void => onMissing({ ...missing, [kind]: text });
  return (
    <>
      <fieldset className="tz-field">
        <legend className="tz-field__label">{texts.items}</legend>
        {kinds.map(({ kind, name }) => (
          <div key={kind} className="tz-missing">
            <Checkbox checked={missing[kind] !== undefined} onChange={({ target }) => pick(kind, target.checked)}>
              {name}
            </Checkbox>
            {missing[kind] === undefined ? null : (
              <Input
                aria-label={texts.what(name)}
                placeholder={texts.defaultText(name)}
                value={missing[kind]}
                maxLength={500}
                onChange={({ target }) => say(kind, target.value)}
              />
            )}
          </div>
        ))}
        <div className="tz-missing">
          <label htmlFor="missing-other">{texts.other}</label>
          <Input
            id="missing-other"
            value={missing[OTHER] ?? ''}
            maxLength={500}
            onChange={({ target }) => say(OTHER, target.value)}
          />
        </div>
      </fieldset>
      <CivilDateField path="supplement-due" label={texts.dueOn} value={dueOn} onChange={onDueOn} />
    </>
  );
}
