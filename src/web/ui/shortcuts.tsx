import { type ReactElement, useEffect } from 'react';
import { KIT } from '#web/ui/kit-texts.ts';
import { Sheet } from '#web/ui/sheet.tsx';
import './shortcuts.css';

/** A key and what it does on this page. */
export interface Shortcut {
  /** As `KeyboardEvent.key` names it: `j`, `/`, `?`, `ArrowDown`. */
  readonly key: string;
  /** As the help shows it: `J`, `↓`. */
  readonly shown: string;
  readonly does: string;
  /**
   * Nothing for keys that a list or a dialog hears by itself and that stand here only to be shown. `false`: not now, the
   * browser may do with the key what it does.
   */
  readonly run?: () => unknown;
}

/** Keys of a page. Never while something is being typed, so that a letter stays a letter. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const pressed = shortcuts.find(({ key, run }) => run !== undefined && key === event.key.toLowerCase());
      if (pressed?.run !== undefined && pressed.run() !== false) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [shortcuts]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

interface ShortcutHelpProps {
  readonly shortcuts: readonly Shortcut[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The list of keys, under ?. */
export function ShortcutHelp({ shortcuts, isOpen, onClose }: ShortcutHelpProps): ReactElement {
  return (
    <Sheet place="center" title={KIT.shortcuts} isOpen={isOpen} onClose={onClose}>
      <dl className="tz-shortcuts">
        {shortcuts.map(({ shown, does }) => (
          <div key={shown}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
