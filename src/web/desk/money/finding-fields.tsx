import { Input, Select } from 'antd';
import type { ReactElement } from 'react';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { APP } from '#web/app/app-texts.ts';
import { FINDING as texts } from '#web/desk/money/finding-texts.ts';
import { popupContainer } from '#web/ui/sheet.tsx';

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
}

/** On what somebody rests what he says of an entry. */
export function ReasonField({ value, onChange }: ReasonFieldProps): ReactElement {
  return (
    <div className="tz-field">
      <label className="tz-field__label" htmlFor="finding-reason">
        {texts.reason}
      </label>
      <Input
        id="finding-reason"
        value={value}
        placeholder={texts.reasonHint}
        maxLength={500}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}

interface ChoosableEntry {
  readonly id: string;
  readonly name: string;
  readonly amountFen: number;
  readonly postedOn: string;
}

interface EntryChoiceProps {
  readonly label: string;
  /** Entries of this amount stand first. */
  readonly amountFen: number;
  /** `undefined` while they are fetched. */
  readonly entries: readonly ChoosableEntry[] | undefined;
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}

/** The other half of an entry, among those of the other direction. */
export function EntryChoice({ label, amountFen, entries, value, onChange }: EntryChoiceProps): ReactElement {
  if (entries === undefined) return <p className="tz-quiet">{APP.loading}</p>;
  if (entries.length === 0) return <p className="tz-quiet">{texts.noOther}</p>;
  const distance = (entry: ChoosableEntry): number => Math.abs(entry.amountFen - amountFen);
  return (
    <div className="tz-field">
      <label className="tz-field__label" htmlFor="finding-other">
        {label}
      </label>
      <Select
        id="finding-other"
        className="tz-choice-field"
        getPopupContainer={popupContainer}
        {...(value === undefined ? {} : { value })}
        options={entries
          .toSorted((a, b) => distance(a) - distance(b))
          .map((entry) => ({
            value: entry.id,
            label: texts.otherLine(
              formatChineseDate(parseDate(entry.postedOn)),
              entry.name,
              formatYuan(entry.amountFen),
            ),
          }))}
        onChange={(id: string) => onChange(id)}
      />
    </div>
  );
}
