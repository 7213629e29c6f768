import { LockOutlined } from '@ant-design/icons';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { lazy, type ReactElement, Suspense, useEffect, useMemo, useState } from 'react';
import { CrashBoundary } from '#web/app/crash-boundary.tsx';
import { batchAddress } from '#web/calculator/batch/batch-address.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { calculatorClient } from '#web/calculator/worker/calculator-client.ts';
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
  return { default: (await import('#web/calculator/batch/batch-page.tsx')).BatchPage };
}

async function loadSingle(): Promise<PageModule> {
  return { default: (await import('#web/calculator/single/single-page.tsx')).SinglePage };
}

async function loadClauses(): Promise<PageModule> {
  return { default: (await import('#web/calculator/clauses/clauses-page.tsx')).ClausesPage };
}

const BatchPage = lazy(loadBatch);
const SinglePage = lazy(loadSingle);
const ClausesPage = lazy(loadClauses);

const PAGES = ['batch', 'single', 'clauses'] as const;
type PageName = (typeof PAGES)[number];

/** The calculator 核算台: three pages in one frame. */
export function CalculatorApp(): ReactElement {
  const { path } = useAddress();
  const { isLarge, toggle } = useLargeType();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const isLoaded = useEverythingLoaded();
  const page = pageOf(path[0]);
  useEffect(() => {
    if (page !== undefined) document.title = CALCULATOR.titles[page];
  }, [page]);
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      { key: 'arrowdown', shown: '↑ ↓', does: CALCULATOR.keys.upDown },
      { key: 'enter', shown: 'Enter', does: CALCULATOR.keys.open },
      { key: 'j', shown: 'J / K', does: CALCULATOR.keys.next },
      { key: '/', shown: '/', does: CALCULATOR.keys.search, run: focusSearch },
      { key: '?', shown: '?', does: CALCULATOR.keys.help, run: () => setHelpOpen(true) },
      { key: 'escape', shown: 'Esc', does: CALCULATOR.keys.close },
    ],
    [],
  );
  useShortcuts(shortcuts);
  const theme = useMemo(() => themeFor(isLarge), [isLarge]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} csp={CSP} button={BUTTON} getPopupContainer={popupContainer}>
      <PageFrame
        appName={CALCULATOR.appName}
        navigation={PAGES.map((name) => ({
          address: name === 'batch' ? batchAddress() : formatAddress([name]),
          label: CALCULATOR.pages[name],
          isCurrent: name === page,
        }))}
        notice={
          <p data-everything-loaded={isLoaded}>
            <LockOutlined aria-hidden /> {CALCULATOR.privacy}
            {isLoaded ? CALCULATOR.offlineReady : ''}
          </p>
        }
        isLarge={isLarge}
        onLargeType={toggle}
        onShortcuts={() => setHelpOpen(true)}
        footer={<p>{CALCULATOR.footer}</p>}
      >
        <CrashBoundary key={page} words={CALCULATOR}>
          <Suspense fallback={<p className="tz-quiet">…</p>}>
            <Page page={page} />
          </Suspense>
        </CrashBoundary>
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
          <h1>{CALCULATOR.notFound}</h1>
          <p>
            <a href={formatAddress(['batch'])}>{CALCULATOR.notFoundNext}</a>
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
      Promise.all([loadBatch(), loadSingle(), loadClauses(), calculatorClient().ready]).then(
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
