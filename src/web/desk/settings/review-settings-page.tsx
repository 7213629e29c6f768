import { Button, Input, Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { CalendarAnswer, ReviewSettings, SetCalendarDay } from '#contracts/claim-desk.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { pagesOf, useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { AppForm, TextField } from '#web/app/form.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { REVIEW_SETTINGS as texts } from '#web/desk/claim/desk-texts.ts';
import { CivilDateField } from '#web/ui/civil-date-field.tsx';
import { MoneyField } from '#web/ui/money-field.tsx';
import { Note } from '#web/ui/note.tsx';

type Setting = Static<typeof SetCalendarDay>;
type Day = CalendarAnswer['days'][number];

/** How an office reviews: deadlines, the limit for passing together, its working days. */
export function ReviewSettingsPage(): ReactElement {
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <Settings />
      <Calendar />
    </div>
  );
}

const FIELDS = ['countyDays', 'cityDays', 'officeDays', 'supplementDays'] as const;

function Settings(): ReactElement {
  const { data, error, refetch } = useAnswer<ReviewSettings>('/api/review-settings');
  const { may } = useSession();
  if (data === undefined) {
    return <Pending error={error} refetch={refetch} />;
  }
  return (
    <section className="tz-card tz-stack" aria-labelledby="review-settings-title">
      <h2 id="review-settings-title">{texts.settings}</h2>
      {may('review-policy.manage') ? <SettingsForm settings={data} /> : <SettingsList settings={data} />}
    </section>
  );
}

function SettingsList({ settings }: { readonly settings: ReviewSettings }): ReactElement {
  return (
    <>
      <ul className="tz-sums">
        {FIELDS.map((name) => (
          <li key={name}>
            <span>{texts.fields[name]}</span>
            <span className="tz-figure">{settings[name]}</span>
          </li>
        ))}
        <li>
          <span>{texts.batchLimit}</span>
          <span className="tz-figure">
            {settings.batchLimitFen === null ? texts.noLimit : formatYuan(settings.batchLimitFen)}
          </span>
        </li>
      </ul>
      <p className="tz-quiet">{texts.onlyApprover}</p>
    </>
  );
}

function SettingsForm({ settings }: { readonly settings: ReviewSettings }): ReactElement {
  const tell = useTell();
  const [days, setDays] = useState(() => Object.fromEntries(FIELDS.map((name) => [name, String(settings[name])])));
  const [limit, setLimit] = useState(settings.batchLimitFen === null ? '' : formatYuan(settings.batchLimitFen));
  const writing = useWrite<ReviewSettings, ReviewSettings>(
    (body) => ({ method: 'PUT', path: '/api/review-settings', body }),
    () => tell(texts.done),
  );
  const limitFen = limit.trim() === '' ? null : parseYuan(limit);
  return (
    <AppForm
      onSubmit={() =>
        writing.send({
          countyDays: Number(days['countyDays']),
          cityDays: Number(days['cityDays']),
          officeDays: Number(days['officeDays']),
          supplementDays: Number(days['supplementDays']),
          batchLimitFen: limitFen ?? null,
        })
      }
      submitLabel={texts.act}
      isSending={writing.isSending}
      failure={writing.failure}
      onAgain={writing.again}
      isReady={limitFen !== undefined && FIELDS.every((name) => /^[1-9]\d?$/.test(days[name] ?? ''))}
    >
      {FIELDS.map((name) => (
        <TextField
          key={name}
          path={name}
          label={texts.fields[name]}
          kind="number"
          maxLength={2}
          value={days[name] ?? ''}
          onChange={(value) => setDays({ ...days, [name]: value })}
        />
      ))}
      <MoneyField path="batchLimitFen" label={texts.batchLimit} value={limit} onChange={setLimit} />
    </AppForm>
  );
}

function Calendar(): ReactElement {
  const [year, setYear] = useState(() => new Date().getFullYear());
  const answer = useAnswer<CalendarAnswer>('/api/calendar', { year });
  const { data } = answer;
  const { may } = useSession();
  return (
    <section className="tz-card tz-stack" aria-labelledby="calendar-title">
      <div className="tz-row tz-row--apart">
        <h2 id="calendar-title">{texts.calendar(year)}</h2>
        <div className="tz-row">
          <Button onClick={() => setYear(year - 1)}>{texts.previous}</Button>
          <Button onClick={() => setYear(year + 1)}>{texts.next}</Button>
          {may('calendar.manage') ? <SetDay /> : null}
        </div>
      </div>
      {data === undefined || data.isKnown ? null : <Note kind="remark">{texts.unknownYear}</Note>}
      {data?.days.length === 0 ? null : (
        <PageList
          label={texts.calendar(year)}
          columns={dayColumns(may('calendar.manage'))}
          pages={pagesOf(answer, ({ days }) => days)}
          keyOf={({ day }) => day}
          empty={null}
        />
      )}
    </section>
  );
}

function dayColumns(canReset: boolean): readonly PageColumn<Day>[] {
  const { column } = texts;
  return [
    { key: 'day', title: column.day, width: '8.5rem', cell: ({ day }) => formatChineseDate(parseDate(day)) },
    { key: 'kind', title: column.kind, width: '4rem', cell: ({ isWorkday }) => (isWorkday ? texts.work : texts.off) },
    { key: 'name', title: column.name, width: '9rem', cell: ({ name }) => name },
    {
      key: 'source',
      title: column.source,
      width: 'minmax(12rem, 1fr)',
      cell: ({ isOwn, source }) => <span className="tz-quiet">{isOwn ? texts.own : source}</span>,
    },
    ...(canReset
      ? [
          {
            key: 'acts',
            title: column.acts,
            width: '7rem',
            cell: ({ isOwn, day }: Day) => (isOwn ? <ResetDay day={day} /> : null),
          },
        ]
      : []),
  ];
}

function SetDay(): ReactElement {
  const tell = useTell();
  const [isOpen, setOpen] = useState(false);
  const [day, setDay] = useState('');
  const [isWorkday, setWorkday] = useState(false);
  const [name, setName] = useState('');
  const writing = useWrite<Setting>(
    (body) => ({ method: 'PUT', path: `/api/calendar/${day}`, body }),
    () => {
      setOpen(false);
      setName('');
      tell(texts.setDone);
    },
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{texts.set}</Button>
      <ConfirmSheet
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={texts.setTitle}
        actLabel={texts.setAct}
        isReady={!Number.isNaN(parseDate(day)) && name.trim() !== ''}
        writing={writing}
        input={{ isWorkday, name: name.trim() }}
      >
        <CivilDateField path="calendar-day" label={texts.day} value={day} onChange={setDay} />
        <fieldset className="tz-field">
          <legend className="tz-field__label">{texts.isWorkday}</legend>
          <Radio.Group
            value={isWorkday}
            options={[
              { value: false, label: texts.off },
              { value: true, label: texts.work },
            ]}
            onChange={({ target }) => setWorkday(target.value === true)}
          />
        </fieldset>
        <div className="tz-field">
          <label className="tz-field__label" htmlFor="calendar-name">
            {texts.reason}
          </label>
          <Input
            id="calendar-name"
            value={name}
            maxLength={40}
            placeholder={texts.reasonHint}
            onChange={({ target }) => setName(target.value)}
          />
        </div>
      </ConfirmSheet>
    </>
  );
}

function ResetDay({ day }: { readonly day: string }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const tell = useTell();
  const writing = useWrite<Setting>(
    (body) => ({ method: 'PUT', path: `/api/calendar/${day}`, body }),
    () => {
      setOpen(false);
      tell(texts.setDone);
    },
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{texts.reset}</Button>
      <ConfirmSheet
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={texts.resetTitle(formatChineseDate(parseDate(day)))}
        actLabel={texts.reset}
        writing={writing}
        input={{ isWorkday: null, name: '' }}
      >
        <p>{texts.resetWhat}</p>
      </ConfirmSheet>
    </>
  );
}
