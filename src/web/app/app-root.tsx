import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { createContext, type ReactElement, type ReactNode, StrictMode, useContext, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { UnreachableError, wantsSignIn } from '#web/app/api/failures.ts';
import { leaveForSignIn } from '#web/app/sign-in-address.ts';
import { Toasts } from '#web/app/toasts.tsx';
import { popupContainer } from '#web/ui/sheet.tsx';
import { useLargeType } from '#web/ui/text-scale.ts';
import { themeFor } from '#web/ui/theme.ts';
import '#web/ui/base.css';
import '#web/app/app.css';

interface LargeType {
  readonly isLarge: boolean;
  readonly toggle: () => void;
}

const LargeTypeContext = createContext<LargeType>({ isLarge: false, toggle: () => {} });

/** 大字: one switch for the theme and the style sheets. */
export function useAppLargeType(): LargeType {
  return useContext(LargeTypeContext);
}

/** How often a question is asked again by itself where the server was not reached. */
const TRIES_AGAIN = 2;
/** For so long an answer is shown again without asking. */
const FRESH_MILLISECONDS = 5_000;

function queriesOf(isSignedIn: boolean): QueryClient {
  const onError = (failure: Error): void => {
    if (isSignedIn && wantsSignIn(failure)) leaveForSignIn();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // a machine may be off the internet and yet reach this server; and whether it does is best found by asking
      queries: {
        networkMode: 'always',
        staleTime: FRESH_MILLISECONDS,
        retry: (count, failure) => failure instanceof UnreachableError && count < TRIES_AGAIN,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

interface RootProps {
  readonly basename: string;
  readonly queries: QueryClient;
  readonly children: ReactNode;
}

function AppRoot({ basename, queries, children }: RootProps): ReactElement {
  const largeType = useLargeType();
  const theme = useMemo(() => themeFor(largeType.isLarge), [largeType.isLarge]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} csp={CSP} button={BUTTON} getPopupContainer={popupContainer}>
      <QueryClientProvider client={queries}>
        <BrowserRouter basename={basename}>
          <LargeTypeContext value={largeType}>
            <Toasts>{children}</Toasts>
          </LargeTypeContext>
        </BrowserRouter>
      </QueryClientProvider>
    </ConfigProvider>
  );
}

/**
 * Starts an app of the platform in its page. `isSignedIn`: it is of no use to somebody who has not signed in, so that an
 * ended session leads to the page of signing in and back again.
 */
export function startApp(name: string, isSignedIn: boolean, app: ReactNode): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <AppRoot basename={`/${name}`} queries={queriesOf(isSignedIn)}>
        {app}
      </AppRoot>
    </StrictMode>,
  );
}

/** The nonce that the server put into this answer, for the styles that the theme writes. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

/** Ant Design would write 大字 as 大 字. */
const BUTTON = { autoInsertSpace: false };

const CSP = nonce === undefined || nonce === '' ? {} : { nonce };
