import { LogoutOutlined, MenuOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactElement, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useWrite } from '#web/app/api/use-write.ts';
import { useAppLargeType } from '#web/app/app-root.tsx';
import { APP } from '#web/app/app-texts.ts';
import { CrashBoundary } from '#web/app/crash-boundary.tsx';
import { leaveForStart } from '#web/app/sign-in-address.ts';
import { HouseMark } from '#web/ui/house-mark.tsx';
import { KIT } from '#web/ui/kit-texts.ts';
import { type Shortcut, ShortcutHelp, useShortcuts } from '#web/ui/shortcuts.tsx';
import '#web/ui/page-frame.css';
import './app-frame.css';

export interface MenuEntry {
  /** Inside the app: `/rosters`. */
  readonly path: string;
  readonly label: string;
  /** How much waits there. */
  readonly waiting?: number | undefined;
}

/** Entries under one heading. */
export interface MenuGroup {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

const NO_KEYS: readonly Shortcut[] = [];

interface AppFrameProps {
  readonly appName: string;
  /** Whose work this is: the office or unit, in full. */
  readonly place: string;
  readonly person: string;
  readonly roles: string;
  readonly menu: readonly MenuGroup[];
  /** Keys of this app's pages, for the list under ?; the pages themselves hear them. */
  readonly furtherKeys?: readonly Shortcut[];
  readonly children: ReactNode;
}

/** What all pages of a signed-in app share: whose it is, who is signed in, where to go, large type, the keys. */
export function AppFrame({
  appName,
  place,
  person,
  roles,
  menu,
  furtherKeys = NO_KEYS,
  children,
}: AppFrameProps): ReactElement {
  const { isLarge, toggle } = useAppLargeType();
  const { pathname } = useLocation();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const signOut = useWrite<undefined>(() => ({ method: 'DELETE', path: '/api/session' }), leaveForStart);
  const place0 = useRef(pathname);
  useEffect(() => {
    setMenuOpen(false);
    if (place0.current === pathname) return;
    place0.current = pathname;
    // who moves on by keys or hears the page begins at its head
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      { key: 'arrowdown', shown: '↑ ↓', does: APP.keys.upDown },
      { key: 'enter', shown: 'Enter', does: APP.keys.open },
      { key: 'j', shown: 'J / K', does: APP.keys.leaf },
      ...furtherKeys,
      { key: '/', shown: '/', does: APP.keys.search, run: focusSearch },
      { key: '?', shown: '?', does: APP.keys.help, run: () => setHelpOpen(true) },
      { key: 'escape', shown: 'Esc', does: APP.keys.close },
    ],
    [furtherKeys],
  );
  useShortcuts(shortcuts);
  return (
    <div className="tz-app">
      <button type="button" className="tz-plain-button tz-frame__skip" onClick={() => main.current?.focus()}>
        {KIT.skipToContent}
      </button>
      <header className="tz-app__head">
        <Button
          className="tz-app__menu-button"
          icon={<MenuOutlined />}
          aria-label={APP.menu}
          aria-expanded={isMenuOpen}
          onClick={() => setMenuOpen(!isMenuOpen)}
        />
        <p className="tz-frame__brand">
          <HouseMark />
          <strong>{KIT.brand}</strong>
          <span className="tz-frame__app">{appName}</span>
        </p>
        <p className="tz-app__place">{place}</p>
        <details className="tz-app__person">
          <summary>
            <strong>{person}</strong> <span className="tz-quiet">{roles}</span>
          </summary>
          <div className="tz-app__person-menu">
            <a href="/home/password">{APP.changePassword}</a>
            <button type="button" className="tz-plain-button" onClick={() => signOut.send(undefined)}>
              <LogoutOutlined aria-hidden /> {APP.signOut}
            </button>
          </div>
        </details>
        <Button
          type={isLarge ? 'primary' : 'default'}
          aria-pressed={isLarge}
          title={isLarge ? KIT.largeTypeOff : KIT.largeTypeOn}
          onClick={toggle}
        >
          {KIT.largeType}
        </Button>
        <Button
          className="tz-app__keys"
          aria-label={KIT.shortcuts}
          title={KIT.shortcuts}
          onClick={() => setHelpOpen(true)}
        >
          ?
        </Button>
      </header>
      <div className="tz-app__body">
        <nav aria-label={KIT.mainNavigation} className={`tz-app__menu${isMenuOpen ? ' tz-app__menu--open' : ''}`}>
          {menu.map((group) => (
            <MenuPart key={group.label} group={group} />
          ))}
        </nav>
        <main id="main" ref={main} tabIndex={-1} className="tz-app__main">
          <CrashBoundary key={pathname} words={APP}>
            {children}
          </CrashBoundary>
        </main>
      </div>
      <ShortcutHelp shortcuts={shortcuts} isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

function MenuPart({ group }: { readonly group: MenuGroup }): ReactElement | null {
  if (group.entries.length === 0) return null;
  return (
    <section aria-label={group.label}>
      {group.entries.length === 1 && group.entries[0]?.path === '/' ? null : (
        <h2 className="tz-app__menu-title">{group.label}</h2>
      )}
      <ul>
        {group.entries.map(({ path, label, waiting = 0 }) => (
          <li key={path}>
            <NavLink to={path} end={path === '/'}>
              <span>{label}</span>
              {waiting === 0 ? null : <span className="tz-app__count">{waiting}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function focusSearch(): boolean {
  const field = document.getElementById('search');
  field?.focus();
  return field !== null;
}
