import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { LedgerMonths } from '#contracts/books.ts';
import type { Problem } from '#contracts/problem.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { apiAddress } from '#web/app/api/ask.ts';
import { ProblemError, UnreachableError } from '#web/app/api/failures.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { CONTROL } from '#web/desk/control-texts.ts';
import { saveFile } from '#web/ui/save-file.ts';
import { today } from '#web/ui/typed-day.ts';

const { ledger: texts } = CONTROL;

type Form = 'entries' | 'vouchers';

/** Takes whole months of the books out as a workbook: entries with their trial balance, or a voucher journal. */
export function ExportBooks(): ReactElement | null {
  const { data = [] } = useAnswer<LedgerMonths>('/api/ledger/months');
  const now = formatDate(today()).slice(0, 7);
  const months = data.map(({ month }) => month).filter((month) => month <= now);
  const [from, setFrom] = useState<string>();
  const [until, setUntil] = useState<string>();
  const fromMonth = from ?? until ?? months[0];
  const untilMonth = until ?? fromMonth;
  const { mutate, error, isPending, variables } = useMutation<void, Error, Form>({
    mutationFn: (form) => download(form, fromMonth ?? now, untilMonth ?? now),
  });
  if (fromMonth === undefined) return null;
  const options = months.map((month) => ({ value: month, label: month }));
  return (
    <section className="tz-card tz-stack" aria-labelledby="export-title">
      <h2 id="export-title">{texts.export}</h2>
      <p className="tz-quiet">{texts.exportWhat}</p>
      <div className="tz-row">
        <Select
          aria-label={texts.exportFrom}
          className="tz-choice"
          value={fromMonth}
          options={options}
          onChange={(month: string) => {
            setFrom(month);
            if (until !== undefined && until < month) setUntil(month);
          }}
        />
        <span>—</span>
        <Select
          aria-label={texts.exportUntil}
          className="tz-choice"
          value={untilMonth ?? null}
          options={options.filter(({ value }) => value >= fromMonth)}
          onChange={(month: string) => setUntil(month)}
        />
        {(['entries', 'vouchers'] as const).map((form) => (
          <Button
            key={form}
            icon={<DownloadOutlined />}
            loading={isPending && variables === form}
            disabled={isPending}
            onClick={() => mutate(form)}
          >
            {texts.exportForms[form]}
          </Button>
        ))}
      </div>
      <FailureNote failure={error ?? undefined} onAgain={() => mutate(variables ?? 'entries')} />
    </section>
  );
}

async function download(form: Form, fromMonth: string, untilMonth: string): Promise<void> {
  let response: Response;
  let content: Blob;
  try {
    response = await fetch(apiAddress('/api/ledger/export', { fromMonth, untilMonth, form }));
    content = await response.blob();
  } catch (error) {
    throw new UnreachableError('not reached', { cause: error });
  }
  if (!response.ok) throw new ProblemError(JSON.parse(await content.text()) as Problem);
  saveFile(content, `${texts.exportForms[form]}-${fromMonth}-${untilMonth}.xlsx`);
}
