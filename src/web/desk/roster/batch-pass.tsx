import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactElement, useRef, useState } from 'react';
import type { PassedRosters } from '#contracts/roster-reviews.ts';
import type { RosterRow } from '#contracts/rosters.ts';
import { sendJson, type Write } from '#web/app/api/ask.ts';
import { ActKey } from '#web/app/api/idempotency-key.ts';
import type { Writing } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { FailureNote } from '#web/app/failure-note.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { ROSTER_DESK } from '#web/desk/roster/roster-texts.ts';
import { Note } from '#web/ui/note.tsx';
import { WorkProgress } from '#web/ui/work-progress.tsx';

const { batch: texts } = ROSTER_DESK;

/** As many as the server takes in one request. */
const ROSTERS_AT_ONCE = 20;

interface Outcome {
  readonly notPassed: PassedRosters['notPassed'];
  /** Not sent, since somebody stopped it or it broke. */
  readonly left: number;
  readonly failure: Error | undefined;
}

interface BatchPassProps {
  readonly chosen: readonly RosterRow[];
  readonly onPickAll: () => void;
  readonly onDone: () => void;
}

/** Passes what was picked, some rosters with each request: shows how far it is, may be stopped, tells each refusal. */
export function BatchPass({ chosen, onPickAll, onDone }: BatchPassProps): ReactElement {
  const tell = useTell();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number }>();
  const [outcome, setOutcome] = useState<Outcome>();
  const isStopped = useRef(false);
  const passAll = async (rosters: readonly RosterRow[]): Promise<void> => {
    setAsking(false);
    isStopped.current = false;
    const key = new ActKey();
    const passed: PassedRosters['passed'][number][] = [];
    const notPassed: PassedRosters['notPassed'][number][] = [];
    let failure: Error | undefined;
    let done = 0;
    while (done < rosters.length && !isStopped.current && failure === undefined) {
      setProgress({ done, all: rosters.length });
      const part = rosters.slice(done, done + ROSTERS_AT_ONCE);
      const body = { rosterIds: part.map(({ id }) => id) };
      const write: Write = { method: 'POST', path: '/api/rosters/passes', body };
      try {
        const answer = await sendJson<PassedRosters>(write, key.for(write));
        passed.push(...answer.passed);
        notPassed.push(...answer.notPassed);
        done += part.length;
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
      }
    }
    setProgress(undefined);
    setOutcome({ notPassed, left: rosters.length - done, failure });
    if (passed.length > 0) {
      tell(texts.done(passed.length, passed.filter(({ orderReference }) => orderReference !== null).length));
    }
    onDone();
    await queries.invalidateQueries();
  };
  const people = chosen.reduce((sum, { accepted }) => sum + accepted, 0);
  return (
    <>
      <div className="tz-row">
        <Button disabled={progress !== undefined} onClick={onPickAll}>
          {texts.pickAll}
        </Button>
        <Button type="primary" disabled={chosen.length === 0 || progress !== undefined} onClick={() => setAsking(true)}>
          {texts.pass(chosen.length)}
        </Button>
      </div>
      {progress === undefined ? null : (
        <WorkProgress
          doing={texts.doing(progress.done, progress.all)}
          share={progress.done / progress.all}
          onCancel={() => {
            isStopped.current = true;
          }}
        />
      )}
      {outcome === undefined ? null : <OutcomeNotes outcome={outcome} />}
      <ConfirmSheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.passTitle}
        actLabel={texts.pass(chosen.length)}
        writing={sentBy((rosters: readonly RosterRow[]) => void passAll(rosters))}
        input={chosen}
      >
        <p>{texts.passWhat(chosen.length, people)}</p>
      </ConfirmSheet>
    </>
  );
}

function OutcomeNotes({ outcome }: { readonly outcome: Outcome }): ReactElement {
  const { notPassed, left, failure } = outcome;
  return (
    <>
      <FailureNote failure={failure} />
      {left > 0 ? <Note kind="remark">{texts.stopped(left)}</Note> : null}
      {notPassed.length === 0 ? null : (
        <Note kind="fault">
          {texts.notPassed(notPassed.length)}
          {[...new Set(notPassed.map(({ message }) => message))].join(' ')}
        </Note>
      )}
    </>
  );
}

/** The sheet closes when the work begins: what it does goes on beside the list. */
function sentBy<Input>(send: (input: Input) => void): Writing<Input> {
  const nothing = (): void => undefined;
  return {
    send,
    again: nothing,
    isSending: false,
    share: 0,
    actKey: '',
    isCancelled: false,
    cancel: nothing,
    failure: undefined,
    reset: nothing,
  };
}
