import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { APP } from '#web/app/app-texts.ts';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | undefined;
}

/** Stands in for a page that broke, or whose program did not arrive: says so, and what to do. */
export class CrashBoundary extends Component<Props, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="tz-card tz-stack" role="alert">
        <h1>{APP.crashed}</h1>
        <p>{APP.crashedNext}</p>
        <pre>{error.message}</pre>
        <p>
          <Button type="primary" onClick={() => window.location.reload()}>
            {APP.reload}
          </Button>
        </p>
      </div>
    );
  }
}
