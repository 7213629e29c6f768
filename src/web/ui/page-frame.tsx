import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { HouseMark } from '#web/ui/house-mark.tsx';
import { KIT } from '#web/ui/kit-texts.ts';
import './page-frame.css';

export interface NavigationItem {
  readonly address: string;
  readonly label: string;
  readonly isCurrent: boolean;
}

interface PageFrameProps {
  readonly appName: string;
  readonly navigation: readonly NavigationItem[];
  /** One line under the head that holds on every page. */
  readonly notice: ReactNode;
  readonly isLarge: boolean;
  readonly onLargeType: () => void;
  readonly onShortcuts: () => void;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}

/** What all pages of an app share: whose it is, where to go, large type, the keys, and the page between. */
export function PageFrame(props: PageFrameProps): ReactElement {
  const { appName, navigation, notice, isLarge, onLargeType, onShortcuts, footer, children } = props;
  return (
    <div className="tz-frame">
      <button type="button" className="tz-plain-button tz-frame__skip" onClick={skipToMain}>
        {KIT.skipToContent}
      </button>
      <header className="tz-frame__head">
        <div className="tz-frame__bar">
          <p className="tz-frame__brand">
            <HouseMark />
            <strong>{KIT.brand}</strong>
            <span className="tz-frame__app">{appName}</span>
          </p>
          <nav aria-label={KIT.mainNavigation} className="tz-frame__nav">
            {navigation.map(({ address, label, isCurrent }) => (
              <a key={address} href={address} aria-current={isCurrent ? 'page' : undefined}>
                {label}
              </a>
            ))}
          </nav>
          <div className="tz-frame__tools">
            <Button
              type={isLarge ? 'primary' : 'default'}
              aria-pressed={isLarge}
              title={isLarge ? KIT.largeTypeOff : KIT.largeTypeOn}
              onClick={onLargeType}
            >
              {KIT.largeType}
            </Button>
            <Button className="tz-frame__keys" aria-label={KIT.shortcuts} title={KIT.shortcuts} onClick={onShortcuts}>
              ?
            </Button>
          </div>
        </div>
        <div className="tz-frame__notice">{notice}</div>
      </header>
      <main id="main" tabIndex={-1} className="tz-frame__main">
        {children}
      </main>
      <footer className="tz-frame__foot">{footer}</footer>
    </div>
  );
}

/** A button and not a link to #main: what follows the # is the place inside the app. */
function skipToMain(): void {
  document.getElementById('main')?.focus();
}
