import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { Problem } from '#contracts/problem.ts';
import { CLAUSE_TEXTS, type ClauseId } from '#scheme/clause-texts.ts';
import { ProblemError, UnreachableError } from '#web/app/api/failures.ts';
import { APP } from '#web/app/app-texts.ts';
import { ClauseLink } from '#web/ui/clause-text.tsx';
import { Note } from '#web/ui/note.tsx';

interface FailureNoteProps {
  readonly failure: Error | undefined;
  /** Sends the same once more; offered where that can help. */
  readonly onAgain?: (() => void) | undefined;
}

/** What went wrong, in the server's words or ours, with the way on; nothing where all is well. */
export function FailureNote({ failure, onAgain }: FailureNoteProps): ReactElement | null {
  if (failure === undefined) return null;
  if (failure instanceof ProblemError) {
    const again = failure.problem.status >= 500 || failure.problem.status === 429 ? onAgain : undefined;
    return (
      <Note kind="fault" action={again === undefined ? undefined : <Button onClick={again}>{APP.retry}</Button>}>
        <ProblemWords problem={failure.problem} />
      </Note>
    );
  }
  return (
    <Note kind="fault" action={onAgain === undefined ? undefined : <Button onClick={onAgain}>{APP.retry}</Button>}>
      {failure instanceof UnreachableError ? APP.unreachable : APP.unexpected}
    </Note>
  );
}

function ProblemWords({ problem }: { readonly problem: Problem }): ReactElement {
  const { message, detail, fields, clauses, status, traceId } = problem;
  const known = (clauses ?? []).filter(isClause);
  return (
    <>
      {message}
      {detail === undefined ? null : ` ${detail}`}
      {fields === undefined ? null : (
        <span className="tz-failure-fields">
          {fields.map(({ path, message: words }) => (
            <span key={path + words}>{words}</span>
          ))}
        </span>
      )}
      {known.length === 0 ? null : (
        <span>
          {' '}
          {APP.basedOn}
          {known.map((clause) => (
            <ClauseLink key={clause} clause={clause} />
          ))}
        </span>
      )}
      {status >= 500 ? <small className="tz-failure-trace">{APP.trace(traceId)}</small> : null}
    </>
  );
}

function isClause(id: string): id is ClauseId {
  return Object.hasOwn(CLAUSE_TEXTS, id);
}
