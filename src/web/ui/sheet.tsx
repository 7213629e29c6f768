import { type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react';
import { KIT } from '#web/ui/kit-texts.ts';
import './sheet.css';

interface SheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** `side`: beside the list it belongs to, the whole window on a phone; `bottom`: rises from below; `center`. */
  readonly place: 'side' | 'bottom' | 'center';
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/**
 * A sheet over the page: the browser's own modal dialog, which keeps the focus inside and hears Esc.
 *
 * (Ant Design's drawer writes style elements that a strict content security policy refuses.)
 */
export function Sheet({ isOpen, onClose, title, place, footer, children }: SheetProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === isOpen) return;
    if (isOpen) element.showModal();
    else element.close();
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press on the backdrop is a pointer's way; keys have Esc and the button
    <dialog
      ref={dialog}
      className={`tz-sheet tz-sheet--${place}`}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {isOpen ? (
        <div className="tz-sheet__panel">
          <header className="tz-sheet__head">
            <h2 id={titleId}>{title}</h2>
            <button type="button" className="tz-plain-button tz-sheet__close" aria-label={KIT.close} onClick={onClose}>
              ×
            </button>
          </header>
          <div className="tz-sheet__body">{children}</div>
          {footer === undefined ? null : <footer className="tz-sheet__foot">{footer}</footer>}
        </div>
      ) : null}
    </dialog>
  );
}

/** Pop-ups of controls inside an open sheet belong into it: nothing outside is drawn above a modal dialog. */
export function popupContainer(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest<HTMLElement>('dialog[open]') ?? document.body;
}
