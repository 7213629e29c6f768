import type { ReactElement } from 'react';
import type { FiledRoster } from '#contracts/rosters.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { FileImport } from '#web/app/file-import.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { Sheet } from '#web/ui/sheet.tsx';
import { DRAFT } from '#web/unit/roster/draft-texts.ts';
import { filingPath } from '#web/unit/roster/filing-path.ts';
import { UNIT } from '#web/unit/texts.ts';

interface MoreRowsSheetProps {
  readonly rosterId: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onWarnings: (warnings: readonly string[]) => void;
}

/** Repaired or further rows for a roster, as a file. */
export function MoreRowsSheet({ rosterId, isOpen, onClose, onWarnings }: MoreRowsSheetProps): ReactElement {
  const tell = useTell();
  const writing = useWrite<File, FiledRoster>(
    (file) => ({ method: 'POST', path: `/api/rosters/${rosterId}/rows`, file }),
    ({ accepted, unchanged, rejected, warnings }) => {
      tell(DRAFT.moreDone(accepted, unchanged, rejected));
      onWarnings(warnings);
      onClose();
    },
  );
  const close = (): void => {
    writing.cancel();
    writing.reset();
    onClose();
  };
  return (
    <Sheet place="side" isOpen={isOpen} onClose={close} title={DRAFT.moreTitle}>
      <div className="tz-stack">
        <p className="tz-quiet">{DRAFT.moreLead}</p>
        <FileImport
          title={DRAFT.moreDrop}
          hint={UNIT.upload.dropHint}
          accept=".xlsx,.xls,.csv"
          actLabel={DRAFT.moreAct}
          working={UNIT.upload.checking}
          writing={writing}
          progressPath={filingPath}
        />
      </div>
    </Sheet>
  );
}
