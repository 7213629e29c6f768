import type { ReactElement } from 'react';
import { PRINTED } from '#web/member/draft/printed-texts.ts';
import { useForMember } from '#web/member/for-member.ts';

/** The papers that the platform fills: the application as it was typed so far, and the proof of participation. */
export function PrintedPapers({ draftId }: { readonly draftId: string | null }): ReactElement {
  const { asked } = useForMember();
  const papers = [
    ...(draftId === null ? [] : [[PRINTED.application, asked(`/api/claim-drafts/${draftId}/application`)]]),
    [PRINTED.proof, asked('/api/participation-proof')],
  ];
  return (
    <>
      {papers.map(([label, href]) => (
        <a key={label} className="tz-press" href={href} target="_blank" rel="noreferrer">
          {label}
        </a>
      ))}
    </>
  );
}
