import { Button, Checkbox, Select } from 'antd';
import type { ReactElement } from 'react';
import type { Static } from 'typebox';
import type { BankLayout } from '#contracts/payouts.ts';
import { TextField } from '#web/app/form.tsx';
import { PAYOUT_SETTINGS } from '#web/desk/payout/settings-texts.ts';
import { popupContainer } from '#web/ui/sheet.tsx';

const { layout: texts } = PAYOUT_SETTINGS;

export type Layout = Static<typeof BankLayout>;
type Column = Layout['text']['columns'][number];

const SEPARATORS = Object.entries(texts.separators).map(([value, label]) => ({ value, label }));
const FIELDS = Object.entries(texts.fields).map(([value, label]) => ({ value: value as Column['field'], label }));
const HEADERS = Object.keys(texts.headers) as (keyof Layout['answer']['columns'])[];
const WORDS = Object.keys(texts.words) as ('paid' | 'refused' | 'pending')[];

interface LayoutFormProps {
  readonly layout: Layout;
  readonly onChange: (layout: Layout) => void;
}

/** How the bank takes payouts, column by column, and how it answers. */
export function LayoutForm({ layout, onChange }: LayoutFormProps): ReactElement {
  const { text, answer } = layout;
  const setText = (changed: Partial<Layout['text']>): void => onChange({ ...layout, text: { ...text, ...changed } });
  const setAnswer = (changed: Partial<Layout['answer']>): void =>
    onChange({ ...layout, answer: { ...answer, ...changed } });
  const setColumn = (at: number, changed: Partial<Column>): void =>
    setText({ columns: text.columns.map((column, index) => (index === at ? { ...column, ...changed } : column)) });
  const lift = (at: number): void => {
    const moved = text.columns[at];
    if (moved !== undefined) setText({ columns: text.columns.toSpliced(at, 1).toSpliced(at - 1, 0, moved) });
  };
  return (
    <>
      <fieldset className="tz-stack">
        <legend>{texts.text}</legend>
        <SeparatorField id="text-separator" value={text.separator} onChange={(separator) => setText({ separator })} />
        <Checkbox checked={text.hasHeader} onChange={({ target }) => setText({ hasHeader: target.checked })}>
          {texts.hasHeader}
        </Checkbox>
        <p>{texts.columns}</p>
        {text.columns.map(({ header, field }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is only its place in the line
          <div key={at} className="tz-layout-column">
            <TextField
              path={`column-${at}`}
              label={texts.column(at + 1)}
              value={header}
              maxLength={30}
              onChange={(typed) => setColumn(at, { header: typed })}
            />
            <div className="tz-field">
              <label className="tz-field__label" htmlFor={`field-${at}`}>
                {texts.field(at + 1)}
              </label>
              <Select
                id={`field-${at}`}
                value={field}
                options={FIELDS}
                getPopupContainer={popupContainer}
                onChange={(chosen) => setColumn(at, { field: chosen })}
              />
            </div>
            <span className="tz-row tz-row--tight">
              {at === 0 ? null : (
                <Button size="small" aria-label={`${texts.up} ${at + 1}`} onClick={() => lift(at)}>
                  {texts.up}
                </Button>
              )}
              <Button
                size="small"
                aria-label={`${texts.remove} ${at + 1}`}
                onClick={() => setText({ columns: text.columns.toSpliced(at, 1) })}
              >
                {texts.remove}
              </Button>
            </span>
          </div>
        ))}
        <p>
          <Button onClick={() => setText({ columns: [...text.columns, { header: '', field: 'empty' }] })}>
            {texts.add}
          </Button>
        </p>
        <Sample layout={layout} />
      </fieldset>
      <fieldset className="tz-stack">
        <legend>{texts.answer}</legend>
        <SeparatorField
          id="answer-separator"
          value={answer.separator}
          onChange={(separator) => setAnswer({ separator })}
        />
        {HEADERS.map((name) => (
          <TextField
            key={name}
            path={`answer-${name}`}
            label={texts.headers[name]}
            value={answer.columns[name]}
            maxLength={30}
            onChange={(typed) => setAnswer({ columns: { ...answer.columns, [name]: typed } })}
          />
        ))}
        {WORDS.map((name) => (
          <TextField
            key={name}
            path={`words-${name}`}
            label={texts.words[name]}
            hint={texts.wordsHint}
            value={answer[name].join('、')}
            maxLength={300}
            onChange={(typed) => setAnswer({ [name]: typed.split('、') })}
          />
        ))}
      </fieldset>
    </>
  );
}

interface SeparatorFieldProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (separator: string) => void;
}

function SeparatorField({ id, value, onChange }: SeparatorFieldProps): ReactElement {
  return (
    <div className="tz-field">
      <label className="tz-field__label" htmlFor={id}>
        {texts.separator}
      </label>
      <Select id={id} value={value} options={SEPARATORS} getPopupContainer={popupContainer} onChange={onChange} />
    </div>
  );
}

/** What a batch would look like, with one payout that nobody gets. */
export function Sample({ layout: { text } }: { readonly layout: Layout }): ReactElement {
  const shown = text.separator === '\t' ? ' ⇥ ' : text.separator;
  const lines = [
    ...(text.hasHeader ? [text.columns.map(({ header }) => header)] : []),
    text.columns.map(({ field }) => texts.sampleValues[field]),
  ];
  return (
    <div>
      <p className="tz-quiet">{texts.sample}</p>
      <pre className="tz-layout-sample">{lines.map((line) => line.join(shown)).join('\n')}</pre>
    </div>
  );
}
