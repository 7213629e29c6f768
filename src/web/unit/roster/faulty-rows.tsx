import { Button } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import type { RosterDetail, RosterFault } from '#contracts/rosters.ts';
import { usePages } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { type PageColumn, PageList } from '#web/app/page-list.tsx';
import { FAULT_COLUMNS, FaultyRowsDownload, noteOf } from '#web/app/roster/roster-rows.tsx';
import { ROSTER } from '#web/app/roster/roster-texts.ts';
import { useTell } from '#web/app/toasts.tsx';
import { DRAFT } from '#web/unit/roster/draft-texts.ts';
import { type RowToType, TypedRowSheet } from '#web/unit/roster/typed-row-sheet.tsx';

/** The rows that can't be taken as they are: each with what is wrong, corrected on the spot, or taken out. */
export function FaultyRows({ roster }: { readonly roster: RosterDetail }): ReactElement {
  const tell = useTell();
  const pages = usePages<RosterFault>(`/api/rosters/${roster.id}/faults`);
  const [typed, setTyped] = useState<RowToType>();
  const [dropping, setDropping] = useState<RosterFault>();
  const dropWrite = useWrite<number>(
    (number) => ({ method: 'DELETE', path: `/api/rosters/${roster.id}/faults/${number}` }),
    () => {
      setDropping(undefined);
      tell(DRAFT.dropped);
    },
  );
  const columns = useMemo(() => [...FAULT_COLUMNS, actsColumn(setTyped, setDropping)], []);
  return (
    <div className="tz-stack">
      {roster.rejected === 0 ? null : <FaultyRowsDownload rosterId={roster.id} />}
      <PageList
        label={ROSTER.faults}
        columns={columns}
        pages={pages}
        keyOf={({ number }) => String(number)}
        empty={ROSTER.noFaults}
      />
      <TypedRowSheet rosterId={roster.id} row={typed} onClose={() => setTyped(undefined)} />
      <ConfirmSheet
        isOpen={dropping !== undefined}
        onClose={() => setDropping(undefined)}
        title={DRAFT.dropTitle(dropping?.texts[1] ?? '')}
        actLabel={DRAFT.dropAct}
        writing={dropWrite}
        input={dropping?.number ?? 0}
      >
        <p>{DRAFT.dropWhat}</p>
      </ConfirmSheet>
    </div>
  );
}

function actsColumn(correct: (row: RowToType) => void, drop: (fault: RosterFault) => void): PageColumn<RosterFault> {
  return {
    key: 'acts',
    title: DRAFT.acts,
    width: '10.5rem',
    cell: (fault) => {
      const name = fault.texts[1] ?? '';
      return (
        <span className="tz-row tz-row--tight">
          <Button aria-label={DRAFT.correctName(name, fault.row)} onClick={() => correct(rowToType(fault))}>
            {DRAFT.correct}
          </Button>
          <Button aria-label={DRAFT.dropName(name, fault.row)} onClick={() => drop(fault)}>
            {DRAFT.drop}
          </Button>
        </span>
      );
    },
  };
}

function rowToType({ number, row, texts, faults }: RosterFault): RowToType {
  const [, name = '', sex = '', residentId = '', phone = '', remark = ''] = texts;
  return {
    title: DRAFT.correctTitle(row),
    notes: faults.map(noteOf),
    start: { name, sex, residentId, phone, remark },
    insteadOf: { insteadOfFault: number },
  };
}
