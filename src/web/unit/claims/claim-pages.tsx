import type { ReactElement } from 'react';
import { BehalfDraft } from '#web/behalf/behalf-draft.tsx';
import { BehalfPage } from '#web/behalf/behalf-page.tsx';
import { ChooseMember } from '#web/behalf/choose-member.tsx';

const BASE = '/claims';

/** What the unit files for its members. */
export function UnitClaims(): ReactElement {
  return <BehalfPage base={BASE} isUnit />;
}

export function NewUnitClaim(): ReactElement {
  return <ChooseMember base={BASE} />;
}

export function UnitClaim(): ReactElement {
  return <BehalfDraft base={BASE} isUnit />;
}
