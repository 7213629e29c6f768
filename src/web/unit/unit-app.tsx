import { type ReactElement, useEffect } from 'react';
import { Link, Route, Routes, useLocation } from 'react-router';
import { AppFrame, type MenuGroup } from '#web/app/app-frame.tsx';
import { APP } from '#web/app/app-texts.ts';
import { useSession } from '#web/app/session.tsx';
import { NewUnitClaim, UnitClaim, UnitClaims } from '#web/unit/claims/claim-pages.tsx';
import { HomePage } from '#web/unit/home/home-page.tsx';
import { MembersPage } from '#web/unit/members-page.tsx';
import { OrderPage } from '#web/unit/order/order-page.tsx';
import { OrdersPage } from '#web/unit/order/orders-page.tsx';
import { ParticularsPage } from '#web/unit/particulars/particulars-page.tsx';
import { RenewalsPage } from '#web/unit/renewal/renewals-page.tsx';
import { ReplacementsPage } from '#web/unit/replacements-page.tsx';
import { RosterPage } from '#web/unit/roster/roster-page.tsx';
import { RostersPage } from '#web/unit/roster/rosters-page.tsx';
import { UploadPage } from '#web/unit/roster/upload-page.tsx';
import { UNIT } from '#web/unit/texts.ts';

const { pages } = UNIT;

const MENU: readonly MenuGroup[] = [
  {
    label: UNIT.menuGroup,
    entries: [
      { path: '/', label: pages.home },
      { path: '/rosters', label: pages.rosters },
      { path: '/renewals', label: pages.renewals },
      { path: '/orders', label: pages.orders },
      { path: '/members', label: pages.members },
      { path: '/claims', label: pages.claims },
      { path: '/replacements', label: pages.replacements },
      { path: '/particulars', label: pages.particulars },
    ],
  },
];

/** The portal 单位门户: what a unit's agent needs once a year, step by step. */
export function UnitApp(): ReactElement {
  const { answer } = useSession();
  const { pathname } = useLocation();
  useEffect(() => {
    const current = MENU[0]?.entries.find(({ path }) => path !== '/' && pathname.startsWith(path));
    document.title = UNIT.titleOf(current?.label ?? pages.home);
  }, [pathname]);
  return (
    <AppFrame
      appName={UNIT.appName}
      place={answer.unit?.name ?? answer.office.name}
      person={answer.account.name}
      roles={answer.roles.map(({ name }) => name).join('、')}
      menu={MENU}
    >
      <Routes>
        <Route path="/" element={<HomePage />} />
        <Route path="/rosters" element={<RostersPage />} />
        <Route path="/rosters/new" element={<UploadPage />} />
        <Route path="/rosters/:id" element={<RosterPage />} />
        <Route path="/orders" element={<OrdersPage />} />
        <Route path="/orders/:id" element={<OrderPage />} />
        <Route path="/members" element={<MembersPage />} />
        <Route path="/claims" element={<UnitClaims />} />
        <Route path="/claims/new" element={<NewUnitClaim />} />
        <Route path="/claims/:memberId/:draftId" element={<UnitClaim />} />
        <Route path="/renewals" element={<RenewalsPage />} />
        <Route path="/replacements" element={<ReplacementsPage />} />
        <Route path="/particulars" element={<ParticularsPage />} />
        <Route
          path="*"
          element={
            <div className="tz-card tz-stack">
              <h1>{APP.notFound}</h1>
              <p>
                <Link to="/">{APP.notFoundNext}</Link>
              </p>
            </div>
          }
        />
      </Routes>
    </AppFrame>
  );
}
