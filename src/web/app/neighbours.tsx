import { Button } from 'antd';
import { type ReactElement, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { APP } from '#web/app/app-texts.ts';
import { type Shortcut, useShortcuts } from '#web/ui/shortcuts.tsx';

/** The list from which a case was opened, so that J and K lead to its neighbours. */
interface OpenedFrom {
  readonly addresses: readonly string[];
  readonly index: number;
}

/** Opens a row of a list as a case that knows its neighbours. */
export function useOpenFrom<Row>(addressOf: (row: Row) => string): (rows: readonly Row[], index: number) => void {
  const navigate = useNavigate();
  return (rows, index) => {
    const row = rows[index];
    if (row === undefined) return;
    void navigate(addressOf(row), { state: { addresses: rows.map(addressOf), index } satisfies OpenedFrom });
  };
}

/** Where the next case of the list is, so that it can be read ahead. */
export function useNextAddress(): string | undefined {
  const { state } = useLocation();
  return isOpenedFrom(state) ? state.addresses[state.index + 1] : undefined;
}

/** Previous and next case of the list it was opened from; nothing where it was opened by its address. */
export function Neighbours(): ReactElement | null {
  const { state } = useLocation();
  const navigate = useNavigate();
  const from = isOpenedFrom(state) ? state : undefined;
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const step = (by: number) => (): boolean => {
      const address = from?.addresses[from.index + by];
      if (from === undefined || address === undefined) return false;
      void navigate(address, { replace: true, state: { ...from, index: from.index + by } satisfies OpenedFrom });
      return true;
    };
    return [
      { key: 'j', shown: 'J', does: APP.nextCase, run: step(1) },
      { key: 'k', shown: 'K', does: APP.previousCase, run: step(-1) },
    ];
  }, [from, navigate]);
  useShortcuts(shortcuts);
  if (from === undefined || from.addresses.length < 2) return null;
  return (
    <div className="tz-row">
      <Button disabled={from.index === 0} onClick={shortcuts[1]?.run}>
        {APP.previousCase}
      </Button>
      <span className="tz-quiet" role="status">
        {APP.position(from.index + 1, from.addresses.length)}
      </span>
      <Button disabled={from.index >= from.addresses.length - 1} onClick={shortcuts[0]?.run}>
        {APP.nextCase}
      </Button>
    </div>
  );
}

function isOpenedFrom(state: unknown): state is OpenedFrom {
  return typeof state === 'object' && state !== null && 'addresses' in state && 'index' in state;
}
