import type { ReactElement } from 'react';
import { LayoutCard } from '#web/desk/payout/layout-card.tsx';
import { LimitsCard } from '#web/desk/payout/limits-card.tsx';
import { PAYOUT_SETTINGS } from '#web/desk/payout/settings-texts.ts';
import './payout.css';

/** What an office sets about its payouts. */
export function PayoutSettingsPage(): ReactElement {
  return (
    <div className="tz-page">
      <header>
        <h1>{PAYOUT_SETTINGS.title}</h1>
        <p className="tz-page__lead">{PAYOUT_SETTINGS.lead}</p>
      </header>
      <LimitsCard />
      <LayoutCard />
    </div>
  );
}
