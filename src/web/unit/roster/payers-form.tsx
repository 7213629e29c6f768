import { Button, Input, Select } from 'antd';
import type { ReactElement } from 'react';
import type { RosterDetail } from '#contracts/rosters.ts';
import { parseCreditCode } from '#kernel/credit-code.ts';
import { formatYuan, parseYuan } from '#kernel/money.ts';
import { FUNDING_SOURCES } from '#web/app/words.ts';
import { DRAFT } from '#web/unit/roster/draft-texts.ts';
import { UNIT } from '#web/unit/texts.ts';
import './submit-form.css';

const { roster: texts } = UNIT;

type Source = keyof typeof FUNDING_SOURCES;

/** A payer as it is typed. */
export interface PayerDraft {
  readonly number: number;
  readonly source: Source;
  readonly name: string;
  /** Unified credit code, for the receipt; may be empty. */
  readonly code: string;
  readonly yuan: string;
}

const SOURCES = Object.entries(FUNDING_SOURCES).map(([value, label]) => ({ value: value as Source, label }));

interface PayersFormProps {
  readonly payers: readonly PayerDraft[];
  readonly contributionFen: number;
  readonly unitName: string;
  readonly onChange: (payers: readonly PayerDraft[]) => void;
}

/** Who pays which part; what was typed stays when the fee changes, and one press makes the last part fit again. */
export function PayersForm({ payers, contributionFen, unitName, onChange }: PayersFormProps): ReactElement {
  const sumFen = payers.reduce((sum, { yuan }) => sum + (parseYuan(yuan) ?? 0), 0);
  const change = (number: number, changes: Partial<PayerDraft>): void =>
    onChange(payers.map((each) => (each.number === number ? { ...each, ...changes } : each)));
  const last = payers.at(-1);
  const lastFen = contributionFen - sumFen + (parseYuan(last?.yuan ?? '') ?? 0);
  return (
    <>
      <ul className="tz-stack">
        {payers.map((payer) => (
          <PayerRow
            key={payer.number}
            payer={payer}
            onChange={(changes) => change(payer.number, changes)}
            onRemove={
              payers.length === 1 ? undefined : () => onChange(payers.filter(({ number }) => number !== payer.number))
            }
          />
        ))}
      </ul>
      <div className="tz-row">
        <Button
          onClick={() =>
            onChange([
              ...payers,
              {
                number: Math.max(...payers.map(({ number }) => number)) + 1,
                source: 'members',
                name: unitName,
                code: '',
                yuan: formatYuan(Math.max(0, contributionFen - sumFen)),
              },
            ])
          }
        >
          {texts.addPayer}
        </Button>
        <PayerSum sumFen={sumFen} contributionFen={contributionFen} />
        {last === undefined || sumFen === contributionFen || lastFen <= 0 ? null : (
          <Button onClick={() => change(last.number, { yuan: formatYuan(lastFen) })}>{DRAFT.fillUp}</Button>
        )}
      </div>
    </>
  );
}

interface PayerRowProps {
  readonly payer: PayerDraft;
  readonly onChange: (changes: Partial<PayerDraft>) => void;
  readonly onRemove: (() => void) | undefined;
}

function PayerRow({ payer, onChange, onRemove }: PayerRowProps): ReactElement {
  return (
    <li className="tz-payer">
      <Input
        aria-label={texts.payerName}
        value={payer.name}
        maxLength={100}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <Select
        aria-label={texts.payerSource}
        value={payer.source}
        options={SOURCES}
        onChange={(source) => onChange({ source })}
      />
      <Input
        className="tz-money-input"
        aria-label={texts.payerAmount}
        inputMode="decimal"
        suffix="元"
        value={payer.yuan}
        onChange={({ target }) => onChange({ yuan: target.value })}
        onBlur={() => {
          const fen = parseYuan(payer.yuan);
          if (fen !== undefined) onChange({ yuan: formatYuan(fen) });
        }}
      />
      <Input
        className="tz-payer__code"
        aria-label={DRAFT.payerCode}
        placeholder={DRAFT.payerCodeHint}
        value={payer.code}
        maxLength={18}
        status={isWrongCode(payer.code) ? 'error' : ''}
        onChange={({ target }) => onChange({ code: target.value.replaceAll(/\s/g, '') })}
      />
      {onRemove === undefined ? null : (
        <Button aria-label={texts.removePayer(payer.name)} onClick={onRemove}>
          ×
        </Button>
      )}
    </li>
  );
}

function PayerSum({
  sumFen,
  contributionFen,
}: {
  readonly sumFen: number;
  readonly contributionFen: number;
}): ReactElement {
  const missing = contributionFen - sumFen;
  return (
    <span role="status" className={missing === 0 ? 'tz-tag tz-tag--done' : 'tz-tag tz-tag--fault'}>
      {texts.sum(formatYuan(sumFen))}，
      {missing === 0
        ? texts.sumRight
        : missing > 0
          ? texts.sumMissing(formatYuan(missing))
          : texts.sumTooMuch(formatYuan(-missing))}
    </span>
  );
}

/** A code that is there and is none. */
export function isWrongCode(code: string): boolean {
  return code.trim() !== '' && !parseCreditCode(code.trim().toUpperCase()).ok;
}

/** The payers of before, a single one with the fee of now; the unit alone where nobody was named yet. */
export function draftsOf(
  payers: RosterDetail['payers'],
  contributionFen: number,
  unitName: string,
): readonly PayerDraft[] {
  if (payers.length === 0) {
    return [{ number: 0, source: 'union-funds', name: unitName, code: '', yuan: formatYuan(contributionFen) }];
  }
  return payers.map(({ source, payerName, payerCode, amountFen }, number) => ({
    number,
    source,
    name: payerName,
    code: payerCode ?? '',
    yuan: formatYuan(payers.length === 1 ? contributionFen : amountFen),
  }));
}
