import { type ReactElement, useEffect, useMemo } from 'react';
import { Link, Route, Routes, useLocation } from 'react-router';
import type { Permission } from '#contracts/permissions.ts';
import { AppFrame, type MenuGroup } from '#web/app/app-frame.tsx';
import { APP } from '#web/app/app-texts.ts';
import { type Session, useSession } from '#web/app/session.tsx';
import { AccountsPage } from '#web/desk/accounts/accounts-page.tsx';
import { AppealCase } from '#web/desk/appeal/appeal-case.tsx';
import { AppealsPage } from '#web/desk/appeal/appeals-page.tsx';
import { BehalfClaim, BehalfClaims, NewBehalfClaim } from '#web/desk/behalf/behalf-pages.tsx';
import { ChecksPage } from '#web/desk/books/checks-page.tsx';
import { FundPage } from '#web/desk/books/fund-page.tsx';
import { MonthsPage } from '#web/desk/books/months-page.tsx';
import { NewVoucherPage } from '#web/desk/books/new-voucher-page.tsx';
import { ReservesPage } from '#web/desk/books/reserves-page.tsx';
import { VoucherPage } from '#web/desk/books/voucher-page.tsx';
import { VouchersPage } from '#web/desk/books/vouchers-page.tsx';
import { YearEndPage } from '#web/desk/books/year-end-page.tsx';
import { ClaimCase } from '#web/desk/claim/claim-case.tsx';
import { ClaimsPage } from '#web/desk/claim/claims-page.tsx';
import { ClaimFiguresPage } from '#web/desk/claim/figures-page.tsx';
import { SettlementsPage } from '#web/desk/claim/settlements-page.tsx';
import { FiguresPage } from '#web/desk/figures/figures-page.tsx';
import { GrantsPage } from '#web/desk/grants/grants-page.tsx';
import { ProposeGrantPage } from '#web/desk/grants/propose-grant-page.tsx';
import { HospitalPage } from '#web/desk/hospital/hospital-page.tsx';
import { HospitalsPage } from '#web/desk/hospital/hospitals-page.tsx';
import { InvestigationCase } from '#web/desk/investigation/investigation-case.tsx';
import { InvestigationsPage } from '#web/desk/investigation/investigations-page.tsx';
import { LedgerPage } from '#web/desk/ledger/ledger-page.tsx';
import { MemberRequestsPage } from '#web/desk/member-request/member-requests-page.tsx';
import { MatchingPage } from '#web/desk/money/matching-page.tsx';
import { OrderCase } from '#web/desk/money/order-case.tsx';
import { OrdersPage } from '#web/desk/money/orders-page.tsx';
import { ReceiptsPage } from '#web/desk/money/receipts-page.tsx';
import { RefundsPage } from '#web/desk/money/refunds-page.tsx';
import { StatementPage } from '#web/desk/money/statement-page.tsx';
import { StatementsPage } from '#web/desk/money/statements-page.tsx';
import { UnexplainedPage } from '#web/desk/money/unexplained-page.tsx';
import { PayoutBatchPage } from '#web/desk/payout/batch-page.tsx';
import { PayoutsPage } from '#web/desk/payout/payouts-page.tsx';
import { PayoutResultsPage } from '#web/desk/payout/results-page.tsx';
import { PayoutSettingsPage } from '#web/desk/payout/settings-page.tsx';
import { RecoveriesPage } from '#web/desk/recovery/recoveries-page.tsx';
import { ReplacementsPage } from '#web/desk/replacement/replacements-page.tsx';
import { RosterCase } from '#web/desk/roster/roster-case.tsx';
import { RostersPage } from '#web/desk/roster/rosters-page.tsx';
import { JobsPage } from '#web/desk/settings/jobs-page.tsx';
import { ReviewSettingsPage } from '#web/desk/settings/review-settings-page.tsx';
import { SecurityPage } from '#web/desk/settings/security-page.tsx';
import { DESK } from '#web/desk/texts.ts';
import { TodayPage } from '#web/desk/today/today-page.tsx';
import { TrailPage } from '#web/desk/trail/trail-page.tsx';
import { TreePage } from '#web/desk/tree/tree-page.tsx';
import { AmendUnitPage, SplitUnitPage } from '#web/desk/unit/change-unit-pages.tsx';
import { RegisterUnitPage } from '#web/desk/unit/register-unit-page.tsx';
import { UnitPage } from '#web/desk/unit/unit-page.tsx';
import { UnitsPage } from '#web/desk/unit/units-page.tsx';
import type { Shortcut } from '#web/ui/shortcuts.tsx';

const { pages, groups } = DESK;

interface DeskPage {
  readonly path: string;
  readonly label: string;
  readonly group: keyof typeof groups;
  /** Any of these opens it. */
  readonly for: readonly Permission[];
  readonly page: () => ReactElement;
}

/** The pages of the menu, in its order. */
const PAGES: readonly DeskPage[] = [
  { path: '/rosters', label: pages.rosters, group: 'work', for: ['roster.read'], page: RostersPage },
  {
    path: '/replacements',
    label: pages.replacements,
    group: 'work',
    for: ['roster.review'],
    page: ReplacementsPage,
  },
  { path: '/grants', label: pages.grants, group: 'work', for: ['grant.read'], page: GrantsPage },
  { path: '/claims', label: pages.claims, group: 'work', for: ['claim.read'], page: ClaimsPage },
  { path: '/appeals', label: pages.appeals, group: 'work', for: ['appeal.read'], page: AppealsPage },
  { path: '/behalf', label: pages.behalf, group: 'work', for: ['claim.file'], page: BehalfClaims },
  {
    path: '/investigations',
    label: pages.investigations,
    group: 'work',
    for: ['investigation.read'],
    page: InvestigationsPage,
  },
  { path: '/hospitals', label: pages.hospitals, group: 'work', for: ['hospital.read'], page: HospitalsPage },
  {
    path: '/claim-figures',
    label: pages.claimFigures,
    group: 'control',
    // the committee sees what came before it: sums of that say nothing
    for: ['claim.review', 'audit.read'],
    page: ClaimFiguresPage,
  },
  { path: '/settlements', label: pages.settlements, group: 'work', for: ['settlement.read'], page: SettlementsPage },
  {
    path: '/member-requests',
    label: pages.memberRequests,
    group: 'work',
    for: ['member-request.decide'],
    page: MemberRequestsPage,
  },
  { path: '/orders', label: pages.orders, group: 'money', for: ['order.read'], page: OrdersPage },
  { path: '/statements', label: pages.statements, group: 'money', for: ['remittance.read'], page: StatementsPage },
  { path: '/matching', label: pages.matching, group: 'money', for: ['remittance.read'], page: MatchingPage },
  { path: '/unexplained', label: pages.unexplained, group: 'money', for: ['remittance.read'], page: UnexplainedPage },
  { path: '/receipts', label: pages.receipts, group: 'money', for: ['receipt.read'], page: ReceiptsPage },
  { path: '/refunds', label: pages.refunds, group: 'money', for: ['recovery.read'], page: RefundsPage },
  { path: '/payouts', label: pages.payouts, group: 'money', for: ['payout.read'], page: PayoutsPage },
  {
    path: '/payout-results',
    label: pages.payoutResults,
    group: 'money',
    for: ['payout.read'],
    page: PayoutResultsPage,
  },
  {
    path: '/payout-settings',
    label: pages.payoutSettings,
    group: 'control',
    for: ['payout.read'],
    page: PayoutSettingsPage,
  },
  { path: '/recoveries', label: pages.recoveries, group: 'money', for: ['recovery.read'], page: RecoveriesPage },
  { path: '/figures', label: pages.figures, group: 'people', for: ['order.read'], page: FiguresPage },
  { path: '/tree', label: pages.tree, group: 'people', for: ['agency.read'], page: TreePage },
  { path: '/units', label: pages.units, group: 'people', for: ['unit.read'], page: UnitsPage },
  { path: '/accounts', label: pages.accounts, group: 'people', for: ['account.read'], page: AccountsPage },
  { path: '/ledger', label: pages.ledger, group: 'books', for: ['ledger.read'], page: LedgerPage },
  { path: '/vouchers', label: pages.vouchers, group: 'books', for: ['ledger.read'], page: VouchersPage },
  { path: '/months', label: pages.months, group: 'books', for: ['ledger.read'], page: MonthsPage },
  { path: '/fund', label: pages.fund, group: 'books', for: ['ledger.read'], page: FundPage },
  { path: '/reserves', label: pages.reserves, group: 'books', for: ['ledger.read'], page: ReservesPage },
  { path: '/year-end', label: pages.yearEnd, group: 'books', for: ['ledger.read'], page: YearEndPage },
  { path: '/checks', label: pages.checks, group: 'books', for: ['reconciliation.read'], page: ChecksPage },
  {
    path: '/review-settings',
    label: pages.reviewSettings,
    group: 'control',
    for: ['calendar.manage', 'review-policy.manage'],
    page: ReviewSettingsPage,
  },
  { path: '/security', label: pages.security, group: 'control', for: ['security-policy.read'], page: SecurityPage },
  { path: '/jobs', label: pages.jobs, group: 'control', for: ['job.read'], page: JobsPage },
  { path: '/trail', label: pages.trail, group: 'control', for: ['audit.read', 'audit.read-security'], page: TrailPage },
];

/** Pages of one thing, reached from their lists. */
const CASES: readonly Omit<DeskPage, 'label' | 'group'>[] = [
  { path: '/grants/new', for: ['grant.propose'], page: ProposeGrantPage },
  { path: '/rosters/:id', for: ['roster.read'], page: RosterCase },
  { path: '/orders/:id', for: ['order.read'], page: OrderCase },
  { path: '/statements/:id', for: ['remittance.read'], page: StatementPage },
  { path: '/payouts/:id', for: ['payout.read'], page: PayoutBatchPage },
  { path: '/appeals/:id', for: ['appeal.read'], page: AppealCase },
  { path: '/behalf/new', for: ['claim.file'], page: NewBehalfClaim },
  { path: '/behalf/:memberId/:draftId', for: ['claim.file'], page: BehalfClaim },
  { path: '/hospitals/:id', for: ['hospital.read'], page: HospitalPage },
  { path: '/investigations/:id', for: ['investigation.read'], page: InvestigationCase },
  { path: '/claims/:id', for: ['claim.read'], page: ClaimCase },
  { path: '/vouchers/new', for: ['voucher.propose'], page: NewVoucherPage },
  { path: '/vouchers/:id', for: ['ledger.read'], page: VoucherPage },
  { path: '/units/new', for: ['unit.register'], page: RegisterUnitPage },
  { path: '/units/:id', for: ['unit.read'], page: UnitPage },
  { path: '/units/:id/amend', for: ['unit.register'], page: AmendUnitPage },
  { path: '/units/:id/split', for: ['unit.review'], page: SplitUnitPage },
];

/** Heard on the page of a case, and never done without asking once more. */
const CASE_KEYS: readonly Shortcut[] = [
  { key: 'p', shown: 'P', does: DESK.keys.pass },
  { key: 's', shown: 'S', does: DESK.keys.sendBack },
  { key: 'd', shown: 'D', does: DESK.keys.deny },
];

/** The desk 工作台: what staff of an office, a city or a county work with. */
export function DeskApp(): ReactElement {
  const session = useSession();
  const { answer } = session;
  const menu = useMemo(() => menuOf(session), [session]);
  const { pathname } = useLocation();
  useEffect(() => {
    const current = PAGES.find(({ path }) => pathname.startsWith(path));
    document.title = DESK.titleOf(current?.label ?? pages.today);
  }, [pathname]);
  const isAllowed = ({ for: permissions }: Pick<DeskPage, 'for'>): boolean => permissions.some(session.may);
  return (
    <AppFrame
      appName={DESK.appName}
      place={placeOf(session)}
      person={answer.account.name}
      roles={answer.roles.map(({ name }) => name).join('、')}
      menu={menu}
      furtherKeys={CASE_KEYS}
    >
      <Routes>
        <Route path="/" element={<TodayPage />} />
        {[...PAGES, ...CASES].map((each) => (
          <Route key={each.path} path={each.path} element={isAllowed(each) ? <each.page /> : <NoPermission />} />
        ))}
        <Route path="*" element={<NotFound />} />
      </Routes>
    </AppFrame>
  );
}

function menuOf({ may }: Session): readonly MenuGroup[] {
  const byGroup = (Object.keys(groups) as (keyof typeof groups)[]).map((group) => ({
    label: groups[group],
    entries: PAGES.filter((page) => page.group === group && page.for.some(may)).map(({ path, label }) => ({
      path,
      label,
    })),
  }));
  return [{ label: groups.today, entries: [{ path: '/', label: pages.today }] }, ...byGroup.slice(1)];
}

/** The node at which somebody works, in full; the office where that is all there is. */
function placeOf({ answer: { nodes, office } }: Session): string {
  return nodes.map(({ name }) => name).join('、') || office.name;
}

function NoPermission(): ReactElement {
  return (
    <div className="tz-card tz-stack">
      <h1>{APP.noPermission}</h1>
      <p>{APP.noPermissionNext}</p>
    </div>
  );
}

function NotFound(): ReactElement {
  return (
    <div className="tz-card tz-stack">
      <h1>{APP.notFound}</h1>
      <p>
        <Link to="/">{APP.notFoundNext}</Link>
      </p>
    </div>
  );
}
