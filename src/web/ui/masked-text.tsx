import { type ReactElement, useState } from 'react';
import { KIT } from '#web/ui/kit-texts.ts';

interface MaskedTextProps {
  readonly text: string;
  readonly masked: string;
  /** Shown whole by a switch of the page. */
  readonly isShown: boolean;
}

/** A name or number, masked until it is tapped. */
export function MaskedText({ text, masked, isShown }: MaskedTextProps): ReactElement {
  const [isTapped, setTapped] = useState(false);
  if (isShown || text === masked) return <span className="tz-figure">{text}</span>;
  return (
    <button
      type="button"
      className="tz-plain-button tz-figure tz-masked"
      tabIndex={-1}
      title={isTapped ? KIT.maskAgain : KIT.unmask}
      onClick={() => setTapped(!isTapped)}
    >
      {isTapped ? text : masked}
    </button>
  );
}
