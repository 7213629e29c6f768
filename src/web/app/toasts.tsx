import { createContext, type ReactElement, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import './toasts.css';

/** A sentence about what has just been done, beside the page for a few seconds. */
type Tell = (sentence: string) => void;

const TellContext = createContext<Tell>(() => {});
const SECONDS_SHOWN = 6;

/** Says what has been done; never what went wrong, which stays where it happened. */
export function useTell(): Tell {
  return useContext(TellContext);
}

interface Toast {
  readonly number: number;
  readonly sentence: string;
}

export function Toasts({ children }: { readonly children: ReactNode }): ReactElement {
  const [toast, setToast] = useState<Toast>();
  const tell = useCallback<Tell>((sentence) => {
    setToast((before) => ({ number: (before?.number ?? 0) + 1, sentence }));
  }, []);
  useEffect(() => {
    if (toast === undefined) return;
    const timer = window.setTimeout(() => setToast(undefined), SECONDS_SHOWN * 1000);
    return () => window.clearTimeout(timer);
  }, [toast]);
  return (
    <TellContext value={tell}>
      {children}
      <div className="tz-toasts" role="status">
        {toast === undefined ? null : (
          <p className="tz-toast" key={toast.number}>
            {toast.sentence}
          </p>
        )}
      </div>
    </TellContext>
  );
}
