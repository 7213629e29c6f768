import type { ReactElement } from 'react';
import { BehalfDraft } from '#web/behalf/behalf-draft.tsx';
import { BehalfPage } from '#web/behalf/behalf-page.tsx';
import { ChooseMember } from '#web/behalf/choose-member.tsx';

const BASE = '/behalf';

/** What staff files for members. */
export function BehalfClaims(): ReactElement {
  return <BehalfPage base={BASE} isUnit={false} />;
}

export function NewBehalfClaim(): ReactElement {
  return <ChooseMember base={BASE} />;
}

export function BehalfClaim(): ReactElement {
  return <BehalfDraft base={BASE} isUnit={false} />;
}
