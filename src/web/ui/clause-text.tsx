import { lazy, type ReactElement, Suspense, useState } from 'react';
import { CLAUSE_TEXTS, type ClauseId, READINGS, type ReadingId } from '#scheme/clause-texts.ts';
import { clauseHeading, clauseName, clausePath } from '#scheme/words/clause-names.ts';
import { clauseAddress } from '#web/ui/clause-address.ts';
import { KIT } from '#web/ui/kit-texts.ts';
import { useNarrow } from '#web/ui/media-query.ts';
import { Sheet } from '#web/ui/sheet.tsx';
import './clause-text.css';

const ClausePopover = lazy(async () => ({ default: (await import('#web/ui/clause-popover.tsx')).ClausePopover }));

interface ClauseLinkProps {
  readonly clause: ClauseId;
  /** The reading on which the line rests, told beneath the clause. */
  readonly reading?: ReadingId | undefined;
}

/**
 * The name of a clause; a tap opens its words 「…」, and the reading where the text leaves a choice.
 *
 * A pop-up beside the line on a desk, a sheet from below on a phone.
 */
export function ClauseLink({ clause, reading }: ClauseLinkProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const isNarrow = useNarrow();
  const name = clauseName(clause);
  const button = (
    <button
      type="button"
      className="tz-plain-button tz-clause-link"
      aria-expanded={isOpen}
      aria-label={KIT.openClause(name)}
      onClick={() => setOpen(!isOpen)}
    >
      {name}
      {reading === undefined ? null : <span className="tz-clause-link__reading">{KIT.reading}</span>}
    </button>
  );
  const body = <ClauseText clause={clause} reading={reading} />;
  if (isNarrow) {
    return (
      <>
        {button}
        <Sheet place="bottom" isOpen={isOpen} onClose={() => setOpen(false)} title={name}>
          {body}
        </Sheet>
      </>
    );
  }
  return (
    <Suspense fallback={button}>
      <ClausePopover name={name} isOpen={isOpen} onOpen={setOpen} body={body}>
        {button}
      </ClausePopover>
    </Suspense>
  );
}

/** The words of a clause with where it stands, and the reading chosen for it. */
export function ClauseText({ clause, reading }: ClauseLinkProps): ReactElement {
  const within = clausePath(clause).slice(0, -1).map(clauseHeading);
  return (
    <div className="tz-clause-text">
      {within.length > 1 ? <p className="tz-clause-text__place">{within.slice(1).join(' › ')}</p> : null}
      <blockquote className="tz-clause-text__words" cite={clauseAddress(clause)}>
        「{CLAUSE_TEXTS[clause]}」
      </blockquote>
      {reading === undefined ? null : <ReadingText reading={reading} />}
      <p>
        <a href={clauseAddress(clause)}>{KIT.clauseInFull}</a>
      </p>
    </div>
  );
}

/** A reading: what the text leaves open, what was chosen, and why. */
export function ReadingText({ reading }: { readonly reading: ReadingId }): ReactElement {
  const { title, openPoint, text, reason } = READINGS[reading];
  return (
    <div className="tz-reading">
      <p className="tz-reading__title">
        <span className="tz-reading__mark">{reading.replace('-', ' ')}</span> {title}
      </p>
      <dl>
        <dt>{KIT.openPoint}</dt>
        <dd>{openPoint}</dd>
        <dt>{KIT.chosen}</dt>
        <dd>{text}</dd>
        <dt>{KIT.because}</dt>
        <dd>{reason}</dd>
      </dl>
    </div>
  );
}
