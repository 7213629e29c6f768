import { Button, ConfigProvider, Input, Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type { CoverRow } from '#contracts/covers.ts';
import type { OpenDraft } from '#contracts/member-claims.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { DateText } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { PROGRAM_SHORT_NAMES } from '#web/app/words.ts';
import { BEHALF } from '#web/behalf/behalf-texts.ts';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

const { choose: texts } = BEHALF;

type Benefit = keyof typeof BEHALF.benefits;

const BENEFITS: Readonly<Record<CoverRow['program'], readonly Benefit[]>> = {
  'henan-inpatient': ['inpatient'],
  'national-accident': ['medical', 'disability', 'death', 'sudden-death'],
};

/** For whom, and which benefit: somebody covered in the sight of the one who acts. */
export function ChooseMember({ base }: { readonly base: string }): ReactElement {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [asked, setAsked] = useState('');
  const [picked, setPicked] = useState<CoverRow>();
  const [benefit, setBenefit] = useState<Benefit>('inpatient');
  const pages = usePages<CoverRow>('/api/covers', { name: asked });
  const writing = useWrite<Static<typeof OpenDraft>, { readonly draftId: string }>(
    (body) => ({ method: 'POST', path: '/api/claim-drafts', query: { memberId: picked?.memberId }, body }),
    ({ draftId }) => void navigate(`${base}/${picked?.memberId}/${draftId}`, { state: { name: picked?.name } }),
  );
  return (
    <div className="tz-page">
      <h1>{texts.title}</h1>
      <form
        className="tz-row"
        onSubmit={(event) => {
          event.preventDefault();
          setPicked(undefined);
          setAsked(name.trim());
        }}
      >
        <Input.Search
          aria-label={texts.search}
          placeholder={texts.searchHint}
          value={name}
          maxLength={50}
          enterButton={texts.search}
          onChange={({ target }) => setName(target.value)}
          onSearch={(value) => {
            setPicked(undefined);
            setAsked(value.trim());
          }}
        />
      </form>
      {picked === undefined ? (
        <p className="tz-quiet">{texts.ask}</p>
      ) : (
        <section className="tz-card tz-stack" aria-live="polite">
          <h2>{texts.picked(picked.name, picked.residentId)}</h2>
          <Radio.Group
            aria-label={texts.benefit}
            value={benefit}
            options={BENEFITS[picked.program].map((value) => ({ value, label: BEHALF.benefits[value] }))}
            onChange={({ target }) => setBenefit(target.value as Benefit)}
          />
          <FailureNote failure={writing.failure} onAgain={writing.again} />
          <p>
            <ConfigProvider theme={MAIN_ACTION_THEME}>
              <Button
                type="primary"
                loading={writing.isSending}
                onClick={() => writing.send({ program: picked.program, benefit })}
              >
                {texts.begin}
              </Button>
            </ConfigProvider>
          </p>
        </section>
      )}
      <PageList
        key={asked}
        label={texts.search}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ id }) => id}
        onOpen={(row) => {
          setPicked(row);
          setBenefit(BENEFITS[row.program][0] ?? 'inpatient');
          window.scrollTo(0, 0);
        }}
        empty={texts.none}
      />
    </div>
  );
}

const COLUMNS: readonly PageColumn<CoverRow>[] = [
  { key: 'name', title: texts.column.name, width: '7rem', cell: ({ name }) => name },
  {
    key: 'id',
    title: texts.column.residentId,
    width: '12rem',
    cell: ({ residentId }) => <span className="tz-figure">{residentId}</span>,
  },
  { key: 'program', title: texts.column.program, width: '7rem', cell: ({ program }) => PROGRAM_SHORT_NAMES[program] },
  {
    key: 'period',
    title: texts.column.period,
    width: 'minmax(15rem, 1fr)',
    cell: ({ startOn, endOn }) => (
      <span>
        <DateText date={startOn} /> 至 <DateText date={endOn} />
      </span>
    ),
  },
];
