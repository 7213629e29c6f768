import { Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { TypedRow, TypeRow } from '#contracts/rosters.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm, TextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { type CellNote, CellNotes } from '#web/ui/fault-table.tsx';
import { Field } from '#web/ui/field.tsx';
import { Sheet } from '#web/ui/sheet.tsx';
import { DRAFT } from '#web/unit/roster/draft-texts.ts';

type Cells = Pick<TypeRow, 'name' | 'sex' | 'residentId' | 'phone' | 'remark'>;

/** What a row is typed for: a joiner, or the right version of one that was faulty or sent back. */
export interface RowToType {
  readonly title: string;
  readonly lead?: string;
  /** What was wrong with it. */
  readonly notes?: readonly CellNote[];
  readonly start?: Cells;
  readonly insteadOf?: Pick<TypeRow, 'insteadOfFault' | 'insteadOfRow'>;
}

interface TypedRowSheetProps {
  readonly rosterId: string;
  /** Nothing is typed where it is missing. */
  readonly row: RowToType | undefined;
  readonly onClose: () => void;
}

/** One person typed into the roster, checked as a row of a file is. */
export function TypedRowSheet({ rosterId, row, onClose }: TypedRowSheetProps): ReactElement {
  return (
    <Sheet place="side" isOpen={row !== undefined} onClose={onClose} title={row?.title ?? ''}>
      {row === undefined ? null : <RowForm key={row.title} rosterId={rosterId} row={row} onDone={onClose} />}
    </Sheet>
  );
}

const EMPTY: Cells = { name: '', sex: '', residentId: '', phone: '', remark: '' };

interface RowFormProps {
  readonly rosterId: string;
  readonly row: RowToType;
  readonly onDone: () => void;
}

function RowForm({ rosterId, row, onDone }: RowFormProps): ReactElement {
  const { lead, notes = [], start = EMPTY, insteadOf } = row;
  const tell = useTell();
  const [cells, setCells] = useState<Cells>(start);
  const writing = useWrite<Static<typeof TypeRow>, Static<typeof TypedRow>>(
    (body) => ({ method: 'POST', path: `/api/rosters/${rosterId}/typed-rows`, body }),
    () => {
      tell(DRAFT.typedDone);
      onDone();
    },
  );
  const change = (field: keyof Cells) => (text: string) => setCells((before) => ({ ...before, [field]: text }));
  return (
    <div className="tz-stack">
      {lead === undefined ? null : <p className="tz-quiet">{lead}</p>}
      {notes.length === 0 ? null : <CellNotes notes={notes} />}
      <AppForm
        submitLabel={DRAFT.saveTyped}
        isSending={writing.isSending}
        failure={writing.failure}
        onAgain={writing.again}
        onSubmit={() => writing.send({ ...cells, ...insteadOf })}
      >
        <TextField
          path="name"
          label={DRAFT.name}
          value={cells.name}
          onChange={change('name')}
          maxLength={100}
          isFirst
        />
        <Field path="sex" label={DRAFT.sex} kind="group">
          <Radio.Group
            optionType="button"
            value={cells.sex}
            options={[...DRAFT.sexes]}
            onChange={({ target }) => change('sex')(String(target.value))}
          />
        </Field>
        <TextField
          path="residentId"
          label={DRAFT.residentId}
          value={cells.residentId}
          onChange={change('residentId')}
          maxLength={40}
        />
        <TextField path="phone" label={DRAFT.phone} value={cells.phone} onChange={change('phone')} maxLength={40} />
        <TextField
          path="remark"
          label={DRAFT.remark}
          hint={DRAFT.remarkHint}
          value={cells.remark}
          onChange={change('remark')}
          maxLength={400}
        />
      </AppForm>
    </div>
  );
}
