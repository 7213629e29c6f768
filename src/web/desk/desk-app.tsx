import { LockOutlined } from '@ant-design/icons';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { lazy, type ReactElement, Suspense, useEffect, useMemo, useState } from 'react';
import { batchAddress } from '#web/desk/batch/batch-address.ts';
import { DeskErrorBoundary } from '#web/desk/desk-error-boundary.tsx';
import { DESK } from '#web/desk/texts.ts';
import { deskClient } from '#web/desk/worker/desk-client.ts';
import { formatAddress, goTo, useAddress } from '#web/ui/hash-address.ts';
import { PageFrame } from '#web/ui/page-frame.tsx';
import { popupContainer } from '#web/ui/sheet.tsx';
import { type Shortcut, ShortcutHelp, useShortcuts } from '#web/ui/shortcuts.tsx';
import { useLargeType } from '#web/ui/text-scale.ts';
import { themeFor } from '#web/ui/theme.ts';

interface PageModule {
  readonly default: () => ReactElement;
}

async function loadBatch(): Promise<PageModule> {
  return { default: (await import('#web/desk/batch/batch-page.tsx')).BatchPage };
}

async function loadSingle(): Promise<PageModule> {
  return { default: (await import('#web/desk/single/single-page.tsx')).SinglePage };
}

async function loadClauses(): Promise<PageModule> {
  return { default: (await import('#web/desk/clauses/clauses-page.tsx')).ClausesPage };
}

const BatchPage = lazy(loadBatch);
const SinglePage = lazy(loadSingle);
const ClausesPage = lazy(loadClauses);

const PAGES = ['batch', 'single', 'clauses'] as const;
type PageName = (typeof PAGES)[number];

/** The desk: three pages in one frame. */
export function DeskApp(): ReactElement {
  const { path } = useAddress();
  const { isLarge, toggle } = useLargeType();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const isLoaded = useEverythingLoaded();
  const page = pageOf(path[0]);
  useEffect(() => {
    if (page !== undefined) document.title = DESK.titles[page];
  }, [page]);
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      { key: 'arrowdown', shown: '↑ ↓', does: DESK.keys.upDown },
      { key: 'enter', shown: 'Enter', does: DESK.keys.open },
      { key: 'j', shown: 'J / K', does: DESK.keys.next },
      { key: '/', shown: '/', does: DESK.keys.search, run: focusSearch },
      { key: '?', shown: '?', does: DESK.keys.help, run: () => setHelpOpen(true) },
      { key: 'escape', shown: 'Esc', does: DESK.keys.close },
    ],
    [],
  );
  useShortcuts(shortcuts);
  const theme = useMemo(() => themeFor(isLarge), [isLarge]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} csp={CSP} button={BUTTON} getPopupContainer={popupContainer}>
      <PageFrame
        appName={DESK.appName}
        navigation={PAGES.map((name) => ({
          address: name === 'batch' ? batchAddress() : formatAddress([name]),
          label: DESK.pages[name],
          isCurrent: name === page,
        }))}
        notice={
          <p data-everything-loaded={isLoaded}>
            <LockOutlined aria-hidden /> {DESK.privacy}
            {isLoaded ? DESK.offlineReady : ''}
          </p>
        }
        isLarge={isLarge}
        onLargeType={toggle}
        onShortcuts={() => setHelpOpen(true)}
        footer={<p>{DESK.footer}</p>}
      >
        <DeskErrorBoundary key={page}>
          <Suspense fallback={<p className="tz-quiet">…</p>}>
            <Page page={page} />
          </Suspense>
        </DeskErrorBoundary>
      </PageFrame>
      <ShortcutHelp shortcuts={shortcuts} isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </ConfigProvider>
  );
}

function Page({ page }: { readonly page: PageName | undefined }): ReactElement {
  switch (page) {
    case 'batch':
      return <BatchPage />;
    case 'single':
      return <SinglePage />;
    case 'clauses':
      return <ClausesPage />;
    case undefined:
      return (
        <>
          <h1>{DESK.notFound}</h1>
          <p>
            <a href={formatAddress(['batch'])}>{DESK.notFoundNext}</a>
          </p>
        </>
      );
  }
}

function pageOf(name = 'batch'): PageName | undefined {
  return PAGES.find((page) => page === name);
}

function focusSearch(): void {
  const field = document.getElementById('search');
  if (field === null) goTo(formatAddress(['clauses']));
  else field.focus();
}

/** Fetches all parts of the app once the first page stands, so that nothing is fetched later: it then works offline. */
function useEverythingLoaded(): boolean {
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      Promise.all([loadBatch(), loadSingle(), loadClauses(), deskClient().ready]).then(
        () => setLoaded(true),
        // offline already: the pages that did not come say so when they are opened
        () => setLoaded(false),
      );
    }, 300);
    return () => window.clearTimeout(timer);
  }, []);
  return isLoaded;
}

/** The nonce that the server put into this answer, for the styles that the theme writes. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
/** Ant Design would write 大字 as 大 字. */
const BUTTON = { autoInsertSpace: false };
const CSP = nonce === undefined || nonce === '' ? {} : { nonce };
