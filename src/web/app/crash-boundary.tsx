import { Button } from 'antd';
import { Component, type ReactNode } from 'react';

interface Props {
  readonly words: {
    readonly crashed: string;
    /** What became of one's work, and what to do. */
    readonly crashedNext: string;
    readonly reload: string;
  };
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
    const { words, children } = this.props;
    if (error === undefined) return children;
    return (
      <div className="tz-card tz-stack" role="alert">
        <h1>{words.crashed}</h1>
        <p>{words.crashedNext}</p>
        <pre>{error.message}</pre>
        <p>
          <Button type="primary" onClick={() => window.location.reload()}>
            {words.reload}
          </Button>
        </p>
      </div>
    );
  }
}
