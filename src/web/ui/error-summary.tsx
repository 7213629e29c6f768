import type { ReactElement } from 'react';
import { KIT } from '#web/ui/kit-texts.ts';

export interface FormFault {
  /** The path of the field: the id of its control. */
  readonly path: string;
  /** The field's name in the form. */
  readonly label: string;
  readonly message: string;
}

/** All that keeps a form from being computed, in one place; each line jumps to its field. */
export function ErrorSummary({ faults }: { readonly faults: readonly FormFault[] }): ReactElement | null {
  if (faults.length === 0) return null;
  return (
    <section className="tz-error-summary" aria-label={KIT.faultsToFix(faults.length)}>
      <p className="tz-error-summary__title">{KIT.faultsToFix(faults.length)}</p>
      <p className="tz-quiet">{KIT.faultsIntro}</p>
      <ul>
        {faults.map(({ path, label, message }) => (
          <li key={path}>
            <button type="button" className="tz-plain-button" onClick={() => jumpTo(path)}>
              {label}：{message}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Bring a control into view and put the focus on it; a control folded away is unfolded first. */
export function jumpTo(path: string): void {
  const control = document.getElementById(path);
  if (control === null) return;
  for (let fold = control.closest('details'); fold !== null; fold = fold.parentElement?.closest('details') ?? null) {
    fold.open = true;
  }
  control.scrollIntoView({ block: control.clientHeight > window.innerHeight ? 'start' : 'center' });
  control.focus({ preventScroll: true });
}
