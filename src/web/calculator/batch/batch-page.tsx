import { Button } from 'antd';
import { type ReactElement, useEffect, useState } from 'react';
import {
  type AddressChange,
  changeAddress,
  readBatchAddress,
  rememberQuery,
} from '#web/calculator/batch/batch-address.ts';
import { BatchSettings } from '#web/calculator/batch/batch-settings.tsx';
import { type BatchState, cancelBatch, putFile, runBatch, useBatch } from '#web/calculator/batch/batch-store.ts';
import { DecisionSection } from '#web/calculator/batch/decision-section.tsx';
import { RosterSection } from '#web/calculator/batch/roster-section.tsx';
import { saveExport } from '#web/calculator/batch/save-export.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import type { BatchProgress, ExportKind, FileKind } from '#web/calculator/worker/protocol.ts';
import { FileDrop } from '#web/ui/file-drop.tsx';
import { useAddress } from '#web/ui/hash-address.ts';
import { Note } from '#web/ui/note.tsx';
import { WorkProgress } from '#web/ui/work-progress.tsx';
import './batch-page.css';

const { batch } = CALCULATOR;

/** The two files in, who gets how much and why out. */
export function BatchPage(): ReactElement {
  const { query } = useAddress();
  const address = readBatchAddress(query);
  const { program, startOn, submittedOn } = address;
  const state = useBatch();
  const { files, end } = state;
  const { roster, settlements } = files;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the files are read from the store when the batch runs
  useEffect(() => runBatch({ program, startOn, submittedOn }), [program, startOn, submittedOn, roster, settlements]);
  useEffect(() => rememberQuery(query), [query]);

  const change = (changes: AddressChange): void => changeAddress(query, changes);
  const refusalOf = (file: FileKind): string | undefined =>
    end?.kind === 'refused' && end.file === file ? end.message : undefined;
  return (
    <>
      <h1>{batch.heading}</h1>
      <p className="tz-quiet">{batch.intro}</p>
      <div className="tz-stack tz-batch">
        <BatchSettings address={address} onChange={change} />
        <div className="tz-drops">
          <FileDrop
            title={batch.rosterFile}
            hint={batch.rosterHint}
            accept={batch.accept}
            file={roster}
            onFile={(file) => put('roster', file, change)}
            refusal={refusalOf('roster')}
          />
          {program === 'henan-inpatient' ? (
            <FileDrop
              title={batch.settlementFile}
              hint={batch.settlementHint}
              accept={batch.accept}
              file={settlements}
              onFile={(file) => put('settlements', file, change)}
              refusal={refusalOf('settlements')}
            />
          ) : (
            <p className="tz-card tz-quiet">{batch.noSettlements}</p>
          )}
        </div>
        <Running state={state} onAgain={() => runBatch({ program, startOn, submittedOn }, true)} />
        <Results state={state} address={address} onChange={change} />
      </div>
    </>
  );
}

/** Another file is another list: what was open or filtered by reason means nothing in it. */
function put(kind: FileKind, file: File | undefined, change: (changes: AddressChange) => void): void {
  putFile(kind, file);
  change({ open: undefined, reason: undefined, outcome: undefined, q: undefined, rows: undefined, find: undefined });
}

interface RunningProps {
  readonly state: BatchState;
  readonly onAgain: () => void;
}

/** What is being done, what stopped it, what broke. */
function Running({ state, onAgain }: RunningProps): ReactElement | null {
  const { isRunning, progress, end, broken } = state;
  const isLong = useLongerThanAMoment(isRunning);
  if (isRunning && isLong) {
    return <WorkProgress doing={doing(progress)} share={progress?.share ?? 0} onCancel={cancelBatch} />;
  }
  if (isRunning) return null;
  const again = <Button onClick={onAgain}>{batch.runAgain}</Button>;
  if (broken !== undefined) {
    return (
      <Note kind="fault" action={again}>
        {batch.broken}
        {broken}
      </Note>
    );
  }
  if (end?.kind === 'cancelled') {
    return (
      <Note kind="remark" action={again}>
        {batch.cancelled}
      </Note>
    );
  }
  return null;
}

const MOMENT_MILLISECONDS = 300;

function useLongerThanAMoment(isRunning: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!isRunning) return;
    const timer = window.setTimeout(() => setLong(true), MOMENT_MILLISECONDS);
    return () => window.clearTimeout(timer);
  }, [isRunning]);
  return isLong;
}

function doing(progress: BatchProgress | undefined): string {
  if (progress === undefined) return batch.stages.roster('');
  const rows = progress.rows === undefined ? '' : batch.rowsSoFar(progress.rows.toLocaleString('zh-CN'));
  return batch.stages[progress.stage](rows);
}

interface ResultsProps {
  readonly state: BatchState;
  readonly address: ReturnType<typeof readBatchAddress>;
  readonly onChange: (changes: AddressChange) => void;
}

function Results({ state, address, onChange }: ResultsProps): ReactElement {
  const { end, files, version } = state;
  const [isWhole, setWhole] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [isSaving, setSaving] = useState(false);
  const save = (what: ExportKind): void => {
    setFailure(undefined);
    setSaving(true);
    saveExport(what, files.roster?.name ?? '')
      .catch((error: Error) => setFailure(error.message))
      .finally(() => setSaving(false));
  };
  const summary = end?.kind === 'done' ? end.summary : undefined;
  if (summary?.roster === undefined) {
    return <Empty settlementsRead={summary?.settlementsRead} />;
  }
  return (
    <div className="tz-stack tz-results" aria-busy={state.isRunning}>
      {failure === undefined ? null : (
        <Note kind="fault">
          {batch.exportFailed}
          {failure}
        </Note>
      )}
      {isSaving ? <Note kind="remark">{batch.exporting}</Note> : null}
      <RosterSection
        address={address}
        counts={summary.roster}
        version={version}
        isWhole={isWhole}
        onWhole={setWhole}
        took={batch.took((summary.milliseconds / 1000).toFixed(1))}
        onChange={onChange}
        onExport={() => save('faulty-rows')}
      />
      {summary.settlements === undefined ? (
        address.program === 'henan-inpatient' ? (
          <p className="tz-card">{batch.onlyRoster}</p>
        ) : null
      ) : (
        <DecisionSection
          address={address}
          counts={summary.settlements}
          version={version}
          isWhole={isWhole}
          onChange={onChange}
          onExport={() => save('results')}
        />
      )}
    </div>
  );
}

function Empty({ settlementsRead }: { readonly settlementsRead: number | undefined }): ReactElement {
  return settlementsRead === undefined ? (
    <div className="tz-card tz-empty">
      <h2>{batch.emptyTitle}</h2>
      <ul>
        <li>{batch.emptyRoster}</li>
        <li>{batch.emptyDecisions}</li>
      </ul>
    </div>
  ) : (
    <p className="tz-card">{batch.onlySettlements(settlementsRead.toLocaleString('zh-CN'))}</p>
  );
}
