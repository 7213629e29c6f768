import { Segmented } from 'antd';
import { type ReactElement, useState } from 'react';
import type { MemberRequest } from '#contracts/member-requests.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useChoiceInAddress } from '#web/app/choice-in-address.ts';
import { Moment } from '#web/app/moment.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { MemberRequestSheet } from '#web/desk/member-request/member-request-sheet.tsx';
import { MEMBER_REQUESTS } from '#web/desk/member-request/member-request-texts.ts';

const { states, column, kinds, kinships } = MEMBER_REQUESTS;
const STATES = ['filed', 'granted', 'refused'] as const;

/** Relatives who want to claim and telephones that want to be changed: looked into here before either signs in. */
export function MemberRequestsPage(): ReactElement {
  const [state, setState] = useChoiceInAddress('state', STATES);
  const [opened, setOpened] = useState<MemberRequest>();
  const pages = usePages<MemberRequest>('/api/member-requests', { state });
  return (
    <div className="tz-page">
      <header>
        <h1>{MEMBER_REQUESTS.title}</h1>
        <p className="tz-page__lead">{MEMBER_REQUESTS.lead}</p>
      </header>
      <Segmented
        value={state}
        options={STATES.map((value) => ({ value, label: states[value] }))}
        onChange={(value) => setState(value)}
      />
      <PageList
        label={MEMBER_REQUESTS.title}
        columns={COLUMNS}
        pages={pages}
        keyOf={({ requestId }) => requestId}
        onOpen={setOpened}
        empty={state === 'filed' ? MEMBER_REQUESTS.empty : MEMBER_REQUESTS.emptyDecided}
      />
      {opened === undefined ? null : (
        <MemberRequestSheet key={opened.requestId} request={opened} onClose={() => setOpened(undefined)} />
      )}
    </div>
  );
}

const COLUMNS: readonly PageColumn<MemberRequest>[] = [
  { key: 'kind', title: column.kind, width: '9rem', cell: ({ kind }) => kinds[kind] },
  { key: 'member', title: column.member, width: '7rem', cell: ({ memberName }) => memberName },
  {
    key: 'who',
    title: column.who,
    width: 'minmax(9rem, 1fr)',
    cell: ({ relative, origin }) =>
      relative === null
        ? MEMBER_REQUESTS.origins[origin]
        : MEMBER_REQUESTS.relative(relative.name, kinships[relative.kinship]),
  },
  { key: 'phone', title: column.phone, width: '9rem', cell: ({ phone }) => <span className="tz-figure">{phone}</span> },
  { key: 'at', title: column.at, width: '11rem', cell: ({ filedAt }) => <Moment at={filedAt} /> },
];
