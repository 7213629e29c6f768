import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Target } from '#contracts/ledger.ts';
import type { Permission } from '#contracts/permissions.ts';
import { useSession } from '#web/app/session.tsx';
import { BOOKS } from '#web/desk/books/books-texts.ts';

const PAGES: Readonly<Record<Target['page'], { readonly path: (id: string) => string; readonly for: Permission }>> = {
  order: { path: (id) => `/orders/${id}`, for: 'order.read' },
  claim: { path: (id) => `/claims/${id}`, for: 'claim.read' },
  'payout-batch': { path: (id) => `/payouts/${id}`, for: 'payout.read' },
  statement: { path: (id) => `/statements/${id}`, for: 'remittance.read' },
  recovery: { path: () => '/recoveries', for: 'recovery.read' },
  refund: { path: () => '/refunds', for: 'recovery.read' },
  roster: { path: (id) => `/rosters/${id}`, for: 'roster.read' },
  voucher: { path: (id) => `/vouchers/${id}`, for: 'ledger.read' },
};

/** Leads to where an object is seen, where there is such a page and its reader may open it; else only says what it is. */
export function TargetLink({ target, kind }: { readonly target: Target | null; readonly kind: string }): ReactElement {
  const { may } = useSession();
  const name = BOOKS.objects[kind] ?? kind;
  if (target === null || !may(PAGES[target.page].for)) return <span>{name}</span>;
  const page = PAGES[target.page];
  const opened = BOOKS.openOf[target.page];
  return (
    <Link to={page.path(target.id)} aria-label={BOOKS.open(opened)}>
      {name}
    </Link>
  );
}
