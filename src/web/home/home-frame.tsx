import { Button } from 'antd';
import { type ReactElement, type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { useAppLargeType } from '#web/app/app-root.tsx';
import { HOME } from '#web/home/texts.ts';
import { HouseMark } from '#web/ui/house-mark.tsx';
import { KIT } from '#web/ui/kit-texts.ts';
import '#web/ui/page-frame.css';
import './home.css';

interface HomeFrameProps {
  readonly title: string;
  readonly lead?: string;
  /** As wide as a form, or as a list of people. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A page of one thing to do, for somebody who has not signed in yet. */
export function HomeFrame({ title, lead, isWide = false, children }: HomeFrameProps): ReactElement {
  const { isLarge, toggle } = useAppLargeType();
  useEffect(() => {
    document.title = `${title} · ${HOME.brand}`;
  }, [title]);
  return (
    <div className="tz-home">
      <header className="tz-home__head">
        <Link to="/" className="tz-frame__brand">
          <HouseMark />
          <strong>{HOME.brand}</strong>
          <span className="tz-frame__app">{HOME.tagline}</span>
        </Link>
        <div className="tz-row">
          <a href="/calculator/">{HOME.calculator}</a>
          <Button type={isLarge ? 'primary' : 'default'} aria-pressed={isLarge} onClick={toggle}>
            {KIT.largeType}
          </Button>
        </div>
      </header>
      <main className={`tz-home__main${isWide ? ' tz-home__main--wide' : ''}`}>
        <h1>{title}</h1>
        {lead === undefined ? null : <p className="tz-page__lead">{lead}</p>}
        {children}
      </main>
    </div>
  );
}
