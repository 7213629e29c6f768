import { Button } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Static } from 'typebox';
import type { LedgerChart } from '#contracts/ledger.ts';
import type { ProposedVoucher, ProposeVoucher, VoucherDetail } from '#contracts/vouchers.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { AppForm, TextField } from '#web/app/form.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { type LineDraft, VoucherLineFields } from '#web/desk/books/voucher-line-fields.tsx';
import { VOUCHERS } from '#web/desk/books/voucher-texts.ts';
import { CivilDateField } from '#web/ui/civil-date-field.tsx';
import { ErrorSummary, type FormFault } from '#web/ui/error-summary.tsx';
import { today } from '#web/ui/typed-day.ts';
import './books.css';

const { form: texts } = VOUCHERS;

const EMPTY: LineDraft = { debit: '', credit: '', yuan: '' };

/** An accountant writes a voucher; faults stand at their lines and in one summary, what was typed stays. */
export function NewVoucherPage(): ReactElement {
  const navigate = useNavigate();
  const tell = useTell();
  const from = (useLocation().state as { readonly from?: VoucherDetail } | null)?.from;
  const chart = useAnswer<LedgerChart>('/api/ledger/accounts');
  const accounts = useMemo(() => (chart.data ?? []).filter(({ isByHand }) => isByHand), [chart.data]);
  const [onDay, setOnDay] = useState(formatDate(today()));
  const [summary, setSummary] = useState(from?.summary ?? '');
  const [lines, setLines] = useState<readonly LineDraft[]>(from === undefined ? [EMPTY] : from.lines.map(draftOf));
  const [isTried, setTried] = useState(false);
  const writing = useWrite<Static<typeof ProposeVoucher>, Static<typeof ProposedVoucher>>(
    (body) => ({ method: 'POST', path: '/api/vouchers', body }),
    ({ voucherId, number }) => {
      tell(texts.done(number));
      void navigate(`/vouchers/${voucherId}`);
    },
  );
  const faults = faultsOf(summary, lines);
  const change = (at: number, changes: Partial<LineDraft>): void =>
    setLines(lines.map((line, index) => (index === at ? { ...line, ...changes } : line)));
  const send = (): void => {
    setTried(true);
    if (faults.length > 0) return;
    writing.send({
      onDay,
      summary: summary.trim(),
      lines: lines.map(({ debit, credit, yuan }) => ({ debit, credit, amountFen: parseYuan(yuan) ?? 0 })),
    });
  };
  const totalFen = lines.reduce((sum, { yuan }) => sum + (parseYuan(yuan) ?? 0), 0);
  return (
    <div className="tz-page">
      <header>
        <h1>{texts.title}</h1>
        <p className="tz-page__lead">{texts.lead}</p>
      </header>
      <section className="tz-card">
        <AppForm
          onSubmit={send}
          submitLabel={texts.send}
          isSending={writing.isSending}
          failure={writing.failure}
          onAgain={writing.again}
        >
          {isTried ? <ErrorSummary faults={faults} /> : null}
          <CivilDateField path="onDay" label={texts.on} value={onDay} onChange={setOnDay} />
          <TextField
            path="summary"
            label={texts.summary}
            hint={texts.summaryHint}
            value={summary}
            maxLength={200}
            onChange={setSummary}
          />
          <ol className="tz-lines">
            {lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
              <li key={at}>
                <VoucherLineFields
                  at={at}
                  line={line}
                  accounts={accounts}
                  onChange={(changes) => change(at, changes)}
                  onRemove={lines.length === 1 ? undefined : () => setLines(lines.filter((_, index) => index !== at))}
                />
              </li>
            ))}
          </ol>
          <p className="tz-row tz-row--apart">
            <Button onClick={() => setLines([...lines, EMPTY])}>{texts.add}</Button>
            <strong>{texts.total(formatYuan(totalFen))}</strong>
          </p>
        </AppForm>
      </section>
    </div>
  );
}

function draftOf({ debit, credit, amountFen }: VoucherDetail['lines'][number]): LineDraft {
  return { debit, credit, yuan: formatYuan(amountFen) };
}

function faultsOf(summary: string, lines: readonly LineDraft[]): readonly FormFault[] {
  return [
    ...(summary.trim() === '' ? [{ path: 'summary', label: texts.summary, message: texts.noSummary }] : []),
    ...lines.flatMap(({ debit, credit, yuan }, at) => {
      const place = `lines.${at}`;
      const named = texts.line(at + 1);
      return [
        ...(debit === '' ? [{ path: `${place}.debit`, label: named, message: texts.noDebit }] : []),
        ...(credit === '' ? [{ path: `${place}.credit`, label: named, message: texts.noCredit }] : []),
        ...(debit !== '' && debit === credit
          ? [{ path: `${place}.credit`, label: named, message: texts.sameAccount }]
          : []),
        ...((parseYuan(yuan) ?? 0) > 0 ? [] : [{ path: `${place}.amountFen`, label: named, message: texts.badAmount }]),
      ];
    }),
  ];
}
